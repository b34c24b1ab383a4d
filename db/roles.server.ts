import { createHash, createHmac, pbkdf2Sync } from 'node:crypto'
import pg from 'pg'
import { CannotStart } from './cannot-start'
import { sessionSettings } from './session-settings'

const GROUPS = ['airt_owner', 'airt_sec', 'airt_report', 'airt_seal', 'airt_backup']
const LOGINS = ['airt_app', 'airt_jobs'] as const
export type Login = (typeof LOGINS)[number]

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

/** Where the app connects: at the address given for it, in its own role's name unless that says another; else where its owner does. */
export function appUrlOf(given: string | null, url: string, secret: string): string {
  if (given === null) return urlAs('airt_app', url, secret)
  return new URL(given).username === '' ? urlAs('airt_app', given, secret) : given
}

/** What an administrator runs, as often as they like, who makes the roles by hand. `url` is that of the role that migrates. */
export function rolesByHand(url: string, secret: string): string {
  const { username, pathname } = new URL(url)
  const name = pg.escapeIdentifier(decodeURIComponent(username))
  const database = pg.escapeIdentifier(decodeURIComponent(pathname.slice(1)))
  return [
    ...[...GROUPS, ...LOGINS].map(
      (role) => `do $$ begin create role ${role}; exception when duplicate_object then null; end $$;`,
    ),
    ...LOGINS.map((role) => `alter role ${role} login noinherit password '${verifierOf(role, secret)}';`),
    `grant airt_owner, airt_sec, airt_seal, airt_backup to ${name};`,
    ...Object.entries(sessionSettings).map(
      ([setting, value]) => `alter role airt_app in database ${database} set ${setting} = '${value}';`,
    ),
  ].join('\n')
}

/** The line of PgBouncer's `auth_file` by which it lets the app in, and goes on to the database as the app; it holds no password. */
export function poolerUser(secret: string): string {
  return `"airt_app" "${verifierOf('airt_app', secret)}"`
}

/**
 * Makes what is missing and mends what is otherwise. Roles belong to the cluster: another database may be making the same ones now.
 * @throws CannotStart where an administrator has to make them.
 */
export async function makeRoles(client: pg.Client, secret: string): Promise<void> {
  try {
    await makeMissing(client)
    await belongToOwners(client)
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error
    throw new CannotStart(
      'The role of DATABASE_URL may not make roles: have an administrator run what `npm run -s airt -- migrate --print-roles` prints.',
    )
  }
  for (const role of LOGINS) await keepPassword(client, role, secret)
  await keepSettings(client)
}

async function makeMissing(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ rolname: string }>(
    'select rolname from pg_roles where rolname = any($1)',
    [[...GROUPS, ...LOGINS]],
  )
  const there = new Set(rows.map(({ rolname }) => rolname))
  for (const role of GROUPS) if (!there.has(role)) await make(client, `create role ${role} nologin`)
  for (const role of LOGINS) if (!there.has(role)) await make(client, `create role ${role} login noinherit`)
}

async function make(client: pg.Client, statement: string): Promise<void> {
  try {
    await client.query(statement)
  } catch (error) {
    const code = (error as { code?: string }).code
    if (code !== '42710' && code !== '23505') throw error
  }
}

/** Before PostgreSQL 16 who makes a role does not belong to it; from then on they do, but may not act as it until they are told to. */
async function belongToOwners(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ belongs: boolean }>(
    `select bool_and(pg_has_role(role, 'usage')) as belongs from unnest(array['airt_owner', 'airt_sec', 'airt_seal', 'airt_backup']) as role`,
  )
  if (!rows[0]?.belongs)
    await client.query('grant airt_owner, airt_sec, airt_seal, airt_backup to current_user')
}

/** Set only when it is not already right: altering a role twice at once would fail one of the two. Sent as what PostgreSQL keeps of it. */
async function keepPassword(client: pg.Client, role: Login, secret: string): Promise<void> {
  const verifier = verifierOf(role, secret)
  const mark = createHash('sha256').update(verifier).digest('base64url')
  const { rows } = await client.query<{ mark: string | null }>(
    `select shobj_description(oid, 'pg_authid') as mark from pg_roles where rolname = $1`,
    [role],
  )
  if (rows[0]?.mark === mark) return
  await ifAllowed(client, `alter role ${role} password '${verifier}'`)
  await ifAllowed(client, `comment on role ${role} is ${client.escapeLiteral(mark)}`)
}

async function keepSettings(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ database: string; held: string[] }>(
    `select quote_ident(current_database()) as database, coalesce((select setconfig from pg_db_role_setting
       where setrole = 'airt_app'::regrole and setdatabase = (select oid from pg_database where datname = current_database())), '{}') as held`,
  )
  const { database = '', held = [] } = rows[0] ?? {}
  for (const [name, value] of Object.entries(sessionSettings)) {
    if (held.includes(`${name}=${value}`)) continue
    await ifAllowed(client, `alter role airt_app in database ${database} set ${name} = '${value}'`)
  }
}

/** What an administrator has to do where roles are made by hand is theirs: whether it was done is seen when the app connects. */
async function ifAllowed(client: pg.Client, statement: string): Promise<void> {
  try {
    await client.query(statement)
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error
  }
}

const ROUNDS = 4_096

/** What PostgreSQL and PgBouncer keep of a password (SCRAM-SHA-256), the same each time: a pooler's copy stays good. */
function verifierOf(login: Login, secret: string): string {
  const password = passwordOf(login, secret)
  const salt = createHash('sha256').update(`salt ${password}`).digest().subarray(0, 16)
  const salted = pbkdf2Sync(password, salt, ROUNDS, 32, 'sha256')
  const keyOf = (words: string) => createHmac('sha256', salted).update(words).digest()
  const stored = createHash('sha256').update(keyOf('Client Key')).digest('base64')
  return `SCRAM-SHA-256$${ROUNDS}:${salt.toString('base64')}$${stored}:${keyOf('Server Key').toString('base64')}`
}
