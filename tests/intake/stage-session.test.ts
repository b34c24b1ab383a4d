import type { Db } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { openRecord } from '~/caseload/open-record.server'
import type { PersonInput } from '~/caseload/person.input'
import { addPerson } from '~/intake/add-person.server'
import { editPerson } from '~/intake/edit-person.server'
import { sessionOfStage } from '~/intake/stage-session'
import { type CivilDate, civilDate } from '~/shared/civil-date'
import { transitionsOf } from '~/transitions/queries.server'
import { aPersonWith, aWorker } from '../support/builders'
import { building, expect, signedInAs, test } from '../support/database'
import { skye } from './by-hand'

const lastOfJuly = civilDate('2026-07-31')
const firstOfAugust = civilDate('2026-08-01')

test.each([
  ['the last day of July', lastOfJuly, '2025/26'],
  ['the first day of August', firstOfAugust, '2026/27'],
] as const)('a stage that is said on %s is of the school session that runs', async (_day, today, session) => {
  const said = { stage: 'S4', stageIsNow: false } as const

  expect(sessionOfStage(said, { stage: null, stageSession: null }, today)).toBe(session)
  expect(sessionOfStage(said, { stage: 'S3', stageSession: '2024/25' }, today)).toBe(session)
})

test('whoever is added with a stage has its session', async ({ db }) => {
  const isla = await aWorker(db)
  await signedInAs(db, isla)

  const added = await addPerson(db, isla, { ...skye, stage: 'S4' }, firstOfAugust)

  if (!added.ok) throw new Error(added.reason)
  expect(await stageOf(db, isla, added.value.personId)).toEqual(['S4', '2026/27'])
})

test('a stage that is changed is of the session of that day, and an unrelated change leaves it there', async ({
  db,
}) => {
  const { isla, calum, edit } = await heldWith(db, { stage: 'S3', stage_session: '2025/26' })

  await edit({ stage: 'S4' }, firstOfAugust)
  const changed = await stageOf(db, isla, calum.id)
  await edit({ stage: 'S4', council: 'Northmoor' }, civilDate('2027-08-01'))

  expect(changed).toEqual(['S4', '2026/27'])
  expect(await stageOf(db, isla, calum.id)).toEqual(['S4', '2026/27'])
})

test('an unrelated change does not say a session that nobody has said', async ({ db }) => {
  const { isla, calum, edit } = await heldWith(db, { stage: 'S3', stage_session: null })

  await edit({ stage: 'S3', council: 'Northmoor' }, firstOfAugust)

  expect(await stageOf(db, isla, calum.id)).toEqual(['S3', null])
})

test.each([[null], ['2025/26']])(
  'a stage that was held for %s and is said to be theirs now is of the session that runs',
  async (session) => {
    const held = { stage: 'S4', stageSession: session }

    expect(sessionOfStage({ stage: 'S4', stageIsNow: true }, held, firstOfAugust)).toBe('2026/27')
  },
)

test('a stage that is taken away takes its session with it', async ({ db }) => {
  const { isla, calum, edit } = await heldWith(db, { stage: 'S4', stage_session: '2025/26' })

  await edit({ stage: null, stageIsNow: true }, firstOfAugust)

  expect(await stageOf(db, isla, calum.id)).toEqual([null, null])
})

test('the rules of leaving school count on from a stage that was said by hand', async ({ db }) => {
  const { isla, calum, edit } = await heldWith(db, {})

  await edit({ pupil: 'yes', stage: 'S4' }, firstOfAugust)

  const [leaving] = (await transitionsOf(db, isla, calum.id)).filter(({ rule }) => rule === 'SCHOOL_LEAVING')
  expect(leaving?.basis).toContain('stage=S4')
})

/** Somebody with this stage, and a worker who changes them by hand. */
async function heldWith(db: Db, stage: { stage?: string; stage_session?: string | null }) {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla)
  if (stage.stage)
    await building(db, () => db.updateTable('app.person').set(stage).where('id', '=', calum.id).execute())
  await signedInAs(db, isla)
  let version = 0
  const edit = async (said: Partial<PersonInput>, today: CivilDate) => {
    version += 1
    const input = { ...skye, bornOn: civilDate('2010-10-01'), ...said, version, because: 'She said so' }
    const saved = await editPerson(db, isla, calum.id, input, today)
    if (!saved.ok) throw new Error(saved.reason)
  }
  return { isla, calum, edit }
}

async function stageOf(db: Db, worker: Worker, personId: string) {
  const record = await openRecord(db, worker, personId)
  return [record?.stage, record?.stageSession]
}
