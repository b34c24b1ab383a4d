import { afterAll, describe } from 'vitest'
import { type Db, sql } from '#db/connection.server'
import { inTurn } from '~/access/password-queue.server'
import { newSession } from '~/access/session.server'
import { expect, type TestDatabase, test } from '../support/database'
import {
  aBrowser,
  aHouse,
  anAccount,
  asApp,
  forgetTries,
  type House,
  hiddenIn,
  password,
  settleIn,
  waitLonger,
} from './support'

let house: House
test.beforeAll(async ({ database }) => {
  house = await aHouse(database)
})
test.beforeEach(({ database }) => forgetTries(database))
afterAll(() => house.stop())

const wrong = 'wrong wrong wrong'

describe('whoever tries again and again', () => {
  test('waits longer each time, up to half a minute, and is told how long', async ({ database }) => {
    const isla = await anAccount(database, { codeNeeded: false })
    const stranger = aBrowser(house)
    const { rows } = await sql<{ seconds: number }>`
      select extract(epoch from sec.wait_after(n))::int as seconds from generate_series(0, 9) n`.execute(
      database.owner.db,
    )

    const first = await stranger.send('/sign-in', { email: isla.email, password: wrong, code: '' })
    await waitLonger(database)
    const second = await stranger.send('/sign-in', { email: isla.email, password, code: '' })
    await sql`update sec.sign_in_bucket set failures = 4, open_at = now()`.execute(database.owner.db)
    await stranger.send('/sign-in', { email: isla.email, password: wrong, code: '' })
    const third = await stranger.send('/sign-in', { email: isla.email, password, code: '' })
    await sql`update sec.sign_in_bucket set open_at = now()`.execute(database.owner.db)
    const last = await stranger.send('/sign-in', { email: isla.email, password, code: '' })

    expect(rows.map(({ seconds }) => seconds)).toEqual([0, 1, 2, 4, 8, 16, 30, 30, 30, 30])
    expect([first, second, third, last].map(({ status }) => status)).toEqual([422, 429, 429, 303])
    expect(Number(second.headers['retry-after'])).toBeLessThanOrEqual(11)
    expect(second.text).toMatch(/Too many tries\. Please wait \d+ seconds, then try again/)
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(11)
    expect(Number(third.headers['retry-after'])).toBeLessThanOrEqual(16)
  })

  test('slows browsers that are not known, and never the one in which its owner signed in before', async ({
    database,
  }) => {
    const isla = await anAccount(database)
    const own = aBrowser(house)
    const { phone } = await settleIn(database, own, isla)
    await own.send('/account', { act: 'end' }, '/session')

    for (let tries = 0; tries < 8; tries += 1) {
      await sql`update sec.sign_in_bucket set open_at = now()`.execute(database.owner.db)
      await aBrowser(house).send('/sign-in', { email: isla.email, password: wrong, code: '' })
    }
    const stranger = await aBrowser(house).send('/sign-in', {
      email: isla.email,
      password,
      code: phone.code(),
    })
    const known = await own.send('/sign-in', { email: isla.email, password, code: phone.code() })

    expect(stranger.status).toBe(429)
    expect(Number(stranger.headers['retry-after'])).toBeGreaterThan(25)
    expect(own.cookies.has('airt-device')).toBe(true)
    expect(known.headers.location).toBe('/today')
  })

  test('in a known browser has a count of their own', async ({ database }) => {
    const isla = await anAccount(database, { codeNeeded: false })
    const own = aBrowser(house)
    await own.send('/sign-in', { email: isla.email, password, code: '' })
    own.cookies.delete('airt')

    const slip = await own.send('/sign-in', { email: isla.email, password: wrong, code: '' })
    await waitLonger(database)
    const held = await own.send('/sign-in', { email: isla.email, password, code: '' })
    const elsewhere = await aBrowser(house).send('/sign-in', { email: isla.email, password, code: '' })

    expect([slip.status, held.status, elsewhere.status]).toEqual([422, 429, 303])
  })

  test('many e-mails from one neighbourhood is slowed there, and nobody elsewhere', async ({ database }) => {
    const isla = await anAccount(database, { codeNeeded: false })
    const own = aBrowser(house, { address: '203.0.113.9' })
    await own.send('/sign-in', { email: isla.email, password, code: '' })
    own.cookies.delete('airt')
    const sprayer = aBrowser(house, { address: '203.0.113.200' })
    const form = hiddenIn((await sprayer.get('/sign-in')).text)

    for (let tries = 0; tries < 51; tries += 1) {
      await sprayer.post('/sign-in', { ...form, email: `${tries}@nobody.example`, password: wrong, code: '' })
    }
    await waitLonger(database)
    const next = await sprayer.post('/sign-in', {
      ...form,
      email: 'more@nobody.example',
      password: wrong,
      code: '',
    })
    const elsewhere = await aBrowser(house).send('/sign-in', { email: isla.email, password, code: '' })
    const known = await own.send('/sign-in', { email: isla.email, password, code: '' })

    expect([next.status, elsewhere.status, known.status]).toEqual([429, 303, 303])
  })

  test('with twenty at once gets one of them looked at', async ({ database }) => {
    const isla = await anAccount(database, { codeNeeded: false })
    const stranger = aBrowser(house)
    const form = hiddenIn((await stranger.get('/sign-in')).text)
    await stranger.post('/sign-in', { ...form, email: isla.email, password: wrong, code: '' })
    await sql`update sec.sign_in_bucket set failures = 5, open_at = now()`.execute(database.owner.db)

    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        stranger.post('/sign-in', { ...form, email: isla.email, password: wrong, code: '' }),
      ),
    )

    expect(answers.filter(({ status }) => status === 422)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(19)
  })
})

describe('a rush at the door', () => {
  test('is held to two at once and fifty waiting; the next are asked to come back', async () => {
    let aside = 0
    const here = {
      stepAside: () => {
        aside += 1
      },
    }
    let most = 0
    let running = 0
    const finish: (() => void)[] = []
    const work = () =>
      inTurn(here, async () => {
        running += 1
        most = Math.max(most, running)
        await new Promise<void>((settle) => finish.push(settle))
        running -= 1
        return 'done'
      })

    const turns = Array.from({ length: 60 }, () => work().catch((answer: Response) => answer.status))
    const asked = await Promise.all(turns.slice(52))
    const rest = Promise.all(turns.slice(0, 52))
    for (let each = 0; each < 52; each += 1) {
      while (!finish.length) await new Promise((settle) => setImmediate(settle))
      finish.shift()?.()
    }

    expect(asked).toEqual(Array(8).fill(503))
    expect(await rest).toEqual(Array(52).fill('done'))
    expect(most).toBe(2)
    expect(aside).toBe(50)
    expect(await inTurn(here, async () => 'open again')).toBe('open again')
  })

  test('leaves other pages answering', async ({ database }) => {
    const isla = await anAccount(database, { codeNeeded: false })
    const inside = aBrowser(house)
    await inside.send('/sign-in', { email: isla.email, password, code: '' })
    const stranger = aBrowser(house)
    const form = hiddenIn((await stranger.get('/sign-in')).text)

    const rush = Array.from({ length: 100 }, (_, at) =>
      stranger.post('/sign-in', { ...form, email: `${at}@rush.example`, password: wrong, code: '' }),
    )
    const page = await inside.get('/notes')
    const statuses = (await Promise.all(rush)).map(({ status }) => status)

    expect(page.status).toBe(200)
    expect(new Set(statuses)).toEqual(new Set([422, 429, 503]))
    expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(0)
  })
})

describe('a statement slipped into a page', () => {
  test('reads nothing of what proves who somebody is', async ({ database }) => {
    for (const table of [
      'credential',
      'recovery_code',
      'link',
      'known_device',
      'sign_in_bucket',
      'session',
    ]) {
      const read = await refusal(database, (db) =>
        sql`select * from ${sql.table(`sec.${table}`)}`.execute(db),
      )

      expect(read).toBe('42501')
    }
  })

  test('can neither begin a session without the password nor set one, nor make a link', async ({
    database,
  }) => {
    const isla = await anAccount(database, { codeNeeded: false })
    const { hash } = newSession()
    const given = await asApp(database, async (db) => {
      const { rows } = await sql<{
        stage: string | null
      }>`select * from sec.sign_in(${isla.email}, ${hash}, null::inet, ${Buffer.alloc(32)},
        null::bigint, null::bytea, ${hash}, 'secret', 'A browser')`.execute(db)
      return rows[0]?.stage ?? null
    })
    const set = await refusal(database, (db) =>
      sql`select sec.set_password(${isla.id}::uuid, ${Buffer.alloc(16)}, 2, ${hash}, false)`.execute(db),
    )
    const link = await refusal(database, (db) =>
      sql`select sec.make_link(${isla.id}::uuid, ${hash}, 'reset', false)`.execute(db),
    )

    expect(given).toBeNull()
    expect([set, link]).toEqual(['42501', '42501'])
  })
})

/** The SQL state with which the app is refused this; null when it is not. */
function refusal(database: TestDatabase, run: (db: Db) => Promise<unknown>): Promise<string | null> {
  return asApp(database, run).then(
    () => null,
    (error: { code?: string }) => error.code ?? 'unknown',
  )
}
