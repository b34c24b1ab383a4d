import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { type Counted, countTables, ownTablesOf, PLAIN } from './count.server'
import { data, part, trailer } from './messages.server'
import { BackupRefused } from './refused'

/**
 * The rows of every table as they were at one moment, and where each counter stood. Whoever works goes on meanwhile.
 * `files` are small ones that go with them, such as the secret of an embedded database.
 */
export async function* copyOfTables(
  url: string,
  files: Readonly<Record<string, Buffer>>,
  counted?: (tables: Counted) => void,
): AsyncGenerator<Buffer, void> {
  const client = new pg.Client({ connectionString: url, application_name: 'airt backup', options: PLAIN })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('set statement_timeout = 0')
    await client.query('set idle_in_transaction_session_timeout = 0')
    await client.query('begin isolation level repeatable read read only')
    await mayReadAll(client)
    await client.query('set local role airt_backup')
    for (const [file, bytes] of Object.entries(files)) {
      yield part({ file })
      yield data(bytes)
    }
    const own = await ownTablesOf(client)
    for (const table of own) {
      const columns = await columnsOf(client, table)
      yield part({ table, columns })
      const rows = client.query(copyTo(`copy (select ${columns.join(', ')} from ${table}) to stdout`))
      for await (const chunk of rows) yield data(chunk as Buffer)
    }
    const tables = await countTables(client, own)
    counted?.(tables)
    yield trailer({ tables, sequences: await sequencesOf(client) })
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** A table of which a policy showed only some rows would be kept in part, and nobody would know. */
async function mayReadAll(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ belongs: boolean; hidden: string | null }>(
    `select pg_has_role('airt_backup', 'member') as belongs,
            (select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where c.relkind in ('r', 'p') and not c.relispartition and n.nspname in ('app', 'sec', 'aud', 'pgboss')
                and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
                and (not has_table_privilege('airt_backup', c.oid, 'select')
                  or c.relrowsecurity and not exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive
                    and p.polroles = array['airt_backup'::regrole::oid] and pg_get_expr(p.polqual, p.polrelid) = 'true')
                  or exists (select from pg_policy p where p.polrelid = c.oid and not p.polpermissive
                    and p.polroles && array[0::oid, 'airt_backup'::regrole::oid]))
              limit 1) as hidden`,
  )
  const [may] = rows
  if (!may?.belongs)
    throw new BackupRefused(
      'may-not-read',
      'The role of DATABASE_URL may not read everything: run "grant airt_backup to" it, as the role that made airt_backup.',
    )
  if (may.hidden !== null)
    throw new BackupRefused(
      'may-not-read',
      `The table ${may.hidden} is not open to backups: bring the database up to date with "airt migrate".`,
    )
}

/** All that a row is given; what is computed from it is computed again. */
async function columnsOf(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(attname) as name from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  )
  return rows.map(({ name }) => name)
}

async function sequencesOf(client: pg.Client) {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'S' and n.nspname in ('app', 'sec', 'aud', 'pgboss') order by 1`,
  )
  const found: { name: string; last: string; isCalled: boolean }[] = []
  for (const { name } of rows) {
    const { rows: stands } = await client.query<{ last: string; isCalled: boolean }>(
      `select last_value::text as last, is_called as "isCalled" from ${name}`,
    )
    if (stands[0]) found.push({ name, ...stands[0] })
  }
  return found
}
