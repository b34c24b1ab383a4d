import { createHash } from 'node:crypto'
import pg from 'pg'
import { CannotStart } from './cannot-start'
import { type Db, sql } from './connection.server'
import { makeRoles } from './roles.server'

export { urlAs } from './roles.server'

const files = import.meta.glob<string>('./migrations/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** Every migration in its order: its name without the folder, and its text. */
export const migrations = Object.entries(files)
  .map(([path, text]) => ({ name: path.replace('./migrations/', ''), text }))
  .sort((one, other) => (one.name < other.name ? -1 : 1))

export type Migrated = { applied: string[] }

/**
 * Brings a database up to date: the roles, then each migration once, then the audit's partitions of this year and the next.
 * Needs a role that owns the database and may create roles; never a superuser. One at a time, by a lock. `only` leaves out what came
 * after a backup that is being restored.
 * @throws CannotStart when a migration that has been applied was changed since, or was applied by a newer Airt, and where the roles can't be made.
 */
export async function migrate(
  url: string,
  secret: string,
  only: (name: string) => boolean = () => true,
): Promise<Migrated> {
  const client = new pg.Client({ connectionString: url, application_name: 'airt migrate' })
  client.on('error', () => undefined)
  await client.connect().catch(refuseUnreachable)
  try {
    await refuseUnfit(client)
    await client.query("set lock_timeout = '30s'")
    await client.query('select pg_advisory_lock(4182)')
    await makeRoles(client, secret)
    const applied = await applyNew(client, only)
    const { rows } = await client.query<{ year: number }>('select extract(year from now())::int as year')
    const year = rows[0]?.year ?? 0
    for (const each of [year, year + 1]) await client.query('select aud.open_year($1)', [each])
    await client.query('select sec.open_to_backup()')
    return { applied }
  } finally {
    await client.end()
  }
}

function refuseUnreachable(error: unknown): never {
  const { code, message } = error as { code?: string; message: string }
  throw new CannotStart(`DATABASE_URL must be a database that answers: ${message || code}.`)
}

const OLDEST = 15

async function refuseUnfit(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string; isReadOnly: boolean }>(
    `select current_setting('server_version') as version, current_setting('transaction_read_only') = 'on' as "isReadOnly"`,
  )
  const { version = '', isReadOnly = false } = rows[0] ?? {}
  if (Number.parseInt(version, 10) < OLDEST)
    throw new CannotStart(`DATABASE_URL must be PostgreSQL ${OLDEST} or later, which ${version} is not.`)
  if (isReadOnly) throw new CannotStart('DATABASE_URL must be a database that can be written to.')
}

async function applyNew(client: pg.Client, only: (name: string) => boolean): Promise<string[]> {
  await client.query(
    'create table if not exists public.airt_migration (name text primary key, digest text not null, applied_at timestamptz not null default now())',
  )
  await client.query('grant select on public.airt_migration to airt_app')
  const { rows } = await client.query<{ name: string; digest: string }>(
    'select name, digest from public.airt_migration order by name',
  )
  const known = new Map(migrations.map((each) => [each.name, digestOf(each.text)]))
  for (const { name, digest } of rows) {
    if (!known.has(name))
      throw new CannotStart(`This database was brought up to date by a newer Airt: it has ${name}.`)
    if (known.get(name) !== digest)
      throw new CannotStart(`The migration ${name} was changed after it was applied.`)
  }
  const done = new Set(rows.map(({ name }) => name))
  const applied: string[] = []
  for (const { name, text } of migrations) {
    if (done.has(name) || !only(name)) continue
    await applyOne(client, name, text)
    applied.push(name)
  }
  return applied
}

async function applyOne(client: pg.Client, name: string, text: string): Promise<void> {
  await client.query('begin')
  try {
    await client.query(text)
    await client.query('reset role')
    await client.query('insert into public.airt_migration (name, digest) values ($1, $2)', [
      name,
      digestOf(text),
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/** What this build brings, for a backup to say what it was made with. */
export function migrationDigests(): { name: string; digest: string }[] {
  return migrations.map(({ name, text }) => ({ name, digest: digestOf(text) }))
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

/** Whether every migration of this build is there. More may be: while another Airt takes over, the one before it goes on. */
export async function isUpToDate(db: Db): Promise<boolean> {
  const { rows } = await sql<{ missing: number }>`
    select count(*) as missing from unnest(${migrations.map(({ name }) => name)}::text[]) as needed (name)
     where not exists (select from public.airt_migration known where known.name = needed.name)`.execute(db)
  return rows[0]?.missing === 0
}
