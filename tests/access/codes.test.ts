import { afterAll, describe } from 'vitest'
import { sql } from '#db/connection.server'
import { proofOf } from '~/access/password.server'
import { newSession } from '~/access/session.server'
import { expect, test } from '../support/database'
import {
  aBrowser,
  aHouse,
  anAccount,
  asApp,
  type Browser,
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

const _wrong = 'wrong wrong wrong'

describe('one code', () => {
  test('works once, and the one before it no more', async ({ database }) => {
    const isla = await anAccount(database)
    const { phone } = await settleIn(database, aBrowser(house), isla)
    const now = phone.code()

    const first = await aBrowser(house).send('/sign-in', { email: isla.email, password, code: now })
    const again = await aBrowser(house).send('/sign-in', { email: isla.email, password, code: now })
    await forgetTries(database)
    const before = await aBrowser(house).send('/sign-in', {
      email: isla.email,
      password,
      code: phone.code(-1),
    })
    await forgetTries(database)
    const after = await aBrowser(house).send('/sign-in', { email: isla.email, password, code: phone.code(1) })

    expect([first, again, before, after].map(({ status }) => status)).toEqual([303, 422, 422, 303])
  })

  test('used twenty times at once is taken exactly once', async ({ database }) => {
    const isla = await anAccount(database)
    const browsers = Array.from({ length: 20 }, () => aBrowser(house))
    const { phone } = await settleIn(database, browsers[0] as Browser, isla)
    const device = browsers[0]?.cookies.get('airt-device') ?? ''
    const forms: Record<string, string>[] = []
    for (const browser of browsers) {
      browser.cookies.set('airt-device', device)
      browser.cookies.delete('airt')
      forms.push(hiddenIn((await browser.get('/sign-in')).text))
    }

    const code = phone.code()
    const answers = await Promise.all(
      browsers.map((browser, at) =>
        browser.post('/sign-in', { ...forms[at], email: isla.email, password, code }),
      ),
    )

    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 422 || status === 429)).toHaveLength(19)
  })

  test('is taken once by the database itself, whoever holds twenty connections', async ({ database }) => {
    const isla = await anAccount(database)
    const { phone } = await settleIn(database, aBrowser(house), isla)
    expect(phone.code()).toMatch(/^\d{6}$/)
    const { rows } = await sql<{ salt: Buffer; passes: number }>`
      select password_salt as salt, password_passes as passes from sec.credential where worker_id = ${isla.id}`.execute(
      database.owner.db,
    )
    const proof = await proofOf(password, rows[0] ?? { salt: Buffer.alloc(16), passes: 2 })
    const step = Math.floor(Date.now() / 30_000)

    const stages = await Promise.all(
      Array.from({ length: 20 }, () =>
        asApp(database, async (db) => {
          const { hash, formSecret } = newSession()
          const { rows } = await sql<{
            stage: string | null
          }>`select stage from sec.sign_in(${isla.email}, ${hash}, null::inet,
            ${proof}, ${step}::bigint, null::bytea, ${hash}, ${formSecret}, 'A browser')`.execute(db)
          return rows[0]?.stage ?? null
        }),
      ),
    )

    expect(stages.filter((stage) => stage === 'full')).toHaveLength(1)
  })
})

test('a recovery code works once, however it is typed', async ({ database }) => {
  const isla = await anAccount(database)
  const { recoveryCodes } = await settleIn(database, aBrowser(house), isla)
  const [one = '', other = ''] = recoveryCodes

  const first = await aBrowser(house).send('/sign-in', {
    email: isla.email,
    password,
    code: one.toLowerCase().replaceAll('-', ' '),
  })
  const again = await aBrowser(house).send('/sign-in', { email: isla.email, password, code: one })
  await forgetTries(database)
  const next = await aBrowser(house).send('/sign-in', { email: isla.email, password, code: other })

  expect([first, again, next].map(({ status }) => status)).toEqual([303, 422, 303])
})
