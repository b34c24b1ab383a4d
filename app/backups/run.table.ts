import type { Generated } from 'kysely'

/** One time that a backup was made, tried, or brought back. */
export type BackupRunTable = {
  id: Generated<string>
  kind: 'backup' | 'drill' | 'restore'
  state: Generated<'asked' | 'running' | 'done' | 'failed'>
  because: 'daily' | 'monthly' | 'page' | 'command'
  how: 'cluster' | 'logical' | null
  asked_at: Generated<Date>
  began_at: Date | null
  seen_at: Date | null
  ended_at: Date | null
  bytes: number | null
  table_count: number | null
  row_count: number | null
  file: string | null
  folder: string | null
  key_id: string | null
  why: string | null
}
