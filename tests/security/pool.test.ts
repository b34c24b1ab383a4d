import { type Connection, connect, sql, withNext } from '#db/connection.server'
import { urlAs } from '#db/migrate.server'
import { test as base, expect, type TestDatabase } from '../support/database'
import { aCrowd, carelessly, noTally, oneRequest, rowsOutside, strangersIn, type User } from './pool-run'

const USERS = 64
const TIMES = 40
const CONNECTIONS = 8

const test = base.extend<{ crowd: User[] }>({
  crowd: [async ({ database }, use) => use(await aCrowd(database, USERS)), { scope: 'file' }],
})

/** A small pool of the app's own login, so that every connection serves many. */
async function onASmallPool<T>(database: TestDatabase, run: (pool: Connection) => Promise<T>): Promise<T> {
  const pool = connect({ url: urlAs('airt_app', database.url, database.secret), most: CONNECTIONS })
  try {
    return await run(pool)
  } finally {
    await pool.close()
  }
}

test('on a pool that all share nobody sees a row of another, however their requests end', {
  timeout: 120_000,
}, async ({ database, crowd }) => {
  const tally = noTally()

  const outside = await onASmallPool(database, async (pool) => {
    await Promise.all(
      crowd.map(async (user, at) => {
        for (let turn = 0; turn < TIMES; turn += 1) await oneRequest(pool, user, at + turn * 3, tally)
      }),
    )
    return rowsOutside(pool, CONNECTIONS)
  })

  expect(tally).toMatchObject({ transactions: USERS * TIMES, foreign: 0, missing: 0 })
  expect(tally.rows).toBeGreaterThan(USERS * TIMES)
  expect(Object.keys(tally.refused)).toEqual(
    expect.arrayContaining(['Nothing was committed: a statement before it had failed']),
  )
  expect(outside).toBe(0)
})

test('between those who are signed in, whoever is not is shown nothing', { timeout: 120_000 }, async ({
  database,
  crowd,
}) => {
  const { strangers, others } = await strangersIn(database, crowd.slice(0, 16))
  const tally = noTally()
  const seen = noTally()

  await onASmallPool(database, (pool) =>
    Promise.all([
      ...strangers.map(async (stranger) => {
        for (let turn = 0; turn < TIMES; turn += 1) await oneRequest(pool, stranger, turn, tally)
      }),
      ...others.map(async (user) => {
        for (let turn = 0; turn < TIMES; turn += 1) await oneRequest(pool, user, turn, seen)
      }),
    ]),
  )

  expect(tally).toMatchObject({ transactions: strangers.length * TIMES, rows: 0, foreign: 0 })
  expect(seen).toMatchObject({ foreign: 0, missing: 0 })
  expect(seen.rows).toBeGreaterThan(0)
})

test('what one request left unsent is not sent by the next on its connection', async ({
  database,
  crowd,
}) => {
  const [user, other] = crowd.slice(20)
  const pool = connect({ url: urlAs('airt_app', database.url, database.secret), most: 1 })

  await pool.db.connection().execute(async (db) => {
    await sql`${withNext}select set_config('app.session', ${user?.token}, false)`.execute(db)
  })
  const outside = await rowsOutside(pool, 1)
  const tally = noTally()
  if (other) await oneRequest(pool, other, 2, tally)
  await pool.close()

  expect(outside).toBe(0)
  expect(tally).toMatchObject({ transactions: 1, rows: 3, foreign: 0 })
})

test('a setting that outlives its transaction leaks, and is seen to', { timeout: 120_000 }, async ({
  database,
  crowd,
}) => {
  const tally = noTally()

  await onASmallPool(database, async (pool) => {
    await Promise.all(crowd.slice(16).map((user) => carelessly(pool, user, tally)))
    expect(await rowsOutside(pool, CONNECTIONS)).toBeGreaterThan(0)
  })

  expect(tally.foreign).toBeGreaterThan(0)
})
