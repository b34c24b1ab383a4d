import { createHash, createHmac } from 'node:crypto'
import pg from 'pg'
import { type Db, sql } from './connection.server'

const files = import.meta.glob<string>('./migrations/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** Every migration in its order: its name without the folder, and its text. */
export const migrations = Object.entries(files)
  .map(([path, text]) => ({ name: path.replace('./migrations/', ''), text }))
  .sort((one, other) => (one.name < other.name ? -1 : 1))

const GROUPS = ['airt_owner', 'airt_sec', 'airt_report', 'airt_seal', 'airt_backup']
const LOGINS = ['airt_app', 'airt_jobs'] as const
export type Login = (typeof LOGINS)[number]

export type Migrated = { applied: string[] }

/**
 * Brings a database up to date: the roles, then each migration once, then the audit's partitions of this year and the next.
 * Needs a role that owns the database and may create roles; never a superuser. One at a time, by a lock.
 * @throws when a migration that has been applied was changed since, or was applied by a newer Airt.
 */
export async function migrate(url: string, secret: string): Promise<Migrated> {
  const client = new pg.Client({ connectionString: url, application_name: 'airt migrate' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query("set lock_timeout = '30s'")
    await client.query('select pg_advisory_lock(4182)')
    await makeRoles(client, secret)
    const applied = await applyNew(client)
    const { rows } = await client.query<{ year: number }>('select extract(year from now())::int as year')
    const year = rows[0]?.year ?? 0
    for (const each of [year, year + 1]) await client.query('select aud.open_year($1)', [each])
    return { applied }
  } finally {
    await client.end()
  }
}

/** How a login role's password is made, so that nobody has to keep it. */
export function passwordOf(login: Login, secret: string): string {
  return createHmac('sha256', secret).update(`database role ${login}`).digest('base64url')
}

/** The same database, as another role. */
export function urlAs(login: Login, url: string, secret: string): string {
  const address = new URL(url)
  address.username = login
  address.password = passwordOf(login, secret)
  return address.href
}

/** What an administrator runs who makes roles by hand. */
export function rolesByHand(secret: string): string {
  return [
    ...GROUPS.map((role) => `create role ${role} nologin;`),
    ...LOGINS.map((role) => `create role ${role} login noinherit password '${passwordOf(role, secret)}';`),
    'grant airt_owner, airt_sec to CURRENT_USER; -- the role that migrates',
  ].join('\n')
}

/** Roles belong to the cluster: another database may be making the same ones at this moment. */
async function makeRoles(client: pg.Client, secret: string): Promise<void> {
  const { rows } = await client.query<{ rolname: string }>(
    'select rolname from pg_roles where rolname = any($1)',
    [[...GROUPS, ...LOGINS]],
  )
  const there = new Set(rows.map(({ rolname }) => rolname))
  for (const role of GROUPS) if (!there.has(role)) await make(client, `create role ${role} nologin`)
  for (const role of LOGINS) if (!there.has(role)) await make(client, `create role ${role} login noinherit`)

  const mine = await client.query<{ makes: boolean; belongs: boolean }>(
    `select rolcreaterole or rolsuper as makes, pg_has_role('airt_owner', 'usage') and pg_has_role('airt_sec', 'usage') as belongs
       from pg_roles where rolname = current_user`,
  )
  const { makes = false, belongs = false } = mine.rows[0] ?? {}
  if (!belongs) await client.query('grant airt_owner, airt_sec to current_user')
  if (!makes) return
  for (const role of LOGINS) await keepPassword(client, role, passwordOf(role, secret))
}

async function make(client: pg.Client, statement: string): Promise<void> {
  try {
    await client.query(statement)
  } catch (error) {
    const code = (error as { code?: string }).code
    if (code !== '42710' && code !== '23505') throw error
  }
}

/** Set only when it is not already right: altering a role twice at once would fail one of the two. */
async function keepPassword(client: pg.Client, role: Login, password: string): Promise<void> {
  const mark = createHash('sha256').update(password).digest('base64url')
  const { rows } = await client.query<{ mark: string | null }>(
    `select shobj_description(oid, 'pg_authid') as mark from pg_roles where rolname = $1`,
    [role],
  )
  if (rows[0]?.mark === mark) return
  await client.query(`alter role ${role} password ${client.escapeLiteral(password)}`)
  await client.query(`comment on role ${role} is ${client.escapeLiteral(mark)}`)
}

async function applyNew(client: pg.Client): Promise<string[]> {
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
      throw new Error(`This database was brought up to date by a newer Airt: it has ${name}.`)
    if (known.get(name) !== digest) throw new Error(`The migration ${name} was changed after it was applied.`)
  }
  const done = new Set(rows.map(({ name }) => name))
  const applied: string[] = []
  for (const { name, text } of migrations) {
    if (done.has(name)) continue
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

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

/** Whether every migration of this build is there and none beyond. */
export async function isUpToDate(db: Db): Promise<boolean> {
  const { rows } = await sql<{ names: string }>`
    select string_agg(name, ' ' order by name) as names from public.airt_migration`.execute(db)
  return rows[0]?.names === migrations.map(({ name }) => name).join(' ')
}
