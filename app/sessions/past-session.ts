import type { CivilDate } from '~/shared/civil-date'
import type { Attendance } from './session'

/** A session as it stood before a change, by the columns of its table, with who changed it next and why. */
export type PastSession = {
  version: number
  planned_on: CivilDate
  planned_at: string | null
  minutes: number | null
  place: string
  aim: string
  opening: string
  strength_to_build_on: string
  alternative_programme_organisation_id: string | null
  alternative_programme_id: string | null
  alternative_offer: string | null
  alternative_says: string
  bring: string[]
  keep_safe: string
  will_not_raise: string
  status: 'planned' | 'recorded' | 'cancelled'
  attendance: Attendance | null
  got_in_the_way: string
  did: string
  their_words: string
  strength_seen: string
  next_step: string
  next_on: CivilDate | null
  replaced_on: CivilDate
  by: string | null
  because: string | null
}
