import { sql } from '#db/connection.server'
import type { Role } from '~/access/permissions'
import { listsWith, readersOf, recordCalled } from '~/oversight/readers.server'
import { trailOf } from '~/oversight/trail.server'
import { asBearer, attempt, built, tokenFor } from '../security/committed'
import { aRealServer } from '../security/real-server'
import { allocate, anOrganisation, aPersonOf, aTeam, aWorker } from '../support/builders'
import { expect, type TestDatabase, test } from '../support/database'
import { asOwner, type Wrote, writeAccount } from './account'

const all = { after: null, most: 100 }

/** Isla leads Rosie, Rab opened her by his team, Maggie manages the team; beside them those of every other role, and their tokens. */
async function aRecord(database: TestDatabase) {
  const made = await built(database, async (db) => {
    const organisation = await anOrganisation(db, { teamSeesTeam: true })
    const isla = await aWorker(db, { organisation, name: 'Isla Munro' })
    const rab = await aWorker(db, { organisation, name: 'Rab Kerr' })
    const maggie = await aWorker(db, { organisation, role: 'team-manager', name: 'Maggie Shaw' })
    const elsewhere = await aWorker(db, { organisation, role: 'team-manager', name: 'Ewan Bell' })
    const dora = await aWorker(db, { organisation, role: 'data-protection', name: 'Dora Lamont' })
    const others = []
    for (const role of ['programme-lead', 'partner', 'contributor', 'administrator'] as const)
      others.push(await aWorker(db, { organisation, role }))
    const foreign = await aWorker(db, { role: 'data-protection' })
    const team = await aTeam(db, organisation, [rab, maggie])
    const rosie = await aPersonOf(db, organisation.organisationId, {
      given_name: 'Rosie',
      family_name: 'Reid',
      reference: `NM-${organisation.id}`,
      team_id: team.id,
    })
    await allocate(db, rosie, isla)
    return { organisation, isla, rab, maggie, elsewhere, dora, others, foreign, rosie }
  })
  const tokens = new Map<string, string>()
  for (const worker of [
    made.isla,
    made.rab,
    made.maggie,
    made.elsewhere,
    made.dora,
    made.foreign,
    ...made.others,
  ])
    tokens.set(worker.id, await tokenFor(database, worker))
  const tokenOf = ({ id }: { id: string }) => tokens.get(id) ?? ''
  const line = (
    worker: { id: string; organisationId: string; role: Role },
    at: string,
    changes: Partial<Wrote> = {},
  ): Wrote => ({
    at,
    actor: worker.id,
    role: worker.role,
    organisationId: worker.organisationId,
    personId: made.rosie.id,
    via: worker === made.isla ? 'lead' : 'team',
    ...changes,
  })
  await writeAccount(database, [
    line(made.isla, '2026-11-02 09:00'),
    line(made.isla, '2026-11-02 09:05', { act: 'fact.correct' }),
    line(made.rab, '2026-11-03 21:15'),
    line(made.rab, '2026-11-04 08:00', {
      act: 'people.list',
      personId: null,
      people: [made.rosie.id],
      via: null,
    }),
    line(made.rab, '2026-11-04 08:30', {
      act: 'people.list',
      personId: null,
      people: [made.rosie.id],
      via: null,
    }),
  ])
  return { ...made, tokenOf }
}

test('a manager of the team and data protection see everybody, a worker only themselves, others nothing', async ({
  database,
}) => {
  const { isla, rab, maggie, elsewhere, dora, others, foreign, rosie, tokenOf } = await aRecord(database)
  const seenBy = (worker: typeof isla) =>
    asBearer(database, tokenOf(worker), async (db) => {
      const found = await readersOf(db, worker, rosie.id, all)
      return found && [found.reach, ...found.entries.map(({ name, act }) => `${name} ${act}`)]
    })
  const everything = ['Rab Kerr person.view', 'Isla Munro fact.correct', 'Isla Munro person.view']

  expect(await seenBy(maggie)).toEqual(['team', ...everything])
  expect(await seenBy(dora)).toEqual(['organisation', ...everything])
  expect(await seenBy(isla)).toEqual(['own', 'Isla Munro fact.correct', 'Isla Munro person.view'])
  expect(await seenBy(rab)).toEqual(['own', 'Rab Kerr person.view'])
  for (const nobody of [elsewhere, foreign, ...others]) expect(await seenBy(nobody)).toBeNull()
})

test('data protection is told the reference and no name; a worker is told the name', async ({ database }) => {
  const { isla, dora, rosie, tokenOf } = await aRecord(database)
  const head = (worker: typeof isla) =>
    asBearer(database, tokenOf(worker), async (db) => {
      const found = await readersOf(db, worker, rosie.id, all)
      return { name: found?.name, hasReference: found?.reference?.startsWith('NM-') }
    })

  expect(await head(dora)).toEqual({ name: null, hasReference: true })
  expect(await head(isla)).toEqual({ name: 'Rosie Reid', hasReference: true })
})

test('whoever is kept from a record is kept from who opened it', async ({ database }) => {
  const { maggie, dora, rosie, tokenOf } = await aRecord(database)
  await built(database, async (db) => {
    for (const worker of [maggie, dora])
      await db
        .insertInto('app.exclusion')
        .values({
          organisation_id: rosie.organisationId,
          person_id: rosie.id,
          worker_id: worker.id,
          because: 'Aunt',
        })
        .execute()
  })

  for (const worker of [maggie, dora])
    expect(await asBearer(database, tokenOf(worker), (db) => readersOf(db, worker, rosie.id, all))).toBeNull()
})

test('a list that showed the name is told apart from an opened record', async ({ database }) => {
  const { maggie, rab, isla, rosie, tokenOf } = await aRecord(database)
  const lists = (worker: typeof isla) =>
    asBearer(database, tokenOf(worker), async (db) => {
      const found = await listsWith(db, worker, rosie.id, { before: null, most: 100 })
      return found?.lists.map(({ day, name, times }) => [day, name, times])
    })

  expect(await lists(maggie)).toEqual([['2026-11-04', 'Rab Kerr', 2]])
  expect(await lists(rab)).toEqual([['2026-11-04', 'Rab Kerr', 2]])
  expect(await lists(isla)).toEqual([])
})

test('the account goes on page by page without a gap, to the microsecond', async ({ database }) => {
  const { isla, maggie, rosie, tokenOf } = await aRecord(database)
  const same = { actor: isla.id, organisationId: isla.organisationId, personId: rosie.id, via: 'lead' }
  const moments = ['123456', '123457', '123457', '999999']
  await writeAccount(
    database,
    moments.map((micros) => ({ ...same, at: `2026-11-05 10:00:00.${micros}` })),
  )

  const read = await asBearer(database, tokenOf(maggie), async (db) => {
    const pages = []
    for (let after: { micros: string; id: string } | null = null; ; ) {
      const found = await readersOf(db, maggie, rosie.id, { after, most: 2 })
      const entries = found?.entries.slice(0, 2) ?? []
      pages.push(...entries.map(({ id }) => id))
      after = entries.at(-1) ?? null
      if ((found?.entries.length ?? 0) <= 2) return pages
    }
  })

  // The manager's own looks stand there as soon as they are made: the first of them is the newest.
  expect(new Set(read).size).toBe(read.length)
  expect(read.length).toBeGreaterThanOrEqual(7)
})

test('that somebody was asked about a read is not told by who opened the record', async ({ database }) => {
  const { dora, maggie, rosie, tokenOf } = await aRecord(database)
  await writeAccount(database, [
    {
      at: '2026-11-05 09:00',
      actor: dora.id,
      role: 'data-protection',
      organisationId: dora.organisationId,
      act: 'unusual.review',
      personId: rosie.id,
    },
    {
      at: '2026-11-05 09:00',
      actor: dora.id,
      role: 'data-protection',
      organisationId: dora.organisationId,
      act: 'unusual.list',
      personId: null,
      people: [rosie.id],
    },
  ])

  const told = await asBearer(database, tokenOf(maggie), async (db) => [
    (await readersOf(db, maggie, rosie.id, all))?.entries.map(({ name }) => name),
    (await listsWith(db, maggie, rosie.id, { before: null, most: 100 }))?.lists.map(({ name }) => name),
  ])

  expect(told.flat()).not.toContain('Dora Lamont')
})

test('reading the account is itself in the account', async ({ database }) => {
  const { maggie, dora, rosie, tokenOf } = await aRecord(database)
  const server = await aRealServer(database)

  const first = await server.get(`/people/${rosie.id}/readers`, tokenOf(dora))
  const lists = await server.get(`/people/${rosie.id}/readers?show=lists`, tokenOf(dora))
  const page = await server.get(`/people/${rosie.id}/readers`, tokenOf(maggie))
  await server.stop()

  expect([first.status, lists.status, page.status]).toEqual([200, 200, 200])
  expect(first.text).not.toContain('Rosie')
  expect(page.text).toContain('Dora Lamont')
  expect(page.text).toContain('looked at who had opened the record')
})

test('the page for the young person names roles and organisations, and is not for a worker to print', async ({
  database,
}) => {
  const { isla, maggie, rosie, tokenOf } = await aRecord(database)
  const server = await aRealServer(database)
  const at = `/people/${rosie.id}/readers?for=subject`

  const printed = await server.get(at, tokenOf(maggie))
  const refused = await server.get(at, tokenOf(isla))
  await server.stop()

  expect(printed.text).toContain('<b>Youth worker</b>, Northmoor Youth Project')
  const given = printed.text.replaceAll('Maggie Shaw', '')
  for (const name of ['Isla', 'Rab', 'Munro']) expect(given).not.toContain(name)
  expect(refused.status).toBe(404)
})

test('a reference leads data protection to who opened the record, and nobody else to anything', async ({
  database,
}) => {
  const { maggie, dora, foreign, rosie, tokenOf } = await aRecord(database)
  const reference = `NM-${rosie.organisationId}`
  const found = (worker: typeof dora, typed: string) =>
    asBearer(database, tokenOf(worker), (db) => recordCalled(db, typed))

  expect(await found(dora, ` ${reference} `)).toBe(rosie.id)
  expect(await found(dora, 'NM-nobody')).toBeNull()
  expect(await found(foreign, reference)).toBeNull()
  expect(await found(maggie, reference)).toBeNull()
})

test('a trail holds what one did oneself, and no name of whom one no longer sees', async ({ database }) => {
  const { rab, isla, rosie, tokenOf } = await aRecord(database)
  const trail = (worker: typeof rab) =>
    asBearer(database, tokenOf(worker), async (db) =>
      (await trailOf(db, worker, all)).map(({ act, about }) => [
        act,
        about === null || about === 'somebody' ? about : about.name,
      ]),
    )
  expect(await trail(rab)).toEqual([['person.view', 'Rosie Reid']])
  expect(await trail(isla)).toEqual([
    ['fact.correct', 'Rosie Reid'],
    ['person.view', 'Rosie Reid'],
  ])

  await built(database, (db) => sql`update app.person set team_id = null where id = ${rosie.id}`.execute(db))

  expect(await trail(rab)).toEqual([['person.view', 'somebody']])
})

test('the account is read by its functions alone, and by none of them without being signed in', async ({
  database,
}) => {
  const { rosie, maggie, tokenOf } = await aRecord(database)
  const counted = (token: string) =>
    asBearer(database, token, async (db) => {
      const { rows } = await sql<{ readers: number; lists: number; trail: number }>`select
        (select count(*) from aud.readers_of(${rosie.id}::uuid, null, null, 100)) as readers,
        (select count(*) from aud.lists_with(${rosie.id}::uuid, null, 100)) as lists,
        (select count(*) from aud.my_trail(null, null, 100, '{}')) as trail`.execute(db)
      const closed = [
        await attempt(
          db,
          sql`select * from aud.reads_of_day(${rosie.organisationId}::uuid, '2026-11-03', '{}')`,
        ),
        await attempt(db, sql`select * from sec.staff_named(${[maggie.id]}::uuid[])`),
        await attempt(db, sql`select from aud.audit_entry`),
      ]
      return { ...rows[0], closed }
    })
  const closed = ['42501', '42501', '42501']

  expect(await counted(tokenOf(maggie))).toEqual({ readers: 3, lists: 1, trail: 0, closed })
  expect(await counted('')).toEqual({ readers: 0, lists: 0, trail: 0, closed })
})

test('who opened a record is found by index, not by looking through the year', async ({ database }) => {
  const { rosie, isla } = await aRecord(database)
  await asOwner(database, async (db) => {
    await sql`insert into aud.audit_entry (organisation_id, at, actor, actor_role, act, person_id, via)
      select ${rosie.organisationId}::uuid, timestamptz '2026-10-01' + n * interval '1 second', ${isla.id}::uuid, 'youth-worker',
             'person.view', gen_random_uuid(), 'lead' from generate_series(1, 20000) n`.execute(db)
  })
  const plans = await asOwner(database, async (db) => {
    await sql`analyze aud.audit_entry`.execute(db)
    const asked = [
      sql`explain select * from aud.audit_entry where person_id = ${rosie.id}::uuid order by at desc, id desc limit 100`,
      sql`explain select * from aud.audit_entry where people @> array[${rosie.id}::uuid]`,
    ]
    const plans = []
    for (const each of asked) {
      const { rows } = await each.execute(db)
      plans.push(JSON.stringify(rows))
    }
    return plans
  })

  for (const plan of plans) expect(plan).not.toContain('Seq Scan on audit_entry_2026')
})
