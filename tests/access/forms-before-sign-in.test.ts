import { afterAll, describe } from 'vitest'
import { sql } from '#db/connection.server'
import { expect, type TestDatabase, test } from '../support/database'
import { aBrowser, aHouse, anAccount, forgetTries, type House, hiddenIn, origin, password } from './support'

let house: House
test.beforeAll(async ({ database }) => {
  house = await aHouse(database)
})
test.beforeEach(({ database }) => forgetTries(database))
afterAll(() => house.stop())

const doors = [
  '/sign-in',
  '/sign-in/code',
  '/sign-out',
  '/session',
  '/account/password',
  '/account/code',
  '/account/sessions',
]
const fromElsewhere: [string, Record<string, string>][] = [
  ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['nowhere', { origin: 'null' }],
  ['a forged host', { origin: 'http://evil.example', host: 'evil.example' }],
  ['a forged forwarded host', { origin: 'http://evil.example', 'x-forwarded-host': 'airt.example' }],
  ['another site in our name', { origin, 'sec-fetch-site': 'cross-site' }],
]

/** Everything that signing in, and looking after it, can change. */
async function state(database: TestDatabase): Promise<unknown> {
  const { rows } = await sql<{
    state: string
  }>`select (select string_agg(c::text, ' ' order by c.worker_id) from sec.credential c)
    || (select string_agg(concat(s.id, s.ended_at, s.stage), ' ' order by s.id) from sec.session s where s.kind = 'browser')
    || (select count(*) from aud.audit_entry) || (select count(*) from sec.recovery_code) as state`.execute(
    database.owner.db,
  )
  return rows[0]?.state
}

describe.each(doors)('a post to %s', (path) => {
  test.for(fromElsewhere)('from %s is refused and changes nothing', async ([, headers], { database }) => {
    const isla = await anAccount(database, { codeNeeded: false })
    const browser = aBrowser(house)
    await browser.send('/sign-in', { email: isla.email, password, code: '' })
    const form = hiddenIn((await browser.get('/account')).text, path)
    const before = await state(database)

    const answer = await browser.post(
      path,
      { ...form, email: isla.email, password, act: 'end', end: 'others' },
      headers,
    )

    expect(answer.status).toBe(403)
    expect(await state(database)).toBe(before)
  })

  test.for([
    ['without a key', {}],
    [
      'with a made-up key',
      { formKey: `${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}.${'A'.repeat(43)}` },
    ],
  ] as const)('%s opens and ends nothing', async ([, key], { database }) => {
    const isla = await anAccount(database, { codeNeeded: false })
    const browser = aBrowser(house)
    await browser.send('/sign-in', { email: isla.email, password, code: '' })
    const token = browser.cookies.get('airt')
    const before = await state(database)

    const answer = await browser.post(path, {
      ...key,
      email: isla.email,
      password,
      act: 'end',
      end: 'others',
    })

    expect(answer.status).toBe(path === '/sign-in' ? 403 : path === '/sign-in/code' ? 303 : 409)
    expect(browser.cookies.get('airt')).toBe(token)
    expect(await state(database)).toBe(before)
  })

  test('as a reading changes nothing', async ({ database }) => {
    const isla = await anAccount(database, { codeNeeded: false })
    const browser = aBrowser(house)
    await browser.send('/sign-in', { email: isla.email, password, code: '' })
    const before = await state(database)

    await browser.get(`${path}?act=end&end=others&password=${encodeURIComponent(password)}`)

    expect(await state(database)).toBe(before)
  })
})

test('a form as plain text, or as JSON, signs nobody in', async ({ database }) => {
  const isla = await anAccount(database, { codeNeeded: false })
  const browser = aBrowser(house)
  const form = hiddenIn((await browser.get('/sign-in')).text)

  const statuses = []
  for (const type of ['text/plain', 'application/json']) {
    const answer = await browser.post(
      '/sign-in',
      { ...form, email: isla.email, password },
      { 'content-type': type },
    )
    statuses.push(answer.status)
  }

  expect(statuses.every((status) => status >= 400)).toBe(true)
  expect(browser.cookies.has('airt')).toBe(false)
})

test('the key of one browser is none in another, nor for another page', async ({ database }) => {
  const isla = await anAccount(database, { codeNeeded: false })
  const [one, other] = [aBrowser(house), aBrowser(house)]
  const theirs = hiddenIn((await one.get('/sign-in')).text)
  await other.get('/sign-in')

  const answer = await other.post('/sign-in', { ...theirs, email: isla.email, password, code: '' })
  const right = await one.post('/sign-in', { ...theirs, email: isla.email, password, code: '' })

  expect(answer.status).toBe(403)
  expect(right.status).toBe(303)
})
