import type { Generated, JSONColumnType } from 'kysely'
import type { CivilDate } from '~/shared/civil-date'
import type { ProgrammeKind, ProgrammeStatus, Pull, TakesOrders } from './kinds'

export type ProgrammeTable = {
  organisation_id: string
  id: Generated<string>
  name: string
  lead_id: string | null
  kind: Generated<ProgrammeKind>
  /** What it is. */
  says: Generated<string>
  gives: Generated<Pull[]>
  week_one: Generated<string>
  /** Null: not said. */
  youngest_age: number | null
  oldest_age: number | null
  /** None: anywhere. */
  councils: Generated<string[]>
  place: Generated<string>
  times: Generated<string>
  is_evening: Generated<boolean>
  is_weekend: Generated<boolean>
  next_start_on: CivilDate | null
  places_free: number | null
  /** The day on which somebody said how many are free. */
  places_set_on: CivilDate | null
  waiting_weeks: number | null
  funded_until: CivilDate | null
  funding: Generated<string>
  usual_weeks: number | null
  /** Whether the same worker stays, in words. */
  same_worker: string | null
  takes_orders: Generated<TakesOrders>
  cost: Generated<string>
  travel: Generated<string>
  /** Who stands in front of the young people, in words: a mechanic, mentors who have been through it. */
  who_leads: Generated<string>
  status: Generated<ProgrammeStatus>
  last_checked_on: CivilDate | null
  version: Generated<number>
  changed_by: string | null
  changed_at: Generated<Date>
}

/** The provider's people, who say how many places are free and see what is referred to it. */
export type ProgrammeStaffTable = { organisation_id: string; programme_id: string; worker_id: string }

/** A programme as it stood before a change, by column. */
export type ProgrammeVersionTable = {
  organisation_id: string
  programme_id: string
  version: number
  was: JSONColumnType<Record<string, unknown>, never, never>
  replaced_at: Generated<Date>
}

export type ProgrammePlaceTable = {
  organisation_id: string
  id: Generated<string>
  person_id: string
  programme_organisation_id: string
  programme_id: string
  starts_at: Generated<Date>
  ends_at: Date | null
}
