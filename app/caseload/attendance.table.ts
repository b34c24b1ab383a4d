import type { Generated, JSONColumnType } from 'kysely'
import type { CivilDate } from '~/shared/civil-date'

/** The half-days of one week of somebody at school. */
export type AttendanceTable = {
  organisation_id: string
  id: Generated<string>
  person_id: string
  /** A Monday. */
  week_starting: CivilDate
  openings: number
  present: number
  absent_explained: Generated<number>
  absent_unexplained: Generated<number>
  excluded: Generated<number>
  longest_unexplained_run_days: Generated<number>
  recorded_on: CivilDate
  version: Generated<number>
  changed_by: string | null
  changed_at: Generated<Date>
}

/** A week as it stood before a change, by column. */
export type AttendanceVersionTable = {
  organisation_id: string
  person_id: string
  attendance_id: string
  version: number
  was: JSONColumnType<Record<string, unknown>, never, never>
  replaced_at: Generated<Date>
}
