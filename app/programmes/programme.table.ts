import type { Generated } from 'kysely'

export type ProgrammeTable = {
  organisation_id: string
  id: Generated<string>
  name: string
  lead_id: string | null
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
