import { createHash, randomUUID } from 'node:crypto'
import { useLoaderData } from '@remix-run/react'
import { Secret, TOTP } from 'otpauth'
import { createElement } from 'react'
import { z } from 'zod'
import { type Db, sql } from '#db/connection.server'
import { setPassword } from '~/access/password.server'
import type { Role } from '~/access/permissions'
import { openRequest } from '~/access/request.server'
import { posted, signedIn } from '~/access/signed-in.server'
import { beginWork, inWork } from '~/access/work.server'
import { addOrganisation, addWorker } from '~/organisations/add.server'
import * as welcome from '~/routes/_index'
import * as account from '~/routes/account'
import * as accountCode from '~/routes/account_.code'
import * as accountPassword from '~/routes/account_.password'
import * as accountSessions from '~/routes/account_.sessions'
import * as link from '~/routes/link.$token'
import * as session from '~/routes/session'
import * as signIn from '~/routes/sign-in'
import * as signInCode from '~/routes/sign-in_.code'
import * as signOut from '~/routes/sign-out'
import { civilDate } from '~/shared/civil-date'
import { type Answer, aServer, origin } from '../server/support'
import type { TestDatabase } from '../support/database'

export { origin }
export const password = 'seven teapots in a harbour'
const device =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

type Asked = Parameters<typeof signedIn>[0]

/** Notes that can be written, as any page of the work has them. */
const saved: string[] = []
const notes = {
  loader: async (asked: Asked) => {
    const { formKey } = await signedIn(asked)
    return { '/notes': formKey('/notes'), '/sign-out': formKey('/sign-out') }
  },
  action: async (asked: Asked) => {
    const { input } = await posted(asked, z.object({ note: z.string() }).loose())
    if (input.ok) saved.push(input.value.note)
    return new Response(null, { status: 303, headers: { Location: '/notes' } })
  },
  default: () =>
    Object.entries(useLoaderData<Record<string, string>>()).map(([action, value]) =>
      createElement(
        'form',
        { key: action, method: 'post', action },
        createElement('input', { type: 'hidden', name: 'formKey', value }),
      ),
    ),
}

/** The product's own door and account over this database, beside a page of notes to write. */
export async function aHouse(database: TestDatabase, changes: { isDemonstration?: boolean } = {}) {
  const pages = {
    '/': { ...welcome },
    'sign-in': signIn,
    'sign-in/code': signInCode,
    'sign-out': signOut,
    session,
    account,
    'account/code': accountCode,
    'account/password': accountPassword,
    'account/sessions': accountSessions,
    'link/:token': link,
    today: { loader: notes.loader, default: () => 'Today' },
    notes,
  }
  const isDemonstration = changes.isDemonstration ?? false
  const server = await aServer(pages as Parameters<typeof aServer>[0], {
    env: { port: 0, host: '127.0.0.1', origins: [origin], trustProxy: 1 },
    context: { secret: database.secret, origin, today: () => civilDate('2026-11-25'), isDemonstration },
    begin: (requestId) => openRequest(database.app.db, requestId),
  })
  return { ...server, saved }
}

export type House = Awaited<ReturnType<typeof aHouse>>
type Fields = Record<string, string>

/** A browser without script: it keeps cookies, follows nothing, and posts what the form on its page holds. */
export function aBrowser(house: House, how: { address?: string; userAgent?: string } = {}) {
  const cookies = new Map<string, string>()
  const { address = `10.${byte()}.${byte()}.7`, userAgent = device } = how

  async function ask(path: string, body?: Fields, headers: Fields = {}): Promise<Answer> {
    const answer = await house.ask(path, {
      method: body ? 'POST' : 'GET',
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'user-agent': userAgent,
        'x-forwarded-for': address,
        ...(body && { origin, 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      body: body && new URLSearchParams(body).toString(),
    })
    for (const each of [answer.headers['set-cookie'] ?? []].flat()) keep(each)
    return answer
  }

  function keep(set: string) {
    const [pair = '', ...attributes] = set.split(';')
    const at = pair.indexOf('=')
    const name = pair.slice(0, at)
    if (attributes.some((each) => each.trim() === 'Max-Age=0')) cookies.delete(name)
    else cookies.set(name, pair.slice(at + 1))
  }

  /** Opens a page and posts its form there, with everything hidden in it. */
  async function send(path: string, fields: Fields, to = path): Promise<Answer> {
    return ask(to, { ...hiddenIn((await ask(path)).text, to), ...fields })
  }

  return { cookies, get: (path: string) => ask(path), post: ask, send }
}

export type Browser = ReturnType<typeof aBrowser>

/** The hidden fields of the first form that posts to this path, or of the first without an action. */
export function hiddenIn(page: string, to?: string): Fields {
  const forms = [...page.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)]
  const path = to?.split('?')[0]
  const form =
    forms.find(([, head]) => head?.includes(`action="${path}"`) || head?.includes(`action="${path}?`)) ??
    forms.find(([, head]) => !head?.includes('action='))
  const hidden = form?.[2]?.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?/g) ?? []
  return Object.fromEntries([...hidden].map(([, name = '', value = '']) => [name, unescaped(value)]))
}

function unescaped(text: string): string {
  const signs: Fields = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'", '#39': "'" }
  return text.replace(/&([^;]+);/g, (whole, name: string) => signs[name] ?? whole)
}

export type Account = { id: string; organisationId: string; email: string; name: string }

/** Somebody who has a password; at their first sign-in they set up a code, unless none is asked of them. */
export async function anAccount(
  database: TestDatabase,
  changes: { role?: Role; codeNeeded?: boolean; name?: string } = {},
): Promise<Account> {
  const { role = 'youth-worker', codeNeeded = true, name = 'Isla Munro' } = changes
  const everywhere = await beginWork(database.owner.db, 'test', null)
  const email = `${randomUUID()}@northmoor.example`
  const made = await inWork(database.jobs.db, everywhere, async (db) => {
    const organisation = await addOrganisation(
      db,
      { slug: `o-${randomUUID()}`, name: 'Northmoor Youth Project' },
      'test',
    )
    if (!organisation.ok) throw new Error(organisation.reason)
    const { organisationId } = organisation.value
    const worker = await addWorker(db, organisationId, { email, name, role, teamIds: [] }, 'test')
    if (!worker.ok) throw new Error(worker.reason)
    return { id: worker.value.workerId, organisationId }
  })
  await setPassword(database.owner.db, { id: made.id, role }, password, { codeNeeded })
  return { ...made, email, name }
}

/** Signs in for the first time with this browser, and sets up the code. */
export async function settleIn(database: TestDatabase, browser: Browser, { email, id }: Account) {
  await browser.send('/sign-in', { email, password, code: '' })
  const page = await browser.get('/sign-in/code')
  const phone = phoneWith(page.text)
  const done = await browser.post('/sign-in/code', { ...hiddenIn(page.text), code: phone.code() })
  const recoveryCodes = [...done.text.matchAll(/<code>([A-Z2-7-]{19})<\/code>/g)].map(([, code = '']) => code)
  await forgetSteps(database, id)
  return { phone, recoveryCodes, page, done }
}

export type Phone = { code: (away?: number) => string }

/** What an authenticator app makes of the key on the page. `away`: so many half minutes from now. */
export function phoneWith(page: string): Phone {
  const key = /<code class="secret">([A-Z2-7 ]+)<\/code>/.exec(page)?.[1]
  if (!key) throw new Error('There is no key on this page')
  const totp = new TOTP({ secret: Secret.fromBase32(key.replaceAll(' ', '')) })
  return { code: (away = 0) => totp.generate({ timestamp: Date.now() + away * 30_000 }) }
}

/** Lets the code of this half minute be used once more, so that a test need not wait for the next. */
export async function forgetSteps(database: TestDatabase, workerId: string): Promise<void> {
  await sql`update sec.credential set otp_last_step = null where worker_id = ${workerId}`.execute(
    database.owner.db,
  )
}

/** Lets the tries of this hour be forgotten. */
export async function forgetTries(database: TestDatabase): Promise<void> {
  await sql`delete from sec.sign_in_bucket`.execute(database.owner.db)
}

/** Makes whoever waits now wait ten seconds more, so that a slow machine does not let them in meanwhile. */
export async function waitLonger(database: TestDatabase): Promise<void> {
  await sql`update sec.sign_in_bucket set open_at = open_at + interval '10 seconds'`.execute(
    database.owner.db,
  )
}

/** As though the session with this token had begun, and been used, so long ago. */
export async function age(database: TestDatabase, token: string | undefined, ago: string): Promise<void> {
  await sql`update sec.session set made_at = made_at - ${ago}::interval, last_seen_at = last_seen_at - ${ago}::interval,
    expires_at = expires_at - ${ago}::interval, proved_at = proved_at - ${ago}::interval
    where token_hash = ${createHash('sha256')
      .update(token ?? '')
      .digest()}`.execute(database.owner.db)
}

export async function actsOf(database: TestDatabase, workerId: string): Promise<string[]> {
  const { rows } = await sql<{ act: string }>`select act from aud.audit_entry
    where (actor = ${workerId} or subject_id = ${workerId}) and act !~ '^user' order by xid, id`.execute(
    database.owner.db,
  )
  return rows.map(({ act }) => act)
}

/** Runs as the app does, outside any request. */
export async function asApp<T>(database: TestDatabase, run: (db: Db) => Promise<T>): Promise<T> {
  return database.app.db.transaction().execute(run)
}

function byte(): number {
  return Math.floor(Math.random() * 256)
}
