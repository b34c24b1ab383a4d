import type pg from 'pg'

/** Each table by its name: how many rows, and a sum over what stands in them in whatever order they lie. */
export type Counted = Readonly<Record<string, { rows: number; sum: string }>>

/** So that a row reads the same on every server. */
export const PLAIN = [
  '-c search_path=pg_catalog',
  '-c TimeZone=UTC',
  '-c DateStyle=ISO',
  '-c IntervalStyle=postgres',
  '-c bytea_output=hex',
  '-c extra_float_digits=1',
  '-c client_encoding=UTF8',
].join(' ')

/** Every table that holds rows of its own or of its parts, whichever schema it lies in, in the order of the names. */
export async function tablesOf(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p'
        and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
      order by 1`,
  )
  return rows.map(({ name }) => name)
}

/** Of those, the ones that Airt makes: what else lies in a server's database is somebody else's. */
export async function ownTablesOf(client: pg.ClientBase): Promise<string[]> {
  return (await tablesOf(client)).filter((table) =>
    /^(app|sec|aud|pgboss)\.|^public\.airt_migration$/.test(table),
  )
}

/** Reads every row of every table, or of these. The client needs the settings of `PLAIN`, and may read all. */
export async function countTables(client: pg.ClientBase, tables?: readonly string[]): Promise<Counted> {
  const counted: Record<string, { rows: number; sum: string }> = {}
  for (const table of tables ?? (await tablesOf(client))) {
    const { rows } = await client.query<{ rows: string; sum: string }>(
      `select count(*)::text as rows,
              coalesce(sum(('x' || substr(h, 1, 15))::bit(60)::bigint), 0) || '.' ||
              coalesce(sum(('x' || substr(h, 17, 15))::bit(60)::bigint), 0) as sum
         from (select md5(t::text) as h from ${table} t) hashed`,
    )
    counted[table] = { rows: Number(rows[0]?.rows ?? 0), sum: rows[0]?.sum ?? '' }
  }
  return counted
}

/** The tables that are not the same in both. */
export function differing(one: Counted, other: Counted): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((table) => one[table]?.rows !== other[table]?.rows || one[table]?.sum !== other[table]?.sum)
    .sort()
}

export function rowsIn(counted: Counted): number {
  return Object.values(counted).reduce((sum, { rows }) => sum + rows, 0)
}
