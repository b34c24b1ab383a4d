import { afterEach, expect, test } from 'vitest'
import { aServer } from './support'

type Running = Awaited<ReturnType<typeof aServer>>
const started: Running[] = []
afterEach(async () => {
  for (const server of started.splice(0)) await server.stop()
})

/** A server with one page about a person, and how often it was opened. */
async function aPersonPage() {
  const opened = { times: 0 }
  const server = await aServer({
    person: {
      loader: async () => {
        opened.times += 1
        return null
      },
      default: () => 'Calum',
    },
  })
  started.push(server)
  return { server, opened }
}

test.for([
  ['a link that is followed ahead', { 'sec-purpose': 'prefetch' }],
  ['a page that is drawn ahead', { 'sec-purpose': 'prefetch;prerender' }],
  ['an older browser', { purpose: 'prefetch' }],
  ['an older Firefox', { 'x-moz': 'prefetch' }],
  ['a picture of a page', { 'x-purpose': 'preview' }],
] as const)('%s opens nobody', async ([, headers]) => {
  const { server, opened } = await aPersonPage()

  const page = await server.ask('/person', { headers })
  const data = await server.ask('/person.data', { headers })

  expect([page.status, data.status]).toEqual([503, 503])
  expect(page.headers['cache-control']).toBe('no-store')
  expect(page.text).not.toContain('Calum')
  expect(opened.times).toBe(0)
})

test('who opens the page afterwards is shown it, and its files may be fetched ahead', async () => {
  const { server, opened } = await aPersonPage()

  await server.ask('/person', { headers: { 'sec-purpose': 'prefetch' } })
  const page = await server.ask('/person', { headers: { 'sec-purpose': '', 'sec-fetch-mode': 'navigate' } })
  const file = await server.ask('/assets/a-1234.js', { headers: { 'sec-purpose': 'prefetch' } })

  expect(page.text).toContain('Calum')
  expect(opened.times).toBe(1)
  expect(file.status).toBe(200)
})
