import type { ServerBuild } from '@remix-run/node'
import { clockTrouble, watchClock } from '#db/clock.server'
import { sql } from '#db/connection.server'
import { openRequest } from '~/access/request.server'
import { beginUnit } from '~/audit/unit.server'
import { now } from '~/shared/clock.server'
import { clockWrong } from '~/ui/words'
import { built, tokenFor } from '../security/committed'
import { routes, today } from '../security/real-server'
import { aWorker } from '../support/builders'
import { expect, type TestDatabase, test } from '../support/database'
import { aServer, buildOf, origin } from './support'

const noon = new Date('2026-03-29T12:00:00Z')
const hours = (count: number) => new Date(noon.getTime() + count * 3_600_000)

test.each([
  ['the two agree', hours(0), null],
  ['the database is a day ahead', hours(24), 'apart'],
  ['the database is a day behind', hours(-24), 'apart'],
  ['the database is an hour ahead, as across a change to summer time', hours(1), null],
] as const)('where %s: %s, %s', (_, there, trouble) => {
  expect(clockTrouble(noon, there, false)).toBe(trouble)
})

test.for([
  [-1, null],
  [1, null],
  [24, 'back'],
] as const)('where somebody was last seen %i hours from now: %s', async ([ahead, trouble], { database }) => {
  const worker = await built(database, (db) => aWorker(db))
  await tokenFor(database, worker)
  await lastSeen(database, worker.id, ahead)

  const clock = await watchClock(database.app.db, now)
  clock.stop()
  await lastSeen(database, worker.id, 0)

  expect(clock.trouble()).toBe(trouble)
})

async function lastSeen({ owner }: TestDatabase, workerId: string, hoursAhead: number): Promise<void> {
  await owner.db.transaction().execute(async (db) => {
    beginUnit(db, null)
    await sql`set local role airt_sec`.execute(db)
    const seen =
      await sql`update sec.session set last_seen_at = now() + make_interval(hours => ${hoursAhead}::int)
      where worker_id = ${workerId}::uuid`.execute(db)
    expect(seen.numAffectedRows).toBe(1n)
  })
}

test('every page says that the clock may be wrong, for as long as it may be', async ({ database }) => {
  let here = now()
  const clock = await watchClock(database.app.db, () => here, 20)
  const server = await aServer(
    {},
    {
      build: buildOf(routes) as ServerBuild,
      context: {
        secret: database.secret,
        origin,
        today: () => today,
        isDemonstration: false,
        clockIsWrong: () => clock.trouble() !== null,
      },
      begin: (requestId) => openRequest(database.app.db, requestId),
    },
  )
  const worker = await built(database, (db) => aWorker(db))
  const token = await tokenFor(database, worker)
  const says = async () =>
    (await server.ask('/today', { headers: { cookie: `airt=${token}` } })).text.includes(clockWrong)
  const until = async (isWrong: boolean) => {
    while ((clock.trouble() !== null) !== isWrong) await new Promise((settle) => setTimeout(settle, 5))
  }

  const before = await says()
  here = new Date(now().getTime() + 86_400_000)
  await until(true)
  const wrong = await says()
  here = now()
  await until(false)
  const mended = await says()

  clock.stop()
  await server.stop()
  expect([before, wrong, mended]).toEqual([false, true, false])
})
