import { createHash, randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { test as base, expect, inject } from 'vitest'
import { type Connection, connect, type Db, sql } from '#db/connection.server'
import { urlAs } from '#db/migrate.server'
import { holdKeys } from '~/access/field-keys.server'
import type { Worker } from '~/access/worker'
import { beginUnit } from '~/audit/unit.server'
import { openKeys } from '~/shared/keys.server'

export { expect }

export type TestDatabase = {
  url: string
  secret: string
  owner: Connection
  app: Connection
  jobs: Connection
}

/**
 * `db` is a transaction that is rolled back: builders fill it, `signedInAs` makes it a worker's. `database` is this file's own
 * copy, for tests that need two real connections: what those write stays, so they make people of their own.
 */
export const test = base.extend<{ db: Db; database: TestDatabase }>({
  database: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
    async ({}, use) => {
      const { database, drop } = await ownDatabase()
      await use(database)
      await drop()
    },
    { scope: 'file' },
  ],
  db: async ({ database }, use) => {
    const transaction = await database.owner.db.startTransaction().execute()
    try {
      beginUnit(transaction, null)
      await asEverybody(transaction)
      await use(transaction)
    } finally {
      await transaction.rollback().execute()
    }
  },
})

async function ownDatabase() {
  const template = inject('template')
  const name = `airt_${randomUUID().replaceAll('-', '').slice(0, 16)}_test`
  const url = new URL(template.url)
  url.pathname = `/${name}`
  await inPostgres(
    template.url,
    `create database ${name} template ${decodeURIComponent(new URL(template.url).pathname.slice(1))}`,
  )
  const { secret } = template
  // As a command on this database has it: made from the secret, and lying nowhere.
  holdKeys(openKeys({ keyDir: null, dataDir: '', databaseUrl: url.href, secret }))
  const owner = connect({ url: url.href, most: 4, within: 120_000 })
  const app = connect({ url: urlAs('airt_app', url.href, secret), most: 20 })
  const jobs = connect({ url: urlAs('airt_jobs', url.href, secret), most: 4, within: 120_000 })
  return {
    database: { url: url.href, secret, owner, app, jobs },
    drop: async () => {
      await Promise.all([owner.close(), app.close(), jobs.close()])
      // Without force: that would be refused while the server itself looks through the database. It waits until nobody is in it.
      await inPostgres(template.url, `drop database ${name}`)
    },
  }
}

/** From the maintenance database: a template may not be in use while it is copied. */
async function inPostgres(url: string, statement: string): Promise<void> {
  const address = new URL(url)
  address.pathname = '/postgres'
  const client = new pg.Client({ connectionString: address.href })
  await client.connect()
  await client.query(statement)
  await client.end()
}

/** Builders may reach every organisation, as work without a browser may. */
async function asEverybody(db: Db): Promise<void> {
  await sql`reset role`.execute(db)
  const token = randomBytes(16).toString('hex')
  await sql`select sec.start_work(${hashOf(token)}, 'test', null, 'form secret')`.execute(db)
  await sql`select set_config('app.session', ${token}, true), set_config('role', 'airt_jobs', true)`.execute(
    db,
  )
}

/** Runs as builders do and then goes on as whoever it was. */
export async function building<T>(db: Db, run: () => Promise<T>): Promise<T> {
  const { rows } = await sql<{ role: string; session: string }>`
    select current_user as role, current_setting('app.session', true) as session`.execute(db)
  const before = rows[0]
  if (before?.role === 'airt_jobs') return run()
  await asEverybody(db)
  const value = await run()
  await sql`select set_config('app.session', ${before?.session ?? ''}, true), set_config('role', ${before?.role ?? 'none'}, true)`.execute(
    db,
  )
  return value
}

/** As the database's own functions may: for what no signed-in role can write, such as a session of yesterday. */
export async function asDefiner<T>(db: Db, run: () => Promise<T>): Promise<T> {
  const { rows } = await sql<{ role: string }>`select current_user as role`.execute(db)
  await sql`select set_config('role', 'airt_sec', true)`.execute(db)
  const value = await run()
  await sql`select set_config('role', ${rows[0]?.role ?? 'none'}, true)`.execute(db)
  return value
}

/** From here on this transaction is that worker's, with nothing more than they may see. */
export async function signedInAs(db: Db, who: Pick<Worker, 'id' | 'organisationId'>): Promise<string> {
  const token = randomBytes(16).toString('hex')
  await sql`reset role`.execute(db)
  await asDefiner(db, () =>
    sql`insert into sec.session (token_hash, kind, worker_id, organisation_id, form_secret, idle, expires_at)
      values (${hashOf(token)}, 'browser', ${who.id}, ${who.organisationId}, 'form secret', '30 minutes', now() + interval '10 hours')`.execute(
      db,
    ),
  )
  await sql`select set_config('app.session', ${token}, true), set_config('role', 'airt_app', true)`.execute(
    db,
  )
  return token
}

/** From here on nobody is signed in. */
export async function signedOut(db: Db): Promise<void> {
  await sql`select set_config('app.session', '', true), set_config('role', 'airt_app', true)`.execute(db)
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
