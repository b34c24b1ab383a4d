import { built, tokenFor } from '../security/committed'
import { aRealServer, type RealServer } from '../security/real-server'
import { aWorker } from '../support/builders'
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

async function signedIn(database: TestDatabase) {
  const worker = await built(database, (db) => aWorker(db))
  return { worker, token: await tokenFor(database, worker) }
}

/** What stands chosen on the page. */
function checked(text: string): string | undefined {
  const inputs = text.match(/<input\b[^>]*name="often"[^>]*>/g) ?? []
  return /value="(\w+)"/.exec(inputs.find((tag) => /\schecked\b/.test(tag)) ?? '')?.[1]
}

test('somebody hears each working morning until they choose, and a choice in another window is not overwritten', async ({
  database,
  server,
}) => {
  const { token } = await signedIn(database)
  const before = await server.get('/account/messages', token)

  const chosen = await server.post('/account/messages', token, { often: 'weekly', version: '0' })
  const late = await server.post('/account/messages', token, { often: 'never', version: '0' })
  const wrong = await server.post('/account/messages', token, { often: 'hourly', version: '1' })
  const after = await server.get('/account/messages', token)

  expect([checked(before.text), chosen.status, chosen.headers.location]).toEqual([
    'daily',
    303,
    '/account?said=mail',
  ])
  expect([late.status, wrong.status]).toEqual([409, 422])
  expect(wrong.text).toContain('Choose how often you want mail')
  expect(checked(after.text)).toBe('weekly')
})

test('an address for the calendar is shown once, and another or none takes its place', async ({
  database,
  server,
}) => {
  const { token } = await signedIn(database)
  const addressIn = (text: string) => /\/calendar\/[\w-]{22}\.ics/.exec(text)?.[0] ?? null
  const make = (version: string) => server.post('/account/calendar', token, { act: 'make', version })

  const made = await make('0')
  const first = addressIn(made.text)
  const shown = await server.get('/account/calendar', token)
  const late = await make('0')
  const again = addressIn((await make('1')).text)
  const works = await server.get(again ?? '', null)
  const stopped = await server.get(first ?? '', null)
  const placed = await server.post('/account/calendar', token, { act: 'place', place: 'yes', version: '2' })
  const ended = await server.post('/account/calendar', token, { act: 'end', version: '3' })
  const gone = await server.get(again ?? '', null)

  expect(made.status).toBe(200)
  expect(first).not.toBeNull()
  expect(addressIn(shown.text)).toBeNull()
  expect([late.status, addressIn(late.text)]).toEqual([409, null])
  expect([works.status, stopped.status, gone.status]).toEqual([200, 404, 404])
  expect([placed.status, ended.status]).toEqual([303, 303])
})
