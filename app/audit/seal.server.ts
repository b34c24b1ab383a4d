import { type Db, sql } from '#db/connection.server'

/** The newest seal, as it is anchored. */
export type Newest = { n: number; chain: number; root: string; toXid: string; total: number }

export type Sealed = {
  entries: number
  /** What is left over is sealed at the next turn. */
  isAll: boolean
  /**
   * Transaction numbers are lower than those already sealed: this database was moved, or restored and nobody has said so. Nothing is
   * sealed until somebody does.
   */
  isBehind: boolean
}

/** Whoever looks through the seals takes one over fewer to end with a transaction: see FULL in verify-dump.mjs. */
const ENTRIES_A_BATCH = 10_000
const BATCHES_A_TURN = 10

/**
 * Seals the audit entries of all transactions that have ended, each batch in a transaction of its own and so many at most; of several
 * processes one at a time. Writes nothing when there is nothing to seal. `jobs`: as the role that works without a browser.
 */
export async function sealEntries(jobs: Db): Promise<Sealed> {
  let entries = 0
  for (let batch = 0; batch < BATCHES_A_TURN; batch += 1) {
    const { rows } = await sql<{ entries: number; isBehind: boolean }>`
      select entries, is_behind as "isBehind" from aud.seal_next(${ENTRIES_A_BATCH})`.execute(jobs)
    const [made] = rows
    entries += made?.entries ?? 0
    if (made?.isBehind) return { entries, isAll: false, isBehind: true }
    if (!made || made.entries < ENTRIES_A_BATCH) return { entries, isAll: true, isBehind: false }
  }
  return { entries, isAll: false, isBehind: false }
}

/** Null before the first one. */
export async function newestSeal(jobs: Db): Promise<Newest | null> {
  const { rows } = await sql<Newest>`
    select n, chain, root, to_xid as "toXid", total from aud.newest_seal()`.execute(jobs)
  return rows[0] ?? null
}
