import { tmpdir } from 'node:os'
import { join } from 'node:path'
import PgBoss from 'pg-boss'
import { sql } from '#db/connection.server'
import { migrations, urlAs } from '#db/migrate.server'
import { startJobs } from '~/jobs/jobs.server'
import { civilDate } from '~/shared/civil-date'
import { built } from '../security/committed'
import { anOrganisation } from '../support/builders'
import { expect, type TestDatabase, test } from '../support/database'

const wednesday = civilDate('2026-11-25')

test('the tables of jobs are those that the package would make', () => {
  const made = migrations.find(({ name }) => name === '0012_jobs.sql')?.text ?? ''
  const wanted = PgBoss.getConstructionPlans('pgboss')
    .split(/;\s*$/m)
    .map(plain)
    .filter((statement) => /^(create (type|table|index|unique|function)|alter|insert)/.test(statement))

  expect(wanted.length).toBeGreaterThan(10)
  expect(wanted.filter((statement) => !plain(made).includes(statement))).toEqual([])
})

test('a week that was missed is made up at the start, once, by however many processes', async ({
  database,
}) => {
  const { id } = await built(database, (db) => anOrganisation(db))
  const failures: unknown[] = []

  const first = await start(database, failures)
  const second = await start(database, failures)
  await expect.poll(() => snapshotsOf(database, id), { timeout: 15_000 }).toEqual(['2026-11-23'])
  await first.stop()
  await second.stop()
  const third = await start(database, failures)
  await expect.poll(() => waiting(database), { timeout: 15_000 }).toBe(0)
  await third.stop()

  expect(await snapshotsOf(database, id)).toEqual(['2026-11-23'])
  expect(await looksOf(database, id)).toEqual(['2026-11-24'])
  expect(failures).toEqual([])
})

test('the figures come round on Mondays at five, mail on weekday mornings at seven, what was opened and what is due each night, and the audit each hour and each week, summer and winter', async ({
  database,
}) => {
  const jobs = await start(database, [])
  await jobs.stop()

  const { rows } = await sql`select name, cron, timezone from pgboss.schedule order by name`.execute(
    database.jobs.db,
  )
  expect(rows).toEqual([
    { name: 'audit-check-all', cron: '0 3 * * 0', timezone: 'Europe/London' },
    { name: 'audit-check-day', cron: '7 * * * *', timezone: 'Europe/London' },
    { name: 'import-care', cron: '*/5 * * * *', timezone: 'UTC' },
    { name: 'in-front', cron: '30 4 * * *', timezone: 'Europe/London' },
    { name: 'mail', cron: '*/5 * * * *', timezone: 'UTC' },
    { name: 'mail-mornings', cron: '0 7 * * 1-5', timezone: 'Europe/London' },
    { name: 'rules', cron: '5 * * * *', timezone: 'Europe/London' },
    { name: 'unusual-reads', cron: '30 4 * * *', timezone: 'Europe/London' },
    { name: 'uptake-snapshot', cron: '0 5 * * 1', timezone: 'Europe/London' },
  ])
})

test('who answers browsers has no part in jobs, and who works makes no table of them', async ({
  database,
}) => {
  await expect(sql`select from pgboss.job`.execute(database.app.db)).rejects.toThrow('permission denied')
  await expect(sql`select pgboss.create_queue('another', '{}')`.execute(database.jobs.db)).rejects.toThrow(
    'permission denied',
  )
})

function start(database: TestDatabase, failures: unknown[]) {
  return startJobs({
    url: urlAs('airt_jobs', database.url, database.secret),
    owner: database.owner.db,
    ownerUrl: database.url,
    jobs: database.jobs.db,
    anchors: join(tmpdir(), 'no-anchors-of-this-test'),
    secret: database.secret,
    today: () => wednesday,
    // Nobody listens there, and nothing waits to be sent.
    mail: { url: 'smtp://127.0.0.1:1', from: 'airt@airt.example', origin: 'https://airt.example' },
    failed: (error) => failures.push(error),
    auditBroken: (broken) => failures.push(broken),
  })
}

async function snapshotsOf(database: TestDatabase, organisationId: string): Promise<string[]> {
  return built(database, async (db) => {
    const rows = await db
      .selectFrom('app.uptake_snapshot')
      .where('organisation_id', '=', organisationId)
      .select('week_on as weekOn')
      .execute()
    return rows.map(({ weekOn }) => weekOn)
  })
}

async function looksOf(database: TestDatabase, organisationId: string): Promise<string[]> {
  return built(database, async (db) => {
    const rows = await db
      .selectFrom('app.unusual_look')
      .where('organisation_id', '=', organisationId)
      .select('on_day as day')
      .execute()
    return rows.map(({ day }) => day)
  })
}

async function waiting(database: TestDatabase): Promise<number> {
  const { rows } = await sql<{ jobs: number }>`
    select count(*) jobs from pgboss.job where name in ('uptake-snapshot', 'unusual-reads') and state < 'completed'`.execute(
    database.jobs.db,
  )
  return rows[0]?.jobs ?? 0
}

/** Without what differs in how it is laid out. */
function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').replace(/ ?; ?/g, ';').trim()
}
