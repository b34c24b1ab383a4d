import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { openRecord } from '~/caseload/open-record.server'
import { dayOf } from '~/casework/day.server'
import { acknowledgeHandover } from '~/handover/acknowledge.server'
import { handoverOf } from '~/handover/handover.server'
import { packOf } from '~/handover/pack'
import { writeLines } from '~/handover/write-lines.server'
import { addDays, type CivilDate, civilDate } from '~/shared/civil-date'
import { aFact, aSession, aTie, today } from '../support/builders'
import { asDefiner, building, expect, signedInAs, test } from '../support/database'
import { aTeamOfThree, give, type Made } from './a-team'

async function pageOf(db: Db, worker: Worker, person: Made) {
  const record = await openRecord(db, worker, person.id)
  if (!record) return null
  const found = await handoverOf(db, worker, record, today)
  return { ...found, pack: packOf(record, found, today) }
}

async function waitingFor(db: Db, worker: Worker, on: CivilDate = today) {
  await signedInAs(db, worker)
  const { handovers } = await dayOf(db, worker, on, null)
  return handovers.map(({ kind, name, from, to }) => ({ kind, name, from, to }))
}

async function realToday(db: Db): Promise<CivilDate> {
  const { rows } = await sql<{
    day: CivilDate
  }>`select (now() at time zone 'Europe/London')::date as day`.execute(db)
  return rows[0]?.day ?? today
}

test('the new worker is told on Today until they say that they have read the page', async ({ db }) => {
  const { shona, isla, ali, calum } = await aTeamOfThree(db)
  await give(db, shona, [calum], { to: ali.id })

  const before = await waitingFor(db, ali)
  const page = await pageOf(db, ali, calum)
  const read = await acknowledgeHandover(db, calum.id, page?.handover ?? { id: '' })
  const again = await acknowledgeHandover(db, calum.id, page?.handover ?? { id: '' })

  expect(before).toEqual([{ kind: 'to-read', name: 'Calum Reid', from: 'Isla Munro', to: 'Ali Mair' }])
  expect([read.ok, again.ok]).toEqual([true, true])
  expect(await waitingFor(db, ali)).toEqual([])
  expect(await waitingFor(db, isla)).toEqual([])
  await signedInAs(db, ali)
  expect((await pageOf(db, ali, calum))?.handover?.readOn).toBe(await realToday(db))
})

test('a manager is told of a page that nobody has read after three working days, and not before', async ({
  db,
}) => {
  const { shona, ali, calum } = await aTeamOfThree(db)
  await give(db, shona, [calum], { to: ali.id })
  // A Wednesday; the third working day after it is the Tuesday after St Andrew's Day.
  const due = civilDate('2026-12-01')

  expect(await waitingFor(db, shona, due)).toEqual([])
  expect(await waitingFor(db, shona, addDays(due, 1))).toEqual([
    { kind: 'unread', name: 'Calum Reid', from: 'Isla Munro', to: 'Ali Mair' },
  ])
})

test('whoever goes leaves a few lines until they go, and is asked for them', async ({ db }) => {
  const { shona, isla, ali, calum } = await aTeamOfThree(db)
  await give(db, shona, [calum], { to: ali.id, fromOn: addDays(await realToday(db), 5) })

  const asked = await waitingFor(db, isla)
  const page = await pageOf(db, isla, calum)
  const held = page?.handover ?? { id: '', version: 0 }
  const written = await writeLines(db, calum.id, held, {
    lines: 'Likes to walk and talk.',
    version: held.version,
  })
  const stale = await writeLines(db, calum.id, held, { lines: 'Something else.', version: held.version })

  expect(asked).toEqual([{ kind: 'to-write', name: 'Calum Reid', from: 'Isla Munro', to: 'Ali Mair' }])
  expect(written).toEqual({ ok: true, value: { version: 2 } })
  expect(stale).toEqual({ ok: false, reason: 'changed-meanwhile' })
  expect(await waitingFor(db, isla)).toEqual([])
  await signedInAs(db, isla)
  expect((await pageOf(db, isla, calum))?.handover).toMatchObject({
    lines: 'Likes to walk and talk.',
    linesBy: 'Isla Munro',
  })
})

test('who has gone writes nothing more, and neither does the next worker', async ({ db }) => {
  const { shona, isla, ali, calum } = await aTeamOfThree(db)
  await give(db, shona, [calum], { to: ali.id })
  const handover = (await pageOf(db, shona, calum))?.handover ?? { id: '', version: 0 }
  const write = () => writeLines(db, calum.id, handover, { lines: 'x', version: handover.version })

  await signedInAs(db, isla)
  const byOld = await write()
  const readByOld = await acknowledgeHandover(db, calum.id, handover)
  await signedInAs(db, ali)
  const byNew = await write()
  await signedInAs(db, shona)
  const byManager = await write()

  expect(byOld).toEqual({ ok: false, reason: 'not-yours-to-write' })
  expect(readByOld).toEqual({ ok: false, reason: 'not-to-you' })
  expect(byNew).toEqual({ ok: false, reason: 'not-yours-to-write' })
  expect(byManager.ok).toBe(true)
})

test('the page holds who matters, what works, their own words, and the three days that come first', async ({
  db,
}) => {
  const { shona, isla, ali, calum } = await aTeamOfThree(db)
  await aTie(db, calum, { name: 'Morag Reid', about: 'His gran' })
  await building(db, () =>
    db.updateTable('app.person').set({ what_matters: 'Call me Cal.' }).where('id', '=', calum.id).execute(),
  )
  for (const days of [1, 2]) await aSession(db, calum, isla, { planned_on: addDays(today, days) })
  await aFact(db, calum, 'MOVE_OF_HOME', addDays(today, 4))
  await aFact(db, calum, 'COURT', addDays(today, 3))
  await building(db, () =>
    db
      .insertInto('app.session')
      .values({
        organisation_id: calum.organisationId,
        person_id: calum.id,
        worker_id: isla.id,
        planned_on: addDays(today, -3),
        status: 'recorded',
        attendance: 'came',
        recorded_at: new Date(),
        their_words: 'I like engines',
        strength_seen: 'Stays with a hard job',
      })
      .execute(),
  )
  await give(db, shona, [calum], { to: ali.id })

  await signedInAs(db, ali)
  const page = await pageOf(db, ali, calum)

  expect(page?.pack).toMatchObject({
    whatMatters: 'Call me Cal.',
    words: [{ words: 'I like engines' }],
    strengths: [{ words: 'Stays with a hard job' }],
    ties: [{ name: 'Morag Reid' }],
  })
  expect(page?.pack.dates.map(({ on }) => on)).toEqual([1, 2, 3].map((days) => addDays(today, days)))
  expect(page?.pack.live.map(({ title }) => title)).toContain('Worker changes')
})

test('what the matrix keeps from a new worker stays out of the page: a youth worker reads no court date', async ({
  db,
}) => {
  const { shona, isla, ali, calum } = await aTeamOfThree(db)
  await give(db, shona, [calum], { to: ali.id })
  await aFact(db, calum, 'COURT', addDays(today, 3))
  await signedInAs(db, ali)
  const byJustice = await pageOf(db, ali, calum)
  await signedInAs(db, shona)
  await give(db, shona, [calum], { to: isla.id })

  await signedInAs(db, isla)
  const byYouth = await pageOf(db, isla, calum)

  expect(byJustice?.pack.dates.map(({ on }) => on)).toContain(addDays(today, 3))
  expect(byYouth?.pack.dates.map(({ on }) => on)).not.toContain(addDays(today, 3))
})

test('a page that was taken back, or is over, asks nobody for anything', async ({ db }) => {
  const { shona, isla, ali, calum, rosie } = await aTeamOfThree(db)
  await give(db, shona, [calum, rosie], { to: ali.id })
  await give(db, shona, [calum], { to: isla.id })
  await asDefiner(db, () =>
    sql`update app.handover set undone_at = now() where person_id = ${rosie.id}`.execute(db),
  )

  expect(await waitingFor(db, ali)).toEqual([])
  expect(await waitingFor(db, isla)).toMatchObject([{ kind: 'to-read', name: 'Calum Reid' }])
})
