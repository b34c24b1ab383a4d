import { sql } from '#db/connection.server'
import { beginWork, inWork } from '~/access/work.server'
import { asBearer, asNobody, attempt, built, tokenFor } from '../security/committed'
import { anOrganisation, aTeam, aWorker } from '../support/builders'
import { expect, test } from '../support/database'

const hash = sql`sha256('x'::bytea)`

test('nobody who is not signed in makes, changes or ends a calendar, and no browser says what stands in one', async ({
  database,
}) => {
  const worker = await built(database, (db) => aWorker(db))
  const token = await tokenFor(database, worker)

  const nobody = await asNobody(database, async (db) => [
    await attempt(db, sql`select sec.make_calendar(${hash}, 0)`),
    await attempt(db, sql`select sec.show_calendar_place(true, 1)`),
    await attempt(db, sql`select sec.end_calendar(1)`),
    await attempt(db, sql`select sec.publish_calendar('2026-11-25', '[]')`),
  ])
  const signedIn = await asBearer(database, token, (db) =>
    attempt(db, sql`select sec.publish_calendar('2026-11-25', '[]')`),
  )

  expect(nobody).toEqual(['28000', '28000', '28000', '42501'])
  expect(signedIn).toBe('42501')
})

test('what waits for whom is counted by the work of that organisation alone', async ({ database }) => {
  const { here, there, worker } = await built(database, async (db) => {
    const here = await anOrganisation(db)
    return { here, there: await anOrganisation(db), worker: await aWorker(db, { organisation: here }) }
  })
  const count = (organisation: { id: string }) =>
    sql`select * from sec.mail_counts(${organisation.id}::uuid, '2026-11-25', 'week', '{}', '{}')`
  const managers = (organisation: { id: string }) =>
    sql`select * from sec.seen_by_managers(${organisation.id}::uuid, ${[worker.id]}::uuid[])`
  const work = await beginWork(database.owner.db, 'test', here.id)

  const byWork = await inWork(database.jobs.db, work, async (db) => [
    await attempt(db, count(here)),
    await attempt(db, count(there)),
    await attempt(db, sql`select sec.forget_messages()`),
    await attempt(db, managers(here)),
    await attempt(db, managers(there)),
  ])
  const byHand = await asBearer(database, await tokenFor(database, worker), async (db) => [
    await attempt(db, count(here)),
    await attempt(db, sql`select from app.message`),
    await attempt(db, sql`select from app.message_cause`),
    await attempt(db, managers(here)),
  ])

  expect(byWork).toEqual(['done', '42501', '42501', 'done', '42501'])
  expect(byHand).toEqual(['42501', '42501', '42501', '42501'])
})

test('a choice about mail is one’s own to make and to read, and a supervision note goes to one’s own team', async ({
  database,
}) => {
  const { isla, ali, shona, rab } = await built(database, async (db) => {
    const organisation = await anOrganisation(db)
    const isla = await aWorker(db, { organisation })
    const ali = await aWorker(db, { organisation })
    const shona = await aWorker(db, { role: 'team-manager', organisation })
    await aTeam(db, organisation, [shona, isla])
    return { isla, ali, shona, rab: await aWorker(db, { role: 'team-manager', organisation }) }
  })
  const choose = (who: { id: string }) => sql`
    insert into app.mail_choice (organisation_id, worker_id, often) values (${isla.organisationId}, ${who.id}, 'never')`
  const note = (by: { id: string }, about: { id: string }) => sql`
    insert into app.supervision_note (organisation_id, id, worker_id, manager_id, week_on, words)
    values (${isla.organisationId}, gen_random_uuid(), ${about.id}, ${by.id}, '2026-11-23', 'x')`

  const byIsla = await asBearer(database, await tokenFor(database, isla), async (db) => [
    await attempt(db, choose(isla)),
    await attempt(db, choose(ali)),
    await attempt(db, note(shona, isla)),
    await attempt(db, note(isla, ali)),
  ])
  const byShona = await asBearer(database, await tokenFor(database, shona), async (db) => [
    await attempt(db, note(shona, isla)),
    await attempt(db, note(shona, ali)),
    await attempt(db, note(rab, isla)),
  ])

  expect(byIsla).toEqual(['done', '42501', '42501', '42501'])
  expect(byShona).toEqual(['done', '42501', '42501'])
})
