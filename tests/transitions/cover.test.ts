import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { addDays, type CivilDate } from '~/shared/civil-date'
import { coverOf, mayCount, missesJustice } from '~/transitions/cover'
import { heldCover } from '~/transitions/cover.server'
import { gapsIn } from '~/transitions/gaps'
import { longGaps } from '~/transitions/gaps.server'
import { aCast, aProvider, aReferralThatIs } from '../referrals/a-referral'
import {
  aFact,
  allocate,
  anOrganisation,
  aPersonOf,
  aPersonWith,
  aSession,
  aTeam,
  aWorker,
  today,
} from '../support/builders'
import { building, expect, signedInAs, test } from '../support/database'

const ago = (days: number) => addDays(today, -days)
const at = (day: CivilDate) => new Date(`${day}T12:00:00Z`)

async function held(db: Db, worker: Worker, personId: string) {
  await signedInAs(db, worker)
  const row = await heldCover(db, worker, personId).executeTakeFirst()
  if (!row) throw new Error('They may not see this person')
  return row
}

async function gapsOf(db: Db, worker: Worker, personId: string) {
  return gapsIn(coverOf(await held(db, worker, personId), today).cover, today)
}

/** Somebody in a team that this manager has, with nobody else to work with them. */
async function aTeamOf(db: Db) {
  const organisation = await anOrganisation(db)
  const manager = await aWorker(db, { role: 'team-manager', organisation, name: 'Moira Cairns' })
  const team = await aTeam(db, organisation, [manager])
  const worker = await aWorker(db, { organisation })
  const somebody = async (name = 'Calum') => {
    const person = await aPersonOf(db, organisation.id, { team_id: team.id, preferred_name: name })
    await allocate(db, person, worker, { startsAt: at(ago(300)) })
    return person
  }
  return { organisation, manager, worker, somebody }
}

test('left secure care and nothing since: the days are open, and the mentor who was met closes them', async ({
  db,
}) => {
  const worker = await aWorker(db, { role: 'justice-social-worker' })
  const jade = await aPersonWith(db, worker)
  await aFact(db, jade, 'SECURE_PLACED', ago(200))
  await aFact(db, jade, 'SECURE_LEFT', ago(19))

  const before = await gapsOf(db, worker, jade.id)
  await aSession(db, jade, worker, {
    planned_on: ago(16),
    status: 'recorded',
    attendance: 'came',
    recorded_at: new Date(),
  })
  const after = await gapsOf(db, worker, jade.id)

  expect(before).toMatchObject([{ kind: 'support', state: 'open', days: 19, after: 'secure care' }])
  expect(after).toMatchObject([{ kind: 'support', state: 'closed', days: 3 }])
})

test.for(['could-not', 'chose-not', 'unsafe-to-travel'] as const)(
  'a session to which they did not come (%s) closes nothing',
  async (attendance, { db }) => {
    const worker = await aWorker(db)
    const calum = await aPersonWith(db, worker)
    await aFact(db, calum, 'SCHOOL_LEFT', ago(30))
    await aSession(db, calum, worker, {
      planned_on: ago(10),
      status: 'recorded',
      attendance,
      recorded_at: new Date(),
    })

    expect(await gapsOf(db, worker, calum.id)).toMatchObject([{ state: 'open', days: 30, after: 'school' }])
  },
)

test('a place that is booked covers nothing, and one to which they came does', async ({ db }) => {
  const cast = await aCast(db)
  await aFact(db, cast.calum, 'SCHOOL_LEFT', ago(30))

  await aReferralThatIs(db, cast, 'booked')
  const booked = await gapsOf(db, cast.isla, cast.calum.id)
  await aReferralThatIs(db, { ...cast, ...(await aProvider(db, { name: 'Boxing club' })) }, 'started')
  const started = await gapsOf(db, cast.isla, cast.calum.id)

  expect(booked).toMatchObject([
    { state: 'open', days: 30, booked: { on: today, title: 'Garage Saturdays' } },
  ])
  expect(started).toMatchObject([{ state: 'closed', days: 30, next: 'Boxing club' }])
})

test('a planned day of leaving that has passed is asked, and no day is counted from it', async ({ db }) => {
  const worker = await aWorker(db)
  const calum = await aPersonWith(db, worker)
  await aFact(db, calum, 'SECURE_PLACED', ago(200), { ends_on: ago(20) })

  const { cover, asks } = coverOf(await held(db, worker, calum.id), today)

  expect(asks).toEqual([{ title: 'secure care', plannedOn: ago(20) }])
  expect(gapsIn(cover, today)).toEqual([])
})

test('a release is an end ahead only with its official day, and none is worked out', async ({ db }) => {
  const worker = await aWorker(db, { role: 'justice-social-worker' })
  const calum = await aPersonWith(db, worker)
  await aFact(db, calum, 'CUSTODY', ago(100), { details: { sentence_months: '12' } })

  const before = await gapsOf(db, worker, calum.id)
  await aFact(db, calum, 'RELEASE_DATE', addDays(today, 40), { certainty: 'official', recorded_on: ago(1) })
  const after = await gapsOf(db, worker, calum.id)

  expect(before).toEqual([])
  expect(after).toMatchObject([{ state: 'coming', from: addDays(today, 40), days: null, after: 'custody' }])
})

test('out on licence and recalled, both times outside are told apart', async ({ db }) => {
  const worker = await aWorker(db, { role: 'justice-social-worker' })
  const calum = await aPersonWith(db, worker)
  await aFact(db, calum, 'CUSTODY', ago(300))
  await aFact(db, calum, 'RELEASED', ago(200))
  await aFact(db, calum, 'RECALLED', ago(180))
  await aFact(db, calum, 'RELEASED', ago(5))

  expect(await gapsOf(db, worker, calum.id)).toMatchObject([
    { state: 'closed', days: 20 },
    { state: 'open', days: 5 },
  ])
})

test('a youth worker is told that custody is not among what they may read, and a social worker is not', async ({
  db,
}) => {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla)
  const ali = await aWorker(db, {
    role: 'justice-social-worker',
    organisation: { id: isla.organisationId, organisationId: isla.organisationId },
  })
  await allocate(db, calum, ali, { kind: 'co-worker' })

  const [hers, his] = [await held(db, isla, calum.id), await held(db, ali, calum.id)]

  expect([hers, his].map(({ reads }) => [mayCount(reads), missesJustice(reads)])).toEqual([
    [true, true],
    [true, false],
  ])
})

test('a manager is shown who has a long gap, in the order in which it began, and nobody of another team', async ({
  db,
}) => {
  const { organisation, manager, worker, somebody } = await aTeamOf(db)
  const [later, sooner, short, coming, met] = [
    await somebody('Later'),
    await somebody('Sooner'),
    await somebody('Short'),
    await somebody('Coming'),
    await somebody('Met'),
  ]
  const stranger = await aPersonOf(db, organisation.id)
  await aFact(db, later, 'SCHOOL_LEFT', ago(20))
  await aFact(db, sooner, 'SCHOOL_LEFT', ago(40))
  await aFact(db, short, 'SCHOOL_LEFT', ago(14))
  await aFact(db, coming, 'SECURE_PLACED', ago(100), { ends_on: addDays(today, 30) })
  await aFact(db, met, 'SCHOOL_LEFT', ago(60))
  await aSession(db, met, worker, {
    planned_on: ago(50),
    status: 'recorded',
    attendance: 'late',
    recorded_at: new Date(),
  })
  await aFact(db, stranger, 'SCHOOL_LEFT', ago(40))

  await signedInAs(db, manager)
  const people = await longGaps(db, manager, today, null)
  const second = await longGaps(db, manager, today, people[0] ?? null)

  expect(people.map(({ id }) => id)).toEqual([sooner.id, later.id, coming.id])
  expect(second.map(({ id }) => id)).toEqual([later.id, coming.id])
  expect(people[0]).toMatchObject({ worker: 'Isla Munro', gaps: [{ days: 40 }] })
})

test('somebody whose worker left a month ago is shown, though school goes on', async ({ db }) => {
  const { manager, worker, somebody } = await aTeamOf(db)
  const calum = await somebody()
  await building(db, () =>
    sql`update app.worker set ended_at = ${at(ago(30))} where id = ${worker.id}`.execute(db),
  )

  await signedInAs(db, manager)

  expect(await longGaps(db, manager, today, null)).toMatchObject([
    { id: calum.id, worker: null, gaps: [{ kind: 'worker', state: 'open', days: 30 }] },
  ])
})
