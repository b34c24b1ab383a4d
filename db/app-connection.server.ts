import pg from 'pg'
import { CannotStart } from './cannot-start'
import { sessionSettings } from './session-settings'

/**
 * The address by which the app connects was given by somebody: a pooler may lie in between, and roles may be made by hand. All that is
 * taken for granted of its connections is looked at before anything is served.
 * @throws CannotStart
 */
export async function refuseUnfitForApp(url: string, named: boolean): Promise<void> {
  const [one, other] = [aClient(url), aClient(url)]
  try {
    await Promise.all([one.connect(), other.connect()]).catch(refuseUnreachable)
    await refuseOtherRole(one)
    await refuseOtherSettings(one)
    if (named) await refuseLostStatements(one, other)
  } finally {
    await Promise.all([one.end(), other.end()].map((ended) => ended.catch(() => undefined)))
  }
}

/** As the pool connects: see connection.server.ts. */
function aClient(url: string): pg.Client {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'airt',
    connectionTimeoutMillis: 5_000,
    options: Object.entries(sessionSettings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  })
  client.on('error', () => undefined)
  return client
}

function refuseUnreachable(error: unknown): never {
  const { code, message } = error as { code?: string; message: string }
  const hint = message.includes('startup parameter')
    ? ' (PgBouncer needs ignore_startup_parameters = extra_float_digits, options)'
    : ''
  throw new CannotStart(`AIRT_APP_DATABASE_URL must be a database that answers: ${message || code}${hint}.`)
}

/** What row-level security keeps from the app holds for the app's own role alone. */
async function refuseOtherRole(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ role: string }>('select current_user as role')
  if (rows[0]?.role !== 'airt_app')
    throw new CannotStart('AIRT_APP_DATABASE_URL must be an address of the role airt_app.')
}

async function refuseOtherSettings(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select wanted.name from unnest($1::text[], $2::text[]) as wanted (name, value) join pg_settings held on lower(held.name) = lower(wanted.name)
      where case held.unit when 'ms' then held.setting <> wanted.value else split_part(held.setting, ',', 1) <> wanted.value end`,
    [Object.keys(sessionSettings), Object.values(sessionSettings)],
  )
  if (rows.length === 0) return
  throw new CannotStart(
    `${rows.map(({ name }) => name).join(', ')} must be as Airt needs it for airt_app: have an administrator run what \`npm run -s airt -- migrate --print-roles\` prints, then restart the pooler.`,
  )
}

/** While another holds the connection to the database that a statement was made on, a pooler gives a second one, which has to know it too. */
async function refuseLostStatements(one: pg.Client, other: pg.Client): Promise<void> {
  const ask = { name: 'airt_is_held', text: 'select 1' }
  await one.query(ask)
  await other.query('begin')
  await other.query('select 1')
  try {
    await one.query(ask)
  } catch {
    throw new CannotStart(
      'AIRT_NAMED_STATEMENTS must be off: the pooler of AIRT_APP_DATABASE_URL does not keep named statements.',
    )
  }
}
