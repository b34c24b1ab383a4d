import { type Db, sql } from '#db/connection.server'
import { type ScopeName, scopeBits } from '~/access/permissions'
import type { Worker } from '~/access/worker'
import {
  allocate,
  anOrganisation,
  aPersonOf,
  aPersonWith,
  aPlaceWith,
  aShare,
  aTeam,
  aWorker,
} from '../support/builders'
import { asDefiner, building, expect, signedInAs, test } from '../support/database'
import { insertInto, nobodyBeside, personTables, type Someone } from './rows-of-a-person'

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)

async function sees(db: Db, person: Someone): Promise<boolean> {
  const { rows } = await sql`select from app.person where id = ${person.id}`.execute(db)
  return rows.length === 1
}

async function changes(db: Db, person: Someone): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update app.person set pronouns = 'they' where id = ${person.id}`.execute(db)
  return numAffectedRows === 1n
}

/** Somebody of this role and a person whom they see, each by the way that is usual for them. */
async function aWayIn(db: Db, role: Worker['role']): Promise<{ worker: Worker; person: Someone }> {
  const worker = await aWorker(db, { role })
  const organisation = { id: worker.organisationId, organisationId: worker.organisationId }
  if (role === 'team-manager') {
    const team = await aTeam(db, organisation, [worker])
    return { worker, person: await aPersonOf(db, worker.organisationId, { team_id: team.id }) }
  }
  if (role === 'youth-worker') return { worker, person: await aPersonWith(db, worker) }
  const { organisationId } = await anOrganisation(db)
  const person = await aPersonOf(db, organisationId)
  if (role === 'programme-lead') await aPlaceWith(db, person, worker)
  else await aShare(db, person, worker, { scopes: 8191 })
  return { worker, person }
}

test('a team sees its people only where its organisation says so, and changes none of them by that', async ({
  db,
}) => {
  const organisation = await anOrganisation(db)
  const lead = await aWorker(db, { organisation })
  const colleague = await aWorker(db, { organisation })
  const team = await aTeam(db, organisation, [lead, colleague])
  const calum = await aPersonWith(db, lead, { team_id: team.id })
  const teamSeesTeam = (yes: boolean) =>
    building(db, () =>
      db
        .updateTable('app.organisation')
        .set({ team_sees_team: yes })
        .where('id', '=', organisation.id)
        .execute(),
    )
  await signedInAs(db, colleague)

  const before = await sees(db, calum)
  await teamSeesTeam(true)
  const during = { sees: await sees(db, calum), changes: await changes(db, calum) }
  await teamSeesTeam(false)
  const after = await sees(db, calum)

  expect({ before, during, after }).toEqual({
    before: false,
    during: { sees: true, changes: false },
    after: false,
  })
})

const waysIn = ['youth-worker', 'team-manager', 'programme-lead', 'partner'] as const

test.for(waysIn)(
  'an exclusion is stronger than the way in of a %s, and ends when it is lifted',
  async (role, { db }) => {
    const { worker, person } = await aWayIn(db, role)
    await signedInAs(db, worker)

    const before = await sees(db, person)
    await building(db, () =>
      db
        .insertInto('app.exclusion')
        .values({
          organisation_id: person.organisationId,
          person_id: person.id,
          worker_id: worker.id,
          because: 'A neighbour',
        })
        .execute(),
    )
    const during = await sees(db, person)
    await building(db, () =>
      db
        .updateTable('app.exclusion')
        .set({ ended_at: new Date() })
        .where('person_id', '=', person.id)
        .execute(),
    )
    const after = await sees(db, person)

    expect([before, during, after]).toEqual([true, false, true])
  },
)

test.for(waysIn)(
  'a restricted record is open to a %s only while they are on its list',
  async (role, { db }) => {
    const { worker, person } = await aWayIn(db, role)
    const listed = { organisation_id: person.organisationId, person_id: person.id, worker_id: worker.id }
    await building(db, () =>
      db.updateTable('app.person').set({ is_restricted: true }).where('id', '=', person.id).execute(),
    )
    await signedInAs(db, worker)

    const before = await sees(db, person)
    await building(db, () => db.insertInto('app.restricted_reader').values(listed).execute())
    const during = await sees(db, person)
    await building(db, () =>
      db.deleteFrom('app.restricted_reader').where('person_id', '=', person.id).execute(),
    )
    const after = await sees(db, person)

    expect([before, during, after]).toEqual([false, true, false])
  },
)

test('to be on the list of a restricted record is no way in by itself', async ({ db }) => {
  const worker = await aWorker(db)
  const calum = await aPersonOf(db, worker.organisationId, { is_restricted: true })
  await building(db, () =>
    db
      .insertInto('app.restricted_reader')
      .values({ organisation_id: calum.organisationId, person_id: calum.id, worker_id: worker.id })
      .execute(),
  )

  await signedInAs(db, worker)

  expect(await sees(db, calum)).toBe(false)
})

test('cover this week and cover next month leave the time between them closed', async ({ db }) => {
  const cover = await aWorker(db)
  const calum = await aPersonOf(db, cover.organisationId)
  await allocate(db, calum, cover, { kind: 'cover', startsAt: inDays(-7), endsAt: inDays(1) })
  await allocate(db, calum, cover, { kind: 'cover', startsAt: inDays(30), endsAt: inDays(37) })
  await signedInAs(db, cover)
  const thisWeek = await sees(db, calum)

  const { rows } = await asDefiner(db, () =>
    sql<{ open: boolean }>`select exists (select from sec.edge e where e.user_id = ${cover.id}
      and e.starts_at <= now() + interval '10 days' and e.expires_at > now() + interval '10 days') as open`.execute(
      db,
    ),
  )

  expect({ thisWeek, inTenDays: rows[0]?.open }).toEqual({ thisWeek: true, inTenDays: false })
})

test('an allocation that begins next week opens nothing today', async ({ db }) => {
  const worker = await aWorker(db)
  const calum = await aPersonOf(db, worker.organisationId)
  await allocate(db, calum, worker, { startsAt: inDays(7) })

  await signedInAs(db, worker)

  expect(await sees(db, calum)).toBe(false)
})

test('who changes their role sees from then on what the new one may', async ({ db }) => {
  const worker = await aWorker(db, { role: 'justice-social-worker' })
  const calum = await aPersonWith(db, worker)
  await building(db, () => sql.raw(insertInto('app.fact', factIn(calum, 'justice'))).execute(db))
  await signedInAs(db, worker)
  const before = await factScopes(db)

  await building(db, () =>
    db.updateTable('app.worker').set({ role: 'youth-worker' }).where('id', '=', worker.id).execute(),
  )

  expect([before, await factScopes(db)]).toEqual([[128], []])
})

test('a worker who has ended sees nothing from the next statement on', async ({ db }) => {
  const worker = await aWorker(db)
  const calum = await aPersonWith(db, worker)
  await signedInAs(db, worker)
  const before = await sees(db, calum)

  await building(db, () =>
    db.updateTable('app.worker').set({ ended_at: new Date() }).where('id', '=', worker.id).execute(),
  )

  expect([before, await sees(db, calum)]).toEqual([true, false])
})

function factIn(person: Someone, scope: ScopeName) {
  const beside = { ...nobodyBeside, programme: person }
  const row = personTables['app.fact']?.row(person, beside, scopeBits[scope])
  if (!row) throw new Error('There is no row of a fact')
  return row
}

async function factScopes(db: Db): Promise<number[]> {
  const { rows } = await sql<{ scope: number }>`select distinct scope from app.fact order by scope`.execute(
    db,
  )
  return rows.map(({ scope }) => scope)
}
