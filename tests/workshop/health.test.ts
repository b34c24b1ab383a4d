import { randomUUID } from 'node:crypto'
import type { Db } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { addDays, type CivilDate, civilDate } from '~/shared/civil-date'
import type { DecisionKind, DecisionReason } from '~/transitions/decision'
import { rulesHealth } from '~/workshop/health.server'
import { healthWords } from '~/workshop/health-words'
import { anOrganisation, aPersonOf, aWorker } from '../support/builders'
import { asDefiner, building, expect, signedInAs, test } from '../support/database'

const since = civilDate('2025-11-25')
const turned16 = civilDate('2026-06-10')

/** Isla and so many people of her organisation who turned 16 on one day. */
async function aYear(db: Db, count: number) {
  const organisation = await anOrganisation(db)
  const isla = await aWorker(db, { organisation })
  const turning: { organisation_id: string; person_id: string; transition_id: string }[] = []
  for (let at = 0; at < count; at += 1) {
    const person = await aPersonOf(db, organisation.id, { born_on: civilDate('2010-06-10') })
    const { id } = await building(db, () =>
      db
        .selectFrom('app.transition')
        .where('person_id', '=', person.id)
        .where('rule', '=', 'AGE_16')
        .select('id')
        .executeTakeFirstOrThrow(),
    )
    turning.push({ organisation_id: organisation.id, person_id: person.id, transition_id: id })
  }
  return { organisation, isla, turning }
}

type Year = Awaited<ReturnType<typeof aYear>>

type Said = {
  kind: DecisionKind
  reason?: DecisionReason
  on?: CivilDate
  useful?: boolean
  takenBack?: Date
}

/** Each of those people is shown once, and decided about as it is said. */
async function decided(db: Db, { isla, turning }: Year, said: readonly Said[]) {
  await asDefiner(db, async () => {
    for (const [at, { kind, reason, on = addDays(turned16, -10), useful, takenBack }] of said.entries()) {
      const about = turning[at] ?? { organisation_id: '', person_id: '', transition_id: '' }
      await db
        .insertInto('app.card_shown')
        .values({
          organisation_id: about.organisation_id,
          transition_id: about.transition_id,
          worker_id: isla.id,
          step: '-4w',
          card: randomUUID(),
          how: 'turn',
          falls_on: turned16,
          shown_on: on,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      await db
        .insertInto('app.decision')
        .values({
          ...about,
          scope: 4,
          step: '-4w',
          round: null,
          kind,
          reason: reason ?? null,
          back_on: kind === 'not-now' ? addDays(on, 5) : null,
          useful: useful ?? null,
          taken_back_at: takenBack ?? null,
          decided_by: isla.id,
          decided_at: new Date(`${on}T12:00:00Z`),
        })
        .execute()
    }
  })
}

async function healthFor(db: Db, worker: Worker) {
  await signedInAs(db, worker)
  const rules = await rulesHealth(db, since).execute()
  return rules.find(({ rule }) => rule === 'AGE_16') ?? null
}

function times(count: number, said: Said): Said[] {
  return Array.from({ length: count }, () => said)
}

test('it counts what was shown and decided of a rule, and tells none from one to four', async ({ db }) => {
  const year = await aYear(db, 11)
  await decided(db, year, [
    ...times(5, { kind: 'acted', useful: true }),
    ...times(4, { kind: 'not-now', reason: 'other', useful: false }),
    ...times(2, { kind: 'not-right', reason: 'not-true' }),
  ])

  expect(await healthFor(db, year.isla)).toEqual({
    rule: 'AGE_16',
    shown: 11,
    acted: 5,
    putOff: null,
    alreadyDone: 0,
    notRight: null,
    notTrue: null,
    notRightOtherwise: null,
    useful: 5,
    notUseful: null,
    isOftenNotRight: false,
    daysBefore: { middle: 10, least: 10, most: 10 },
  })
})

test('two reasons that make up a number are told together or not at all', async ({ db }) => {
  const year = await aYear(db, 10)
  await decided(db, year, [
    ...times(6, { kind: 'not-right', reason: 'not-true' }),
    ...times(4, { kind: 'not-right', reason: 'other' }),
  ])

  expect(await healthFor(db, year.isla)).toMatchObject({
    notRight: 10,
    notTrue: null,
    notRightOtherwise: null,
  })
})

test.for([
  [7, 3, true],
  [6, 4, false],
  [8, 1, false],
] as const)(
  '%i said that it was not right and %i acted: to be looked at is %j',
  async ([wrong, right, flag], { db }) => {
    const year = await aYear(db, wrong + right)
    await decided(db, year, [
      ...times(wrong, { kind: 'not-right', reason: 'not-true' }),
      ...times(right, { kind: 'acted' }),
    ])

    expect(await healthFor(db, year.isla)).toMatchObject({ isOftenNotRight: flag })
  },
)

test('how long before the day somebody had acted is told of five people or more, and says so after the day too', async ({
  db,
}) => {
  const year = await aYear(db, 5)
  const days = [-30, -20, -10, 0, 3]
  await decided(
    db,
    year,
    days.slice(0, 4).map((day) => ({ kind: 'acted', on: addDays(turned16, day) })),
  )
  const few = await healthFor(db, year.isla)

  await decided(db, { ...year, turning: year.turning.slice(4) }, [
    { kind: 'already-done', on: addDays(turned16, 3) },
  ])

  const enough = await healthFor(db, year.isla)
  expect([few?.daysBefore, enough?.daysBefore]).toEqual([null, { middle: 10, least: 0, most: 20 }])
  expect([10, 1, 0, -1, -3].map(healthWords.days)).toEqual([
    '10 days before',
    'one day before',
    'on the day',
    'one day after',
    '3 days after',
  ])
})

test('what was taken back does not count, nor what lies more than a year back', async ({ db }) => {
  const year = await aYear(db, 12)
  await decided(db, year, [
    ...times(5, { kind: 'acted' }),
    ...times(1, { kind: 'acted', takenBack: new Date('2026-06-01T12:00:00Z') }),
    ...times(6, { kind: 'already-done', on: civilDate('2025-11-24') }),
  ])

  expect(await healthFor(db, year.isla)).toMatchObject({ shown: 6, acted: 5, alreadyDone: 0 })
})

test('it is told to whoever may read the rules of that organisation, and to nobody else', async ({ db }) => {
  const year = await aYear(db, 5)
  await decided(db, year, times(5, { kind: 'acted' }))
  const roles = ['administrator', 'programme-lead', 'data-protection', 'partner', 'contributor'] as const
  const told = new Map<string, boolean>()
  for (const role of roles)
    told.set(
      role,
      (await healthFor(db, await aWorker(db, { role, organisation: year.organisation }))) !== null,
    )
  const elsewhere = await healthFor(db, await aWorker(db, { role: 'administrator' }))

  expect(Object.fromEntries(told)).toEqual({
    administrator: true,
    'programme-lead': true,
    'data-protection': true,
    partner: false,
    contributor: false,
  })
  expect(elsewhere).toBe(null)
})
