import type { Generated, JSONColumnType } from 'kysely'
import type { CivilDate } from '~/shared/civil-date'
import type { HandoverKind, HandoverReason } from './reasons'

/** Who works with somebody changes hands. Written once; its lines and that it was read come later, by functions of their own. */
export type HandoverTable = {
  organisation_id: string
  id: Generated<string>
  person_id: string
  /** What was decided in one act for several people is taken back in one. */
  lot_id: string
  kind: HandoverKind
  from_worker_id: string | null
  to_worker_id: string | null
  from_on: CivilDate
  until_on: CivilDate | null
  reason: HandoverReason
  because: string
  allocation_id: string | null
  ended: JSONColumnType<EndedAllocation[], string, never>
  sessions: JSONColumnType<MovedSession[], string, never>
  read_by_on: CivilDate | null
  lines: Generated<string>
  lines_by: string | null
  lines_at: Date | null
  acknowledged_at: Date | null
  made_by: string | null
  made_at: Generated<Date>
  undone_by: string | null
  undone_at: Date | null
  version: Generated<number>
}

/** Moments as the database writes them, to the microsecond. */
export type EndedAllocation = { id: string; was: string | null; now: string }

export type MovedSession = { id: string; workerId: string; version: number }
