import type { Db } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { coverageOf, uncoveredIn } from '~/casework/coverage.server'
import { coverageSays } from '~/casework/coverage-words'
import { monthAsked, monthInWords, monthsBefore } from '~/casework/month'
import { makeReferral } from '~/referrals/make.server'
import { sendReferral } from '~/referrals/send.server'
import { civilDate } from '~/shared/civil-date'
import { aProvider, islaSays } from '../referrals/a-referral'
import { allocate, anOrganisation, aPersonOf, aSession, aTeam, aWorker, today } from '../support/builders'
import { asDefiner, building, expect, signedInAs, test } from '../support/database'

const october = monthAsked('2026-10', today)
const longBefore = new Date('2026-01-05T09:00:00Z')

/** Isla, and Maggie who manages her team. */
async function aTeamOf(db: Db) {
  const organisation = await anOrganisation(db)
  const isla = await aWorker(db, { organisation })
  const maggie = await aWorker(db, { organisation, role: 'team-manager', name: 'Maggie Shaw' })
  const team = await aTeam(db, organisation, [maggie])
  return { organisation, isla, maggie, team }
}

type Team = Awaited<ReturnType<typeof aTeamOf>>

/** Somebody of Isla's, born so that they turned 16 in October 2026 unless a test says otherwise, and that change. */
async function someone(
  db: Db,
  { organisation, isla, team }: Team,
  born = '2010-10-10',
  name = 'Kit',
  rule = 'AGE_16',
) {
  const person = await aPersonOf(db, organisation.id, {
    born_on: civilDate(born),
    given_name: name,
    team_id: team.id,
    opened_on: civilDate('2026-01-01'),
    recorded_on: civilDate('2026-01-01'),
  })
  await allocate(db, person, isla)
  const { id } = await building(db, () =>
    db
      .selectFrom('app.transition')
      .where('person_id', '=', person.id)
      .where('rule', '=', rule)
      .select('id')
      .executeTakeFirstOrThrow(),
  )
  return {
    ...person,
    transition: { organisation_id: person.organisationId, person_id: person.id, transition_id: id },
  }
}

async function decided(
  db: Db,
  { transition }: Awaited<ReturnType<typeof someone>>,
  by: Worker,
  kind: 'acted' | 'not-now' | 'not-right',
  on: Date,
) {
  const back_on = kind === 'not-now' ? civilDate('2026-12-24') : null
  const said = {
    scope: 4,
    step: '-4w',
    round: null,
    kind,
    reason: null,
    back_on,
    decided_by: by.id,
    decided_at: on,
  }
  await asDefiner(db, () =>
    db
      .insertInto('app.decision')
      .values({ ...transition, ...said })
      .execute(),
  )
}

test('of the changes that passed, it counts those with a conversation or a plan before the day, and those with nothing', async ({
  db,
}) => {
  const team = await aTeamOf(db)
  const { isla, maggie } = team
  const talked = await someone(db, team)
  await aSession(db, talked, isla, {
    ...talked.transition,
    planned_on: civilDate('2026-10-09'),
    status: 'recorded',
    attendance: 'came',
    recorded_at: longBefore,
    made_at: longBefore,
  })
  const planned = await someone(db, team)
  await decided(db, planned, isla, 'acted', new Date('2026-10-09T22:30:00Z'))
  const notRight = await someone(db, team)
  await decided(db, notRight, isla, 'not-right', longBefore)
  const nothing = await someone(db, team, '2010-10-31', 'Rowan')
  await decided(db, nothing, isla, 'not-now', longBefore)
  await someone(db, team, '2010-11-01', 'Ash')

  await signedInAs(db, maggie)
  const coverage = await coverageOf(db, maggie, october)
  const uncovered = await uncoveredIn(db, maggie, october, null)

  expect(coverage).toEqual({ passed: 4, conversation: 1, plan: 2, referral: 0, notRight: 1, nothing: 1 })
  expect(uncovered).toMatchObject([
    {
      personId: nothing.id,
      rule: 'AGE_16',
      date: '2026-10-31',
      worker: isla.name,
      lastSaid: 'not-now',
      met: 0,
    },
  ])
})

test('a referral that was sent before the day counts, and a draft does not', async ({ db }) => {
  const team = await aTeamOf(db)
  const { isla } = team
  const { programme } = await aProvider(db)
  const yearsAhead = { code: '2032-10', from: civilDate('2032-10-01'), until: civilDate('2032-10-31') }
  const kit = await someone(db, team, '2014-10-30', 'Kit', 'AGE_18')
  await signedInAs(db, isla)
  const about = { personId: kit.id, programmeId: programme.id, transitionId: kit.transition.transition_id }
  const says = { ...islaSays, fitBecause: 'They take him as a favour' }
  const made = await makeReferral(db, isla, { ...about, sessionId: null, followsId: null }, says, today)
  if (!made.ok) throw new Error(made.reason)
  const draft = await coverageOf(db, isla, yearsAhead)

  await sendReferral(db, isla, { personId: kit.id, referralId: made.value.referralId }, { version: 1 }, today)

  const sent = await coverageOf(db, isla, yearsAhead)
  expect([draft, sent].map(({ passed, referral, nothing }) => [passed, referral, nothing])).toEqual([
    [1, 0, 1],
    [1, 1, 0],
  ])
})

test('what came on the day or after it does not count, nor what they did not come to', async ({ db }) => {
  const team = await aTeamOf(db)
  const { isla } = team
  const kit = await someone(db, team)
  const onTheDay = { planned_on: civilDate('2026-10-10'), made_at: new Date('2026-10-09T23:30:00Z') }
  const came = { status: 'recorded', attendance: 'came', recorded_at: longBefore } as const
  await aSession(db, kit, isla, { ...kit.transition, ...came, ...onTheDay })
  const before = { planned_on: civilDate('2026-10-01'), made_at: onTheDay.made_at }
  await aSession(db, kit, isla, { ...kit.transition, ...came, ...before, attendance: 'chose-not' })
  await decided(db, kit, isla, 'acted', new Date('2026-10-09T23:30:00Z'))

  await signedInAs(db, isla)
  const late = await coverageOf(db, isla, october)

  expect(late).toMatchObject({ passed: 1, conversation: 0, plan: 0, nothing: 1 })
})

test('a talk about something else is named beside a change that had nothing, and is not a conversation about it', async ({
  db,
}) => {
  const team = await aTeamOf(db)
  const { isla } = team
  const kit = await someone(db, team)
  const { organisation_id, person_id } = kit.transition
  await aSession(db, kit, isla, {
    ...{ organisation_id, person_id },
    planned_on: civilDate('2026-10-01'),
    status: 'recorded',
    attendance: 'late',
    recorded_at: longBefore,
  })

  await signedInAs(db, isla)
  const uncovered = await uncoveredIn(db, isla, october, null)

  expect(uncovered.map(({ met }) => met)).toEqual([1])
})

test('a manager is shown the people of their teams, and somebody else nobody', async ({ db }) => {
  const team = await aTeamOf(db)
  await someone(db, team)
  const rab = await aWorker(db, { role: 'team-manager', organisation: team.organisation })
  await aTeam(db, team.organisation, [rab])

  await signedInAs(db, rab)

  expect(await coverageOf(db, rab, october)).toMatchObject({ passed: 0 })
  expect(await uncoveredIn(db, rab, october, null)).toEqual([])
})

test('the page after one begins behind it', async ({ db }) => {
  const team = await aTeamOf(db)
  const first = await someone(db, team, '2010-10-05')
  const second = await someone(db, team, '2010-10-06')
  await signedInAs(db, team.maggie)

  const all = await uncoveredIn(db, team.maggie, october, null)
  const rest = await uncoveredIn(db, team.maggie, october, all[0]?.id ?? '')

  expect(all.map(({ personId }) => personId)).toEqual([first.id, second.id])
  expect(rest.map(({ personId }) => personId)).toEqual([second.id])
})

test.each([
  [null, '2026-10', '2026-10-01', '2026-10-31'],
  ['2026-02', '2026-02', '2026-02-01', '2026-02-28'],
  ['2026-11', '2026-10', '2026-10-01', '2026-10-31'],
  ['then', '2026-10', '2026-10-01', '2026-10-31'],
])('asked for %j it shows %s, from %s to %s', (asked, code, from, until) => {
  expect(monthAsked(asked, today)).toEqual({ code, from, until })
})

test('there are twelve months, across a year’s end, named in words', () => {
  const names = monthsBefore(civilDate('2026-01-01')).map(monthInWords)

  expect([names[0], names.at(-1), names.length]).toEqual(['December 2025', 'January 2025', 12])
})

test('a sentence says it first', () => {
  const coverage = { passed: 14, conversation: 9, plan: 7, referral: 0, notRight: 1, nothing: 1 }

  expect(coverageSays(coverage, 'October 2026')).toBe(
    'Of 14 changes that passed in October 2026, nine had a conversation before the day, seven a plan and none a referral. One had nothing.',
  )
})
