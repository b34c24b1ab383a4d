import type { Db } from '#db/connection.server'
import { openSession } from '~/sessions/open-session.server'
import { cancelSession, changePlan, planSession } from '~/sessions/plan.server'
import { planningFor } from '~/sessions/planning.server'
import { historyOf } from '~/sessions/session-values'
import { mySessions, sessionsWaiting } from '~/sessions/sessions.server'
import { addDays, civilDate } from '~/shared/civil-date'
import { transitionsOf } from '~/transitions/queries.server'
import { allocate, aPersonWith, aProgramme, aSession, aWorker, today } from '../support/builders'
import { expect, signedInAs, test } from '../support/database'
import { aCardInUse, aPlan, countOf } from './support'

const page = { path: '/', asked: null }

async function islaAndCalum(db: Db) {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla, { born_on: civilDate('2010-12-20') })
  return { isla, calum }
}

test('a plan is saved as it stands, with its cards and what it is for', async ({ db }) => {
  const { isla, calum } = await islaAndCalum(db)
  await aCardInUse(db, 'T01')
  await aCardInUse(db, 'T02', { isOpportunity: true })
  const bikes = await aProgramme(db, isla, { name: 'Bike build' })
  await signedInAs(db, isla)
  const [coming] = await transitionsOf(db, isla, calum.id)

  const planned = await planSession(
    db,
    isla,
    calum.id,
    aPlan({
      'card.T01': '1',
      'card.T02': '1',
      'bring.food': 'yes',
      bringOther: 'his bike',
      alternative: `programme ${bikes.organisationId} ${bikes.id}`,
      transitionId: coming?.id ?? '',
    }),
    today,
  )

  const sessionId = planned.ok ? planned.value.sessionId : ''
  const held = await openSession(db, isla, { personId: calum.id, sessionId }, page)
  expect(held).toMatchObject({
    status: 'planned',
    plannedOn: '2026-11-30',
    plannedAt: '16:00',
    programme: 'Bike build',
    transitionId: coming?.id,
    bring: ['food', 'his bike'],
    worker: 'Isla Munro',
  })
  expect(held?.cards?.map(({ id, isPlanned }) => [id, isPlanned])).toEqual([
    ['T01', true],
    ['T02', true],
  ])
})

test('only the day is needed', async ({ db }) => {
  const { isla, calum } = await islaAndCalum(db)
  await signedInAs(db, isla)

  const planned = await planSession(db, isla, calum.id, aPlan({ plannedAt: '' }), today)

  expect(planned.ok).toBe(true)
})

test.for([
  ['a day that has passed', { plannedOn: '2026-11-24' }, 'day-passed'],
  ['a day more than a year away', { plannedOn: '2027-11-27' }, 'day-too-far'],
  ['two cards that both warn', { 'card.T01': '1', 'card.T03': '1' }, 'no-opening-card'],
  ['three cards', { 'card.T01': '1', 'card.T02': '1', 'card.T03': '1' }, 'too-many-cards'],
  ['a card that rests', { 'card.T04': '1' }, 'card-not-live'],
  ['an offer that nobody knows', { alternative: 'offer no-such-offer' }, 'alternative-not-known'],
])('a plan with %s is refused', async ([, said, reason], { db }) => {
  const { isla, calum } = await islaAndCalum(db)
  for (const id of ['T01', 'T03']) await aCardInUse(db, id)
  await aCardInUse(db, 'T02', { isOpportunity: true })
  await aCardInUse(db, 'T04', { status: 'resting' })
  await signedInAs(db, isla)

  const planned = await planSession(db, isla, calum.id, aPlan(said as Record<string, string>), today)

  expect(planned).toEqual({ ok: false, reason })
  expect(await countOf(db, 'app.session', calum.id)).toBe(0)
})

test('the first and the last day that a plan may name', async ({ db }) => {
  const { isla, calum } = await islaAndCalum(db)
  await signedInAs(db, isla)

  const days = [today, addDays(today, 366)]
  const planned = await Promise.all(
    days.map((plannedOn) => planSession(db, isla, calum.id, aPlan({ plannedOn }), today)),
  )

  expect(planned.map(({ ok }) => ok)).toEqual([true, true])
})

test('nobody plans with whom they do not see, and what is coming for another is left out', async ({ db }) => {
  const { isla, calum } = await islaAndCalum(db)
  const other = await aPersonWith(db, await aWorker(db))
  await signedInAs(db, isla)
  const [coming] = await transitionsOf(db, isla, calum.id)

  const planned = await planSession(db, isla, other.id, aPlan(), today)

  expect(planned).toEqual({ ok: false, reason: 'not-yours-to-change' })
  expect(
    await planningFor(db, isla, { personId: other.id, transitionId: coming?.id ?? '' }, page, today),
  ).toBe(null)
})

test('opening the planner creates nothing', async ({ db }) => {
  const { isla, calum } = await islaAndCalum(db)
  await signedInAs(db, isla)

  const planning = await planningFor(db, isla, { personId: calum.id, transitionId: null }, page, today)

  expect(planning?.name).toBe('Calum Reid')
  expect(await countOf(db, 'app.session', calum.id)).toBe(0)
  expect(await countOf(db, 'app.draft', calum.id)).toBe(0)
})

test('another day needs a reason, and keeps who moved it and why', async ({ db }) => {
  const { isla, calum } = await islaAndCalum(db)
  const { id: sessionId } = await aSession(db, calum, isla, {
    planned_on: civilDate('2026-11-27'),
    planned_at: '10:00',
  })
  await signedInAs(db, isla)
  const at = { personId: calum.id, sessionId }
  const plan = aPlan({ plannedOn: '2026-12-01' })

  const without = await changePlan(db, isla, at, { ...plan, version: 1, because: '' }, today)
  const moved = await changePlan(
    db,
    isla,
    at,
    { ...plan, version: 1, because: 'he has a college visit' },
    today,
  )

  const held = await openSession(db, isla, at, page)
  expect([without, moved]).toEqual([
    { ok: false, reason: 'because-missing' },
    { ok: true, value: null },
  ])
  expect(held && historyOf(held)).toMatchObject([
    { was: 'Friday 27 November 2026 at 10:00', by: 'Isla Munro', because: 'he has a college visit' },
  ])
})

test('who changes what somebody else has changed meanwhile is told so, and nothing is lost', async ({
  db,
}) => {
  const { isla, calum } = await islaAndCalum(db)
  const shona = await aWorker(db, { organisation: isla, name: 'Shona Ferrie' })
  await allocate(db, calum, shona, { kind: 'co-worker' })
  const { id: sessionId } = await aSession(db, calum, isla, {
    planned_on: civilDate('2026-11-30'),
    planned_at: '16:00',
  })
  const at = { personId: calum.id, sessionId }
  await signedInAs(db, shona)
  await changePlan(db, shona, at, { ...aPlan({ place: 'the library' }), version: 1, because: '' }, today)
  await signedInAs(db, isla)

  const late = await changePlan(
    db,
    isla,
    at,
    { ...aPlan({ place: 'the café' }), version: 1, because: '' },
    today,
  )

  const held = await openSession(db, isla, at, page)
  expect(late).toEqual({ ok: false, reason: 'changed-meanwhile' })
  expect(held).toMatchObject({ place: 'the library', changedBy: 'Shona Ferrie', version: 2 })
})

test('a session that is called off stays, with the reason, and is planned no more', async ({ db }) => {
  const { isla, calum } = await islaAndCalum(db)
  const { id: sessionId } = await aSession(db, calum, isla)
  await signedInAs(db, isla)
  const at = { personId: calum.id, sessionId }

  await cancelSession(db, isla, at, { version: 1, cancelledBecause: 'his mum is in hospital' })
  const changed = await changePlan(db, isla, at, { ...aPlan(), version: 2, because: 'x' }, today)

  expect(changed).toEqual({ ok: false, reason: 'not-planned-any-more' })
  expect(await openSession(db, isla, at, page)).toMatchObject({
    status: 'cancelled',
    cancelledBecause: 'his mum is in hospital',
  })
})

test('what waits is what was not recorded, and today and tomorrow; mine alone', async ({ db }) => {
  const { isla, calum } = await islaAndCalum(db)
  const shona = await aWorker(db, { organisation: isla })
  for (const days of [-3, 0, 1, 2]) await aSession(db, calum, isla, { planned_on: addDays(today, days) })
  await aSession(db, calum, shona)
  await signedInAs(db, isla)

  const waiting = await sessionsWaiting(db, isla, today).execute()
  const mine = await mySessions(db, isla, null)

  expect(waiting.map(({ kind, on, name }) => [kind, on, name])).toEqual([
    ['session-to-record', '2026-11-22', 'Calum Reid'],
    ['session-soon', '2026-11-25', 'Calum Reid'],
    ['session-soon', '2026-11-26', 'Calum Reid'],
  ])
  expect(mine.map(({ on }) => on)).toEqual(['2026-11-22', '2026-11-25', '2026-11-26', '2026-11-27'])
})
