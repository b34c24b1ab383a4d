import { createHash } from 'node:crypto'
import { afterAll, describe } from 'vitest'
import { sql } from '#db/connection.server'
import { expect, test } from '../support/database'
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
  settleIn,
  waitLonger,
} from './support'

let house: House
test.beforeAll(async ({ database }) => {
  house = await aHouse(database)
})
afterAll(() => house.stop())

describe('the first time', () => {
  test('a code is set up before anything else is open, and ten recovery codes are given', async ({
    database,
  }) => {
    const isla = await anAccount(database)
    const browser = aBrowser(house)

    const first = await browser.send('/sign-in?to=/notes', { email: isla.email, password, code: '' })
    const before = browser.cookies.get('airt')
    const closed = await browser.get('/notes')
    const { recoveryCodes, page, done } = await settleIn(database, browser, isla)

    expect(first.headers.location).toBe('/sign-in/code?to=%2Fnotes')
    expect(closed.headers.location).toBe('/sign-in/code')
    expect(page.text).toContain('src="data:image/png;base64,')
    expect(new Set(recoveryCodes).size).toBe(10)
    expect(done.text).toContain('href="/today"')
    expect((await browser.get('/notes')).status).toBe(200)
    expect(browser.cookies.get('airt')).not.toBe(before)
    expect(await actsOf(database, isla.id)).toEqual(['sign-in.begun', 'sign-in.begun', 'code.set-up'])
  })

  test('the picture stays the same until a code of it was shown, and a wrong code opens nothing', async ({
    database,
  }) => {
    const isla = await anAccount(database)
    const browser = aBrowser(house)
    await browser.send('/sign-in', { email: isla.email, password, code: '' })

    const one = await browser.get('/sign-in/code')
    const wrong = await browser.post('/sign-in/code', { ...hiddenIn(one.text), code: '000000' })
    const other = await browser.get('/sign-in/code')

    const key = (page: string) => /class="secret">([^<]+)/.exec(page)?.[1]
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('This code is not right')
    expect(key(other.text)).toBe(key(one.text))
    expect((await browser.get('/notes')).status).toBe(302)
  })

  test('a demonstration account is asked for no code', async ({ database }) => {
    const isla = await anAccount(database, { codeNeeded: false })
    const browser = aBrowser(house)

    const answer = await browser.send('/sign-in', { email: isla.email, password, code: '' })

    expect(answer.headers.location).toBe('/today')
    expect((await browser.get('/account')).status).toBe(200)
    expect((await browser.get('/account/code')).text).toContain('are asked for no code')
  })
})

describe('whoever tries', () => {
  test('is told the same, byte for byte, whether or not the e-mail is anybody’s', async ({ database }) => {
    const isla = await anAccount(database)
    const email = isla.email.replace(/^./, (letter) => (letter === 'f' ? 'e' : 'f'))

    const somebody = await aBrowser(house).send('/sign-in', {
      email: isla.email,
      password: 'wrong wrong wrong',
      code: '123456',
    })
    const nobody = await aBrowser(house).send('/sign-in', {
      email,
      password: 'wrong wrong wrong',
      code: '123456',
    })
    await waitLonger(database)
    const again = await aBrowser(house).send('/sign-in', {
      email,
      password: 'wrong wrong wrong',
      code: '123456',
    })

    const plain = (text: string) =>
      text
        .replaceAll(/[0-9a-f-]{36}\.[\w-]{43}/g, 'key')
        .replaceAll(/nonce="[^"]*"/g, '')
        .replaceAll(email, isla.email)
    expect(somebody.status).toBe(422)
    expect(nobody.status).toBe(422)
    expect(plain(nobody.text)).toBe(plain(somebody.text))
    expect(somebody.text).toContain('The email address, the password or the code is not right')
    expect(somebody.text).not.toContain('wrong wrong wrong')
    expect(somebody.text).not.toContain('123456')
    expect(again.status).toBe(429)
  })

  test('leaves an entry in the organisation’s account when the e-mail is somebody’s, and in none’s otherwise', async ({
    database,
  }) => {
    const isla = await anAccount(database)

    await aBrowser(house).send('/sign-in', { email: isla.email, password: 'wrong wrong wrong', code: '' })
    await aBrowser(house).send('/sign-in', { email: `no-${isla.email}`, password, code: '' })

    const { rows } = await sql<{
      organisation: string
      outcome: string
      actor: string | null
      detail: unknown
    }>`
      select organisation_id as organisation, outcome, actor, detail from aud.audit_entry where act = 'sign-in.refused'
        and (organisation_id = ${isla.organisationId} or subject_id is null) order by xid desc limit 2`.execute(
      database.owner.db,
    )
    expect(rows.map(({ organisation }) => organisation)).toEqual([
      '00000000-0000-0000-0000-000000000000',
      isla.organisationId,
    ])
    expect(rows.map(({ outcome, actor }) => [outcome, actor])).toEqual([
      ['denied', null],
      ['denied', null],
    ])
    expect(JSON.stringify(rows)).not.toContain('@')
  })

  test('with a right password and no code, or a wrong one, is not let in', async ({ database }) => {
    const isla = await anAccount(database)
    const { phone } = await settleIn(database, aBrowser(house), isla)

    const without = await aBrowser(house).send('/sign-in', { email: isla.email, password, code: '' })
    await forgetTries(database)
    const wrong = await aBrowser(house).send('/sign-in', { email: isla.email, password, code: phone.code(5) })

    expect([without.status, wrong.status]).toEqual([422, 422])
  })

  test('goes on only to a page of ours', async ({ database }) => {
    const isla = await anAccount(database, { codeNeeded: false })
    const asked = [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/sign-out',
      '/notes?a=b#c',
    ]

    const answers = []
    for (const to of asked)
      answers.push(await aBrowser(house).send('/sign-in', { email: isla.email, password, code: '', to }))

    expect(answers.map(({ headers }) => headers.location)).toEqual([
      ...Array(5).fill('/today'),
      '/notes?a=b#c',
    ])
  })
})

describe('a session', () => {
  test('never takes a token that was there before, and the one that was there ends', async ({ database }) => {
    const isla = await anAccount(database, { codeNeeded: false })
    const browser = aBrowser(house)
    const planted = 'A'.repeat(43)
    browser.cookies.set('airt', planted)

    await browser.send('/sign-in', { email: isla.email, password, code: '' })
    const first = browser.cookies.get('airt') ?? ''
    browser.cookies.delete('airt')
    const page = await browser.get('/sign-in')
    browser.cookies.set('airt', first)
    await browser.post('/sign-in', { ...hiddenIn(page.text), email: isla.email, password, code: '' })
    const second = browser.cookies.get('airt')

    expect(first).toMatch(/^[\w-]{43}$/)
    expect(first).not.toBe(planted)
    expect(second).not.toBe(first)
    const old = aBrowser(house)
    old.cookies.set('airt', first)
    expect((await old.get('/notes')).headers.location).toBe('/sign-in?to=%2Fnotes')
    expect((await browser.get('/notes')).status).toBe(200)
  })

  test('has a cookie that no script reads, for this address alone', async ({ database }) => {
    const isla = await anAccount(database, { codeNeeded: false })

    const answer = await aBrowser(house).send('/sign-in', { email: isla.email, password, code: '' })

    const cookies = [answer.headers['set-cookie'] ?? []].flat()
    expect(cookies.find((each) => each.startsWith('airt='))).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(
      cookies.every((each) => /; Path=\/; HttpOnly; SameSite=Lax/.test(each) && !/Domain/i.test(each)),
    ).toBe(true)
  })

  test('is kept in the database as a hash alone', async ({ database }) => {
    const isla = await anAccount(database, { codeNeeded: false })
    const browser = aBrowser(house)
    await browser.send('/sign-in', { email: isla.email, password, code: '' })
    const token = browser.cookies.get('airt') ?? ''

    const { rows } = await sql<{ session: string; hash: Buffer; device: string }>`
      select s::text as session, token_hash as hash, device from sec.session s where worker_id = ${isla.id}`.execute(
      database.owner.db,
    )

    expect(rows[0]?.hash).toEqual(createHash('sha256').update(token).digest())
    expect(rows[0]?.session).not.toContain(token)
    expect(rows[0]?.device).toBe('Chrome on Windows')
  })

  test('opens the day’s work from the first page and from the door', async ({ database }) => {
    const isla = await anAccount(database, { codeNeeded: false })
    const browser = aBrowser(house)

    const stranger = await browser.get('/')
    await browser.send('/sign-in', { email: isla.email, password, code: '' })

    expect(stranger.headers.location).toBe('/sign-in')
    expect((await browser.get('/')).headers.location).toBe('/today')
    expect((await browser.get('/sign-in')).headers.location).toBe('/today')
  })

  test('that has lain unused says why they stand at the door again', async ({ database }) => {
    const isla = await anAccount(database, { codeNeeded: false })
    const browser = aBrowser(house)
    await browser.send('/sign-in', { email: isla.email, password, code: '' })
    await age(database, browser.cookies.get('airt'), '31 minutes')

    const door = await browser.get('/sign-in')

    expect(door.text).toContain('You were signed out because nothing was sent for a while.')
  })
})
