import { stringify } from 'csv-stringify/sync'
import { neutral, type Remark } from './cells'
import type { FileRow } from './read-file.server'

/**
 * The refused rows with their reasons, to be corrected and imported again: the column `reason` is ignored then.
 * No cell of it is a formula to a spreadsheet; the mark at its start makes Excel read it as UTF-8.
 */
export function rejectFile<Column extends string>(
  columns: readonly Column[],
  rows: readonly FileRow<Column>[],
  rejects: readonly Remark[],
): string {
  const reasons = new Map<number, string[]>()
  for (const { row, column, reason } of rejects) {
    reasons.set(row, [...(reasons.get(row) ?? []), column === '' ? reason : `${column}: ${reason}`])
  }
  const lines = rows.flatMap(({ row, cells }) => {
    const why = reasons.get(row)
    return why === undefined
      ? []
      : [[...columns.map((column) => neutral(cells[column])), neutral(why.join('. '))]]
  })
  return stringify([[...columns, 'reason'], ...lines], { bom: true, record_delimiter: 'windows' })
}
