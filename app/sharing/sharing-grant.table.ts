import type { Generated } from 'kysely'

export type SharingGrantTable = {
  organisation_id: string
  id: Generated<string>
  person_id: string
  to_worker_id: string
  scopes: number
  purpose: string
  basis: string
  starts_at: Generated<Date>
  expires_at: Date
  revoked_at: Date | null
  revoked_because: string | null
  made_by: string | null
  version: Generated<number>
}
