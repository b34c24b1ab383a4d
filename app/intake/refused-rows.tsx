import { Field, wired } from '~/ui/field'
import { columnsToMend } from './columns-to-mend'
import type { ListKind } from './list'
import { CellsLine } from './list-preview'
import { columnInWords, previewWords } from './list-words'
import type { RefusedRow } from './lists.server'

/** Refused rows, each with its wrong cells to be put right beside the others as they stand. */
export function RefusedRows({
  kind,
  rows,
  said,
}: {
  kind: ListKind
  rows: readonly RefusedRow[]
  said: Readonly<Record<string, string>> | undefined
}) {
  return rows.map((row) => {
    const columns = columnsToMend(kind, row)
    return (
      <fieldset className="refused-row" key={`${row.part} ${row.row}`}>
        <legend>{previewWords.row(row.row)}</legend>
        <p className="why">
          <CellsLine kind={kind} cells={row.cells} without={columns} />
        </p>
        {wrongWithTheRow(kind, row).map((reason) => (
          <p key={reason}>{reason}.</p>
        ))}
        <div className="cells-to-mend">
          {columns.map((column) => {
            const name = `cell.${row.part}.${row.row}.${column}`
            const words = {
              name,
              label: columnInWords(kind, column),
              error: reasonsOf(row, column),
            }
            return (
              <Field key={column} {...words}>
                <input
                  {...wired(words)}
                  className="ds_input ds_input--error medium"
                  type="text"
                  defaultValue={said?.[name] ?? row.cells[column] ?? ''}
                  autoComplete="off"
                />
              </Field>
            )
          })}
        </div>
      </fieldset>
    )
  })
}

function reasonsOf({ remarks }: RefusedRow, column: string): string | undefined {
  const reasons = remarks.filter((remark) => remark.column === column).map(({ reason }) => `${reason}.`)
  return reasons.length > 0 ? reasons.join(' ') : undefined
}

function wrongWithTheRow(kind: ListKind, { remarks, cells }: RefusedRow): string[] {
  const shown = columnsToMend(kind, { cells, remarks })
  return remarks.filter(({ column }) => !shown.includes(column)).map(({ reason }) => reason)
}
