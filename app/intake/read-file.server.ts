import { setImmediate as othersTurn } from 'node:timers/promises'
import { type Parser, parse } from 'csv-parse'
import { ok, type Result, refused } from '~/shared/result'
import { asFirstSent, type Remark } from './cells'

/** Cells by column, trimmed; a column that the file lacks is ''. */
export type FileRow<Column extends string> = { row: number; cells: Record<Column, string> }

export type FileRead<Column extends string> = {
  rows: FileRow<Column>[]
  /** Rows with more cells than the header: something in them is not where it should be. */
  rejects: Remark[]
  /** The cells of those rows, for the file of what was refused. */
  rejectedRows: FileRow<Column>[]
  /** Columns of the file that we do not know: named to whoever imports, and ignored. */
  unknownColumns: string[]
}

export type Columns<Column extends string> = {
  known: readonly Column[]
  required: readonly Column[]
}

export const FILE_BYTES_MAX = 10 * 1024 * 1024
export const FILE_ROWS_MAX = 50_000

/** A file as it lies: the names over its columns, and what stands under them. */
export type Sheet = { names: string[]; records: { row: number; record: string[] }[] }

/** Where each of our columns stands in a sheet; one that it lacks is not there. */
export type Places<Column extends string> = ReadonlyMap<Column, number>

/**
 * Reads a CSV of any column order, comma or semicolon, UTF-8 with or without its mark, or Windows-1252.
 * The row of a refusal or warning is the record's place in the file, the header being 1.
 * @returns refused with one sentence when the file as a whole is not what it says it is.
 */
export async function readFileRows<const Column extends string>(
  bytes: Uint8Array,
  columns: Columns<Column>,
): Promise<Result<FileRead<Column>, string>> {
  const sheet = await readSheet(bytes)
  if (!sheet.ok) return sheet
  const { names } = sheet.value
  const missing = columns.required.filter((column) => !names.includes(column))
  if (missing.length > 0) return refused(`The file has no column ${missing.join(', ')}`)
  const known = columns.known.filter((column) => names.includes(column))
  return ok(
    rowsUnder(sheet.value, columns.known, new Map(known.map((column) => [column, names.indexOf(column)]))),
  )
}

/** The same, whatever its columns are called. */
export async function readSheet(bytes: Uint8Array): Promise<Result<Sheet, string>> {
  if (bytes.length > FILE_BYTES_MAX)
    return refused('The file is larger than 10 MB: divide it and import the parts')
  if (bytes.length === 0) return refused('The file is empty')
  if (isBinary(bytes)) return refused('This is not a CSV file: save the sheet as CSV and import that')

  const text = textOf(bytes)
  const records = await recordsOf(text)
  if (records === null)
    return refused('The file cannot be read as CSV: a quotation mark is opened and not closed properly')
  const [header, ...body] = records
  if (header === undefined) return refused('The file is empty')
  if (body.length > FILE_ROWS_MAX)
    return refused('The file has more than 50,000 rows: divide it and import the parts')

  const names = header.map((name) => name.trim().toLowerCase())
  const twice = names.find((name, at) => name !== '' && names.indexOf(name) !== at)
  if (twice !== undefined) return refused(`The column ${twice} is there twice`)
  const filled = body
    .map((record, at) => ({ row: at + 2, record }))
    .filter(({ record }) => record.some(isFilled))
  return ok({ names, records: filled })
}

export function rowsUnder<Column extends string>(
  { names, records }: Sheet,
  columns: readonly Column[],
  places: Places<Column>,
): FileRead<Column> {
  const hasTooMany = (record: readonly string[]) => record.slice(names.length).some(isFilled)
  const tooLong = records.filter(({ record }) => hasTooMany(record))
  const where = columns.map((column) => [column, places.get(column) ?? -1] as const)
  const used = new Set(places.values())
  const withCells = ({ row, record }: { row: number; record: string[] }) => ({
    row,
    cells: cellsOf(record, where),
  })
  return {
    rows: records.filter(({ record }) => !hasTooMany(record)).map(withCells),
    rejects: tooLong.map(({ row, record }) => tooMany(row, record)),
    rejectedRows: tooLong.map(withCells),
    unknownColumns: names.filter((name, at) => name !== '' && !used.has(at)),
  }
}

function isFilled(cell: string): boolean {
  return cell.trim() !== ''
}

function tooMany(row: number, record: readonly string[]): Remark {
  const reason =
    'This row has more cells than the header: put a cell with a comma in it between quotation marks'
  return { row, column: '', value: record.at(-1) ?? '', reason }
}

function cellsOf<Column extends string>(record: readonly string[], places: (readonly [Column, number])[]) {
  const cells = {} as Record<Column, string>
  for (const [column, place] of places) cells[column] = asFirstSent((record[place] ?? '').trim())
  return cells
}

/** By content, whatever the name says: a NUL byte, or the first bytes of a zip (xlsx, docx), pdf, gzip or old Excel file. */
function isBinary(bytes: Uint8Array): boolean {
  return bytes.includes(0) || MAGIC.some((magic) => magic.every((byte, at) => bytes[at] === byte))
}

const MAGIC: readonly (readonly number[])[] = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x25, 0x50, 0x44, 0x46],
  [0x1f, 0x8b],
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
]

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Bytes that are read at once: a few milliseconds of work, after which everybody else who waits has their turn. */
const SLICE = 128 * 1024

async function recordsOf(text: string): Promise<string[][] | null> {
  const parser = parse({ delimiter: delimiterOf(text), relaxColumnCount: true })
  const records: string[][] = []
  parser.on('data', (record: string[]) => records.push(record))
  const isRead = endOf(parser)
  // Cut anywhere, a letter of several bytes comes together again; a text cut in the middle of one would not.
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length && !parser.destroyed; at += SLICE) {
    parser.write(bytes.subarray(at, at + SLICE))
    await othersTurn()
  }
  parser.end()
  return (await isRead) ? records : null
}

/** False where it can't be read. */
function endOf(parser: Parser): Promise<boolean> {
  return new Promise((settle) => {
    parser.once('end', () => settle(true))
    parser.on('error', () => settle(false))
  })
}

/** The header decides: it holds names only, so whichever there is more of divides them. */
function delimiterOf(text: string): ',' | ';' {
  const header = /^[^\r\n]*/.exec(text)?.[0] ?? ''
  return header.split(';').length > header.split(',').length ? ';' : ','
}
