import type { Db } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { correctFact } from '~/intake/record-fact.server'
import { addDays, civilDate } from '~/shared/civil-date'
import { DecideInput } from '~/transitions/decide.input'
import { decide } from '~/transitions/decide.server'
import { type Decision, whyNotComplete } from '~/transitions/decision'
import { promptNow } from '~/transitions/present'
import { transitionsDue, transitionsOf } from '~/transitions/queries.server'
import { aFact, aPersonWith, aWorker, today } from '../support/builders'
import { expect, signedInAs, test } from '../support/database'

const acted: Decision = { step: '', kind: 'acted', reason: null, note: '', backOn: null, version: 1 }

async function aCourtDate(db: Db) {
  const ali = await aWorker(db, { role: 'justice-social-worker' })
  const calum = await aPersonWith(db, ali, { born_on: civilDate('2007-03-09') })
  const fact = await aFact(db, calum, 'COURT', civilDate('2026-12-04'))
  await signedInAs(db, ali)
  return { ali, calum, fact, ...(await heldOf(db, ali, calum.id, 'COURT_DATE')) }
}

async function heldOf(db: Db, worker: Worker, personId: string, rule: string) {
  const held = (await transitionsOf(db, worker, personId)).find((each) => each.rule === rule)
  if (!held) throw new Error(`Nothing is held for ${rule}`)
  return { held, at: { personId, transitionId: held.id }, step: promptNow(held.prompts, today)?.step ?? '' }
}

test('what was acted on is no longer due, and comes back with its next step', async ({ db }) => {
  const { ali, held, at, step } = await aCourtDate(db)

  const decided = await decide(db, ali, at, { ...acted, step, version: held.version }, today)

  expect(step).toBe('-10wd')
  expect(decided).toMatchObject({ ok: true, value: { nextOn: '2026-12-02' } })
})

test.each([
  ['yes', true],
  ['no', false],
  ['', null],
])('whether a prompt was of use is kept with the decision: %j', async (said, kept) => {
  const { useful } = DecideInput.parse({ step: '-4w', kind: 'acted', useful: said, version: '1' })
  expect(useful).toBe(kept)
})

test('what was said of a prompt stands with its decision', async ({ db }) => {
  const { ali, held, at, step } = await aCourtDate(db)

  await decide(db, ali, at, { ...acted, step, version: held.version, useful: false }, today)

  const { useful } = await db.selectFrom('app.decision').select('useful').executeTakeFirstOrThrow()
  expect(useful).toBe(false)
})

test('not now brings it back on its day', async ({ db }) => {
  const { ali, held, at, step } = await aCourtDate(db)
  const backOn = addDays(today, 3)

  await decide(
    db,
    ali,
    at,
    { ...acted, step, kind: 'not-now', reason: 'young-person-declined', backOn, version: held.version },
    today,
  )

  const isListed = async (day: typeof today) =>
    (await transitionsDue(db, ali, day, { limit: 50 })).find(({ rule }) => rule === 'COURT_DATE')?.nextOn
  expect(await isListed(today)).toBe(backOn)
})

test('what is not safe to raise now is asked again in a week, whatever day was given', async ({ db }) => {
  const { ali, held, at, step } = await aCourtDate(db)
  const decision = {
    ...acted,
    step,
    kind: 'not-now',
    reason: 'not-safe-to-raise-now',
    version: held.version,
  } as const

  await decide(db, ali, at, { ...decision, backOn: addDays(today, 90) }, today)

  const after = await heldOf(db, ali, at.personId, 'COURT_DATE')
  expect(after.held.decisions).toMatchObject([{ backOn: addDays(today, 7), reason: 'not-safe-to-raise-now' }])
})

test.each([
  [{ kind: 'not-right' }, 'reason-missing'],
  [{ kind: 'not-right', reason: 'already-doing' }, 'reason-does-not-fit'],
  [{ kind: 'not-right', reason: 'other' }, 'note-missing'],
  [{ kind: 'not-now', reason: 'young-person-declined' }, 'day-missing'],
  [{ kind: 'not-now', reason: 'young-person-declined', backOn: today }, 'day-not-ahead'],
  [{ kind: 'not-now', reason: 'young-person-declined', backOn: civilDate('2027-11-25') }, 'day-too-far'],
] as const)('a decision that says %j is refused: %s', (part, reason) => {
  const why = whyNotComplete({ ...acted, ...part }, today)

  expect(why).toBe(reason)
})

test('whoever decides on what has changed meanwhile is told so', async ({ db }) => {
  const { ali, held, at, step } = await aCourtDate(db)
  await decide(db, ali, at, { ...acted, step, version: held.version }, today)

  const late = await decide(db, ali, at, { ...acted, step, version: held.version }, today)

  expect(late).toEqual({ ok: false, reason: 'changed-meanwhile' })
})

test('work already done stays with a date that moves', async ({ db }) => {
  const { ali, calum, fact, held, at, step } = await aCourtDate(db)
  await decide(db, ali, at, { ...acted, step, version: held.version }, today)

  await correctFact(
    db,
    ali,
    { personId: calum.id, factId: fact.id },
    {
      kind: 'COURT',
      happensOn: civilDate('2026-12-18'),
      atTime: null,
      endsOn: null,
      certainty: 'recorded',
      standing: 'fact',
      source: 'the court rang',
      documentRef: null,
      receivedOn: null,
      note: null,
      details: {},
      version: 1,
      because: 'Moved',
    },
    today,
  )

  const after = await heldOf(db, ali, calum.id, 'COURT_DATE')
  expect(after.held.id).toBe(held.id)
  expect(after.held.decisions).toHaveLength(1)
  expect(after.held.prompts.find((prompt) => prompt.step === step)).toMatchObject({ done: true })
})

test('the ask for a release date comes back a week after each answer', async ({ db }) => {
  const ali = await aWorker(db, { role: 'justice-social-worker' })
  const calum = await aPersonWith(db, ali, { born_on: civilDate('2007-03-09') })
  await aFact(db, calum, 'CUSTODY', civilDate('2026-11-02'), { details: { sentence_months: '24' } })
  await signedInAs(db, ali)
  const { held, at } = await heldOf(db, ali, calum.id, 'RELEASE')

  const asked = await decide(
    db,
    ali,
    at,
    {
      ...acted,
      step: 'ask',
      kind: 'not-now',
      reason: 'other',
      note: 'Asked, not known yet',
      version: held.version,
    },
    today,
  )

  expect(asked).toMatchObject({ ok: true, value: { nextOn: addDays(today, 7) } })
  expect(held).toMatchObject({ date: null, certainty: 'unknown' })
})
