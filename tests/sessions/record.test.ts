import { type Db, sql } from '#db/connection.server'
import { openSession } from '~/sessions/open-session.server'
import { UnplannedInput } from '~/sessions/record.input'
import { recordSession, recordUnplanned } from '~/sessions/record.server'
import { historyOf, valuesAt } from '~/sessions/session-values'
import { civilDate } from '~/shared/civil-date'
import { allocate, aPersonWith, aSession, aShare, aWorker, today } from '../support/builders'
import { building, expect, signedInAs, test } from '../support/database'
import { aCardInUse, aRecord, countOf } from './support'

const page = { path: '/', asked: null }

async function aPlanned(db: Db, changes: { planned_on?: typeof today } = {}) {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla)
  const { id: sessionId } = await aSession(db, calum, isla, changes)
  await signedInAs(db, isla)
  return { isla, calum, at: { personId: calum.id, sessionId } }
}

const told = {
  worryWords: 'He said they are at his door',
  toldWho: 'Duty social work',
  toldOn: '2026-11-25',
  toldAt: '14:30',
}

test('what happened is recorded, with how each card landed', async ({ db }) => {
  const { isla, calum, at } = await aPlanned(db)
  await aCardInUse(db)
  const said = aRecord({
    did: 'Chips and a walk',
    theirWords: 'it was alright',
    strengthSeen: 'He looked after his pal',
    nextStep: 'Go to the garage',
    nextOn: '2026-12-02',
    otherCard: 'T01 1',
    'other.askFirst': 'used',
    'other.landed': 'made-them-think',
    'other.said': 'aye, who pays for it',
  })

  const recorded = await recordSession(db, isla, at, said, today)

  const held = await openSession(db, isla, at, page)
  expect(recorded.ok).toBe(true)
  expect(held).toMatchObject({
    status: 'recorded',
    attendance: 'came',
    recordedBy: 'Isla Munro',
    nextOn: '2026-12-02',
  })
  expect(held?.cards).toMatchObject([
    { id: 'T01', isPlanned: false, asked: 'used', landed: 'made-them-think' },
  ])
  expect(await countOf(db, 'app.concern', calum.id)).toBe(0)
})

test.for([
  ['nobody was told', { ...told, toldWho: '' }, 'told-who-missing'],
  ['no time is given', { ...told, toldAt: '' }, 'told-when-missing'],
  ['no day is given', { ...told, toldOn: '' }, 'told-when-missing'],
  ['it says nothing', { ...told, worryWords: '' }, 'worry-words-missing'],
  ['the day is still to come', { ...told, toldOn: '2026-11-26' }, 'told-ahead'],
])('a worry is not saved while %s, and nothing else of the record is', async ([, said, reason], { db }) => {
  const { isla, calum, at } = await aPlanned(db)

  const recorded = await recordSession(
    db,
    isla,
    at,
    aRecord({ worry: 'yes', did: 'We talked', ...(said as typeof told) }),
    today,
  )

  expect(recorded).toEqual({ ok: false, reason })
  expect(await openSession(db, isla, at, page)).toMatchObject({ status: 'planned', did: '', version: 1 })
  expect(await countOf(db, 'app.concern', calum.id)).toBe(0)
})

test('a worry stands with who was told and when, beside the record', async ({ db }) => {
  const { isla, at } = await aPlanned(db)

  await recordSession(db, isla, at, aRecord({ worry: 'yes', ...told }), today)

  const held = await openSession(db, isla, at, page)
  expect(held?.status).toBe('recorded')
  expect(held?.concerns).toEqual([
    { words: 'He said they are at his door', toldWho: 'Duty social work', toldAt: '2026-11-25 14:30' },
  ])
})

test('a worry is not held up by what is missing about a card', async ({ db }) => {
  const { isla, at } = await aPlanned(db)
  await aCardInUse(db)
  const said = aRecord({
    worry: 'yes',
    ...told,
    otherCard: 'T01 1',
    'other.askFirst': 'skipped',
    'other.landed': 'fair',
  })

  const recorded = await recordSession(db, isla, at, said, today)

  const held = await openSession(db, isla, at, page)
  expect(recorded.ok).toBe(true)
  expect(held?.cards).toMatchObject([{ asked: null, landed: 'fair' }])
})

test('what was disclosed is read only by who reads that of them', async ({ db }) => {
  const { isla, calum, at } = await aPlanned(db)
  await recordSession(db, isla, at, aRecord({ worry: 'yes', ...told }), today)
  const partner = await aWorker(db, { role: 'partner' })
  await aShare(db, calum, partner, { scopes: 1 | 8 })
  await signedInAs(db, partner)

  const held = await openSession(db, partner, at, page)

  expect(held?.status).toBe('recorded')
  expect(held?.concerns).toEqual([])
})

test('a session cannot be recorded before its day', async ({ db }) => {
  const { isla, at } = await aPlanned(db, { planned_on: civilDate('2026-11-26') })

  const recorded = await recordSession(db, isla, at, aRecord(), today)

  expect(recorded).toEqual({ ok: false, reason: 'not-yet' })
})

test('a record is put right with a reason, and what stood before is kept', async ({ db }) => {
  const { isla, at } = await aPlanned(db)
  await recordSession(db, isla, at, aRecord({ did: 'Walked to the loch' }), today)
  const right = aRecord({ did: 'Walked to the weir', version: '2' })

  const without = await recordSession(db, isla, at, right, today)
  const amended = await recordSession(db, isla, at, { ...right, because: 'I mixed up two days' }, today)

  const held = await openSession(db, isla, at, page)
  expect([without.ok, amended.ok]).toEqual([false, true])
  expect(held).toMatchObject({ did: 'Walked to the weir', version: 3 })
  expect(held && valuesAt(held, 2)).toMatchObject({ did: 'Walked to the loch' })
  expect(held && historyOf(held)).toMatchObject([
    { was: null, because: 'I mixed up two days', by: 'Isla Munro' },
  ])
})

test('of two who record one session the second is told, and the first stands', async ({ db }) => {
  const { isla, calum, at } = await aPlanned(db)
  const shona = await aWorker(db, { organisation: isla, name: 'Shona Ferrie' })
  await allocate(db, calum, shona, { kind: 'co-worker' })
  await signedInAs(db, shona)
  await recordSession(db, shona, at, aRecord({ did: 'Shona was there' }), today)
  await signedInAs(db, isla)

  const late = await recordSession(db, isla, at, aRecord({ did: 'Isla was there' }), today)

  expect(late).toEqual({ ok: false, reason: 'changed-meanwhile' })
  expect(await openSession(db, isla, at, page)).toMatchObject({ did: 'Shona was there', version: 2 })
})

test('who may read but not write of their time records nothing', async ({ db }) => {
  const { calum, at } = await aPlanned(db)
  const partner = await aWorker(db, { role: 'partner' })
  await aShare(db, calum, partner, { scopes: 1 | 8 })
  await signedInAs(db, partner)

  const recorded = await recordSession(db, partner, at, aRecord(), today)

  expect(recorded).toEqual({ ok: false, reason: 'not-yours-to-change' })
})

test('one that was not planned is made and recorded at once', async ({ db }) => {
  const { isla, calum } = await aPlanned(db)
  const said = UnplannedInput.parse({
    on: '2026-11-24',
    at: '3.15pm',
    attendance: 'could-not',
    obstacle: 'too-far',
    gotInTheWay: 'two buses',
    worry: 'no',
  })

  const recorded = await recordUnplanned(db, isla, calum.id, said, today)

  const sessionId = recorded.ok ? recorded.value.sessionId : ''
  expect(await openSession(db, isla, { personId: calum.id, sessionId }, page)).toMatchObject({
    status: 'recorded',
    plannedAt: '15:15',
    attendance: 'could-not',
    gotInTheWay: 'too-far: two buses',
  })
})

test('one of tomorrow is not recorded today', async ({ db }) => {
  const { isla, calum } = await aPlanned(db)
  const said = UnplannedInput.parse({ on: '2026-11-26', attendance: 'came', worry: 'no' })

  const recorded = await recordUnplanned(db, isla, calum.id, said, today)

  expect(recorded).toEqual({ ok: false, reason: 'not-yet' })
})

test('a worry, once written, stays as it was', async ({ db }) => {
  const { isla, calum, at } = await aPlanned(db)
  await recordSession(db, isla, at, aRecord({ worry: 'yes', ...told }), today)

  const change = building(db, () =>
    sql`update app.concern set words = 'nothing' where person_id = ${calum.id}`.execute(db),
  )

  await expect(change).rejects.toThrow()
})
