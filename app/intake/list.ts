import { KEY_DATE_COLUMNS } from './fact-columns'
import { PEOPLE_COLUMNS } from './person-columns'

/** A list of people or of dates that somebody brings in by page. */
export type ListKind = 'people' | 'key-dates'

export type ListStatus =
  | 'columns'
  | 'checking'
  | 'checked'
  | 'running'
  | 'done'
  | 'stopped'
  | 'undoing'
  | 'undone'

/** What was done when it went no further. */
export type StoppedAt = 'checking' | 'running' | 'undoing'

export type WhyStopped = 'not-allowed' | 'too-late' | 'failed' | 'unreadable'

export type Cells = Readonly<Record<string, string>>

/** What is wrong with one cell, or with the row where `column` is ''. */
export type RowRemark = { column: string; value: string; reason: string }

export type ShownRow = { row: number; cells: Cells; refused: RowRemark[]; warned: RowRemark[] }

/** A row that may be about somebody who is there, or further up in the file. */
export type Alike = {
  row: number
  reference: string
  cells: Cells
  personId: string | null
  other: Cells | null
}

/** What saving the list would do, from doing it and taking it back. */
export type TrialReport = {
  read: number
  added: number
  changed: number
  unchanged: number
  refused: number
  warned: number
  shown: ShownRow[]
  alike: Alike[]
  /** More of them than can be decided on one page: those beyond are left out. */
  alikeBeyond: string[]
}

export const ROWS_SHOWN = 20
export const ALIKE_SHOWN = 100

export function columnsOf(kind: ListKind): { known: readonly string[]; required: readonly string[] } {
  return kind === 'people' ? PEOPLE_COLUMNS : KEY_DATE_COLUMNS
}

/** Whether work is under way: the page then says how far it is. */
export function isUnderWay(status: ListStatus): boolean {
  return status === 'checking' || status === 'running' || status === 'undoing'
}
