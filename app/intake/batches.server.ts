import { type Db, sql } from '#db/connection.server'
import { type Entry, recordAudit } from '~/audit/write.server'

/** One import of one file: how it saves, and who runs it. */
export type ImportWork = {
  /** Opens one transaction, and commits it when what it is given is done. */
  inTransaction: InTransaction
  /** A dry run does everything and takes it back. */
  mode: 'save' | 'dry-run'
  /** The operating system's name of who runs it, for the audit. */
  by: string
  /** Told how far it is. */
  progress: (line: string) => void
}

export type InTransaction = <T>(run: (db: Db) => Promise<T>) => Promise<T>

export type Batches = {
  /** One transaction of the import. */
  each: InTransaction
  /** How many of its transactions may run at the same time. */
  atOnce: number
  /** Accounts for what a transaction read and wrote, in that transaction. */
  account: (db: Db, entry: Entry) => Promise<void>
}

/** While the database writes one batch, the next is made ready. Two at once never hold rows about the same person. */
const AT_ONCE = 2

/** Rows are saved about so many at a time: a crash leaves whole batches, and the same file again finishes. */
export const BATCH = 2_000

/**
 * Runs an import in its transactions. A dry run is one transaction that is rolled back, so that later batches see what earlier
 * ones did; what it read is accounted for afterwards, and only then told.
 */
export async function inBatches<T>(work: ImportWork, run: (batches: Batches) => Promise<T>): Promise<T> {
  const account = (db: Db, entry: Entry) =>
    recordAudit(db, { ...entry, detail: { ...entry.detail, by: work.by } })
  const each: InTransaction = (batch) =>
    work.inTransaction(async (db) => {
      await sql`select set_config('lock_timeout', '30s', true)`.execute(db)
      return batch(db)
    })
  if (work.mode === 'save') return run({ each, atOnce: AT_ONCE, account })

  const entries: Entry[] = []
  const keep = async (db: Db, entry: Entry) => {
    await account(db, entry)
    entries.push(entry)
  }
  const value = await takenBack(each, (db) => run({ each: (batch) => batch(db), atOnce: 1, account: keep }))
  await each(async (db) => {
    for (const entry of entries) await account(db, { ...entry, act: `${entry.act}.dry-run` })
  })
  return value
}

class TakenBack extends Error {}

async function takenBack<T>(each: InTransaction, run: (db: Db) => Promise<T>): Promise<T> {
  const found: T[] = []
  try {
    await each(async (db) => {
      found.push(await run(db))
      throw new TakenBack()
    })
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error
  }
  return found[0] as T
}

/** Saves each of them in a transaction of its own. After the first that fails no other is begun; those under way are waited for. */
export async function saveEach<Row>(
  { each, atOnce }: Batches,
  work: ImportWork,
  divided: readonly (readonly Row[])[],
  save: (db: Db, rows: readonly Row[]) => Promise<void>,
): Promise<void> {
  const all = divided.reduce((sum, rows) => sum + rows.length, 0)
  const waiting = [...divided]
  const failures: unknown[] = []
  let done = 0

  async function saveWaiting(): Promise<void> {
    for (let rows = waiting.shift(); rows && failures.length === 0; rows = waiting.shift()) {
      const some = rows
      await each((db) => save(db, some))
      done += some.length
      if (done < all) work.progress(`${done} of ${all} rows`)
    }
  }

  const lines = Array.from({ length: atOnce }, () => saveWaiting().catch((error) => failures.push(error)))
  await Promise.all(lines)
  if (failures.length > 0) throw failures[0]
}

/** Divides rows into batches without dividing what belongs together: all rows with one key are in one batch, in their order. */
export function batchesOf<Row>(rows: readonly Row[], keyOf: (row: Row) => string, size = BATCH): Row[][] {
  const together = new Map<string, Row[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const others = together.get(key)
    if (others) others.push(row)
    else together.set(key, [row])
  }
  const batches: Row[][] = []
  let batch: Row[] = []
  for (const group of together.values()) {
    if (batch.length > 0 && batch.length + group.length > size) {
      batches.push(batch)
      batch = []
    }
    for (const row of group) batch.push(row)
  }
  if (batch.length > 0) batches.push(batch)
  return batches
}
