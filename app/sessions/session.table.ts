import type { Generated, JSONColumnType } from 'kysely'
import type { Landing } from '~/narratives/card'
import type { CivilDate } from '~/shared/civil-date'
import type { Attendance } from './session'

export type SessionTable = {
  organisation_id: string
  id: Generated<string>
  person_id: string
  transition_id: string | null
  status: Generated<'planned' | 'recorded' | 'cancelled'>
  worker_id: string
  planned_on: CivilDate
  planned_at: string | null
  minutes: number | null
  place: Generated<string>
  aim: Generated<string>
  opening: Generated<string>
  strength_to_build_on: Generated<string>
  alternative_programme_organisation_id: string | null
  alternative_programme_id: string | null
  alternative_offer: string | null
  alternative_says: Generated<string>
  bring: Generated<string[]>
  keep_safe: Generated<string>
  will_not_raise: Generated<string>
  attendance: Attendance | null
  got_in_the_way: Generated<string>
  did: Generated<string>
  their_words: Generated<string>
  strength_seen: Generated<string>
  next_step: Generated<string>
  next_on: CivilDate | null
  cancelled_because: string | null
  recorded_by: string | null
  recorded_at: Date | null
  made_by: string | null
  made_at: Generated<Date>
  version: Generated<number>
  changed_by: string | null
  changed_at: Generated<Date>
  changed_because: string | null
}

export type SessionCardTable = {
  organisation_id: string
  id: Generated<string>
  person_id: string
  session_id: string
  card_id: string
  card_version: number
  is_planned: Generated<boolean>
  ask_first: 'used' | 'skipped' | null
  skipped_because: string | null
  landed: Landing | null
  said: Generated<string>
  ended_at: Date | null
  version: Generated<number>
}

/** A session as it stood before a change, by column. */
export type SessionVersionTable = {
  organisation_id: string
  person_id: string
  session_id: string
  version: number
  was: JSONColumnType<Record<string, unknown>, never, never>
  replaced_at: Generated<Date>
}

export type ConcernTable = {
  organisation_id: string
  id: Generated<string>
  person_id: string
  session_id: string | null
  /** The dated fact that could not wait, where it came as one. */
  fact_id: string | null
  words: string
  told_who: string
  told_at: Date
  made_by: string | null
  made_at: Generated<Date>
}
