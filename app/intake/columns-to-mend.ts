import { type Cells, columnsOf, type ListKind, type RowRemark } from './list'

/** The cells of a refused row that may be put right: those with something wrong, or all that hold something where it is the row itself. */
export function columnsToMend(
  kind: ListKind,
  { cells, remarks }: { cells: Cells; remarks: readonly RowRemark[] },
): string[] {
  const { known } = columnsOf(kind)
  const wrong = new Set(remarks.map(({ column }) => column))
  const isTheRow = [...wrong].some((column) => !known.includes(column))
  return known.filter((column) => wrong.has(column) || (isTheRow && (cells[column] ?? '') !== ''))
}
