import { z } from 'zod'
import { choice, shortText } from '~/shared/fields'
import { SOURCE_MAX } from './list-words'

const FILE = 'Choose a file'
const uuid = z.string().regex(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
const optionalId = z
  .string()
  .optional()
  .transform((said) => (said === undefined || said === '' ? null : said))
  .pipe(uuid.nullable())

export const UploadInput = z.object({
  kind: choice('what is in it', ['people', 'key-dates']),
  source: shortText('where it is from', SOURCE_MAX),
  teamId: optionalId,
  followsId: optionalId,
  file: z.custom<File>(
    (said) =>
      typeof said === 'object' &&
      said !== null &&
      'arrayBuffer' in said &&
      'size' in said &&
      (said as File).size > 0,
    { error: FILE },
  ),
})

/** `column.3` is ours for the fourth column of the file; '' leaves it out. */
export const ColumnsInput = z
  .object({ version: z.coerce.number().int() })
  .catchall(z.string())
  .transform(({ version, ...said }) => ({ version, columns: numbered(said, /^column\.(\d{1,4})$/) }))

const act = (name: string) => z.object({ act: z.literal(name) }).catchall(z.string())

/** What can be done with a list: `start` with `who.7` of row 7, `mend` with `cell.1.7.date_of_birth` of part 1, row 7. */
export const ListInput = z.union([
  act('start').transform((said) => ({ act: 'start' as const, who: whoIn(said) })),
  act('mend').transform((said) => ({ act: 'mend' as const, cells: cellsIn(said) })),
  act('undo').transform(() => ({ act: 'undo' as const })),
  act('go-on').transform(() => ({ act: 'go-on' as const })),
])

function whoIn(said: Readonly<Record<string, string>>): Record<number, 'same' | 'other' | 'out'> {
  const who: Record<number, 'same' | 'other' | 'out'> = {}
  for (const [row, value] of Object.entries(numbered(said, /^who\.(\d{1,6})$/)))
    if (value === 'same' || value === 'other' || value === 'out') who[Number(row)] = value
  return who
}

function cellsIn(said: Readonly<Record<string, string>>) {
  return Object.entries(said).flatMap(([name, value]) => {
    const [, part, row, column] = /^cell\.(\d{1,4})\.(\d{1,6})\.([a-z_]{1,40})$/.exec(name) ?? []
    return part === undefined || row === undefined || column === undefined
      ? []
      : [{ part: Number(part), row: Number(row), column, value: value.trim() }]
  })
}

function numbered(said: Readonly<Record<string, string>>, pattern: RegExp): Record<number, string> {
  const found: Record<number, string> = {}
  for (const [name, value] of Object.entries(said)) {
    const number = pattern.exec(name)?.[1]
    if (number !== undefined) found[Number(number)] = value
  }
  return found
}
