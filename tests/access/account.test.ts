import { afterAll, describe } from 'vitest'
import { expect, test } from '../support/database'
import {
  aBrowser,
  actsOf,
  aHouse,
  anAccount,
  forgetSteps,
  forgetTries,
  type House,
  hiddenIn,
  password,
  phoneWith,
  settleIn,
  waitLonger,
} from './support'

let house: House
test.beforeAll(async ({ database }) => {
  house = await aHouse(database)
})
test.beforeEach(({ database }) => forgetTries(database))
afterAll(() => house.stop())

const fresh = 'a lantern under nine birches'
const wrong = 'wrong wrong wrong'

describe('my password', () => {
  test('is changed by who knows it; everywhere else ends, and here goes on under a new token', async ({
    database,
  }) => {
    const isla = await anAccount(database, { codeNeeded: false })
    const [here, elsewhere] = [aBrowser(house), aBrowser(house)]
    for (const browser of [here, elsewhere])
      await browser.send('/sign-in', { email: isla.email, password, code: '' })
    const before = here.cookies.get('airt') ?? ''

    const changed = await here.send('/account/password', { password, newPassword: fresh, again: fresh })
    const stolen = aBrowser(house)
    stolen.cookies.set('airt', before)

    expect(changed.headers.location).toBe('/account?said=password')
    expect(here.cookies.get('airt')).not.toBe(before)
    expect((await here.get('/account?said=password')).text).toContain('Your password is changed.')
    expect((await elsewhere.get('/notes')).status).toBe(302)
    expect((await stolen.get('/notes')).status).toBe(302)
    expect((await aBrowser(house).send('/sign-in', { email: isla.email, password, code: '' })).status).toBe(
      422,
    )
    await forgetTries(database)
    expect(
      (await aBrowser(house).send('/sign-in', { email: isla.email, password: fresh, code: '' })).status,
    ).toBe(303)
    expect(await actsOf(database, isla.id)).toContain('password.change')
  })

  test('stays as it is when the one now is wrong, and the next try waits', async ({ database }) => {
    const isla = await anAccount(database, { codeNeeded: false })
    const browser = aBrowser(house)
    await browser.send('/sign-in', { email: isla.email, password, code: '' })

    const first = await browser.send('/account/password', {
      password: wrong,
      newPassword: fresh,
      again: fresh,
    })
    await waitLonger(database)
    const second = await browser.send('/account/password', { password, newPassword: fresh, again: fresh })

    expect(first.status).toBe(422)
    expect(first.text).toContain('This password is not right')
    expect(first.text).not.toContain(fresh)
    expect(second.status).toBe(429)
    expect(Number(second.headers['retry-after'])).toBeGreaterThan(1)
    expect((await aBrowser(house).send('/sign-in', { email: isla.email, password, code: '' })).status).toBe(
      303,
    )
    expect(await actsOf(database, isla.id)).toContain('proof.refused')
  })

  test.for([
    ['eleven chars'.slice(0, 11), 'Use 12 characters or more'],
    ['a'.repeat(129), 'Use 128 characters or fewer'],
    ['Glasgow2026!!', 'This is one of the first that others would try'],
    ['isla-munro-northmoor', 'This is made of your name, email address or organisation'],
  ])('is never %s', async ([chosen = '', says = ''], { database }) => {
    const isla = await anAccount(database, { codeNeeded: false })
    const browser = aBrowser(house)
    await browser.send('/sign-in', { email: isla.email, password, code: '' })

    const answer = await browser.send('/account/password', { password, newPassword: chosen, again: chosen })

    expect(answer.status).toBe(422)
    expect(answer.text).toContain(says)
  })

  test('is typed twice alike', async ({ database }) => {
    const isla = await anAccount(database, { codeNeeded: false })
    const browser = aBrowser(house)
    await browser.send('/sign-in', { email: isla.email, password, code: '' })

    const answer = await browser.send('/account/password', {
      password,
      newPassword: fresh,
      again: `${fresh}.`,
    })

    expect(answer.text).toContain('The two new passwords are not the same')
  })
})

describe('my code', () => {
  test('is set up anew by who shows the password and the one now, which works until then', async ({
    database,
  }) => {
    const isla = await anAccount(database)
    const browser = aBrowser(house)
    const { phone: old, recoveryCodes } = await settleIn(database, browser, isla)

    const offered = await browser.send('/account/code', { act: 'offer', password, code: old.code() })
    const page = await browser.get('/account/code')
    const phone = phoneWith(page.text)
    await forgetSteps(database, isla.id)
    const meanwhile = await aBrowser(house).send('/sign-in', {
      email: isla.email,
      password,
      code: old.code(),
    })
    const done = await browser.post('/account/code', { ...hiddenIn(page.text), code: phone.code() })
    await forgetSteps(database, isla.id)
    const tries = []
    for (const code of [old.code(), recoveryCodes[0] ?? '', phone.code()]) {
      tries.push(await aBrowser(house).send('/sign-in', { email: isla.email, password, code }))
      await forgetTries(database)
    }

    expect(offered.text).toContain('data:image/png')
    expect(meanwhile.status).toBe(303)
    expect(done.text.match(/<code>[A-Z2-7-]{19}<\/code>/g)).toHaveLength(10)
    expect((await browser.get('/notes')).status).toBe(200)
    expect(tries.map(({ status }) => status)).toEqual([422, 422, 303])
  })

  test('the page that shows the new recovery codes has forms that work', async ({ database }) => {
    const isla = await anAccount(database)
    const browser = aBrowser(house)
    const { phone: old } = await settleIn(database, browser, isla)
    const offered = await browser.send('/account/code', { act: 'offer', password, code: old.code() })

    const done = await browser.post('/account/code', {
      ...hiddenIn(offered.text),
      code: phoneWith(offered.text).code(),
    })
    const out = await browser.post('/session', { ...hiddenIn(done.text, '/session'), act: 'end' })

    expect(out.headers.location).toBe('/sign-in?said=out')
  })

  test.for([
    ['the password alone', { password, code: '' }],
    ['a wrong password', { password: wrong, code: 'now' }],
    ['a wrong code', { password, code: '000000' }],
  ] as const)('is not given anew for %s', async ([, shown], { database }) => {
    const isla = await anAccount(database)
    const browser = aBrowser(house)
    const { phone } = await settleIn(database, browser, isla)
    const code = shown.code === 'now' ? phone.code() : shown.code

    const answer = await browser.send('/account/code', { act: 'offer', password: shown.password, code })

    expect(answer.status).toBe(422)
    expect(answer.text).toContain('The password or the code is not right')
    expect(answer.text).not.toContain('data:image/png')
  })

  test('begun in one browser can’t be finished in another', async ({ database }) => {
    const isla = await anAccount(database)
    const [one, other] = [aBrowser(house), aBrowser(house)]
    const { phone } = await settleIn(database, one, isla)
    await other.send('/sign-in', { email: isla.email, password, code: phone.code() })
    await forgetSteps(database, isla.id)
    const offered = await one.send('/account/code', { act: 'offer', password, code: phone.code() })

    const taken = await other.send('/account/code', { code: phoneWith(offered.text).code() })

    expect(taken.status).toBe(422)
    expect((await other.get('/account/code')).text).not.toContain('data:image/png')
  })

  test('recovery codes can be had anew, and the ones before stop working', async ({ database }) => {
    const isla = await anAccount(database)
    const browser = aBrowser(house)
    const { recoveryCodes } = await settleIn(database, browser, isla)
    const [first = '', second = ''] = recoveryCodes

    const renewed = await browser.send('/account/code', { act: 'renew', password, code: first })
    const codes = [...renewed.text.matchAll(/<code>([A-Z2-7-]{19})<\/code>/g)].map(([, code = '']) => code)
    const old = await aBrowser(house).send('/sign-in', { email: isla.email, password, code: second })
    await forgetTries(database)
    const fresh = await aBrowser(house).send('/sign-in', {
      email: isla.email,
      password,
      code: codes[0] ?? '',
    })

    expect(codes).toHaveLength(10)
    expect(codes.filter((code) => recoveryCodes.includes(code))).toEqual([])
    expect([old.status, fresh.status]).toEqual([422, 303])
    expect((await browser.get('/account')).text).toContain('9 recovery codes are left.')
  })
})
