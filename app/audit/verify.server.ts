import { copiedOut } from '#db/copy-out.server'
import { anchorLines } from './anchors.server'
import { copiedRows, ENTRY_COLUMNS, SEAL_COLUMNS, verifyAudit } from './verify-dump.mjs'

export type Verdict = Awaited<ReturnType<typeof verifyAudit>>
type Row = Record<string, string | null>

/** What of the account is looked through: all of it, or what was sealed in the last day and what is not sealed yet. */
export type Span = 'all' | 'day'

/**
 * Recomputes the seals from the entries and holds the anchors against them, as the stand-alone file does with a dump; what it reads leaves
 * the database as it would for a dump. `url`: as who migrates. `read` hears how many entries have been read so far.
 */
export async function verify(
  url: string,
  file: string,
  span: Span,
  read: (entries: number) => void = () => undefined,
): Promise<Verdict> {
  const before = span === 'day' ? await beforeTheDay(url) : null
  const { last, opening } = before ?? {}
  const asOf = await clockOf(url)
  return verifyAudit({
    seals: () =>
      rows(
        url,
        `${selected(SEAL_COLUMNS)} from aud.seal${last ? ` where n > ${number(last.n)}` : ''} order by n`,
        SEAL_COLUMNS,
      ),
    entries: () =>
      counted(
        rows(
          url,
          `${selected(ENTRY_COLUMNS)} from aud.audit_entry${
            last
              ? ` where (xid, id) > ('${number(last.to_xid)}', ${number(last.to_id)}) and id > ${number(opening?.to_id ?? '0')}`
              : ''
          }`,
          ENTRY_COLUMNS,
        ),
        read,
      ),
    anchors: await anchorLines(file),
    asOf,
    before,
  })
}

/** What time the database says it is, as it prints it. */
export async function clockOf(url: string): Promise<string> {
  const [row] = await rowsOf(url, 'select clock_timestamp() as at', ['at'])
  return row?.at ?? ''
}

/** The seal that the first of the last day follows, and the opening of its chain: a day looks no further back than the last restore. */
async function beforeTheDay(url: string): Promise<{ last: Row; opening: Row | null } | null> {
  const columns = SEAL_COLUMNS.map((column) => (column === 'marks' ? `'\\x'::bytea as marks` : column)).join(
    ', ',
  )
  const [last] = await rowsOf(
    url,
    `select ${columns} from aud.seal where n = greatest(
       (select max(n) from aud.seal where kind = 'opening'),
       (select n from aud.seal where at < now() - interval '1 day' order by n desc limit 1))`,
    SEAL_COLUMNS,
  )
  if (!last) return null
  const [opening = null] = await rowsOf(
    url,
    `select ${columns} from aud.seal where kind = 'opening' and chain = ${number(last.chain)}`,
    SEAL_COLUMNS,
  )
  return { last, opening }
}

function selected(columns: readonly string[]): string {
  return `select ${columns.join(', ')}`
}

/** It goes into a statement as it is. */
function number(value: string | null | undefined): string {
  if (!/^-?\d+$/.test(value ?? '')) throw new Error('A number was meant')
  return value ?? ''
}

function rows(url: string, query: string, columns: readonly string[]): AsyncIterable<Row[]> {
  return copiedRows(copiedOut(url, 'airt_seal', query), columns)
}

async function rowsOf(url: string, query: string, columns: readonly string[]): Promise<Row[]> {
  const all: Row[] = []
  for await (const some of rows(url, query, columns)) all.push(...some)
  return all
}

async function* counted(all: AsyncIterable<Row[]>, read: (entries: number) => void): AsyncGenerator<Row[]> {
  let entries = 0
  for await (const some of all) {
    yield some
    entries += some.length
    read(entries)
  }
}
