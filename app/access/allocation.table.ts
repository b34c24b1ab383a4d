import type { Generated } from 'kysely'

export type AllocationTable = {
  organisation_id: string
  id: Generated<string>
  person_id: string
  worker_id: string
  kind: 'lead' | 'co-worker' | 'cover'
  starts_at: Generated<Date>
  ends_at: Date | null
  because: string | null
  made_by: string | null
  /** Taken back, or replaced before it began: nobody has left by it. */
  undone_at: Date | null
}

export type ExclusionTable = {
  organisation_id: string
  person_id: string
  worker_id: string
  because: string
  made_by: string | null
  made_at: Generated<Date>
  ended_at: Date | null
}

export type RestrictedReaderTable = {
  organisation_id: string
  person_id: string
  worker_id: string
}
