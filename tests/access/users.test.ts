import { randomUUID } from 'node:crypto'
import { afterAll, describe } from 'vitest'
import { sql } from '#db/connection.server'
import { airt } from '../support/command'
import { expect, type TestDatabase, test } from '../support/database'
import { aBrowser, actsOf, aHouse, forgetTries, type House, phoneWith } from './support'

let house: House
test.beforeAll(async ({ database }) => {
  house = await aHouse(database)
})
test.beforeEach(({ database }) => forgetTries(database))
afterAll(() => house.stop())

const fresh = 'a lantern under nine birches'

async function anOrganisation(database: TestDatabase) {
  const slug = `o-${randomUUID()}`
  await airt(database, 'organisation', 'add', slug, '--name', 'Northmoor Youth Project')
  return slug
}

function workerOf(database: TestDatabase, email: string) {
  return sql<{
    id: string
    role: string
    name: string
  }>`select id, role, name from app.worker where email = ${email}`
    .execute(database.owner.db)
    .then(({ rows }) => rows[0])
}

describe('airt user', () => {
  test('add prints a link with which they choose a password and set up a code', async ({ database }) => {
    const slug = await anOrganisation(database)
    await airt(database, 'team', 'add', 'East', '--organisation', slug)
    const email = `isla.munro@${slug}.example`

    const added = await airt(
      database,
      'user',
      'add',
      email,
      '--role',
      'youth-worker',
      '--organisation',
      slug,
      '--team',
      'East',
      '--json',
    )
    const { link } = JSON.parse(added.out)
    const browser = aBrowser(house)
    await browser.send(new URL(link).pathname, { newPassword: fresh, again: fresh })
    await browser.send('/sign-in', { email, password: fresh, code: '' })
    const page = await browser.get('/sign-in/code')

    expect(added.code).toBe(0)
    expect(link).toMatch(/^https:\/\/airt\.example\/link\/[\w-]{43}$/)
    expect(await workerOf(database, email)).toMatchObject({ role: 'youth-worker', name: 'Isla Munro' })
    expect(phoneWith(page.text).code()).toMatch(/^\d{6}$/)
  })

  test.for([
    [
      'an e-mail that is taken',
      (slug: string) => [`taken@${slug}.example`, '--role', 'partner', '--organisation', slug],
      'already',
    ],
    [
      'no e-mail',
      (slug: string) => ['isla', '--role', 'partner', '--organisation', slug],
      'name@example.org',
    ],
    [
      'an unknown role',
      (slug: string) => ['a@b.example', '--role', 'service', '--organisation', slug],
      '--role',
    ],
    [
      'an unknown organisation',
      () => ['a@b.example', '--role', 'partner', '--organisation', 'nowhere'],
      'no organisation nowhere',
    ],
    [
      'an unknown team',
      (slug: string) => ['a@b.example', '--role', 'partner', '--organisation', slug, '--team', 'West'],
      'no team West',
    ],
  ] as const)(
    'add refuses %s in one sentence and leaves nothing half done',
    async ([, words, says], { database }) => {
      const slug = await anOrganisation(database)
      await airt(
        database,
        'user',
        'add',
        `taken@${slug}.example`,
        '--role',
        'partner',
        '--organisation',
        slug,
      )
      const count = () =>
        sql<{ n: number }>`select count(*) as n from app.worker, sec.link`.execute(database.owner.db)
      const before = (await count()).rows

      const refused = await airt(database, 'user', 'add', ...words(slug))

      expect(refused.code).toBe(1)
      expect(refused.out).toBe('')
      expect(refused.err).toContain(says)
      expect(refused.err.trim().split('\n')).toHaveLength(1)
      expect((await count()).rows).toEqual(before)
    },
  )

  test('list says how far each has come', async ({ database }) => {
    const slug = await anOrganisation(database)
    const emails = ['a', 'b', 'c', 'd'].map((each) => `${each}@${slug}.example`)
    const links: string[] = []
    for (const email of emails) {
      const added = await airt(
        database,
        'user',
        'add',
        email,
        '--role',
        'team-manager',
        '--organisation',
        slug,
        '--json',
      )
      links.push(new URL(JSON.parse(added.out).link).pathname)
    }
    for (const link of links.slice(1)) await aBrowser(house).send(link, { newPassword: fresh, again: fresh })
    for (const email of emails.slice(2)) {
      const browser = aBrowser(house)
      await browser.send('/sign-in', { email, password: fresh, code: '' })
      const page = await browser.get('/sign-in/code')
      await browser.send('/sign-in/code', { code: phoneWith(page.text).code() })
    }
    await airt(database, 'user', 'end', emails[3] ?? '')

    const listed = JSON.parse((await airt(database, 'user', 'list', '--organisation', slug, '--json')).out)
    const all = JSON.parse((await airt(database, 'user', 'list', '--json')).out)

    expect(listed.map((user: { email: string; state: string }) => [user.email, user.state])).toEqual([
      [emails[0], 'invited'],
      [emails[1], 'no-code'],
      [emails[2], 'active'],
      [emails[3], 'ended'],
    ])
    expect(all.length).toBeGreaterThan(listed.length)
  })

  test('reset ends every session and gives another link; end closes the door at once', async ({
    database,
  }) => {
    const slug = await anOrganisation(database)
    const email = `rory@${slug}.example`
    const added = await airt(
      database,
      'user',
      'add',
      email,
      '--role',
      'administrator',
      '--organisation',
      slug,
      '--json',
    )
    await aBrowser(house).send(new URL(JSON.parse(added.out).link).pathname, {
      newPassword: fresh,
      again: fresh,
    })
    const { id = '' } = (await workerOf(database, email)) ?? {}
    const browser = aBrowser(house)
    await browser.send('/sign-in', { email, password: fresh, code: '' })
    const first = await browser.get('/sign-in/code')
    const phone = phoneWith(first.text)
    await browser.send('/sign-in/code', { code: phone.code(-1) })

    const reset = await airt(database, 'user', 'reset', email.toUpperCase())
    const afterReset = await browser.get('/notes')
    await browser.send('/sign-in', { email, password: fresh, code: phone.code() })
    const inAgain = await browser.get('/notes')
    const ended = await airt(database, 'user', 'end', email)
    const afterEnd = await browser.get('/notes')
    const gone = await airt(database, 'user', 'reset', email)

    expect(reset.out).toMatch(/https:\/\/airt\.example\/link\/[\w-]{43}/)
    expect([afterReset, inAgain, afterEnd].map(({ status }) => status)).toEqual([302, 200, 302])
    expect(ended.code).toBe(0)
    expect(gone.code).toBe(1)
    expect(gone.err).toContain('There is no user')
    expect(await actsOf(database, id)).toContain('link.make')
    const { rows } = await sql<{
      by: string
    }>`select detail ->> 'by' as by from aud.audit_entry where act = 'user.end' and subject_id = ${id}`.execute(
      database.owner.db,
    )
    expect(rows[0]?.by).toBeTruthy()
  })
})
