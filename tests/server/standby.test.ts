import type { ServerBuild } from '@remix-run/node'
import { isHeldTwice, watchStandby } from '#db/standby.server'
import { openRequest } from '~/access/request.server'
import { heldOnce } from '~/ui/words'
import { built, tokenFor } from '../security/committed'
import { routes, today } from '../security/real-server'
import { aWorker } from '../support/builders'
import { expect, test } from '../support/database'
import { aServer, buildOf, origin } from './support'

test('where PostgreSQL waits for no other, a change is held once', async ({ database }) => {
  const watch = await watchStandby(database.app.db)

  watch.stop()
  expect(await isHeldTwice(database.app.db)).toBe(false)
  expect(watch.isAway()).toBe(true)
})

test('administrators are told on every page while the standby is away, and nobody else', async ({
  database,
}) => {
  const standby = { isAway: true }
  const server = await aServer(
    {},
    {
      build: buildOf(routes) as ServerBuild,
      context: {
        secret: database.secret,
        origin,
        today: () => today,
        isDemonstration: false,
        standbyIsAway: () => standby.isAway,
      },
      begin: (requestId) => openRequest(database.app.db, requestId),
    },
  )
  const [administrator, other] = await built(database, async (db) => [
    await aWorker(db, { role: 'administrator' }),
    await aWorker(db),
  ])
  const page = async (worker: typeof other) => {
    if (!worker) throw new Error('Nobody was made')
    const token = await tokenFor(database, worker)
    return (await server.ask('/today', { headers: { cookie: `airt=${token}` } })).text
  }

  const told = await page(administrator)
  const others = await page(other)
  standby.isAway = false
  const back = await page(administrator)

  await server.stop()
  expect(told).toContain(heldOnce)
  expect(others).toContain('Today')
  expect(others).not.toContain(heldOnce)
  expect(back).not.toContain(heldOnce)
})
