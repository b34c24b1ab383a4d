import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { urlAs } from '#db/migrate.server'
import { startJobs } from '~/jobs/jobs.server'
import { civilDate } from '~/shared/civil-date'
import { aMailServer } from '../messages/a-mail-server'
import { messagesOf, queueOn } from '../messages/sending'
import { built } from '../security/committed'
import { aPersonWith, aSession, aWorker, today } from '../support/builders'
import { expect, test } from '../support/database'

test('a mail that is queued is sent at once by whichever process listens, and by one of them', async ({
  database,
}) => {
  const worker = await built(database, async (db) => {
    const worker = await aWorker(db)
    const person = await aPersonWith(db, worker, { born_on: null })
    await aSession(db, person, worker, { planned_on: civilDate('2026-11-24') })
    return worker
  })
  const server = await aMailServer()
  const failures: unknown[] = []
  const start = () =>
    startJobs({
      url: urlAs('airt_jobs', database.url, database.secret),
      owner: database.owner.db,
      ownerUrl: database.url,
      jobs: database.jobs.db,
      anchors: join(tmpdir(), 'no-anchors-of-this-test'),
      secret: database.secret,
      today: () => today,
      mail: { url: server.url, from: 'airt@airt.example', origin: 'https://airt.example' },
      failed: (error) => failures.push(error),
      auditBroken: (broken) => failures.push(broken),
    })
  const both = await Promise.all([start(), start()])

  // Where it is morning now, the start has queued it already.
  await queueOn(database)
  await expect
    .poll(() => messagesOf(database, worker), { timeout: 15_000 })
    .toMatchObject([{ state: 'sent', tries: 1 }])
  await Promise.all(both.map(({ stop }) => stop()))
  await server.stop()

  expect(server.arrived.filter(({ to }) => to.includes(worker.email))).toHaveLength(1)
  expect(failures).toEqual([])
})
