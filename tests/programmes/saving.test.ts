import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { beginUnit } from '~/audit/unit.server'
import { setCapacity } from '~/programmes/capacity.server'
import { findProgramme } from '~/programmes/directory.server'
import { editProgramme } from '~/programmes/edit-programme.server'
import { ProgrammeInput } from '~/programmes/programme.input'
import { programmeAt } from '~/programmes/programme-at.server'
import { programmeValues } from '~/programmes/programme-values'
import { civilDate } from '~/shared/civil-date'
import { attempt, built, tokenFor } from '../security/committed'
import { anOrganisation, aProgramme, aStaffMember, aWorker, today } from '../support/builders'
import { expect, signedInAs, type TestDatabase, test } from '../support/database'

const places = { placesFree: 4, waitingWeeks: null, nextStartOn: null, version: 1 }

/** What the lead's form would send of an entry as it stands, with these changes. */
async function asForm(db: Db, id: string, changes: Record<string, string>) {
  const held = await findProgramme(db, id)
  if (!held) throw new Error('There is no such programme')
  return ProgrammeInput.parse({ ...programmeValues(held), version: String(held.version), ...changes })
}

async function aGarage(db: Db) {
  const lead = await aWorker(db, { role: 'programme-lead', name: 'Morag Keith' })
  const garage = await aProgramme(db, lead, { says: 'Old engines, brought back.' })
  return { lead, garage, jo: await aStaffMember(db, garage) }
}

test('whoever works on a programme says how many places are free, and the day stands beside it', async ({
  db,
}) => {
  const { garage, jo } = await aGarage(db)
  await signedInAs(db, jo)

  const saved = await setCapacity(db, jo, garage.id, { ...places, placesFree: 0, waitingWeeks: 6 }, today)

  expect(saved).toEqual({ ok: true, value: { version: 2 } })
  expect(await findProgramme(db, garage.id)).toMatchObject({
    placesFree: 0,
    waitingWeeks: 6,
    placesSetOn: today,
    changedBy: 'Jo Petrie',
    version: 2,
  })
})

test('saying the same number again says that it still holds today', async ({ db }) => {
  const { garage, lead } = await aGarage(db)
  await signedInAs(db, lead)

  await setCapacity(db, lead, garage.id, { ...places, placesFree: 2 }, today)

  expect(await findProgramme(db, garage.id)).toMatchObject({ placesFree: 2, placesSetOn: today })
})

test('a start that has passed is refused', async ({ db }) => {
  const { garage, jo } = await aGarage(db)
  await signedInAs(db, jo)

  const yesterday = { ...places, nextStartOn: civilDate('2026-11-24') }

  expect(await setCapacity(db, jo, garage.id, yesterday, today)).toEqual({
    ok: false,
    reason: 'start-has-passed',
  })
  expect(await setCapacity(db, jo, garage.id, { ...places, nextStartOn: today }, today)).toMatchObject({
    ok: true,
  })
})

test('two people at once: the second is refused and the first’s number stays', async ({ database }) => {
  const { garage, lead, jo } = await built(database, aGarage)
  const first = await began(database, lead)
  const second = await began(database, jo)

  const one = await setCapacity(first.db, lead, garage.id, { ...places, placesFree: 1 }, today)
  const waits = setCapacity(second.db, jo, garage.id, { ...places, placesFree: 5 }, today)
  await first.commit()
  const other = await waits
  await second.commit()

  expect([one.ok, other]).toEqual([true, { ok: false, reason: 'changed-meanwhile' }])
  expect(await built(database, (db) => findProgramme(db, garage.id))).toMatchObject({
    placesFree: 1,
    version: 2,
  })
})

test('a form written against an earlier version is refused, and that version can still be read', async ({
  db,
}) => {
  const { garage, lead } = await aGarage(db)
  await signedInAs(db, lead)
  const stale = await asForm(db, garage.id, { says: 'Engines.' })
  await editProgramme(db, lead, garage.id, await asForm(db, garage.id, { cost: 'Free' }), today)

  const saved = await editProgramme(db, lead, garage.id, stale, today)
  const held = await findProgramme(db, garage.id)

  expect(saved).toEqual({ ok: false, reason: 'changed-meanwhile' })
  expect(held).toMatchObject({ says: 'Old engines, brought back.', cost: 'Free' })
  expect(held && (await programmeAt(db, held, 1))).toMatchObject({ cost: '', version: 2 })
})

test('a lead changes what is written of their own, and saving says that it was right today', async ({
  db,
}) => {
  const { garage, lead } = await aGarage(db)
  await signedInAs(db, lead)
  const form = await asForm(db, garage.id, {
    status: 'paused',
    councils: 'Northmoor, Glenmarra, Northmoor',
    'gives-status': 'yes',
    youngestAge: '',
    isEvening: 'yes',
    fundedUntil: '31 3 2027',
  })

  const saved = await editProgramme(db, lead, garage.id, form, today)

  expect(saved.ok).toBe(true)
  expect(await findProgramme(db, garage.id)).toMatchObject({
    status: 'paused',
    councils: ['Northmoor', 'Glenmarra'],
    gives: ['status'],
    youngestAge: null,
    oldestAge: 19,
    isEvening: true,
    fundedUntil: '2027-03-31',
    lastCheckedOn: today,
    placesSetOn: '2026-11-24',
  })
})

test('a lead does not change another’s, of their own organisation or elsewhere', async ({ db }) => {
  const home = await anOrganisation(db)
  const morag = await aWorker(db, { role: 'programme-lead', organisation: home })
  const beside = await aWorker(db, { role: 'programme-lead', organisation: home })
  const away = await aWorker(db, { role: 'programme-lead' })
  const garage = await aProgramme(db, morag, { says: 'Old engines.' })

  for (const other of [beside, away]) {
    await signedInAs(db, other)
    const form = await asForm(db, garage.id, { says: 'Mine now' })

    expect(await editProgramme(db, other, garage.id, form, today)).toEqual({
      ok: false,
      reason: 'not-yours-to-change',
    })
    expect(await setCapacity(db, other, garage.id, places, today)).toEqual({
      ok: false,
      reason: 'not-yours-to-change',
    })
    expect(await rowsChanged(db, sql`update app.programme set places_free = 9 where id = ${garage.id}`)).toBe(
      0,
    )
  }
  expect(await findProgramme(db, garage.id)).toMatchObject({ says: 'Old engines.', version: 1 })
})

test('staff change places, waiting and the next start of their own, and nothing else of it', async ({
  db,
}) => {
  const { garage, lead, jo } = await aGarage(db)
  const bikes = await aProgramme(db, lead, { name: 'Bike build' })
  await signedInAs(db, jo)
  const set = (column: string, value: unknown, id = garage.id) =>
    sql`update app.programme set ${sql.ref(column)} = ${value} where id = ${id}`

  for (const [column, value] of [
    ['places_free', 3],
    ['waiting_weeks', 2],
    ['next_start_on', '2027-01-09'],
  ] as const)
    expect([column, await attempt(db, set(column, value))]).toEqual([column, 'done'])
  for (const [column, value] of [
    ['name', 'Ours'],
    ['says', 'Ours'],
    ['status', 'closed'],
    ['youngest_age', 8],
    ['takes_orders', 'no'],
    ['funded_until', '2030-01-01'],
    ['lead_id', jo.id],
  ] as const)
    expect([column, await attempt(db, set(column, value))]).toEqual([column, '42501'])
  expect(await rowsChanged(db, set('places_free', 9, bikes.id))).toBe(0)
  expect(
    await editProgramme(db, jo, garage.id, await asForm(db, garage.id, { says: 'Ours' }), today),
  ).toEqual({
    ok: false,
    reason: 'not-yours-to-change',
  })
})

test('a form says what it can’t take, in words', () => {
  const read = ProgrammeInput.safeParse({
    name: '',
    kind: 'nonsense',
    says: 'x',
    youngestAge: '19',
    oldestAge: 'sixteen',
    takesOrders: 'yes',
    status: 'open',
    version: '1',
  })

  expect(read.error?.issues.map(({ path, message }) => [path.join(), message])).toEqual([
    ['name', 'Enter the name'],
    ['kind', 'Choose the kind'],
    ['oldestAge', 'Enter the oldest age as a whole number from 5 to 30'],
  ])
})

async function rowsChanged(db: Db, statement: ReturnType<typeof sql>): Promise<number> {
  const { numAffectedRows } = await statement.execute(db)
  return Number(numAffectedRows)
}

/** A transaction of its own on the app's login, as this worker. */
async function began(database: TestDatabase, worker: Worker) {
  const token = await tokenFor(database, worker)
  const db = await database.app.db.startTransaction().execute()
  beginUnit(db, null)
  await sql`select from sec.enter(${token})`.execute(db)
  return { db, commit: () => db.commit().execute() }
}
