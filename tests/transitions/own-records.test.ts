import { type Db, sql } from '#db/connection.server'
import { findProgramme } from '~/programmes/directory.server'
import { ProgrammeInput } from '~/programmes/programme.input'
import { programmeValues } from '~/programmes/programme-values'
import { changeProgramme } from '~/referrals/change-programme.server'
import { addDays, type CivilDate } from '~/shared/civil-date'
import { deriveTouched } from '~/transitions/derive.server'
import {
  aCast,
  aReferralThatIs,
  aSentReferral,
  type Cast,
  doAct,
  heldReferral,
} from '../referrals/a-referral'
import { attempt } from '../security/committed'
import { allocate, aPersonWith, aPlaceWith, aWorker, today } from '../support/builders'
import { building, expect, signedInAs, test } from '../support/database'

/** What is stored of these rules about somebody, whoever asks. */
async function held(db: Db, personId: string, ...rules: string[]) {
  return building(db, () =>
    db
      .selectFrom('app.transition')
      .where('person_id', '=', personId)
      .where('rule', 'in', rules)
      .where('gone_at', 'is', null)
      .select(['rule', 'occurrence', 'falls_on as on', 'because', 'prompts', 'scope'])
      .orderBy('rule')
      .orderBy('occurrence')
      .execute(),
  )
}

function steps(row: { prompts: readonly { step: string; on: CivilDate }[] } | undefined) {
  return row?.prompts.map(({ step }) => step)
}

async function fundedUntil(db: Db, { programme, lead }: Cast, changes: Record<string, string>) {
  await signedInAs(db, lead)
  const entry = await findProgramme(db, programme.id)
  if (!entry) throw new Error('There is no such programme')
  const input = ProgrammeInput.parse({
    ...programmeValues(entry),
    says: 'Old engines, brought back.',
    version: String(entry.version),
    touched: '1',
    acknowledged: 'yes',
    ...changes,
  })
  const saved = await changeProgramme(db, lead, programme.id, input, today)
  if (!saved.ok) throw new Error(saved.reason)
}

test('when the funding of a programme gets an end, whoever has an open referral to it is told in the same breath', async ({
  db,
}) => {
  const cast = await aCast(db)
  const referralId = await aSentReferral(db, cast)
  const before = await held(db, cast.calum.id, 'SERVICE_FUNDING_END')

  const end = addDays(today, 300)
  await fundedUntil(db, cast, { fundedUntil: end })

  const [found] = await held(db, cast.calum.id, 'SERVICE_FUNDING_END')
  expect(before).toEqual([])
  expect(found).toMatchObject({ occurrence: referralId, on: end, because: '' })
  expect(steps(found)).toEqual(['-12w', '-8w', '-4w'])
})

test('another day of funding moves it, none takes it away, and so does the end of the referral', async ({
  db,
}) => {
  const cast = await aCast(db)
  const referralId = await aSentReferral(db, cast)
  await fundedUntil(db, cast, { fundedUntil: addDays(today, 300) })

  await fundedUntil(db, cast, { fundedUntil: addDays(today, 400) })
  const moved = await held(db, cast.calum.id, 'SERVICE_FUNDING_END')
  await fundedUntil(db, cast, { fundedUntil: '' })
  const none = await held(db, cast.calum.id, 'SERVICE_FUNDING_END')
  await fundedUntil(db, cast, { fundedUntil: addDays(today, 400) })
  await signedInAs(db, cast.staff)
  await doAct(db, cast, referralId, 'decline', (await heldReferral(db, referralId)).version)
  const declined = await held(db, cast.calum.id, 'SERVICE_FUNDING_END')

  expect(moved.map(({ on }) => on)).toEqual([addDays(today, 400)])
  expect(none).toEqual([])
  expect(declined).toEqual([])
})

test('a programme that closes is told to whoever waits for it and takes part in it', async ({ db }) => {
  const cast = await aCast(db)
  const referralId = await aReferralThatIs(db, cast, 'waiting')

  await fundedUntil(db, cast, { status: 'closed' })

  const [found] = await held(db, cast.calum.id, 'PROGRAMME_END')
  expect(found).toMatchObject({ occurrence: referralId, because: 'closed', scope: 8 })
  expect(steps(found)).toEqual(['+2w', '+6w', '+12w'])
})

test('a place that has started ends after the weeks that places there usually last, and on its own last day', async ({
  db,
}) => {
  const cast = await aCast(db)
  await fundedUntil(db, cast, { usualWeeks: '12' })
  const referralId = await aReferralThatIs(db, cast, 'started')
  const [started] = await held(db, cast.calum.id, 'PROGRAMME_END')

  await signedInAs(db, cast.staff)
  await doAct(db, cast, referralId, 'finish', (await heldReferral(db, referralId)).version)
  const [finished] = await held(db, cast.calum.id, 'PROGRAMME_END')

  expect(started).toMatchObject({ occurrence: referralId, on: addDays(today, 84), because: 'usual' })
  expect(finished).toMatchObject({ occurrence: referralId, because: 'over' })
  expect(steps(finished)?.every((step) => !step.startsWith('-'))).toBe(true)
})

test('a place that was given without a referral counts too', async ({ db }) => {
  const cast = await aCast(db)
  await aPlaceWith(db, cast.calum, cast.lead)
  await building(db, async () => {
    await sql`update app.programme_place set ends_at = ${`${addDays(today, 100)} 12:00`}::timestamptz where person_id = ${cast.calum.id}`.execute(
      db,
    )
    await deriveTouched(db)
  })

  const found = await held(db, cast.calum.id, 'PROGRAMME_END')

  expect(found.map(({ on, because }) => [on, because])).toEqual([[addDays(today, 100), 'planned']])
})

test('an allocation that will end is handed over four weeks before, and asked about two weeks after', async ({
  db,
}) => {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla)
  const end = addDays(today, 200)

  await building(db, async () => {
    await sql`update app.allocation set ends_at = ${`${end} 23:30 Europe/London`}::timestamptz where person_id = ${calum.id}`.execute(
      db,
    )
    await deriveTouched(db)
  })

  const [found] = await held(db, calum.id, 'WORKER_CHANGE')
  expect(found).toMatchObject({ on: end, because: 'lead' })
  expect(found?.prompts).toMatchObject([
    { step: '-4w', on: addDays(end, -28) },
    { step: '+2w', on: addDays(end, 14) },
  ])
})

test('a worker who leaves leaves everyone they work with, and cover is no change', async ({ db }) => {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla)
  const ewan = await aWorker(db, {
    organisation: { id: isla.organisationId, organisationId: isla.organisationId },
  })
  const other = await aPersonWith(db, ewan)
  await allocate(db, other, isla, { kind: 'cover', endsAt: new Date(Date.now() + 86_400_000) })

  await building(db, async () => {
    await db.updateTable('app.worker').set({ ended_at: sql<Date>`now()` }).where('id', '=', isla.id).execute()
    await deriveTouched(db)
  })

  const [found] = await held(db, calum.id, 'WORKER_CHANGE')
  expect(found?.prompts[0]).toMatchObject({ step: 'now', covers: ['-4w'] })
  expect(await held(db, other.id, 'WORKER_CHANGE')).toEqual([])
})

test('whoever goes on under another name has not left', async ({ db }) => {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla)

  await building(db, async () => {
    await sql`update app.allocation set ends_at = now() where person_id = ${calum.id}`.execute(db)
    await allocate(db, calum, isla, { kind: 'co-worker' })
    await deriveTouched(db)
  })

  expect(await held(db, calum.id, 'WORKER_CHANGE')).toEqual([])
})

test('whoever changes a programme may have those derived whom it touches, as long as that change is theirs', async ({
  db,
}) => {
  const cast = await aCast(db)
  await aSentReferral(db, cast)
  const derives = () => attempt(db, sql`select sec.lives(${[cast.calum.id]}::uuid[])`)

  await fundedUntil(db, cast, { place: 'Another hall' })
  const untouched = await derives()
  await fundedUntil(db, cast, { fundedUntil: addDays(today, 300) })
  const touched = await derives()
  await signedInAs(db, cast.lead)
  const inAnotherSession = await derives()

  expect([untouched, touched, inAnotherSession]).toEqual(['42501', 'done', '42501'])
})
