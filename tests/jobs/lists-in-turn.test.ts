import PgBoss from 'pg-boss'
import { sql } from '#db/connection.server'
import { urlAs } from '#db/migrate.server'
import { startLists } from '~/jobs/lists.server'
import { pageOf, takeIn } from '../intake/a-list'
import { built } from '../security/committed'
import { aWorker, today } from '../support/builders'
import { expect, type TestDatabase, test } from '../support/database'

const rows = [{ reference: 'T-1', given_name: 'Ailsa', family_name: 'Baxter', date_of_birth: '2010-01-14' }]

test('one process works on one list, and the others wait their turn', async ({ database }) => {
  const isla = await built(database, (db) => aWorker(db))
  const ids: string[] = []
  for (let list = 0; list < 4; list += 1) ids.push(await takeIn(database, isla, rows))
  const failures: unknown[] = []

  const process = await aProcess(database, failures)
  await expect
    .poll(async () => (await Promise.all(ids.map((id) => pageOf(database, isla, id)))).map(statusOf), {
      timeout: 15_000,
    })
    .toEqual(ids.map(() => 'checked'))
  await process.stop()

  expect(failures).toEqual([])
  const { all, fetched } = await turnsOf(database)
  expect(all).toBeGreaterThanOrEqual(4)
  expect(fetched).toBe(all)
})

const statusOf = ({ status }: { status: string }) => status

async function aProcess(database: TestDatabase, failures: unknown[]) {
  const url = urlAs('airt_jobs', database.url, database.secret)
  const boss = new PgBoss({ connectionString: url, max: 2, migrate: false })
  boss.on('error', (error) => failures.push(error))
  await boss.start()
  const { secret, owner, jobs } = database
  const lists = await startLists(boss, {
    ...{ url, secret, owner: owner.db, jobs: jobs.db, pollSeconds: 1 },
    today: () => today,
    failed: (error) => failures.push(error),
  })
  return {
    stop: async () => {
      await lists.stop()
      await boss.stop({ graceful: true, timeout: 10_000 })
    },
  }
}

/** How many turns at lists were taken, and how often one was fetched: several that are fetched together begin at one moment. */
async function turnsOf(database: TestDatabase) {
  const { rows } = await sql<{ all: number; fetched: number }>`
    select count(*) as "all", count(distinct started_on) as fetched from pgboss.job where name = 'import' and state = 'completed'`.execute(
    database.jobs.db,
  )
  return rows[0] ?? { all: 0, fetched: 0 }
}
