import { afterAll, describe } from 'vitest'
import { sql } from '#db/connection.server'
import { expect, type TestDatabase, test } from '../support/database'
import {
  aBrowser,
  age,
  aHouse,
  anAccount,
  type Browser,
  forgetTries,
  type House,
  hiddenIn,
  password,
  phoneWith,
  settleIn,
} from './support'

let house: House
test.beforeAll(async ({ database }) => {
  house = await aHouse(database)
})
test.beforeEach(({ database }) => forgetTries(database))
afterAll(() => house.stop())

const note = 'We met at the <library>.\nLoves "football" & chess'

/** A browser in which somebody writes, and whose session ends while they do. */
async function endedWhileWriting(database: TestDatabase, fields: Record<string, string> = {}) {
  const account = await anAccount(database, { codeNeeded: false })
  const browser = aBrowser(house)
  await browser.send('/sign-in', { email: account.email, password, code: '' })
  const form = hiddenIn((await browser.get('/notes')).text, '/notes')
  await age(database, browser.cookies.get('airt'), '31 minutes')
  const answer = await browser.post('/notes?of=today', { ...form, note, version: '7', ...fields })
  return { account, browser, answer }
}

function signInThere(
  browser: Browser,
  page: string,
  email: string,
  how: { password?: string; code?: string } = {},
) {
  return browser.post('/sign-in', { ...hiddenIn(page, '/sign-in'), email, password, code: '', ...how })
}

describe('what somebody wrote when their session had ended', () => {
  test('is shown, with a place to sign in beside it, and nothing is saved yet', async ({ database }) => {
    const { answer } = await endedWhileWriting(database)

    expect(answer.status).toBe(401)
    expect(answer.text).toContain('You were signed out before this was saved.')
    expect(answer.text).toContain('We met at the &lt;library&gt;.')
    expect(answer.text).toContain('Loves &quot;football&quot; &amp; chess')
    expect(answer.text).toContain('action="/sign-in"')
    expect(answer.text).not.toContain('<script')
    expect(house.saved).not.toContain(note)
  })

  test('comes back to them once they are in, and is saved with one press', async ({ database }) => {
    const { account, browser, answer } = await endedWhileWriting(database)

    const back = await signInThere(browser, answer.text, account.email)
    const form = hiddenIn(back.text, '/notes')
    const saved = await browser.post('/notes?of=today', { ...form, note })

    expect(back.status).toBe(200)
    expect(back.text).toContain('You are signed in again. Check what you wrote, then save it.')
    expect(back.text).toContain('action="/notes?of=today"')
    expect(back.text).toContain('We met at the &lt;library&gt;.')
    expect(form.version).toBe('7')
    expect(saved.headers.location).toBe('/notes')
    expect(house.saved.filter((each) => each === note)).toHaveLength(1)
    expect((await browser.get('/notes')).status).toBe(200)
  })

  test('is never seen by another who signs in there', async ({ database }) => {
    const { answer, browser } = await endedWhileWriting(database)
    const other = await anAccount(database, { codeNeeded: false, name: 'Rory Laing' })

    const start = await signInThere(browser, answer.text, other.email)

    expect(start.headers.location).toBe('/today')
    expect(start.text).not.toContain('library')
  })

  test('is carried on when the password was wrong, unseen until they are in', async ({ database }) => {
    const { account, browser, answer } = await endedWhileWriting(database)

    const wrong = await signInThere(browser, answer.text, account.email, { password: 'wrong wrong wrong' })
    await forgetTries(database)
    const back = await browser.post('/sign-in', {
      ...hiddenIn(wrong.text),
      email: account.email,
      password,
      code: '',
    })

    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('What you wrote is kept.')
    expect(wrong.text).not.toContain('library')
    expect(back.text).toContain('We met at the &lt;library&gt;.')
  })

  test('is carried through a door that was open for too long', async ({ database }) => {
    const { account, browser, answer } = await endedWhileWriting(database)
    const form = hiddenIn(answer.text, '/sign-in')
    browser.cookies.delete('airt-before')

    const late = await browser.post('/sign-in', { ...form, email: account.email, password, code: '' })
    const back = await browser.post('/sign-in', {
      ...hiddenIn(late.text),
      email: account.email,
      password,
      code: '',
    })

    expect(late.status).toBe(403)
    expect(late.text).toContain('This page was open for too long')
    expect(back.text).toContain('We met at the &lt;library&gt;.')
  })

  test('is carried through setting up a code afresh', async ({ database }) => {
    const { account, browser, answer } = await endedWhileWriting(database)
    await sql`update sec.credential set code_needed = true where worker_id = ${account.id}`.execute(
      database.owner.db,
    )

    const first = await signInThere(browser, answer.text, account.email)
    const page = await browser.post('/sign-in/code', hiddenIn(first.text, '/sign-in/code'))
    const done = await browser.post('/sign-in/code', {
      ...hiddenIn(page.text),
      code: phoneWith(page.text).code(),
    })
    const saved = await browser.post('/notes?of=today', {
      ...hiddenIn(done.text, '/notes'),
      note: 'After the code',
    })

    expect(first.text).toContain('Set up your code and it is given back')
    expect(done.text).toContain('Keep these codes')
    expect(done.text).toContain('We met at the &lt;library&gt;.')
    expect(saved.headers.location).toBe('/notes')
    expect(house.saved).toContain('After the code')
  })

  test('comes back as well to who has signed in on another page meanwhile', async ({ database }) => {
    const { account, browser, answer } = await endedWhileWriting(database)
    await browser.send('/sign-in', { email: account.email, password, code: '' })

    const wrong = await signInThere(browser, answer.text, account.email, { password: 'wrong wrong wrong' })
    await forgetTries(database)
    const back = await signInThere(browser, wrong.text, account.email)

    expect(wrong.text).toContain('What you wrote is kept.')
    expect(back.text).toContain('We met at the &lt;library&gt;.')
  })

  test('with a one-time code, too, comes back to who shows it', async ({ database }) => {
    const isla = await anAccount(database)
    const browser = aBrowser(house)
    const { phone } = await settleIn(database, browser, isla)
    const form = hiddenIn((await browser.get('/notes')).text, '/notes')
    await age(database, browser.cookies.get('airt'), '31 minutes')
    const answer = await browser.post('/notes', { ...form, note })

    const back = await signInThere(browser, answer.text, isla.email, { code: phone.code() })

    expect(back.text).toContain('We met at the &lt;library&gt;.')
  })

  test('never holds a password or a code', async ({ database }) => {
    const secrets = { password: 'hush-one', newPassword: 'hush-two', again: 'hush-three', code: 'hush-4' }
    const { account, browser, answer } = await endedWhileWriting(database, secrets)

    const back = await signInThere(browser, answer.text, account.email)

    expect(answer.text).not.toContain('hush')
    expect(back.text).not.toContain('hush')
  })

  test('can’t be read in the page, nor changed, nor made up', async ({ database }) => {
    const { account, browser, answer } = await endedWhileWriting(database)
    const { kept = '' } = hiddenIn(answer.text, '/sign-in')
    const at = Math.floor(kept.length / 2)
    const changed = `${kept.slice(0, at)}${kept[at] === 'A' ? 'B' : 'A'}${kept.slice(at + 1)}`

    const answers = []
    for (const each of [changed, 'made-up', kept.slice(0, 20)]) {
      answers.push(
        await browser.post('/sign-in', {
          ...hiddenIn((await aDoor(browser)).text),
          email: account.email,
          password,
          code: '',
          kept: each,
        }),
      )
    }

    expect(Buffer.from(kept, 'base64url').toString()).not.toContain('library')
    expect(answers.map(({ headers }) => headers.location)).toEqual(['/today', '/today', '/today'])
  })

  test('and who can’t be known any more still stands in the page, to be saved after signing in elsewhere', async ({
    database,
  }) => {
    const account = await anAccount(database, { codeNeeded: false })
    const browser = aBrowser(house)
    await browser.send('/sign-in', { email: account.email, password, code: '' })
    const form = hiddenIn((await browser.get('/notes')).text, '/notes')
    await browser.send('/account', { act: 'end' }, '/session')

    const answer = await browser.post('/notes', { ...form, note: 'Kept in the page' })
    await browser.send('/sign-in', { email: account.email, password, code: '' })
    const old = await browser.post('/notes', { ...hiddenIn(answer.text, '/notes'), note: 'Kept in the page' })
    const saved = await browser.post('/notes', { ...hiddenIn(old.text, '/notes'), note: 'Kept in the page' })

    expect(answer.status).toBe(401)
    expect(answer.text).toContain('Kept in the page')
    expect(answer.text).toContain('Sign in on another page')
    expect(old.status).toBe(409)
    expect(saved.headers.location).toBe('/notes')
  })

  test('stands in the page as well when it is too long to travel', async ({ database }) => {
    const long = Array.from({ length: 9_000 }, (_, at) => Math.sin(at).toString(36).slice(2))
      .join(' ')
      .slice(0, 120_000)
    const longer = Array.from({ length: 18_000 }, () => crypto.randomUUID())
      .join('')
      .slice(0, 250_000)

    const { account, browser, answer } = await endedWhileWriting(database, { note: long })
    const back = await signInThere(browser, answer.text, account.email)
    const tooLong = await endedWhileWriting(database, { note: longer.slice(0, 240_000) })

    expect(back.text).toContain(long.slice(-50))
    expect(tooLong.answer.status).toBe(401)
    expect(tooLong.answer.text).toContain(longer.slice(0, 50))
  })
})

function aDoor(browser: Browser) {
  browser.cookies.delete('airt')
  return browser.get('/sign-in')
}
