import type pg from 'pg'

export type PagesChecked = { tables: number; indexes: number } | null

/**
 * Reads every page of every table and index, which compares its checksum, and follows each index and table as they should hang together.
 * Leaves nothing behind. @returns null where PostgreSQL has not the means. @throws at the first that is damaged.
 */
export async function checkPages(client: pg.ClientBase): Promise<PagesChecked> {
  const { rowCount } = await client.query(`select from pg_available_extensions where name = 'amcheck'`)
  if (!rowCount) return null
  await client.query('begin')
  try {
    await client.query('create schema airt_check')
    await client.query('create extension if not exists amcheck schema airt_check')
    await client.query('set local search_path = airt_check, pg_catalog, pg_temp')
    const indexes = await client.query(
      `select bt_index_check(c.oid, c.relpersistence = 'p')
         from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
        where a.amname = 'btree' and c.relkind = 'i' and i.indisready and i.indisvalid and c.relpersistence = 'p'`,
    )
    const wrong = await client.query<{ name: string; msg: string }>(
      `select c.oid::regclass::text as name, v.msg
         from pg_class c cross join lateral verify_heapam(c.oid) v
        where c.relkind in ('r', 't', 'm') and c.relpersistence = 'p' limit 1`,
    )
    const [damaged] = wrong.rows
    if (damaged) throw new Error(`The table ${damaged.name} is damaged`)
    const tables = await client.query<{ n: number }>(
      `select count(*)::int as n from pg_class where relkind in ('r', 't', 'm') and relpersistence = 'p'`,
    )
    return { tables: tables.rows[0]?.n ?? 0, indexes: indexes.rowCount ?? 0 }
  } finally {
    await client.query('rollback')
  }
}
