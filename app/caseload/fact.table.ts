import type { Generated, JSONColumnType } from 'kysely'
import type { CivilDate } from '~/shared/civil-date'

type Kept = JSONColumnType<Record<string, string>, string | undefined, string>

export type FactTable = {
  organisation_id: string
  id: Generated<string>
  person_id: string
  source_id: string | null
  import_key: string | null
  kind: string
  /** One bit of app/access/permissions.ts. */
  scope: number
  happens_on: CivilDate
  at_time: string | null
  ends_on: CivilDate | null
  certainty: Generated<'official' | 'recorded' | 'reported'>
  standing: Generated<'fact' | 'reported' | 'opinion'>
  source: string
  document_ref: string | null
  received_on: CivilDate | null
  recorded_on: CivilDate
  recorded_by: string | null
  confirmed_on: CivilDate | null
  details: Kept
  note: string | null
  moved_from: CivilDate | null
  withdrawn_on: CivilDate | null
  withdrawn_because: string | null
  sent: Kept
  pending: Kept
  version: Generated<number>
  changed_by: string | null
  changed_at: Generated<Date>
  changed_because: string | null
}

/** A fact as it stood before a change, by column. */
export type FactVersionTable = {
  organisation_id: string
  person_id: string
  fact_id: string
  scope: number
  version: number
  was: JSONColumnType<Record<string, unknown>, never, never>
  replaced_at: Generated<Date>
}
