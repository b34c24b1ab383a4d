import { type Db, sql } from '#db/connection.server'
import { anchorLines, appendAnchor } from './anchors.server'

export type Declared = {
  /** The chain that begins, and its first seal. */
  chain: number
  n: number
  /** The newest seal that came back with the restore; 0 where there was none. */
  restored: number
}

type Opening = { n: number; chain: number; root: string; toXid: string; total: number; opens: string }
type Said = { restored: number; by: string; because: string }

/**
 * Says that this database was put back from a backup, or moved to another server: **call it once after every restore, before the first
 * start**. What came back unsealed is sealed, the chain of seals is closed, and another begins from its root; that is written into the
 * anchors, in which newer seals may stand than came back. Then `audit verify` passes and says who declared the restore, and how much was
 * sealed after the state that came back; without it, it finds the end cut off. Numbers of transactions may begin anew (after pg_restore).
 *
 * Nobody may write while it runs: it waits for whoever does. Where it stopped half-way, with the anchors not written, calling it again
 * completes it. It writes no audit entry; that is for whoever restores.
 *
 * @param owner the connection that migrates.
 * @param where.file the anchors of this Airt: `anchorFileOf(env)`. A drill in a scratch folder gives a file of its own, never the real one.
 * @param said.by the operating system's name of who restores, or 'airt restore'; @param said.because a few words, without names.
 * @throws when the anchors can't be written: the restore is then not complete.
 */
export async function declareRestore(
  owner: Db,
  where: { file: string },
  said: { by: string; because: string },
): Promise<Declared> {
  const anchored = await whatIsAnchored(where.file)
  const opening =
    (await notAnchoredYet(owner, anchored.roots)) ?? (await beginChain(owner, anchored.chain, said))
  const { restored, by, because } = JSON.parse(opening.opens) as Said
  const { chain, n, root, toXid, total } = opening
  await appendAnchor(where.file, {
    kind: 'restore',
    chain,
    n,
    root,
    to_xid: toXid,
    entries: total,
    restored,
    by,
    because,
  })
  return { chain, n, restored }
}

/** The greatest chain that the anchors know of, which this database may have lost, and the restores that they hold. */
async function whatIsAnchored(file: string): Promise<{ chain: number; roots: Set<string> }> {
  let chain = 0
  const roots = new Set<string>()
  for await (const line of (await anchorLines(file)) ?? []) {
    try {
      const anchor = JSON.parse(line) as { kind?: unknown; chain?: unknown; root?: unknown }
      if (typeof anchor.chain === 'number') chain = Math.max(chain, anchor.chain)
      if (anchor.kind === 'restore') roots.add(String(anchor.root))
    } catch {
      // A line that was cut short tells nothing.
    }
  }
  return { chain, roots }
}

/** The chain that begins here was opened and then not written down: the last attempt stopped there, and nothing was sealed since. */
async function notAnchoredYet(owner: Db, roots: ReadonlySet<string>): Promise<Opening | null> {
  const newest = await asSealer(owner, (db) =>
    sql<Opening & { kind: string }>`
      select n, chain, kind, encode(root, 'hex') as root, to_xid::text as "toXid", total, opens from aud.seal order by n desc limit 1`.execute(
      db,
    ),
  )
  const [last] = newest.rows
  return last?.kind === 'opening' && !roots.has(last.root) ? last : null
}

async function beginChain(
  owner: Db,
  anchoredChain: number,
  { by, because }: { by: string; because: string },
): Promise<Opening> {
  return asSealer(owner, async (db) => {
    await sql`set local lock_timeout = '30s'`.execute(db)
    await sql`set local statement_timeout = 0`.execute(db)
    await sql`set local role airt_owner`.execute(db)
    await sql`lock table aud.audit_entry in share mode`.execute(db)
    // Ids go on above all that came back: by them an entry belongs to its chain.
    await sql`select setval('aud.audit_entry_id', greatest((select max(id) from aud.audit_entry), (select last_value from aud.audit_entry_id)))`.execute(
      db,
    )
    await sql`set local role airt_seal`.execute(db)
    const { rows: newest } = await sql<{ n: number; chain: number }>`
      select n, chain from aud.seal order by n desc limit 1`.execute(db)
    // What came back unsealed, before the first seal of all, is sealed under the first chain.
    const { n: restored = 0, chain = 1 } = newest[0] ?? {}
    const said: Said = { restored, by, because }
    const { rows } = await sql<Opening>`
      select n, chain, encode(root, 'hex') as root, to_xid::text as "toXid", total, opens
        from aud.open_chain(${Math.max(chain, anchoredChain) + 1}, ${JSON.stringify(said)})`.execute(db)
    const [opening] = rows
    if (!opening) throw new Error('No chain was begun')
    return opening
  })
}

function asSealer<T>(owner: Db, run: (db: Db) => Promise<T>): Promise<T> {
  return owner.transaction().execute(async (db) => {
    await sql`set local role airt_seal`.execute(db)
    return run(db)
  })
}
