import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { beginUnit } from '~/audit/unit.server'
import { reassign } from '~/handover/reassign.server'
import { undoLot } from '~/handover/undo.server'
import { built, tokenFor } from '../security/committed'
import { aWorker, today } from '../support/builders'
import { building, expect, type TestDatabase, test } from '../support/database'
import { allocationsOf, asked, aTeamOfThree } from './a-team'

/** A transaction of this manager's own, which is committed when the test says so. */
async function openFor(database: TestDatabase, manager: Worker) {
  const token = await tokenFor(database, manager)
  const db = await database.app.db.startTransaction().execute()
  beginUnit(db, null)
  await sql`select from sec.enter(${token})`.execute(db)
  return db
}

/** Until one transaction of this database waits for another. */
async function somebodyWaits(database: TestDatabase): Promise<void> {
  for (;;) {
    const { rows } =
      await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        database.owner.db,
      )
    if (rows.length > 0) return
  }
}

async function twoManagers(database: TestDatabase) {
  return built(database, async (db) => {
    const team = await aTeamOfThree(db)
    return building(db, async () => {
      const other = await aWorker(db, {
        role: 'team-manager',
        organisation: team.calum,
        name: 'Fergus Leitch',
      })
      await db
        .insertInto('app.team_member')
        .values({ organisation_id: other.organisationId, team_id: team.teamId, worker_id: other.id })
        .execute()
      return { ...team, other }
    })
  })
}

function leadsOf(database: TestDatabase, person: { id: string; organisationId: string }) {
  return built(database, async (db: Db) =>
    (await allocationsOf(db, person)).filter(({ isOn }) => isOn).map(({ worker }) => worker),
  )
}

test('of two managers who give the same person away at once, the second is told and nothing is written over', async ({
  database,
}) => {
  const { shona, other, ali, calum } = await twoManagers(database)
  const [one, two] = [await openFor(database, shona), await openFor(database, other)]
  const hers = await asked(one, shona, [calum], { to: ali.id })
  const his = await asked(two, other, [calum], { to: other.id })

  const first = await reassign(one, shona, hers, today)
  const waits = reassign(two, other, his, today)
  await somebodyWaits(database)
  await one.commit().execute()
  const second = await waits
  await two.commit().execute()

  expect(first.ok).toBe(true)
  expect(second).toEqual({
    ok: false,
    reason: { why: 'not-all-of-them', people: [{ id: calum.id, why: 'changed-meanwhile' }] },
  })
  expect(await leadsOf(database, calum)).toEqual(['Ali Mair'])
})

test('what one manager takes back while another gives them on is not taken from the other', async ({
  database,
}) => {
  const { shona, other, ali, calum } = await twoManagers(database)
  const made = await openFor(database, shona)
  const given = await reassign(made, shona, await asked(made, shona, [calum], { to: ali.id }), today)
  await made.commit().execute()
  const [one, two] = [await openFor(database, other), await openFor(database, shona)]

  const on = await reassign(one, other, await asked(one, other, [calum], { to: other.id }), today)
  const back = undoLot(two, shona, given.ok ? given.value.lotId : '')
  await somebodyWaits(database)
  await one.commit().execute()
  const undone = await back
  await two.commit().execute()

  expect(on.ok).toBe(true)
  expect(undone).toEqual({ ok: true, value: { undone: 0 } })
  expect(await leadsOf(database, calum)).toEqual(['Fergus Leitch'])
})
