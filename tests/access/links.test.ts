import { afterAll, describe } from 'vitest'
import { sql } from '#db/connection.server'
import { makeLink } from '~/access/link.server'
import { beginWork, inWork } from '~/access/work.server'
import { expect, type TestDatabase, test } from '../support/database'
import {
  type Account,
  aBrowser,
  actsOf,
  aHouse,
  anAccount,
  forgetTries,
  type House,
  hiddenIn,
  password,
  settleIn,
} from './support'

let house: House
test.beforeAll(async ({ database }) => {
  house = await aHouse(database)
})
test.beforeEach(({ database }) => forgetTries(database))
afterAll(() => house.stop())

const fresh = 'a lantern under nine birches'

async function aLink(
  database: TestDatabase,
  account: Account,
  kind: 'first' | 'reset' = 'reset',
  codeToo = false,
) {
  const token = await beginWork(database.owner.db, 'user.reset', account.organisationId)
  return inWork(database.jobs.db, token, (db) => makeLink(db, account, kind, { codeToo }, 'test'))
}

describe('a one-time link', () => {
  test('lets its owner choose a password, once', async ({ database }) => {
    const isla = await anAccount(database, { codeNeeded: false })
    const link = await aLink(database, isla)
    const browser = aBrowser(house)

    const page = await browser.get(link)
    const chosen = await browser.post(link, { ...hiddenIn(page.text), newPassword: fresh, again: fresh })
    const again = await browser.post(link, { ...hiddenIn(page.text), newPassword: password, again: password })

    expect(page.text).toContain('For Isla Munro. This link works once.')
    expect(chosen.headers.location).toBe('/sign-in?said=chosen')
    expect(again.status).toBe(404)
    expect(again.text).toContain('This link cannot be used')
    expect((await browser.get(link)).status).toBe(404)
    expect(
      (await browser.send('/sign-in', { email: isla.email, password: fresh, code: '' })).headers.location,
    ).toBe('/today')
    expect(await actsOf(database, isla.id)).toEqual(['link.make', 'link.use', 'sign-in.done'])
  })

  test('is not used by being looked at, however often', async ({ database }) => {
    const isla = await anAccount(database, { codeNeeded: false })
    const link = await aLink(database, isla)

    for (let each = 0; each < 3; each += 1) await aBrowser(house).get(link)

    expect((await aBrowser(house).send(link, { newPassword: fresh, again: fresh })).status).toBe(303)
  })

  test('used twice at once sets one password', async ({ database }) => {
    const isla = await anAccount(database, { codeNeeded: false })
    const link = await aLink(database, isla)
    const browser = aBrowser(house)
    const form = hiddenIn((await browser.get(link)).text)
    const choices = [`${fresh} one`, `${fresh} two`]

    const answers = await Promise.all(
      choices.map((each) => browser.post(link, { ...form, newPassword: each, again: each })),
    )

    expect(answers.map(({ status }) => status).sort()).toEqual([303, 404])
  })

  test.for([
    ['first', '72 hours'],
    ['reset', '30 minutes'],
  ] as const)('%s, is good for %s', async ([kind, within], { database }) => {
    const isla = await anAccount(database, { codeNeeded: false })
    const link = await aLink(database, isla, kind)
    const older = (by: string) =>
      sql`update sec.link set made_at = made_at - ${by}::interval, expires_at = expires_at - ${by}::interval
        where worker_id = ${isla.id}`.execute(database.owner.db)

    await older(within)
    await older('-10 seconds')
    const last = await aBrowser(house).get(link)
    await older('10 seconds')
    const late = await aBrowser(house).get(link)

    expect([last.status, late.status]).toEqual([200, 404])
  })

  test('is good no longer once another is made, or the password is changed', async ({ database }) => {
    const isla = await anAccount(database, { codeNeeded: false })
    const first = await aLink(database, isla)
    const second = await aLink(database, isla)
    const browser = aBrowser(house)
    await browser.send('/sign-in', { email: isla.email, password, code: '' })

    const replaced = await aBrowser(house).get(first)
    await browser.send('/account/password', { password, newPassword: fresh, again: fresh })
    const outlived = await aBrowser(house).get(second)

    expect([replaced.status, outlived.status]).toEqual([404, 404])
  })

  test('never skips the code, and every session ends when it is made and when it is used', async ({
    database,
  }) => {
    const isla = await anAccount(database)
    const browser = aBrowser(house)
    const { phone } = await settleIn(database, browser, isla)

    const link = await aLink(database, isla)
    const ended = await browser.get('/notes')
    await aBrowser(house).send(link, { newPassword: fresh, again: fresh })
    const without = await aBrowser(house).send('/sign-in', { email: isla.email, password: fresh, code: '' })
    await forgetTries(database)
    const withCode = await aBrowser(house).send('/sign-in', {
      email: isla.email,
      password: fresh,
      code: phone.code(),
    })

    expect(ended.status).toBe(302)
    expect(without.status).toBe(422)
    expect(withCode.headers.location).toBe('/today')
  })

  test('for a lost phone has the code set up afresh, from the new password on and no earlier', async ({
    database,
  }) => {
    const isla = await anAccount(database)
    const { recoveryCodes } = await settleIn(database, aBrowser(house), isla)
    const link = await aLink(database, isla, 'reset', true)

    const early = await aBrowser(house).send('/sign-in', { email: isla.email, password, code: '' })
    await aBrowser(house).send(link, { newPassword: fresh, again: fresh })
    await forgetTries(database)
    const later = await aBrowser(house).send('/sign-in', {
      email: isla.email,
      password: fresh,
      code: recoveryCodes[0] ?? '',
    })

    expect(early.status).toBe(422)
    expect(later.headers.location).toBe('/sign-in/code')
  })

  test('refuses a weak password and stays good', async ({ database }) => {
    const isla = await anAccount(database, { codeNeeded: false })
    const link = await aLink(database, isla)
    const browser = aBrowser(house)

    const weak = await browser.send(link, { newPassword: 'password123456', again: 'password123456' })
    const good = await browser.send(link, { newPassword: fresh, again: fresh })

    expect(weak.status).toBe(422)
    expect(weak.text).toContain('This is one of the first that others would try')
    expect(good.status).toBe(303)
  })

  test('is made by work for that organisation alone', async ({ database }) => {
    const [isla, other] = [await anAccount(database), await anAccount(database)]
    const works = [
      await beginWork(database.owner.db, 'user.reset', other.organisationId),
      await beginWork(database.owner.db, 'import.people', isla.organisationId),
      await beginWork(database.owner.db, 'user.reset', null),
    ]

    for (const work of works) {
      const made = inWork(database.jobs.db, work, (db) =>
        makeLink(db, isla, 'reset', { codeToo: true }, 'test'),
      )

      await expect(made).rejects.toMatchObject({ code: '42501' })
    }
  })
})
