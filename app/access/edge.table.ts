import type { Generated } from 'kysely'

export type EdgeTable = {
  user_id: string
  person_id: string
  organisation_id: string
  src: string
  scopes: number
  writes: number
  starts_at: Generated<Date>
  expires_at: Generated<Date>
}

export type ReachTable = {
  role: string
  relation: string
  scopes: number
  writes: number
}
