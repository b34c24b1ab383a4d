import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, describe } from 'vitest'
import { type Connection, connect, type Db, sql } from '#db/connection.server'
import { urlAs } from '#db/migrate.server'
import { expect, type TestDatabase, test } from '../support/database'
import { aWire, type Wire } from '../support/wire'
import { aLedger } from './saved-once'

const ending: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end()
})

type Given = { wire: Wire; connection: Connection; ledger: Awaited<ReturnType<typeof aLedger>> }

/** A ledger at the end of a wire to the database, with a pool of its own. */
async function aLedgerByWire(
  database: TestDatabase,
  within = 5_000,
  changes: Parameters<typeof aLedger>[2] = {},
): Promise<Given> {
  const wire = await aWire(urlAs('airt_app', database.url, database.secret))
  const connection = connect({ url: wire.url, most: 4, within })
  const ledger = await aLedger(database, connection, changes)
  ending.push(wire.end, connection.close, ledger.stop)
  return { wire, connection, ledger }
}

/** Another hand on the server, as the owner of the database. */
async function beside(url: string, name = 'postgres'): Promise<pg.Client> {
  const address = new URL(url)
  address.pathname = `/${name}`
  const client = new pg.Client({ connectionString: address.href })
  await client.connect()
  ending.push(() => client.end())
  return client
}

const nameOf = ({ url }: TestDatabase) => new URL(url).pathname.slice(1)

function atFirst(what: (db: Db) => Promise<unknown>) {
  return async (db: Db, turn: number) => (turn === 0 ? what(db) : undefined)
}

describe('what passes is done again, and saved once', () => {
  test('after the database ended its connection', async ({ database }) => {
    const { ledger } = await aLedgerByWire(database)
    ledger.suffer(atFirst((db) => sql`select pg_terminate_backend(pg_backend_pid())`.execute(db)))

    const { id, answer } = ledger.save()
    const { status } = await answer

    expect([status, ledger.turns(), await ledger.times(id)]).toEqual([303, 2, 1])
  })

  test('after it was undone because two waited for each other', async ({ database }) => {
    const { ledger } = await aLedgerByWire(database)
    const other = await beside(database.url, nameOf(database))
    ledger.suffer(atFirst((db) => deadlock(db, other)))

    const { id, answer } = ledger.save()
    const { status } = await answer

    expect([status, ledger.turns(), await ledger.times(id)]).toEqual([303, 2, 1])
  })

  for (const code of ['40001', '57P03', '08P01'])
    test(`after the error ${code}`, async ({ database }) => {
      const { ledger } = await aLedgerByWire(database)
      const no = sql.raw(`do $$ begin raise exception 'no' using errcode = '${code}'; end $$`)
      ledger.suffer(atFirst((db) => no.execute(db)))

      const { id, answer } = ledger.save()
      const { status } = await answer

      expect([status, ledger.turns(), await ledger.times(id)]).toEqual([303, 2, 1])
    })

  test('once the database can be written again, and on a new connection', async ({ database }) => {
    const server = await beside(database.url)
    await server.query(`alter database ${nameOf(database)} set default_transaction_read_only = on`)
    const { ledger } = await aLedgerByWire(database)
    const { id, answer } = ledger.save()
    const read = ledger.read()
    await pause(300)

    await server.query(`alter database ${nameOf(database)} reset default_transaction_read_only`)

    expect([(await answer).status, (await read).status, await ledger.times(id)]).toEqual([303, 200, 1])
  })

  test('once there is room for another connection', async ({ database }) => {
    const server = await beside(database.url)
    const { ledger, connection } = await aLedgerByWire(database)
    await sql`select 1`.execute(connection.db)
    await server.query(`alter database ${nameOf(database)} connection limit 0`)
    const answers = Array.from({ length: 4 }, () => ledger.read())
    await pause(300)

    await server.query(`alter database ${nameOf(database)} connection limit -1`)

    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200, 200])
  })

  test('once the database takes connections again', async ({ database }) => {
    const { ledger, wire } = await aLedgerByWire(database)
    await ledger.read()
    wire.close()
    const { id, answer } = ledger.save()
    await pause(300)

    wire.open()

    expect([(await answer).status, await ledger.times(id)]).toEqual([303, 1])
  })

  test('when nothing comes back from a database that hangs', async ({ database }) => {
    // Longer than a busy machine takes for an answer, and far shorter than the hang.
    const { ledger, wire } = await aLedgerByWire(database, 400)
    await ledger.read()
    wire.hold()
    const { id, answer } = ledger.save()
    await pause(2_000)

    wire.letGo()

    expect([(await answer).status, await ledger.times(id)]).toEqual([303, 1])
  })
})

describe('a commit whose answer was lost', () => {
  test('is asked for again, answered once, and has happened once', async ({ database }) => {
    const { ledger, wire } = await aLedgerByWire(database)
    wire.cutAfterCommit(2)

    const { id, answer } = ledger.save()
    const { status, headers } = await answer

    expect([status, headers.location, await ledger.times(id)]).toEqual([303, '/ledger?saved', 1])
    expect(ledger.turns()).toBe(1)
  })

  test('is never a success where it can’t be found out: the form comes back under its key', async ({
    database,
  }) => {
    const { ledger, wire } = await aLedgerByWire(database, 5_000, { againForMs: 500 })
    wire.cutAfterCommit(1, wire.close)

    const first = ledger.save()
    const { status, text } = await first.answer
    wire.open()
    const again = await ledger.save(first.id, first.key).answer

    expect([status, again.status, await ledger.times(first.id)]).toEqual([503, 303, 1])
    expect(text).toContain(`value="${first.key}"`)
    expect(text).toContain('Loves football')
  })

  test('is not a success when the database says that no standby holds it', async ({ database }) => {
    const { ledger } = await aLedgerByWire(database)
    await warnAtCommit(database)

    const { id, answer } = ledger.save()
    const { status } = await answer

    expect([status, await ledger.times(id)]).toEqual([303, 1])
    expect(ledger.turns()).toBe(1)
    const lines = ledger.lines.join('')
    expect(lines).toContain('"times":2')
  })
})

describe('what does not pass is given back at once, with what was written', () => {
  const cases: [string, string][] = [
    ['a lock that is held for too long', `set local lock_timeout = 50; select pg_advisory_xact_lock(9)`],
    ['a statement that takes too long', `set local statement_timeout = 50; select pg_sleep(5)`],
    ['a disk that is full', `do $$ begin raise exception 'no' using errcode = '53100'; end $$`],
  ]
  for (const [what, statement] of cases)
    test(what, async ({ database }) => {
      const { ledger } = await aLedgerByWire(database)
      const other = await beside(database.url, nameOf(database))
      await other.query('select pg_advisory_lock(9)')
      ledger.suffer(async (db) => {
        for (const each of statement.split('; select ')) {
          await sql.raw(each.startsWith('pg_') ? `select ${each}` : each).execute(db)
        }
      })

      const { id, answer } = ledger.save()
      const { status, headers, text } = await answer

      expect([status, headers['retry-after'], ledger.turns()]).toEqual([503, '5', 1])
      expect(text).toContain('Loves football')
      expect(await ledger.times(id)).toBe(0)
    })

  test('and every page says that saving is off, until there is room again', async ({ database }) => {
    let hasRoom = false
    const ledger = await aLedger(database, database.app, { canSave: async () => hasRoom })
    ending.push(ledger.stop)
    const full = sql.raw(`do $$ begin raise exception 'no' using errcode = '53100'; end $$`)
    ledger.suffer(atFirst((db) => full.execute(db)))
    const banner = 'Saving is off'

    const before = await ledger.read()
    const during = await ledger.read()
    hasRoom = true

    expect([before.status, during.status]).toEqual([503, 200])
    expect(before.text).toContain(banner)
    expect(during.text).toContain(banner)
    await expect.poll(async () => (await ledger.read()).text, { timeout: 5_000 }).not.toContain(banner)
  })

  test('a mistake of ours is no trouble of the database: it is told as one, once', async ({ database }) => {
    const { ledger } = await aLedgerByWire(database)
    ledger.suffer(() => Promise.reject(new Error('ours')))

    const { id, answer } = ledger.save()

    expect([(await answer).status, ledger.turns(), await ledger.times(id)]).toEqual([500, 1, 0])
  })
})

/** Two that wait for each other. Ours began to wait first, so it is ours that the database undoes. */
async function deadlock(db: Db, other: pg.Client): Promise<void> {
  await other.query('begin; select pg_advisory_xact_lock(2)')
  await sql`select pg_advisory_xact_lock(1)`.execute(db)
  const ours = sql`select pg_advisory_xact_lock(2)`.execute(db)
  const theirs = pause(200).then(() => other.query('select pg_advisory_xact_lock(1)'))
  try {
    await ours
  } finally {
    await theirs.then(() => other.query('rollback'))
  }
}

/** The first commit of the act comes with a warning, as one does that was not waited for. */
async function warnAtCommit(database: TestDatabase): Promise<void> {
  await database.owner.db.transaction().execute(async (db) => {
    await sql`set local role airt_owner`.execute(db)
    await sql`create function aud.warn() returns trigger language plpgsql as $$
      begin raise warning 'canceling wait for synchronous replication'; return null; end $$`.execute(db)
    await sql`create constraint trigger warns after insert on aud.audit_entry deferrable initially deferred
      for each row when (new.act = 'test.saved') execute function aud.warn()`.execute(db)
  })
}
