import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type Counted, countTables, ownTablesOf, PLAIN } from './count.server'
import { type Message, messagesIn, type Part, type Trailer } from './messages.server'
import { BackupRefused } from './refused'
import { mustBeTheSame } from './restore-cluster.server'
import { altered, type Opened } from './sealed-file.server'

/** Reads the whole file to its end, so that nothing of a damaged one is begun. @returns the small files that go with the rows. */
export async function readThrough(
  opened: Opened,
): Promise<{ files: Record<string, Buffer>; trailer: Trailer }> {
  const files: Record<string, Buffer> = {}
  let at: Part | null = null
  let trailer: Trailer | null = null
  for await (const message of messagesIn(opened.content())) {
    if ('trailer' in message) trailer = message.trailer
    if ('part' in message) at = message.part
    if (!('data' in message)) continue
    if (at !== null && 'file' in at && at.size === undefined && opened.header.kind === 'logical')
      files[at.file] = Buffer.concat([files[at.file] ?? Buffer.alloc(0), message.data])
  }
  if (trailer === null) throw altered()
  return { files, trailer }
}

/** @throws where the database holds anything at all. */
export async function mustBeEmpty(url: string): Promise<void> {
  await withOwner(url, async (client) => {
    const { rows } = await client.query<{ thing: string }>(
      `select c.oid::regclass::text as thing from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
          and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
       union all select nspname from pg_namespace where nspname in ('app', 'sec', 'aud', 'pgboss') limit 1`,
    )
    if (rows.length > 0)
      throw new BackupRefused(
        'not-empty',
        'The database of DATABASE_URL holds something already: restore into an empty one.',
      )
  })
}

/**
 * Fills a database whose tables have just been made, as its owner and no superuser: triggers and foreign keys are put aside, the rows copied
 * in, and every key compared again when it comes back. All of it, or nothing. @returns what is there then, compared with what was kept.
 */
export async function loadTables(url: string, opened: Opened): Promise<Counted> {
  return withOwner(url, async (client) => {
    await client.query('begin')
    await openYears(client, new Date(opened.header.madeAt))
    const put = await putAside(client)
    const trailer = await load(client, messagesIn(opened.content()))
    for (const { name, last, isCalled } of trailer.sequences ?? [])
      await client.query('select setval($1::regclass, $2::bigint, $3)', [name, last, isCalled])
    for (const statement of put.back) await client.query(statement)
    await client.query('set local role airt_backup')
    const found = await countTables(client, await ownTablesOf(client))
    if (trailer.tables === null) throw altered()
    mustBeTheSame(trailer.tables, found)
    await client.query('commit')
    await client.query('reset role')
    await client.query('analyze')
    return found
  })
}

/** Takes away what a load that was cut off has made. */
export async function emptyAgain(url: string): Promise<void> {
  await withOwner(url, async (client) => {
    await client.query('drop schema if exists app, sec, aud, pgboss cascade')
    await client.query('drop table if exists public.airt_migration')
    const { rows } = await client.query<{ extname: string }>(
      `select extname from pg_extension where extowner = current_user::regrole and extname <> 'plpgsql'`,
    )
    for (const { extname } of rows)
      await client.query(`drop extension if exists ${client.escapeIdentifier(extname)} cascade`)
  })
}

async function withOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'airt restore', options: PLAIN })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('set statement_timeout = 0')
    await client.query('set idle_in_transaction_session_timeout = 0')
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

const ours = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`

/** Empties every table, and takes off what would stop rows from coming in by themselves. @returns the statements that put it back. */
async function putAside(client: pg.Client): Promise<{ back: string[] }> {
  const { rows } = await client.query<{ away: string; back: string }>(
    `select format('alter table %s drop constraint %I', k.conrelid::regclass, k.conname) as away,
            format('alter table %s add constraint %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) as back
       from pg_constraint k join pg_namespace n on n.oid = k.connamespace
      where k.contype = 'f' and k.conparentid = 0 and ${ours}
     union all
     select format('alter table %s disable trigger %I', t.tgrelid::regclass, t.tgname),
            format('alter table %s enable %s trigger %I', t.tgrelid::regclass,
              case t.tgenabled when 'A' then 'always' when 'R' then 'replica' else '' end, t.tgname)
       from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
      where not t.tgisinternal and t.tgenabled <> 'D' and ${ours}
     union all
     select format('alter table %s no force row level security', c.oid::regclass),
            format('alter table %s force row level security', c.oid::regclass)
       from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relforcerowsecurity and ${ours}`,
  )
  for (const { away } of rows) await client.query(away)
  const tables = await client.query<{ all: string }>(
    `select string_agg(c.oid::regclass::text, ', ') as all from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition and ${ours}
        and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`,
  )
  await client.query(`truncate ${tables.rows[0]?.all}`)
  return { back: rows.map(({ back }) => back) }
}

/** The audit has a part for each year: those of years gone by are made before their rows arrive. */
async function openYears(client: pg.Client, madeAt: Date) {
  for (let year = 2024; year <= madeAt.getUTCFullYear() + 1; year++)
    await client.query('select aud.open_year($1)', [year])
}

async function load(client: pg.Client, messages: AsyncIterable<Message>): Promise<Trailer> {
  let trailer: Trailer | null = null
  let into: { stream: Writable; ended: Promise<void> } | null = null
  const finish = async () => {
    into?.stream.end()
    await into?.ended
    into = null
  }
  for await (const message of messages) {
    if ('data' in message) {
      if (into !== null && !into.stream.write(message.data))
        await Promise.race([once(into.stream, 'drain'), into.ended])
      continue
    }
    await finish()
    if ('trailer' in message) trailer = message.trailer
    if (!('part' in message) || !('table' in message.part)) continue
    const { table, columns } = message.part
    const stream: Writable = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`))
    const ended = finished(stream)
    // Heard where it is waited for; a row that is refused must not end the process before.
    ended.catch(() => undefined)
    into = { stream, ended }
  }
  if (trailer === null) throw altered()
  return trailer
}
