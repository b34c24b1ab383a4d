import type { Generated, JSONColumnType } from 'kysely'
import type { CivilDate } from '~/shared/civil-date'
import type { Choice } from './importer'
import type { Cells, ListKind, ListStatus, RowRemark, StoppedAt, TrialReport, WhyStopped } from './list'

export type ImportTable = {
  organisation_id: string
  id: Generated<string>
  worker_id: string
  kind: ListKind
  source: string
  team_id: string | null
  follows_id: string | null
  status: Generated<ListStatus>
  stopped_at: StoppedAt | null
  stopped_because: WhyStopped | null
  stopped_says: string | null
  /** The names over the file's columns, each with ours; '' leaves it out. */
  columns: JSONColumnType<Record<string, string>, string | undefined, string>
  made_at: Generated<Date>
  started_at: Date | null
  started_on: CivilDate | null
  finished_at: Date | null
  undone_at: Date | null
  alive_at: Generated<Date>
  failures: Generated<number>
  part: Generated<number>
  batches_done: Generated<number>
  rows_read: Generated<number>
  rows_done: Generated<number>
  added: Generated<number>
  changed: Generated<number>
  unchanged: Generated<number>
  refused: Generated<number>
  warned: Generated<number>
  left_out: Generated<number>
  version: Generated<number>
}

export type ImportPartTable = {
  organisation_id: string
  import_id: string
  part: number
  worker_id: string
  bytes: Uint8Array
  row_numbers: number[] | null
  report: JSONColumnType<Partial<TrialReport>, string | undefined, string>
  choices: JSONColumnType<Record<string, Choice>, string | undefined, string>
  made_at: Generated<Date>
}

export type ImportRowTable = {
  organisation_id: string
  import_id: string
  part: number
  row: number
  worker_id: string
  cells: JSONColumnType<Cells, string, never>
  remarks: JSONColumnType<RowRemark[], string, never>
  mended_in: number | null
}

/** Without how it stood before, which only the database's functions read. */
export type ImportChangeTable = {
  organisation_id: string
  import_id: string
  worker_id: string
  about_id: string
  what_id: string
  is_fact: boolean
  is_added: boolean
  outcome: 'undone' | 'worked-with' | 'changed-since' | 'not-yours' | null
}
