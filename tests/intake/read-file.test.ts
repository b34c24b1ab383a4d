import fc from 'fast-check'
import { expect, test } from 'vitest'
import { neutral } from '~/intake/cells'
import { FILE_BYTES_MAX, readFileRows } from '~/intake/read-file.server'
import { rejectFile } from '~/intake/reject-file.server'

const columns = { known: ['reference', 'given_name'], required: ['reference'] } as const
const bytesOf = (text: string) => new TextEncoder().encode(text)
const rowsOf = async (bytes: Uint8Array) => {
  const read = await readFileRows(bytes, columns)
  return read.ok ? read.value.rows : read.reason
}

test.each([
  ['commas', 'reference,given_name\r\nYP-1,Zoë\r\n'],
  ['semicolons', 'reference;given_name\nYP-1;Zoë\n'],
  ['a mark at its start', '\uFEFFreference,given_name\nYP-1,Zoë\n'],
  ['columns in another order', 'Given_Name,reference\nZoë,YP-1\n'],
])('a file with %s is read', async (_, text) => {
  expect(await rowsOf(bytesOf(text))).toEqual([{ row: 2, cells: { reference: 'YP-1', given_name: 'Zoë' } }])
})

test('a Windows-1252 file keeps its names', async () => {
  const latin = Uint8Array.from(
    [...'reference,given_name\nYP-1,Zo\u00eb'].map((letter) => letter.charCodeAt(0)),
  )

  expect(await rowsOf(latin)).toEqual([{ row: 2, cells: { reference: 'YP-1', given_name: 'Zoë' } }])
})

test('an empty line counts as a row and is passed over', async () => {
  expect(await rowsOf(bytesOf('reference\n\nYP-2\n'))).toEqual([
    { row: 3, cells: { reference: 'YP-2', given_name: '' } },
  ])
})

test('unknown columns are named', async () => {
  const read = await readFileRows(bytesOf('reference,shoe_size\nYP-1,43'), columns)

  expect(read.ok && read.value.unknownColumns).toEqual(['shoe_size'])
})

test('a row with more cells than the header is refused, the others are read', async () => {
  const read = await readFileRows(bytesOf('reference,given_name\nYP-1,Isla,Brown\nYP-2,Ali'), columns)

  expect(read.ok && read.value.rejects.map(({ row }) => row)).toEqual([2])
  expect(read.ok && read.value.rows.map(({ row }) => row)).toEqual([3])
})

test.each([
  ['40 MB', new Uint8Array(40 * 1024 * 1024).fill(65), 'larger than 10 MB'],
  ['one byte too large', new Uint8Array(FILE_BYTES_MAX + 1).fill(65), 'larger than 10 MB'],
  ['empty', new Uint8Array(), 'empty'],
  ['a zip named .csv', bytesOf('PK\u0003\u0004reference'), 'not a CSV file'],
  ['a PDF named .csv', bytesOf('%PDF-1.7 reference'), 'not a CSV file'],
  ['binary', bytesOf('reference\nYP\u00001'), 'not a CSV file'],
  ['without its required column', bytesOf('given_name\nIsla'), 'no column reference'],
  ['with a column twice', bytesOf('reference,reference\n1,2'), 'twice'],
  ['with an open quotation mark', bytesOf('reference\n"YP-1'), 'quotation mark'],
  ['of 50,001 rows', bytesOf(`reference\n${'1\n'.repeat(50_001)}`), 'more than 50,000 rows'],
])('a file that is %s is refused whole', async (_, bytes, reason) => {
  expect(await rowsOf(bytes)).toContain(reason)
})

test('any bytes are read or refused, never an error', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array(), async (bytes) => void (await readFileRows(bytes, columns))),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary' }),
      async (text) => void (await readFileRows(bytesOf(`reference\n${text}`), columns)),
    ),
  )
})

test('while the largest file is read, others have their turn many times, and no letter is lost', async () => {
  // Letters of several bytes all through it, so that some lie where it is cut.
  const name = 'Zoë 😀'.repeat(21)
  const rows = Array.from({ length: 49_000 }, (_, row) => `YP-${row},${name}`)
  const bytes = bytesOf(`reference,given_name\n${rows.join('\n')}`)
  let turns = 0
  let isOver = false
  const take = () => {
    turns += 1
    if (!isOver) setImmediate(take)
  }
  setImmediate(take)

  const read = await readFileRows(bytes, columns)
  isOver = true

  expect(FILE_BYTES_MAX - bytes.length).toBeLessThan(FILE_BYTES_MAX / 10)
  expect(turns).toBeGreaterThan(70)
  expect(read.ok && read.value.rows).toHaveLength(rows.length)
  expect(read.ok && read.value.rows.every(({ cells }) => cells.given_name === name)).toBe(true)
})

test('the file of refused rows is read again as it was sent, its formulas harmless meanwhile', async () => {
  const rows = [{ row: 7, cells: { reference: 'YP-1', given_name: '=1+1' } }]
  const text = rejectFile(columns.known, rows, [
    { row: 7, column: 'reference', value: 'YP-1', reason: 'Twice' },
  ])

  expect(text).toContain("'=1+1")
  expect(await rowsOf(bytesOf(text))).toEqual([{ row: 2, cells: { reference: 'YP-1', given_name: '=1+1' } }])
})

test.each(['=1', '+1', '-x', '@a', '\tx', '\rx', '\0x', '＝1', '＋1', '－1', '＠a'])(
  '%j is no formula once neutral',
  (text) => {
    expect(neutral(text)).toBe(`'${text}`)
  },
)

test('a negative number stays a number', () => {
  expect(neutral('-12.5')).toBe('-12.5')
})
