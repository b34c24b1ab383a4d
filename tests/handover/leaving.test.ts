import { type Db, sql } from '#db/connection.server'
import { findProgramme } from '~/programmes/directory.server'
import { ProgrammeInput } from '~/programmes/programme.input'
import { programmeValues } from '~/programmes/programme-values'
import { touchedBy } from '~/programmes/touched.server'
import { changeProgramme } from '~/referrals/change-programme.server'
import { addDays } from '~/shared/civil-date'
import { caseload } from '~/transitions/caseload.server'
import { aCast, aReferralThatIs, aSentReferral, type Cast } from '../referrals/a-referral'
import { asBearer, built, tokenFor } from '../security/committed'
import { allocate, anOrganisation, aPersonWith, aSession, aWorker, today } from '../support/builders'
import { airt } from '../support/command'
import { building, expect, signedInAs, test } from '../support/database'
import { aTeamOfThree, give, type Made, workerChangesOf } from './a-team'

test('an account ends by command once the number of young people it concerns is named, and then each needs a worker', async ({
  database,
}) => {
  const { shona, isla, calum, rosie } = await built(database, async (db) => {
    const team = await aTeamOfThree(db)
    return building(db, async () => {
      await allocate(db, await aPersonWith(db, team.ali, { given_name: 'Xanthippe' }), team.isla, {
        kind: 'co-worker',
      })
      await aSession(db, team.calum, team.isla)
      return team
    })
  })
  const changesOf = (person: Made) => built(database, (db) => workerChangesOf(db, person))

  const refused = await airt(database, 'user', 'end', isla.email)
  const wrong = await airt(database, 'user', 'end', isla.email, '--leaving', '2')
  const before = await changesOf(calum)
  const ended = await airt(database, 'user', 'end', isla.email, '--leaving', '3', '--json')

  expect([refused.code, wrong.code, ended.code]).toEqual([1, 1, 0])
  expect(refused.err).toContain('leads 2 young people, works beside 1 more, and has 1 planned session.')
  expect(refused.err).toContain('add --leaving 3.')
  expect(`${refused.err}${ended.out}`).not.toMatch(/Calum|Rosie|Xanthippe/)
  expect(JSON.parse(ended.out)).toMatchObject({ user: isla.email, leads: 2, beside: 1, sessions: 1 })
  expect(before).toEqual([])
  for (const person of [calum, rosie]) expect(await changesOf(person)).toHaveLength(1)
  const token = await tokenFor(database, shona)
  await asBearer(database, token, async (db) => {
    const waiting = await caseload(db, shona, today, { show: 'without-worker', sort: 'name', after: null })
    expect(waiting.map(({ id }) => id).sort()).toEqual([calum.id, rosie.id].sort())
    await give(db, shona, [calum], { to: shona.id, reason: 'worker-leaves' })
    const { rows } = await sql<{
      name: string
    }>`select w.name from app.handover h join app.worker w on w.id = h.from_worker_id
      where h.person_id = ${calum.id}`.execute(db)
    expect(rows).toEqual([{ name: 'Isla Munro' }])
  })
})

test('nobody is held up whose people are nobody', async ({ database }) => {
  const { email } = await built(database, async (db) =>
    aWorker(db, { organisation: await anOrganisation(db) }),
  )

  const ended = await airt(database, 'user', 'end', email)

  expect(ended.code).toBe(0)
  expect(ended.out).not.toContain('another worker')
})

async function asForm(db: Db, { programme, lead }: Cast, changes: Record<string, string>) {
  await signedInAs(db, lead)
  const entry = await findProgramme(db, programme.id)
  if (!entry) throw new Error('There is no such programme')
  const values = { ...programmeValues(entry), says: 'Old engines.', version: String(entry.version) }
  return ProgrammeInput.parse({ ...values, ...changes })
}

async function changed(db: Db, cast: Cast, changes: Record<string, string>) {
  const input = await asForm(db, cast, changes)
  return changeProgramme(db, cast.lead, cast.programme.id, input, today)
}

test.for([
  ['it closes', { status: 'closed' }, 'PROGRAMME_END'],
  ['its funding gets an end', { fundedUntil: addDays(today, 60) }, 'SERVICE_FUNDING_END'],
] as const)(
  'that %s is saved once its lead has said whom it concerns, and then their workers are told, once',
  async ([, changes, rule], { db }) => {
    const cast = await aCast(db)
    await aReferralThatIs(db, cast, 'started')
    const told = () =>
      building(db, () =>
        db
          .selectFrom('app.transition')
          .where('person_id', '=', cast.calum.id)
          .where('rule', '=', rule)
          .where('gone_at', 'is', null)
          .select('occurrence')
          .execute(),
      )

    const unsaid = await changed(db, cast, changes)
    const wrong = await changed(db, cast, { ...changes, touched: '2', acknowledged: 'yes' })
    const unticked = await changed(db, cast, { ...changes, touched: '1' })
    const touched = await touchedBy(db, cast.programme.id)
    const right = await changed(db, cast, { ...changes, touched: '1', acknowledged: 'yes' })

    const blocked = { ok: false, reason: 'concerns-people' }
    expect([unsaid, wrong, unticked]).toEqual([blocked, blocked, blocked])
    expect(touched).toEqual({ waiting: 0, takingPart: 1 })
    expect(right.ok).toBe(true)
    expect(await told()).toHaveLength(1)
  },
)

test('what concerns nobody is saved at once, and so is what is not an end', async ({ db }) => {
  const cast = await aCast(db)
  const closed = await changed(db, cast, { status: 'closed' })
  await changed(db, cast, { status: 'open' })
  await aSentReferral(db, cast)

  const paused = await changed(db, cast, { status: 'paused', cost: 'Free' })

  expect(closed.ok).toBe(true)
  expect(paused.ok).toBe(true)
})

test('how many a programme concerns is told to its lead alone, and each is counted once', async ({ db }) => {
  const cast = await aCast(db)
  await aSentReferral(db, cast)
  await signedInAs(db, cast.lead)
  const toLead = await touchedBy(db, cast.programme.id)
  await signedInAs(db, cast.staff)
  const toStaff = await touchedBy(db, cast.programme.id)
  await signedInAs(db, cast.isla)
  const toReferrer = await touchedBy(db, cast.programme.id)

  expect([toLead, toStaff, toReferrer]).toEqual([
    { waiting: 1, takingPart: 0 },
    { waiting: 0, takingPart: 0 },
    { waiting: 0, takingPart: 0 },
  ])
})
