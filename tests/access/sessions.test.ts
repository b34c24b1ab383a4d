import { afterAll, describe } from 'vitest'
import { sql } from '#db/connection.server'
import type { Role } from '~/access/permissions'
import { expect, type TestDatabase, test } from '../support/database'
import {
  aBrowser,
  actsOf,
  age,
  aHouse,
  anAccount,
  forgetTries,
  type House,
  hiddenIn,
  password,
} from './support'

let house: House
test.beforeAll(async ({ database }) => {
  house = await aHouse(database)
})
test.beforeEach(({ database }) => forgetTries(database))
afterAll(() => house.stop())

async function signedInBrowser(database: TestDatabase, role: Role = 'youth-worker') {
  const account = await anAccount(database, { role, codeNeeded: false })
  return { account, browser: await anotherFor(account.email) }
}

async function anotherFor(email: string, userAgent?: string) {
  const browser = aBrowser(house, { userAgent })
  await browser.send('/sign-in', { email, password, code: '' })
  return browser
}

describe('a session ends by itself', () => {
  const roles: [Role, string, string][] = [
    ['youth-worker', '30 minutes', '10 hours'],
    ['team-manager', '30 minutes', '10 hours'],
    ['administrator', '15 minutes', '4 hours'],
    ['data-protection', '15 minutes', '4 hours'],
  ]

  test.for(roles)('of a %s: unused for %s, or after %s', async ([role, idle, longest], { database }) => {
    const one = await signedInBrowser(database, role)
    const other = await signedInBrowser(database, role)
    const still = await one.browser.get('/notes')

    await age(database, one.browser.cookies.get('airt'), idle)
    await sql`update sec.session set expires_at = expires_at - ${longest}::interval + interval '10 seconds'
      where worker_id = ${other.account.id}`.execute(database.owner.db)
    const nearly = await other.browser.get('/notes')
    await sql`update sec.session set expires_at = expires_at - interval '10 seconds'
      where worker_id = ${other.account.id}`.execute(database.owner.db)

    expect([still.status, nearly.status]).toEqual([200, 200])
    expect((await one.browser.get('/notes')).headers.location).toBe('/sign-in?to=%2Fnotes')
    expect((await other.browser.get('/notes')).headers.location).toBe('/sign-in?to=%2Fnotes')
  })

  test('and at once with its user', async ({ database }) => {
    const { account, browser } = await signedInBrowser(database)

    await sql`update app.worker set ended_at = now() where id = ${account.id}`.execute(database.owner.db)

    expect((await browser.get('/notes')).status).toBe(302)
    expect(
      (await aBrowser(house).send('/sign-in', { email: account.email, password, code: '' })).status,
    ).toBe(422)
  })
})

describe('a session that is about to end', () => {
  test('is kept where it stands, and a script is told how long is left', async ({ database }) => {
    const { browser } = await signedInBrowser(database)
    await age(database, browser.cookies.get('airt'), '29 minutes')
    const form = hiddenIn((await browser.get('/account')).text, '/session')
    await age(database, browser.cookies.get('airt'), '29 minutes')

    const kept = await browser.post('/session', { ...form, act: 'stay' }, { accept: 'application/json' })
    const said = JSON.parse(kept.text)
    const again = await browser.post(
      '/session',
      { formKey: said.formKey, act: 'stay' },
      { accept: 'application/json' },
    )

    expect(kept.headers['content-type']).toContain('application/json')
    expect(said.secondsLeft).toBe(1800)
    expect(JSON.parse(again.text).secondsLeft).toBeGreaterThan(1790)
    expect((await browser.get('/notes')).status).toBe(200)
  })

  test('is kept without script as well, and never beyond its end', async ({ database }) => {
    const { account, browser } = await signedInBrowser(database)
    await sql`update sec.session set expires_at = now() + interval '5 minutes' where worker_id = ${account.id}`.execute(
      database.owner.db,
    )

    const plain = await browser.send('/account', { act: 'stay', to: '/notes' }, '/session')
    const form = hiddenIn((await browser.get('/account')).text, '/session')
    const asked = await browser.post('/session', { ...form, act: 'stay' }, { accept: 'application/json' })

    expect(plain.headers.location).toBe('/notes')
    expect(JSON.parse(asked.text).secondsLeft).toBeLessThanOrEqual(300)
  })

  test('and has ended says so to a script', async ({ database }) => {
    const { browser } = await signedInBrowser(database)
    const form = hiddenIn((await browser.get('/account')).text, '/session')
    await age(database, browser.cookies.get('airt'), '31 minutes')

    const late = await browser.post('/session', { ...form, act: 'stay' }, { accept: 'application/json' })

    expect(late.status).toBe(401)
  })
})

describe('signing out', () => {
  test.for([
    ['/session', '/account'],
    ['/sign-out', '/notes'],
  ])(
    'by %s ends the session and clears what lies in the browser',
    async ([path = '', page = ''], { database }) => {
      const { account, browser } = await signedInBrowser(database)
      const token = browser.cookies.get('airt') ?? ''

      const out = await browser.send(page, { act: 'end' }, path)
      const taken = aBrowser(house)
      taken.cookies.set('airt', token)

      expect(out.headers.location).toBe('/sign-in?said=out')
      expect(out.headers['clear-site-data']).toBe('"cache", "storage"')
      expect(browser.cookies.has('airt')).toBe(false)
      expect(browser.cookies.has('airt-device')).toBe(true)
      expect((await taken.get('/notes')).status).toBe(302)
      expect(await actsOf(database, account.id)).toEqual(['sign-in.done', 'sign-in.out'])
      expect((await browser.get('/sign-in?said=out')).text).toContain('You are signed out.')
    },
  )

  test('where the session has ended already has nothing left to do', async ({ database }) => {
    const { browser } = await signedInBrowser(database)
    const form = hiddenIn((await browser.get('/account')).text, '/session')
    await browser.post('/session', { ...form, act: 'end' })

    const again = await browser.post('/session', { ...form, act: 'end' })

    expect(again.headers.location).toBe('/sign-in?said=out')
  })
})

describe('where I am signed in', () => {
  test('is listed by device, and never more than five', async ({ database }) => {
    const account = await anAccount(database, { codeNeeded: false })
    const phone =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1'
    const first = await anotherFor(account.email, phone)
    const others = []
    for (let each = 0; each < 5; each += 1) others.push(await anotherFor(account.email))

    const page = (await others[4]?.get('/account'))?.text ?? ''

    expect((await first.get('/notes')).status).toBe(302)
    for (const browser of others) expect((await browser.get('/notes')).status).toBe(200)
    expect(page.match(/Chrome on Windows/g)?.length).toBeGreaterThanOrEqual(5)
    expect(page).toContain('This browser: Chrome on Windows')
    expect(page).not.toContain('Safari on iPhone')
  })

  test('one can be ended from here, and the one that is ended knows at its next step', async ({
    database,
  }) => {
    const { account, browser } = await signedInBrowser(database)
    const lost = await anotherFor(account.email)
    const { id, form } = await othersOn(browser)

    const ended = await browser.post('/account/sessions', { ...form, end: id })

    expect(ended.headers.location).toBe('/account?said=ended')
    expect((await lost.get('/notes')).status).toBe(302)
    expect((await browser.get('/notes')).status).toBe(200)
    expect(await actsOf(database, account.id)).toContain('session.end')
  })

  test('all others can be, after the password when it was shown some time ago', async ({ database }) => {
    const { account, browser } = await signedInBrowser(database)
    const others = [await anotherFor(account.email), await anotherFor(account.email)]
    await sql`update sec.session set proved_at = now() - interval '6 minutes' where worker_id = ${account.id}`.execute(
      database.owner.db,
    )
    const { form } = await othersOn(browser)

    const asked = await browser.post('/account/sessions', { ...form, end: 'others' })
    const wrong = await browser.post('/account/sessions', {
      ...hiddenIn(asked.text),
      end: 'others',
      password: 'wrong wrong wrong',
    })
    const open = await Promise.all(others.map((other) => other.get('/notes')))
    await forgetTries(database)
    const ended = await browser.post('/account/sessions', {
      ...hiddenIn(wrong.text),
      end: 'others',
      password,
    })

    expect(asked.text).toContain('Enter your password to sign out elsewhere')
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('This password is not right')
    expect(open.map(({ status }) => status)).toEqual([200, 200])
    expect(ended.headers.location).toBe('/account?said=ended')
    for (const other of others) expect((await other.get('/notes')).status).toBe(302)
  })

  test('nobody ends somebody else’s', async ({ database }) => {
    const { browser } = await signedInBrowser(database)
    const { account, browser: theirs } = await signedInBrowser(database)
    await anotherFor(account.email)
    const { rows } = await sql<{
      id: string
    }>`select id from sec.session where worker_id = ${account.id}`.execute(database.owner.db)
    await anotherFor((await accountOf(database, browser)) ?? '')
    const { form } = await othersOn(browser)

    await browser.post('/account/sessions', { ...form, end: rows[0]?.id ?? '' })

    expect((await theirs.get('/notes')).status).toBe(200)
  })
})

async function othersOn(browser: ReturnType<typeof aBrowser>) {
  const page = (await browser.get('/account')).text
  const id = /name="end" value="([0-9a-f-]{36})"/.exec(page)?.[1] ?? ''
  return { id, form: hiddenIn(page, '/account/sessions') }
}

async function accountOf(database: TestDatabase, browser: ReturnType<typeof aBrowser>) {
  const page = (await browser.get('/account')).text
  const email = /[0-9a-f-]{36}@northmoor\.example/.exec(page)?.[0]
  const { rows } = await sql<{
    email: string
  }>`select email from app.worker where email = ${email ?? ''}`.execute(database.owner.db)
  return rows[0]?.email
}
