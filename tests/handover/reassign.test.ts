import { sql } from '#db/connection.server'
import { openRecord } from '~/caseload/open-record.server'
import { reassign } from '~/handover/reassign.server'
import { toReassign } from '~/handover/to-reassign.server'
import { addDays } from '~/shared/civil-date'
import { transitionsDue } from '~/transitions/queries.server'
import { allocate, aPersonOf, aPersonWith, aSession, aWorker, today } from '../support/builders'
import { building, expect, signedInAs, test } from '../support/database'
import { allocationsOf, asked, aTeamOfThree, give, sessionOf, workerChangesOf } from './a-team'

test('a manager gives two people to a colleague: who led before stays in the history, and what was planned goes with them', async ({
  db,
}) => {
  const { shona, isla, ali, calum, rosie } = await aTeamOfThree(db)
  const past = await aSession(db, calum, isla, { planned_on: addDays(today, -1) })
  const ahead = await aSession(db, rosie, isla, { planned_on: addDays(today, 3) })

  await give(db, shona, [calum, rosie], { to: ali.id })

  for (const person of [calum, rosie]) {
    expect(await allocationsOf(db, person)).toEqual([
      { worker: 'Isla Munro', kind: 'lead', isOn: false, isUndone: false },
      { worker: 'Ali Mair', kind: 'lead', isOn: true, isUndone: false },
    ])
    expect(await workerChangesOf(db, person)).toMatchObject([{ because: 'lead' }])
  }
  expect(await sessionOf(db, past.id)).toEqual({ workerId: ali.id, version: 2 })
  expect(await sessionOf(db, ahead.id)).toEqual({ workerId: ali.id, version: 2 })
  await signedInAs(db, isla)
  expect(await openRecord(db, isla, calum.id)).toBeNull()
  await signedInAs(db, ali)
  expect((await openRecord(db, ali, calum.id))?.worker).toBe('Ali Mair')
  expect((await transitionsDue(db, ali, today, { limit: 50 })).map(({ rule }) => rule)).toContain(
    'WORKER_CHANGE',
  )
})

test('from a later day both know, and until then nothing changes for either', async ({ db }) => {
  const { shona, isla, ali, calum } = await aTeamOfThree(db)
  const { rows } = await sql<{
    day: typeof today
  }>`select (now() at time zone 'Europe/London')::date as day`.execute(db)
  const now = rows[0]?.day ?? today
  const before = await aSession(db, calum, isla, { planned_on: addDays(now, 3) })
  const after = await aSession(db, calum, isla, { planned_on: addDays(now, 7) })

  await give(db, shona, [calum], { to: ali.id, fromOn: addDays(now, 7), reason: 'worker-leaves' })

  expect(await sessionOf(db, before.id)).toEqual({ workerId: isla.id, version: 1 })
  expect(await sessionOf(db, after.id)).toEqual({ workerId: ali.id, version: 2 })
  expect(await workerChangesOf(db, calum)).toMatchObject([{ on: addDays(now, 7) }])
  await signedInAs(db, ali)
  expect(await openRecord(db, ali, calum.id)).toBeNull()
  await signedInAs(db, isla)
  expect((await openRecord(db, isla, calum.id))?.worker).toBe('Isla Munro')
})

test('a later day that is replaced by an earlier one leaves one change of worker, and the one in between never left', async ({
  db,
}) => {
  const { shona, isla, ali, calum } = await aTeamOfThree(db)
  const { rows } = await sql<{
    day: typeof today
  }>`select (now() at time zone 'Europe/London')::date as day`.execute(db)
  const later = addDays(rows[0]?.day ?? today, 14)
  await give(db, shona, [calum], { to: ali.id, fromOn: later })

  await give(db, shona, [calum], { to: shona.id })

  expect(await allocationsOf(db, calum)).toEqual([
    { worker: 'Isla Munro', kind: 'lead', isOn: false, isUndone: false },
    { worker: 'Shona Ferrie', kind: 'lead', isOn: true, isUndone: false },
    { worker: 'Ali Mair', kind: 'lead', isOn: expect.anything(), isUndone: true },
  ])
  expect(await workerChangesOf(db, calum)).toHaveLength(1)
  await signedInAs(db, isla)
  expect(await openRecord(db, isla, calum.id)).toBeNull()
})

test('somebody who stands in for a time moves nothing, and sees no more after the last day', async ({
  db,
}) => {
  const { shona, isla, ali, calum } = await aTeamOfThree(db)
  const session = await aSession(db, calum, isla)
  const { rows } = await sql<{
    day: typeof today
  }>`select (now() at time zone 'Europe/London')::date as day`.execute(db)
  const untilOn = addDays(rows[0]?.day ?? today, 3)

  await give(db, shona, [calum], { to: ali.id, as: 'cover', untilOn, reason: 'worker-away' })

  expect(await allocationsOf(db, calum)).toMatchObject([
    { worker: 'Isla Munro', kind: 'lead', isOn: true },
    { worker: 'Ali Mair', kind: 'cover', isOn: true },
  ])
  expect(await sessionOf(db, session.id)).toEqual({ workerId: isla.id, version: 1 })
  const edges = await building(db, () =>
    db
      .selectFrom('app.allocation')
      .where('worker_id', '=', ali.id)
      .select(sql<string>`to_char(ends_at at time zone 'Europe/London', 'YYYY-MM-DD HH24:MI')`.as('ends'))
      .execute(),
  )
  expect(edges).toEqual([{ ends: `${addDays(untilOn, 1)} 00:00` }])
})

test('who is left without a worker needs one, and their planned sessions come to whoever decided it', async ({
  db,
}) => {
  const { shona, isla, calum } = await aTeamOfThree(db)
  const session = await aSession(db, calum, isla)

  await give(db, shona, [calum], { to: 'nobody' })

  expect(await allocationsOf(db, calum)).toMatchObject([{ worker: 'Isla Munro', isOn: false }])
  expect(await sessionOf(db, session.id)).toMatchObject({ workerId: shona.id })
  expect((await openRecord(db, shona, calum.id))?.worker).toBeNull()
})

test('a co-worker who becomes the lead is named once, and what somebody else beside them planned stays theirs', async ({
  db,
}) => {
  const { shona, ali, calum } = await aTeamOfThree(db)
  const morag = await aWorker(db, { organisation: calum, name: 'Morag Boyd' })
  await allocate(db, calum, ali, { kind: 'co-worker' })
  await allocate(db, calum, morag, { kind: 'co-worker' })
  const hers = await aSession(db, calum, morag)

  await give(db, shona, [calum], { to: ali.id })

  const on = (await allocationsOf(db, calum)).filter(({ isOn }) => isOn)
  expect(on.map(({ worker, kind }) => `${worker}: ${kind}`).sort()).toEqual([
    'Ali Mair: lead',
    'Morag Boyd: co-worker',
  ])
  expect(await sessionOf(db, hers.id)).toMatchObject({ workerId: morag.id })
})

test('the page shows what goes with each, and how much each worker has already', async ({ db }) => {
  const { shona, isla, ali, calum, rosie } = await aTeamOfThree(db)
  await aSession(db, calum, isla, { planned_on: addDays(today, 3) })
  const due = async (id: string) => {
    const { people } = await toReassign(db, shona, { people: [id], leadId: null }, today)
    return (people[0]?.dueNow ?? 0) + (people[0]?.dueSoon ?? 0)
  }

  const { people, workers } = await toReassign(db, shona, { people: [], leadId: isla.id }, today)

  expect(people.map(({ id }) => id).sort()).toEqual([calum.id, rosie.id].sort())
  expect(people.find(({ id }) => id === calum.id)).toMatchObject({
    leads: [{ name: 'Isla Munro', from: null, until: null }],
    sessionsOn: [addDays(today, 3)],
    referrals: [],
    drafts: 0,
  })
  expect(workers).toMatchObject([
    { name: 'Ali Mair', leads: 0, due: 0 },
    { name: 'Isla Munro', leads: 2, due: (await due(calum.id)) + (await due(rosie.id)) },
    { name: 'Shona Ferrie', leads: 0, due: 0 },
  ])
  expect(workers.map(({ id }) => id)).toContain(ali.id)
})

test('whoever decided something else meanwhile is not written over: all of them stay as they are, and it says who', async ({
  db,
}) => {
  const { shona, isla, ali, calum, rosie } = await aTeamOfThree(db)
  const input = await asked(db, shona, [calum, rosie], { to: ali.id })
  await give(db, shona, [rosie], { to: shona.id })

  const made = await reassign(db, shona, input, today)

  expect(made).toEqual({
    ok: false,
    reason: { why: 'not-all-of-them', people: [{ id: rosie.id, why: 'changed-meanwhile' }] },
  })
  expect((await allocationsOf(db, calum)).map(({ worker }) => worker)).toEqual([isla.name])
})

test('nobody is given to a worker who is kept apart from them, or from whom their record is closed', async ({
  db,
}) => {
  const { shona, ali, calum, rosie } = await aTeamOfThree(db)
  await building(db, async () => {
    const of = { organisation_id: calum.organisationId, worker_id: ali.id }
    await db
      .insertInto('app.exclusion')
      .values({ ...of, person_id: calum.id, because: 'A neighbour' })
      .execute()
    for (const worker of [shona])
      await db
        .insertInto('app.restricted_reader')
        .values({ organisation_id: rosie.organisationId, person_id: rosie.id, worker_id: worker.id })
        .execute()
    await db.updateTable('app.person').set({ is_restricted: true }).where('id', '=', rosie.id).execute()
  })

  const made = await reassign(db, shona, await asked(db, shona, [calum, rosie], { to: ali.id }), today)

  const people = expect.arrayContaining([
    { id: calum.id, why: 'kept-apart' },
    { id: rosie.id, why: 'restricted' },
  ])
  expect(made).toEqual({ ok: false, reason: { why: 'not-all-of-them', people } })
})

test.for([
  ['before today', { fromOn: addDays(today, -1) }, 'before-today'],
  ['a time without an end', { as: 'cover' }, 'no-last-day'],
  ['an end before its beginning', { as: 'cover', untilOn: addDays(today, -1) }, 'ends-before-it-begins'],
  ['something else without a word', { reason: 'other' }, 'no-words'],
] as const)('%s is refused', async ([, changes, why], { db }) => {
  const { shona, ali, calum } = await aTeamOfThree(db)

  const made = await reassign(db, shona, await asked(db, shona, [calum], { to: ali.id, ...changes }), today)

  expect(made).toEqual({ ok: false, reason: { why, people: [] } })
})

test('a manager gives to workers of their own team alone, and a worker gives nobody to anybody', async ({
  db,
}) => {
  const { shona, isla, ali, calum } = await aTeamOfThree(db)
  const elsewhere = await aWorker(db, { organisation: calum })
  const input = await asked(db, shona, [calum], { to: ali.id })

  const made = await reassign(db, shona, { ...input, to: elsewhere.id }, today)
  await signedInAs(db, isla)
  const byWorker = await reassign(db, isla, input, today)

  expect(made).toEqual({ ok: false, reason: { why: 'not-in-your-team', people: [] } })
  expect(byWorker).toEqual({ ok: false, reason: { why: 'not-in-your-team', people: [] } })
  expect(await toReassign(db, isla, { people: [calum.id], leadId: null }, today)).toEqual({
    people: [],
    workers: [],
  })
})

test('people of another team and closed records are not among those who can be chosen', async ({ db }) => {
  const { shona, calum } = await aTeamOfThree(db)
  const stranger = await aPersonWith(db, await aWorker(db, { organisation: calum }))
  const closed = await aPersonOf(db, calum.organisationId, {})
  await building(db, () =>
    db
      .updateTable('app.person')
      .set({ closed_on: today, closed_because: 'ended' })
      .where('id', '=', closed.id)
      .execute(),
  )

  const { people } = await toReassign(
    db,
    shona,
    { people: [calum.id, stranger.id, closed.id], leadId: null },
    today,
  )

  expect(people.map(({ id }) => id)).toEqual([calum.id])
})
