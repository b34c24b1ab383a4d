import { sql } from '#db/connection.server'
import { asDefiner } from '~/access/field-sealing.server'
import { setPassword } from '~/access/password.server'
import { type Role, scopeBits } from '~/access/permissions'
import { asBearer, built, tokenFor } from '../security/committed'
import { aRealServer } from '../security/real-server'
import { allocate, anOrganisation, aPersonOf, aPersonWith, aShare, aWorker } from '../support/builders'
import { test as base, expect, type TestDatabase } from '../support/database'

type Server = Awaited<ReturnType<typeof aRealServer>>

const test = base.extend<{ server: Server }>({
  server: [
    async ({ database }, use) => {
      const server = await aRealServer(database)
      await use(server)
      await server.stop()
    },
    { scope: 'file' },
  ],
})

const PASSWORD = 'seven teapots in a harbour'
const at = (person: { id: string }) => `/people/${person.id}/protected`
const wrote = { act: 'address', address: '4 Quillfeather Lane\nNorthmoor', note: 'Her father' }

test('a protected address is saved, shown, changed and taken out of use, and every version lies sealed', async ({
  database,
  server,
}) => {
  const { calum, token } = await aPage(database, 'justice-social-worker')

  expect((await server.post(at(calum), token, wrote)).status).toBe(303)
  const shown = (await server.get(at(calum), token)).text
  const changed = await server.post(at(calum), token, { ...wrote, version: '1', address: '9 Zanzibar Row' })
  const late = await server.post(at(calum), token, { ...wrote, version: '1', address: 'Somewhere else' })
  const gone = await server.post(at(calum), token, { ...wrote, version: '2', address: '' })

  expect(shown).toContain('4 Quillfeather Lane')
  expect([changed.status, late.status, gone.status]).toEqual([303, 409, 303])
  expect(late.text).toContain('Somebody else saved this')
  expect(late.text).toContain('Somewhere else')
  expect((await server.get(at(calum), token)).text).toContain('No protected address is held.')
  const { rows } = await asDefiner(database.owner.db, (db) =>
    sql<{ held: string }>`
      select address as held from app.person_address where person_id = ${calum.id}
      union all select was::text from app.person_address_version where person_id = ${calum.id}`.execute(db),
  )
  expect(rows).toHaveLength(3)
  expect(rows.filter(({ held }) => /Quillfeather|Zanzibar|father/.test(held))).toEqual([])
})

test('without the password shown of late nothing is there: the page asks, and then does what was asked', async ({
  database,
  server,
}) => {
  const { calum, token, worker } = await aPage(database, 'team-manager')
  await server.post(at(calum), token, wrote)
  await sql`update sec.session set proved_at = now() - interval '6 minutes' where worker_id = ${worker.id}`.execute(
    database.owner.db,
  )

  const asked = await server.get(at(calum), token)
  const inDatabase = await asBearer(database, token, (db) => sql`select from app.person_address`.execute(db))
  const refused = await server.post(at(calum), token, { ...wrote, version: '1', address: '9 Zanzibar Row' })
  const right = await server.post(at(calum), token, { act: 'show', password: PASSWORD })
  const shown = await server.get(at(calum), token)
  const wrong = await server.post(at(calum), token, { act: 'show', password: 'another harbour entirely' })

  expect(asked.text).toContain('Your password now')
  expect(asked.text).not.toContain('Quillfeather')
  expect(inDatabase.rows).toEqual([])
  expect(refused.text).toContain('Your password now')
  expect(refused.text).toContain('9 Zanzibar Row')
  expect([asked.status, refused.status, wrong.status, right.status]).toEqual([200, 200, 422, 303])
  expect(shown.text).toContain('4 Quillfeather Lane')
})

test.for([
  ['youth-worker', 'lead', 'reads'],
  ['youth-worker', 'team', 'nothing'],
  ['justice-social-worker', 'lead', 'writes'],
  ['programme-lead', 'programme', 'nothing'],
  ['data-protection', 'none', 'nothing'],
  ['administrator', 'none', 'nothing'],
] as const)('of a %s who is %s: %s', async ([role, way, may], { database, server }) => {
  const { calum, token } = await aPage(database, 'team-manager')
  await server.post(at(calum), token, wrote)
  const other = await built(database, async (db) => {
    const worker = await aWorker(db, {
      role,
      organisation: { id: calum.organisationId, organisationId: calum.organisationId },
    })
    if (way === 'lead') await allocate(db, calum, worker, { kind: 'co-worker' })
    return worker
  })
  const theirs = await tokenFor(database, other)

  const page = await server.get(at(calum), theirs)

  expect(page.text.includes('Quillfeather Lane')).toBe(may !== 'nothing')
  expect(page.text.includes('Save the address')).toBe(may === 'writes')
  expect(page.status).toBe(may === 'nothing' ? 404 : 200)
})

test('a partner reads it where it is shared with them by name, never the numbers, and a programme can hold no such share', async ({
  database,
  server,
}) => {
  const { calum, token } = await aPage(database, 'team-manager')
  await server.post(at(calum), token, wrote)
  await server.post(at(calum), token, { act: 'numbers', scn: '123456786' })
  const partnerWith = async (scopes: number) => {
    const partner = await built(database, async (db) => {
      const made = await aWorker(db, { role: 'partner' })
      await aShare(db, calum, made, { scopes })
      return made
    })
    return server.get(at(calum), await tokenFor(database, partner))
  }

  const named = await partnerWith(scopeBits.identity | scopeBits.contact | scopeBits['protected-address'])
  const other = await partnerWith(scopeBits.identity | scopeBits.contact)

  expect(named.text).toContain('Quillfeather Lane')
  expect(named.text).not.toContain('123456786')
  expect(named.text).not.toContain('Save the')
  expect(other.status).toBe(404)
})

test('an equal number is told within the organisation to who reads both, and to nobody else', async ({
  database,
  server,
}) => {
  const { worker, calum, token } = await aPage(database, 'justice-social-worker')
  const { rosie, unseen, away } = await built(database, async (db) => {
    const elsewhere = await anOrganisation(db)
    return {
      rosie: await aPersonWith(db, worker, { given_name: 'Rosie', family_name: 'Adair' }),
      unseen: await aPersonOf(db, worker.organisationId),
      away: await aPersonOf(db, elsewhere.organisationId),
    }
  })
  const manager = async (person: { id: string; organisationId: string }) => {
    const made = await built(database, async (db) => {
      const other = await aWorker(db, {
        role: 'justice-social-worker',
        organisation: { id: person.organisationId, organisationId: person.organisationId },
      })
      await allocate(db, person, other)
      return other
    })
    return tokenFor(database, made)
  }
  const number = { act: 'numbers', chi: '010120 1234' }
  for (const person of [unseen, away])
    expect((await server.post(at(person), await manager(person), number)).status).toBe(303)

  const first = await server.post(at(calum), token, number)
  const alone = (await server.get(at(calum), token)).text
  await server.post(at(rosie), token, number)
  const both = (await server.get(at(calum), token)).text

  expect(first.status).toBe(303)
  expect(alone).not.toContain('has this number too')
  expect(both).toContain('Rosie Adair has this number too')
  const { rows } = await asDefiner(database.owner.db, (db) =>
    sql`select distinct chi_print from app.person_number where chi_print is not null
      and person_id = any (${[calum.id, rosie.id, unseen.id, away.id]}::uuid[])`.execute(db),
  )
  expect(rows).toHaveLength(2)
})

test('a number that can be none is refused at its field, and one whose last digit does not fit is kept and said', async ({
  database,
  server,
}) => {
  const { calum, token } = await aPage(database, 'youth-worker')

  const refused = await server.post(at(calum), token, { act: 'numbers', scn: '12345', nino: 'hello' })
  const kept = await server.post(at(calum), token, { act: 'numbers', scn: '123456789' })

  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Enter the nine digits of the Scottish Candidate Number')
  expect(refused.text).toContain('Enter the National Insurance number like')
  expect(kept.status).toBe(303)
  expect((await server.get(at(calum), token)).text).toContain('Its last digit does not fit the others')
})

test('each look and each change is an act of its own in the account, with names of fields and no value', async ({
  database,
  server,
}) => {
  const { calum, token } = await aPage(database, 'justice-social-worker')
  await server.post(at(calum), token, wrote)
  await server.post(at(calum), token, { act: 'numbers', chi: '0101201234' })
  await server.get(at(calum), token)

  const { rows } = await sql<{ act: string; fields: string[]; whole: string }>`
    select act, fields, to_jsonb(e)::text as whole from aud.audit_entry e where person_id = ${calum.id} and act like 'protected.%' order by id`.execute(
    database.owner.db,
  )

  const changes = rows.filter(({ act }) => act === 'protected.change').map(({ fields }) => fields)
  expect(changes).toEqual([['address', 'note'], ['chi']])
  expect(rows.at(-1)).toMatchObject({ act: 'protected.view', fields: ['address', 'chi'] })
  expect(rows.filter(({ whole }) => /Quillfeather|0101201234|father/.test(whole))).toEqual([])
})

test('it stands in no list, no search, no page of the person and nothing that a programme is sent', async ({
  database,
  server,
}) => {
  const { calum, token } = await aPage(database, 'justice-social-worker')
  await server.post(at(calum), token, wrote)
  await server.post(at(calum), token, { act: 'numbers', chi: '0101201234' })

  const pages = ['', '/edit', '/ways', '/ties', '/names', '/sessions', '/programmes'].map((page) =>
    server.get(`/people/${calum.id}${page}`, token),
  )
  const all = [
    ...(await Promise.all(pages)),
    await server.get('/people', token),
    await server.get('/today', token),
  ]

  expect(all.every(({ status }) => status === 200)).toBe(true)
  expect(all.filter(({ text }) => /Quillfeather|0101201234/.test(text))).toEqual([])
})

/** Somebody with a worker of this role who was asked for their password just now. */
async function aPage(database: TestDatabase, role: Role) {
  const { worker, calum } = await built(database, async (db) => {
    const worker = await aWorker(db, { role })
    return { worker, calum: await aPersonWith(db, worker) }
  })
  await setPassword(database.owner.db, worker, PASSWORD, { codeNeeded: false })
  return { worker, calum, token: await tokenFor(database, worker) }
}
