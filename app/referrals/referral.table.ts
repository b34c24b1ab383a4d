import type { Generated, JSONColumnType } from 'kysely'
import type { CivilDate } from '~/shared/civil-date'
import type { Chosen } from './chosen'
import type { NoteKind, Side, Status } from './lifecycle'
import type { Payload } from './payload'

export type ReferralTable = {
  organisation_id: string
  id: Generated<string>
  person_id: string
  programme_organisation_id: string
  programme_id: string
  transition_id: string | null
  session_id: string | null
  follows_id: string | null
  status: Generated<Status>
  due_on: CivilDate | null
  share_id: string | null
  /** Exactly what the partner sees. */
  payload: JSONColumnType<Payload, string, string> | null
  /** What was chosen to go into it, while it is a draft. */
  chosen: JSONColumnType<Chosen | Record<string, never>, string, string>
  agreed: Generated<'yes' | 'no' | 'not-asked'>
  agreed_said: Generated<string>
  why_now: Generated<string>
  hopes: Generated<string>
  fit_because: string | null
  first_session_on: CivilDate | null
  first_session_at: string | null
  first_session_place: string | null
  sent_at: Date | null
  made_by: string | null
  made_at: Generated<Date>
  version: Generated<number>
  changed_by: string | null
  changed_at: Generated<Date>
}

/** The moves there are, as data; app/referrals/lifecycle.ts says the same. */
export type ReferralMoveTable = { from_status: Status; to_status: Status; side: Side }

/** What happened to a referral, in the order of `seq`: written by sec.move_referral alone. */
export type ReferralEventTable = {
  organisation_id: string
  id: string
  person_id: string
  referral_id: string
  programme_id: string
  seq: number
  kind: 'move' | NoteKind | 'kept-sharing'
  from_status: Status
  to_status: Status | null
  side: Side
  version: number | null
  reason: string | null
  note: string
  on_day: CivilDate | null
  at_time: string | null
  made_by: string
  by_name: string
  made_at: Date
}
