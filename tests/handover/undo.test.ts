import { type Db, sql } from '#db/connection.server'
import { openRecord } from '~/caseload/open-record.server'
import { openLot } from '~/handover/lot.server'
import { undoLot } from '~/handover/undo.server'
import { allocate, aSession } from '../support/builders'
import { asDefiner, building, expect, signedInAs, test } from '../support/database'
import { allocationsOf, aTeamOfThree, give, sessionOf, workerChangesOf } from './a-team'

/** As though it had been decided so long ago. */
function minutesAgo(db: Db, minutes: number) {
  return asDefiner(db, () =>
    sql`update app.handover set made_at = now() - make_interval(mins => ${minutes})`.execute(db),
  )
}

test('what was decided is taken back for all of it: who led before leads on, nobody has left, and it stays that it was', async ({
  db,
}) => {
  const { shona, isla, ali, calum, rosie } = await aTeamOfThree(db)
  await allocate(db, calum, ali, { kind: 'co-worker' })
  const session = await aSession(db, calum, isla)
  const lotId = await give(db, shona, [calum, rosie], { to: ali.id })

  const undone = await undoLot(db, shona, lotId)

  expect(undone).toEqual({ ok: true, value: { undone: 2 } })
  const of = await allocationsOf(db, calum)
  expect(
    of
      .filter(({ isOn }) => isOn)
      .map(({ worker, kind }) => `${worker}: ${kind}`)
      .sort(),
  ).toEqual(['Ali Mair: co-worker', 'Isla Munro: lead'])
  expect(of.filter(({ isUndone }) => isUndone)).toMatchObject([
    { worker: 'Ali Mair', kind: 'lead', isOn: false },
  ])
  expect(await workerChangesOf(db, calum)).toEqual([])
  expect(await sessionOf(db, session.id)).toEqual({ workerId: isla.id, version: 3 })
  const lot = await openLot(db, shona, lotId)
  expect(lot?.people.map(({ isUndone }) => isUndone)).toEqual([true, true])
  await signedInAs(db, ali)
  expect(await openRecord(db, ali, rosie.id)).toBeNull()
})

test('who was changed since is left and said so, and the others go back', async ({ db }) => {
  const { shona, ali, calum, rosie } = await aTeamOfThree(db)
  const lotId = await give(db, shona, [calum, rosie], { to: ali.id })
  await give(db, shona, [rosie], { to: shona.id })

  const undone = await undoLot(db, shona, lotId)

  expect(undone).toEqual({ ok: true, value: { undone: 1 } })
  const lot = await openLot(db, shona, lotId)
  expect(lot?.people.map(({ name, isUndone, isAsLeft }) => ({ name, isUndone, isAsLeft }))).toEqual([
    { name: 'Calum Reid', isUndone: true, isAsLeft: false },
    { name: 'Rosie Reid', isUndone: false, isAsLeft: false },
  ])
  expect((await openRecord(db, shona, rosie.id))?.worker).toBe('Shona Ferrie')
})

test('a session that the new worker has changed since keeps its person where they are', async ({ db }) => {
  const { shona, isla, ali, calum } = await aTeamOfThree(db)
  const session = await aSession(db, calum, isla)
  const lotId = await give(db, shona, [calum], { to: ali.id })
  await building(db, () =>
    sql`update app.session set aim = 'Another', version = version + 1 where id = ${session.id}`.execute(db),
  )

  const undone = await undoLot(db, shona, lotId)

  expect(undone).toEqual({ ok: true, value: { undone: 0 } })
  expect((await openRecord(db, shona, calum.id))?.worker).toBe('Ali Mair')
})

test('after ten minutes it stays', async ({ db }) => {
  const { shona, ali, calum } = await aTeamOfThree(db)
  const lotId = await give(db, shona, [calum], { to: ali.id })
  await minutesAgo(db, 9)
  const inTime = (await openLot(db, shona, lotId))?.people[0]?.mayUndo
  await minutesAgo(db, 10)

  const undone = await undoLot(db, shona, lotId)

  expect(inTime).toBe(true)
  expect(undone).toEqual({ ok: false, reason: 'too-late' })
})

test('what somebody else decided in another team is not there', async ({ db }) => {
  const { shona, ali, calum } = await aTeamOfThree(db)
  const lotId = await give(db, shona, [calum], { to: ali.id })
  const other = await aTeamOfThree(db)

  expect(await openLot(db, other.shona, lotId)).toBeNull()
  expect(await undoLot(db, other.shona, lotId)).toEqual({ ok: false, reason: 'not-yours' })
  await signedInAs(db, ali)
  expect(await openLot(db, ali, lotId)).toBeNull()
})
