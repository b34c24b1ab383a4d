import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Kept } from '~/ui/field'
import { Select } from '~/ui/inputs'
import { Actions, Button } from '~/ui/parts'
import { columnsOf, type ListKind } from './list'
import type { ColumnOfFile } from './list-page.server'
import { columnInWords, columnWords } from './list-words'

/** Each column of a file with which of ours it is, as far as that is known, and what stands in it. */
export function ColumnsForm({
  list: { id, kind, version, columns },
  formKey,
  values,
  errors,
}: {
  list: { id: string; kind: ListKind; version: number; columns: readonly ColumnOfFile[] }
  formKey: string
  values: Readonly<Record<string, string>> | undefined
  errors: Errors | undefined
}) {
  const options = [
    { value: '', label: columnWords.leaveOut },
    ...columnsOf(kind).known.map((column) => ({ value: column, label: columnInWords(kind, column) })),
  ]
  return (
    <>
      <ErrorSummary errors={errors} />
      <form method="post" action={`/imports/${id}/columns`}>
        <Kept formKey={formKey} version={version} />
        {columns.map(({ name, ours, holds }, at) => (
          <Select
            key={name}
            name={`column.${at}`}
            label={name === '' ? columnWords.noName : name}
            hint={holds.length > 0 ? columnWords.holds(holds) : columnWords.empty}
            value={values?.[`column.${at}`] ?? ours}
            error={errors?.[`column.${at}`]}
            options={options}
            width="medium"
          />
        ))}
        <Actions>
          <Button>{columnWords.go}</Button>
        </Actions>
      </form>
    </>
  )
}
