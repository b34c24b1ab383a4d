import type { Generated, JSONColumnType } from 'kysely'
import type { CivilDate } from '~/shared/civil-date'

type Kept = JSONColumnType<Record<string, string>, string | undefined, string>

export type PersonTable = {
  organisation_id: string
  id: Generated<string>
  reference: string | null
  given_name: string | null
  family_name: string | null
  preferred_name: string | null
  pronouns: string | null
  born_on: CivilDate | null
  birth_date_certainty: Generated<'recorded' | 'estimated' | 'disputed'>
  birth_date_source: Generated<string>
  school_id: string | null
  school_nation: Generated<'scotland' | 'england' | 'wales' | 'northern-ireland' | 'other'>
  pupil: Generated<'yes' | 'no' | 'unknown'>
  stage: string | null
  stage_session: string | null
  deferred_entry: Generated<boolean>
  additional_support_needs: Generated<'yes' | 'no' | 'unknown'>
  council: string | null
  postcode: string | null
  language: string | null
  communication_needs: string | null
  what_matters: string | null
  sex: string | null
  ethnicity: string | null
  care_experienced: boolean | null
  team_id: string | null
  is_restricted: Generated<boolean>
  opened_on: CivilDate
  closed_on: CivilDate | null
  closed_because: 'ended' | 'moved-away' | 'died' | 'entered-by-mistake' | 'other' | null
  recorded_on: CivilDate
  recorded_by: string | null
  sent: Kept
  pending: Kept
  unknown_worker: string | null
  /** The record that stays instead of this one. */
  merged_into: string | null
  version: Generated<number>
  changed_by: string | null
  changed_at: Generated<Date>
  changed_because: string | null
}

export type PersonNameTable = {
  organisation_id: string
  id: Generated<string>
  person_id: string
  kind: 'main' | 'also' | 'former' | 'nick'
  name: string
  words: string
  sounds: string[]
  version: Generated<number>
  ended_at: Date | null
}

export type PersonWayTable = {
  organisation_id: string
  id: Generated<string>
  person_id: string
  kind: 'phone' | 'text' | 'email' | 'visit' | 'other'
  value: string
  safe: Generated<'yes' | 'no' | 'ask'>
  note: string | null
  version: Generated<number>
  ended_at: Date | null
  changed_by: string | null
  changed_at: Generated<Date>
}

export type PersonTieTable = {
  organisation_id: string
  id: Generated<string>
  person_id: string
  relation: 'family' | 'trusted-adult' | 'mentor' | 'school' | 'professional'
  name: string
  about: string | null
  do_not_contact: Generated<boolean>
  version: Generated<number>
  ended_at: Date | null
  changed_by: string | null
  changed_at: Generated<Date>
}

/** Its texts are sealed, as are those of `PersonNumberTable`: see protected.server.ts. */
export type PersonAddressTable = {
  organisation_id: string
  id: Generated<string>
  person_id: string
  address: string
  note: string | null
  version: Generated<number>
  ended_at: Date | null
  changed_by: string | null
  changed_at: Generated<Date>
}

/** Beside each number its print, by which an equal one in the same organisation is found. */
export type PersonNumberTable = {
  organisation_id: string
  id: Generated<string>
  person_id: string
  chi: string | null
  scn: string | null
  nino: string | null
  chi_print: string | null
  scn_print: string | null
  nino_print: string | null
  version: Generated<number>
  ended_at: Date | null
  changed_by: string | null
  changed_at: Generated<Date>
}

/** A person as they stood before a change, by column. */
export type PersonVersionTable = {
  organisation_id: string
  person_id: string
  version: number
  was: JSONColumnType<Record<string, unknown>, never, never>
  replaced_at: Generated<Date>
}
