import { spawnSync } from 'node:child_process'
import { describe } from 'vitest'
import { refuseUnfitForApp } from '#db/app-connection.server'
import { type Connection, connect, sql } from '#db/connection.server'
import { migrate } from '#db/migrate.server'
import { poolerUser, urlAs } from '#db/roles.server'
import {
  aCrowd,
  carelessly,
  noTally,
  oneRequest,
  rowsOutside,
  strangersIn,
  type User,
} from '../security/pool-run'
import { aRealServer } from '../security/real-server'
import { test as base, expect, type TestDatabase } from '../support/database'
import { aFreePort } from '../support/free-port'
import { aFolder, changed, filePrinted, findProgram, listening, missingOf, running } from './programs'

/** `AIRT_TRANSACTIONS` says otherwise, to try it. */
const TRANSACTIONS = Number(process.env.AIRT_TRANSACTIONS ?? 100_000)
const USERS = 64
const STRANGER_TURNS = 40
const CONNECTIONS = 40

type Pooler = {
  /** The app's own role, by way of PgBouncer as the page of several machines sets it up. */
  url: string
  on: <T>(run: (pool: Connection) => Promise<T>) => Promise<T>
}

const test = base.extend<{ pooler: Pooler; crowd: User[] }>({
  pooler: [
    async ({ database }, use) => {
      await migrate(database.url, database.secret)
      const { url, stop } = await aPooler(database)
      await use({ url, on: (run) => onAPool(url, run) })
      await stop()
    },
    { scope: 'file' },
  ],
  crowd: [async ({ database }, use) => use(await aCrowd(database, USERS)), { scope: 'file' }],
})

describe.skipIf(missingOf('pgbouncer').length)('through PgBouncer in transaction mode', () => {
  test('a session of the app is as it must be, and named statements are refused where they are not kept', async ({
    pooler,
  }) => {
    const day = await pooler.on(async ({ db }) => {
      const { rows } = await sql<{ day: string; words: string }>`
        select '2026-06-30T23:30:00Z'::timestamptz::date as day, '2026-06-30T23:30:00Z'::timestamptz::text as words`.execute(
        db,
      )
      return rows[0]
    })

    await refuseUnfitForApp(pooler.url, false)
    expect(day).toEqual({ day: '2026-07-01', words: '2026-07-01 00:30:00+01' })
    if (isOlder(1, 21))
      await expect(refuseUnfitForApp(pooler.url, true)).rejects.toThrow('AIRT_NAMED_STATEMENTS must be off')
    else await refuseUnfitForApp(pooler.url, true)
  })

  test('where the role has not the settings that the pooler drops, nothing starts', async ({ database }) => {
    await migrate(database.url, database.secret)
    const name = new URL(database.url).pathname.slice(1)
    await sql`alter role airt_app in database ${sql.id(name)} reset all`.execute(database.owner.db)
    const { url, stop } = await aPooler(database)

    const why = await refuseUnfitForApp(url, false).then(
      () => 'nothing',
      (error: Error) => error.message,
    )

    await stop()
    await migrate(database.url, database.secret)
    expect(why).toMatch(/statement_timeout, TimeZone must be as Airt needs it for airt_app/)
  })

  test('a hundred thousand transactions show nobody a row of another', { timeout: 3_600_000 }, async ({
    pooler,
    crowd,
  }) => {
    const tally = noTally()
    const began = performance.now()

    const outside = await pooler.on(async (pool) => {
      await Promise.all(
        crowd.map(async (user, at) => {
          for (let turn = 0; turn * USERS < TRANSACTIONS; turn += 1)
            await oneRequest(pool, user, at + turn * 3, tally)
        }),
      )
      return rowsOutside(pool, CONNECTIONS)
    })

    const seconds = Math.round((performance.now() - began) / 1000)
    console.log(
      `PgBouncer: ${tally.transactions} transactions of ${USERS} users in ${seconds} s, ${tally.rows} rows seen, ${tally.foreign} foreign, ${outside} outside a transaction; ended otherwise: ${JSON.stringify(tally.refused)}`,
    )
    expect(tally.transactions).toBeGreaterThanOrEqual(TRANSACTIONS)
    expect(tally.rows).toBeGreaterThan(TRANSACTIONS)
    expect(tally).toMatchObject({ foreign: 0, missing: 0 })
    expect(outside).toBe(0)
  })

  test('whoever is not signed in is shown nothing between those who are, and no page of them fails', {
    timeout: 600_000,
  }, async ({ database, pooler, crowd }) => {
    const { strangers, others } = await strangersIn(database, crowd)
    const tally = noTally()
    const seen = noTally()

    const statuses = await pooler.on(async (pool) => {
      const server = await aRealServer(database, pool.db)
      const somebodys = [...(others[0]?.people ?? [])][0]
      const asked: number[] = []
      await Promise.all([
        ...strangers.map(async (stranger) => {
          for (let turn = 0; turn < STRANGER_TURNS; turn += 1) {
            await oneRequest(pool, stranger, turn, tally)
            asked.push((await server.get(`/people/${somebodys}`, stranger.token)).status)
          }
        }),
        ...others.slice(1).map(async (user) => {
          for (let turn = 0; turn < STRANGER_TURNS; turn += 1) {
            await oneRequest(pool, user, turn, seen)
            asked.push((await server.get(`/people/${somebodys}`, user.token)).status)
          }
        }),
      ])
      await server.stop()
      return asked
    })

    expect(tally).toMatchObject({ transactions: strangers.length * STRANGER_TURNS, rows: 0, foreign: 0 })
    expect(seen).toMatchObject({ foreign: 0, missing: 0 })
    expect(seen.rows).toBeGreaterThan(0)
    expect(new Set(statuses)).toEqual(new Set([302, 404]))
  })

  test('a setting that outlives its transaction leaks, and is seen to', { timeout: 300_000 }, async ({
    pooler,
    crowd,
  }) => {
    const tally = noTally()

    const outside = await pooler.on(async (pool) => {
      await Promise.all(crowd.slice(16).map((user) => carelessly(pool, user, tally)))
      return rowsOutside(pool, CONNECTIONS)
    })

    console.log(
      `PgBouncer, control with settings of the session: ${tally.foreign} foreign rows, ${outside} outside`,
    )
    expect(tally.foreign + outside).toBeGreaterThan(0)
  })
})

/** As the page prints it, but for where the database is, and with few connections so that many share each. */
async function aPooler(database: TestDatabase) {
  const folder = aFolder('pooler')
  const { hostname, port: databasePort } = new URL(database.url)
  const port = await aFreePort()
  const ini = changed(filePrinted('several-machines.md', '; /etc/pgbouncer/pgbouncer.ini'), {
    'airt = host=127.0.0.1 port=5000': `* = host=${hostname} port=${databasePort || 5432}`,
    'listen_port = 6432': `listen_port = ${port}`,
    'default_pool_size = 20': 'default_pool_size = 8',
    'reserve_pool_size = 5': 'reserve_pool_size = 0',
    '/etc/pgbouncer/userlist.txt': folder.write('userlist.txt', `${poolerUser(database.secret)}\n`),
    '/var/log/postgresql/pgbouncer.log': folder.path('log'),
    '/var/run/postgresql/pgbouncer.pid': folder.path('pid'),
  })
  const pooler = running('pgbouncer', ['-q', folder.write('pgbouncer.ini', ini)])
  await listening('127.0.0.1', port, pooler.said)
  const url = new URL(urlAs('airt_app', database.url, database.secret))
  url.host = `127.0.0.1:${port}`
  return {
    url: url.href,
    stop: async () => {
      await pooler.stop()
      folder.remove()
    },
  }
}

async function onAPool<T>(url: string, run: (pool: Connection) => Promise<T>): Promise<T> {
  const pool = connect({ url, most: CONNECTIONS, named: !isOlder(1, 21) })
  try {
    return await run(pool)
  } finally {
    await pool.close()
  }
}

function isOlder(major: number, minor: number): boolean {
  const { stdout } = spawnSync(findProgram('pgbouncer') ?? '', ['--version'], { encoding: 'utf8' })
  const [, first, second] = /PgBouncer (\d+)\.(\d+)/.exec(stdout) ?? []
  return Number(first) * 100 + Number(second) < major * 100 + minor
}
