import { addDays } from '~/shared/civil-date'
import { built, tokenFor } from '../security/committed'
import { aRealServer, type RealServer } from '../security/real-server'
import { aFact, allocate, anOrganisation, aPersonOf, aTeam, aWorker, today } from '../support/builders'
import { test as base, expect, type TestDatabase } from '../support/database'

const test = base.extend<{ server: RealServer }>({
  server: [
    async ({ database }, use) => {
      const server = await aRealServer(database)
      await use(server)
      await server.stop()
    },
    { scope: 'file' },
  ],
})

/** Jade left secure care 19 days ago; whoever works with her was named six days later. */
async function afterSecureCare(database: TestDatabase) {
  const made = await built(database, async (db) => {
    const organisation = await anOrganisation(db)
    const at = { organisation }
    const callum = await aWorker(db, { ...at, role: 'justice-social-worker', name: 'Callum Orr' })
    const before = await aWorker(db, { ...at, role: 'justice-social-worker', name: 'Eilidh Watt' })
    const manager = await aWorker(db, { ...at, role: 'team-manager' })
    const other = await aWorker(db, { ...at, role: 'team-manager' })
    const team = await aTeam(db, organisation, [manager])
    const jade = await aPersonOf(db, organisation.id, { team_id: team.id, preferred_name: 'Jade' })
    const left = addDays(today, -19)
    const noonOf = (days: number) => new Date(`${addDays(today, days)}T12:00:00Z`)
    await allocate(db, jade, before, { startsAt: noonOf(-200), endsAt: noonOf(-19) })
    await allocate(db, jade, callum, { startsAt: noonOf(-13) })
    await aFact(db, jade, 'SECURE_PLACED', addDays(today, -200))
    await aFact(db, jade, 'SECURE_LEFT', left)
    return { callum, manager, other, jade }
  })
  const tokens = await Promise.all(
    [made.callum, made.manager, made.other].map((one) => tokenFor(database, one)),
  )
  const [callum = '', manager = '', other = ''] = tokens
  return { jade: `/people/${made.jade.id}`, callum, manager, other }
}

test('days without support are shaded and counted on her page, until a first session to which she came closes them', async ({
  database,
  server,
}) => {
  const { jade, callum } = await afterSecureCare(database)
  const before = await server.get(jade, callum)

  const record = { on: addDays(today, -16), attendance: 'came', worry: 'no', version: '0' }
  const recorded = await server.post(`${jade}/sessions/record`, callum, record)
  const after = await server.get(jade, callum)

  expect(before.text).toContain('url(#hatch-support)')
  expect(before.text).toContain(
    'Without support since 6 November 2026, after secure care: still open, 19 days so far. No named worker for 6 of them. Nothing is booked.',
  )
  expect(recorded.status).toBe(303)
  expect(after.text).toContain(
    '3 days without support: 6 November 2026 to 9 November 2026, after secure care, when they came to a session.',
  )
  expect(after.text).toContain('6 days with no named worker: 6 November 2026 to 12 November 2026.')
})

test('her manager finds her among the gaps, another manager does not, and her worker has no such page', async ({
  database,
  server,
}) => {
  const { callum, manager, other } = await afterSecureCare(database)
  const ask = (token: string) => server.get('/transitions/gaps', token)

  const [hers, others, workers] = await Promise.all([ask(manager), ask(other), ask(callum)])

  expect(hers.text).toContain('Jade')
  expect(hers.text).toContain('still open, 19 days so far')
  expect(hers.text).toContain('that is no order of need')
  expect([others.status, others.text.includes('Jade')]).toEqual([200, false])
  expect(others.text).toContain('Nobody has had a gap of more than 14 days')
  expect(workers.status).toBe(404)
})
