import { sql } from '#db/connection.server'
import type { Role } from '~/access/permissions'
import { beginWork } from '~/access/work.server'
import { lookThroughDay, lookThroughYesterday } from '~/oversight/look-through.server'
import { openUnusual, unusualReads, unusualWaiting } from '~/oversight/unusual.server'
import { civilDate, todayInScotland } from '~/shared/civil-date'
import { asBearer, attempt, built, tokenFor } from '../security/committed'
import { aRealServer } from '../security/real-server'
import { anOrganisation, aPersonOf, aTeam, aWorker } from '../support/builders'
import { expect, type TestDatabase, test } from '../support/database'
import { writeAccount } from './account'

/** A Tuesday: three working days on are Wednesday, Thursday, Friday. */
const day = civilDate('2026-11-03')
const today = civilDate('2026-11-04')

type Player = { id: string; organisationId: string; role: Role; name: string }

/** Two teams that see one another's people only by a switch; Rab Reid of the one opens Rosie Reid of the other. */
async function aDayOfReading(
  database: TestDatabase,
  changes: { withDataProtection: 'yes' | 'no' } = { withDataProtection: 'yes' },
) {
  const made = await built(database, async (db) => {
    const organisation = await anOrganisation(db, { teamSeesTeam: true })
    const worker = (role: Role, name: string) => aWorker(db, { organisation, role, name })
    const rab = await worker('youth-worker', 'Rab Reid')
    const maggie = await worker('team-manager', 'Maggie Shaw')
    const ewan = await worker('team-manager', 'Ewan Bell')
    const dora = changes.withDataProtection === 'yes' ? await worker('data-protection', 'Dora Lamont') : null
    const adam = await worker('administrator', 'Adam Hay')
    const team = await aTeam(db, organisation, [maggie])
    await aTeam(db, organisation, [rab, ewan])
    const rosie = await aPersonOf(db, organisation.organisationId, {
      given_name: 'Rosie',
      family_name: 'Reid',
      reference: 'NM-7',
      team_id: team.id,
    })
    return { organisation, rab, maggie, ewan, dora, adam, rosie }
  })
  const { rab, rosie } = made
  await writeAccount(database, [
    {
      at: `${day} 10:05`,
      actor: rab.id,
      organisationId: rab.organisationId,
      personId: rosie.id,
      via: 'team',
    },
  ])
  const as = async <T>(player: Player, run: Parameters<typeof asBearer<T>>[2]) =>
    asBearer(database, await tokenFor(database, player), run)
  const queueOf = (player: Player) =>
    as(player, async (db) =>
      (await unusualReads(db, player as never, { show: 'waiting', after: null, most: 50 })).map(
        ({ rule, worker, name, reference, dueOn }) => ({ rule, worker, name, reference, dueOn }),
      ),
    )
  return { ...made, as, queueOf }
}

const look = (database: TestDatabase, on = today) =>
  lookThroughYesterday(database.owner.db, database.jobs.db, on)

test('a namesake’s record stands in the queue next morning, with its owner’s day by the working calendar', async ({
  database,
}) => {
  const { dora, maggie, queueOf } = await aDayOfReading(database)

  await look(database)

  const found = { rule: 'same-family-name', worker: 'Rab Reid', reference: 'NM-7', dueOn: '2026-11-09' }
  if (!dora) throw new Error('Nobody looks after data protection')
  expect(await queueOf(dora)).toEqual([{ ...found, name: null }])
  expect(await queueOf(maggie)).toEqual([{ ...found, name: 'Rosie Reid' }])
})

test('whoever is asked about sees nothing of it, nor does another team’s manager or an administrator', async ({
  database,
}) => {
  const { rab, ewan, adam, rosie, as, queueOf, dora } = await aDayOfReading(database)
  await built(database, (db) =>
    sql`update app.worker set role = 'data-protection' where id = ${rab.id}`.execute(db),
  )

  await look(database)

  for (const player of [rab, ewan, adam]) expect(await queueOf(player)).toEqual([])
  const id = await idOf(database, rosie.id)
  for (const player of [rab, ewan, adam])
    expect(
      await as(player, async (db) => [
        await openUnusual(db, player, id),
        await attempt(db, sql`select sec.review_unusual(${id}::uuid, 1, 'explained', 'It was fine', null)`),
      ]),
    ).toEqual([null, '42501'])
  expect(dora && (await queueOf(dora))).toHaveLength(1)
})

test('where nobody holds data protection every manager owns it, but whom it is about', async ({
  database,
}) => {
  const { rab, maggie, ewan, rosie, as, queueOf } = await aDayOfReading(database, {
    withDataProtection: 'no',
  })
  await look(database)

  expect(await queueOf(ewan)).toMatchObject([{ worker: 'Rab Reid', name: null, reference: 'NM-7' }])
  expect(await queueOf(maggie)).toHaveLength(1)
  const waiting = (player: Player, on = today) => as(player, (db) => unusualWaiting(db, on).execute())
  expect(await waiting(ewan)).toEqual([{ waiting: 1, late: 0 }])

  await built(database, (db) =>
    sql`update app.worker set role = 'team-manager' where id = ${rab.id}`.execute(db),
  )
  expect(await queueOf(rab)).toEqual([])
  expect(await waiting(rab)).toEqual([])
  expect(await idOf(database, rosie.id)).not.toBe('')
})

test('what is past its day is said to its owner, and to an administrator as a number alone', async ({
  database,
}) => {
  const { dora, maggie, adam, as } = await aDayOfReading(database)
  await look(database)
  const waiting = (player: Player, on: string) =>
    as(player, (db) => unusualWaiting(db, civilDate(on)).execute())
  if (!dora) throw new Error('Nobody looks after data protection')

  expect(await waiting(dora, '2026-11-09')).toEqual([{ waiting: 1, late: 0 }])
  expect(await waiting(dora, '2026-11-10')).toEqual([{ waiting: 1, late: 1 }])
  expect(await waiting(maggie, '2026-11-10')).toEqual([])
  expect(await waiting(adam, '2026-11-09')).toEqual([])
  expect(await waiting(adam, '2026-11-10')).toEqual([{ waiting: null, late: 1 }])
})

test('a day is looked through once, however often and by however many it is asked', async ({ database }) => {
  const { organisation, dora, queueOf } = await aDayOfReading(database)

  await Promise.all([look(database), look(database), look(database)])
  const again = await look(database)

  expect(again.filter(({ day: on }) => on === day)).toEqual([])
  expect(dora && (await queueOf(dora))).toHaveLength(1)
  const { rows } = await built(database, (db) =>
    sql`select on_day from app.unusual_look where organisation_id = ${organisation.id}`.execute(db),
  )
  expect(rows).toEqual([{ on_day: day }])
})

test('days that were missed are made up, as far back as two weeks', async ({ database }) => {
  const { organisation } = await aDayOfReading(database)
  await look(database)

  const looked = await look(database, civilDate('2026-11-08'))
  const later = await look(database, civilDate('2026-11-26'))

  const slug = await slugOf(database, organisation.id)
  const daysOf = (all: typeof looked) =>
    all.filter((each) => each.organisation === slug).map(({ day: on }) => on)
  expect(daysOf(looked)).toEqual(['2026-11-04', '2026-11-05', '2026-11-06', '2026-11-07'])
  expect(daysOf(later)).toHaveLength(14)
})

test('a day that is not over is looked through again when it is, and nobody is asked twice', async ({
  database,
}) => {
  const { dora, rab, rosie, queueOf } = await aDayOfReading(database)
  const running = todayInScotland(new Date())
  await writeAccount(database, [
    {
      at: `${running} 00:00:01`,
      actor: rab.id,
      organisationId: rab.organisationId,
      personId: rosie.id,
      via: 'team',
    },
  ])

  await lookThroughDay(database.owner.db, database.jobs.db, running, running)
  const first = dora && (await queueOf(dora))
  await lookThroughDay(database.owner.db, database.jobs.db, running, running)

  expect(first?.map(({ rule }) => rule)).toContain('same-family-name')
  expect(dora && (await queueOf(dora))).toEqual(first)
})

test('a partner of another organisation who opens our record is asked about by us, not by them', async ({
  database,
}) => {
  const { dora, rosie, queueOf } = await aDayOfReading(database)
  const { partner, theirs } = await built(database, async (db) => {
    const partner = await aWorker(db, { role: 'contributor', name: 'Jo Reid' })
    const theirs = await aWorker(db, {
      role: 'data-protection',
      organisation: { id: partner.organisationId, organisationId: partner.organisationId },
    })
    return { partner, theirs }
  })
  await writeAccount(database, [
    {
      at: `${day} 11:00`,
      actor: partner.id,
      role: 'contributor',
      organisationId: partner.organisationId,
      personId: rosie.id,
      via: `share:${crypto.randomUUID()}`,
    },
  ])

  await look(database)

  expect(dora && (await queueOf(dora)).map(({ worker }) => worker).sort()).toEqual(['Jo Reid', 'Rab Reid'])
  expect(await queueOf(theirs)).toEqual([])
})

test('what was explained is not asked again, what was not is', async ({ database }) => {
  const { dora, rab, rosie, as, queueOf } = await aDayOfReading(database)
  if (!dora) throw new Error('Nobody looks after data protection')
  await look(database)
  const id = await idOf(database, rosie.id)
  await reviewed(database, dora, id, 'explained')
  const again = (on: string) => ({
    at: `${on} 10:00`,
    actor: rab.id,
    organisationId: rab.organisationId,
    personId: rosie.id,
    via: 'team',
  })
  await writeAccount(database, [again('2026-11-04')])
  await look(database, civilDate('2026-11-05'))
  expect(await queueOf(dora)).toEqual([])

  await reviewed(database, dora, id, 'not-explained')
  await writeAccount(database, [again('2026-11-05')])
  await look(database, civilDate('2026-11-06'))

  expect((await queueOf(dora)).map(({ rule }) => rule).sort()).toEqual([
    'again-and-again',
    'same-family-name',
  ])
  expect(await as(dora, (db) => openUnusual(db, dora, id))).toMatchObject({
    outcome: 'not-explained',
    referredTo: 'The service manager',
    version: 3,
  })
})

test('what came of it is kept version by version, and two who save at once both see what the other said', async ({
  database,
}) => {
  const { dora, maggie, rosie } = await aDayOfReading(database)
  if (!dora) throw new Error('Nobody looks after data protection')
  await look(database)
  const id = await idOf(database, rosie.id)
  const server = await aRealServer(database)
  const form = { outcome: 'explained', said: 'He covered a call.', referredTo: '', version: '1' }

  const missing = await server.post(`/unusual/${id}`, await tokenFor(database, dora), { ...form, said: '' })
  const nowhere = await server.post(`/unusual/${id}`, await tokenFor(database, dora), {
    ...form,
    outcome: 'not-explained',
  })
  const first = await server.post(`/unusual/${id}`, await tokenFor(database, dora), form)
  const second = await server.post(`/unusual/${id}`, await tokenFor(database, maggie), {
    ...form,
    said: 'He would not say.',
  })
  await server.stop()

  expect([missing.status, nowhere.status, first.status, second.status]).toEqual([422, 422, 303, 409])
  expect(missing.text).toContain('Enter what you found out')
  expect(nowhere.text).toContain('Enter whom it was referred to')
  expect(second.text).toContain('He covered a call.')
  expect(second.text).toContain('He would not say.')
  const { rows } = await asSec(
    database,
    sql`select version, was ->> 'outcome' as was from app.unusual_read_version where unusual_read_id = ${id}`,
  )
  expect(rows).toEqual([{ version: 1, was: null }])
})

test('nobody reviews a read of their own, whatever they run', async ({ database }) => {
  const { rosie, rab } = await aDayOfReading(database)
  await look(database)
  const id = await idOf(database, rosie.id)

  const own = asSec(
    database,
    sql`update app.unusual_read set outcome = 'explained', said = 'x', reviewed_by = ${rab.id}, reviewed_at = now() where id = ${id}`,
  )
  await expect(own).rejects.toThrow('check constraint')
})

test('work for another organisation reads nothing of this one’s account', async ({ database }) => {
  const { organisation } = await aDayOfReading(database)
  const { organisation: other } = await aDayOfReading(database)
  const read = async (worksFor: string | null) => {
    const token = await beginWork(database.owner.db, 'test', worksFor)
    return database.jobs.db.transaction().execute(async (db) => {
      await sql`select set_config('app.session', ${token}, true)`.execute(db)
      return attempt(db, sql`select * from aud.reads_of_day(${organisation.id}::uuid, ${day}::date, '{}')`)
    })
  }

  expect([await read(other.id), await read(organisation.id), await read(null)]).toEqual([
    '42501',
    'done',
    'done',
  ])
})

async function reviewed(
  database: TestDatabase,
  dora: Player,
  id: string,
  outcome: 'explained' | 'not-explained',
): Promise<void> {
  const transaction = await database.app.db.startTransaction().execute()
  await sql`select from sec.enter(${await tokenFor(database, dora)})`.execute(transaction)
  const { rows } = await sql<{
    version: number
  }>`select version from sec.unusual_reads() where id = ${id}`.execute(transaction)
  await sql`select sec.review_unusual(${id}::uuid, ${rows[0]?.version ?? 0}, ${outcome}, 'Asked him', ${
    outcome === 'explained' ? null : 'The service manager'
  })`.execute(transaction)
  await transaction.commit().execute()
}

async function idOf(database: TestDatabase, personId: string): Promise<string> {
  const { rows } = await built(database, (db) =>
    sql<{
      id: string
    }>`select id from app.unusual_read where person_id = ${personId} order by made_at limit 1`.execute(db),
  )
  return rows[0]?.id ?? ''
}

async function slugOf(database: TestDatabase, id: string): Promise<string> {
  const { rows } = await built(database, (db) =>
    sql<{ slug: string }>`select slug from app.organisation where id = ${id}`.execute(db),
  )
  return rows[0]?.slug ?? ''
}

function asSec(database: TestDatabase, statement: ReturnType<typeof sql>) {
  return database.owner.db.transaction().execute(async (db) => {
    await sql`set local role airt_sec`.execute(db)
    return statement.execute(db)
  })
}
