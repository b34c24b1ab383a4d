import { sql } from '#db/connection.server'
import { scopeBits } from '~/access/permissions'
import { correctFact, settleFact, withdrawFact } from '~/intake/record-fact.server'
import { addDays, civilDate } from '~/shared/civil-date'
import { aFact, anOrganisation, aPersonWith, aWorker, today } from '../support/builders'
import { building, expect, signedInAs, test } from '../support/database'
import { bringKeyDates, bringPeople, factsOf, foundFor, personOf } from './a-file'

type Db = Parameters<typeof building>[0]

const court = { reference: 'YP-1', kind: 'COURT', date: '2026-12-04' }
const release = { reference: 'YP-1', kind: 'RELEASE_DATE', certainty: 'official' }

/** An organisation with one person, YP-1, born in 2008. */
async function anOrganisationWithOne(db: Db) {
  const { organisationId } = await anOrganisation(db)
  await bringPeople(db, organisationId, [
    { reference: 'YP-1', date_of_birth: '2008-12-10', opened_on: '2026-01-05', recorded_on: '2026-01-05' },
  ])
  return organisationId
}

test('a date comes in with what follows from it, and the same file again changes nothing', async ({ db }) => {
  const organisationId = await anOrganisationWithOne(db)
  const rows = [
    { ...court, id: 'C-1', time: '9:30', details: 'court=Example Sheriff Court; type=trial' },
    { reference: 'YP-1', kind: 'move_of_home', date: '01/12/2026', note: 'To the aunt' },
    { reference: 'YP-1', kind: 'RELEASE_DATE', date: '2027-03-12' },
  ]

  const report = await bringKeyDates(db, organisationId, rows)
  const facts = await factsOf(db, organisationId, 'YP-1')
  const found = await foundFor(db, organisationId, 'YP-1')
  const again = await bringKeyDates(db, organisationId, rows, addDays(today, 40))

  expect(report).toMatchObject({ read: 3, added: 3, rejected: 0, warned: 0 })
  expect(facts).toMatchObject([
    { kind: 'MOVE_OF_HOME', happens_on: '2026-12-01', note: 'To the aunt', scope: scopeBits.wellbeing },
    {
      kind: 'COURT',
      happens_on: '2026-12-04',
      at_time: '09:30',
      source_id: 'C-1',
      source: 'import',
      certainty: 'recorded',
      standing: 'fact',
      recorded_on: today,
      details: { court: 'Example Sheriff Court', type: 'trial' },
      scope: scopeBits.justice,
    },
    { kind: 'RELEASE_DATE', happens_on: '2027-03-12' },
  ])
  expect(found).toContainEqual({ rule: 'COURT_DATE', fallsOn: '2026-12-04', version: 1 })
  expect(again).toMatchObject({ read: 3, added: 0, changed: 0, unchanged: 3, rejected: 0 })
  expect(await factsOf(db, organisationId, 'YP-1')).toEqual(facts)
  expect(await foundFor(db, organisationId, 'YP-1')).toEqual(found)
})

test('the same id on another day is a move: the day before stays, as a version', async ({ db }) => {
  const organisationId = await anOrganisationWithOne(db)
  await bringKeyDates(db, organisationId, [{ ...court, id: 'C-1', recorded_on: '2026-06-01' }])

  const report = await bringKeyDates(db, organisationId, [
    { ...court, id: 'C-1', date: '2026-12-11' },
    { ...court, id: 'C-1', date: '2026-12-18' },
  ])

  expect(report).toMatchObject({ changed: 2 })
  const [fact, ...others] = await factsOf(db, organisationId, 'YP-1')
  expect(others).toEqual([])
  expect(fact).toMatchObject({
    happens_on: '2026-12-18',
    moved_from: '2026-12-11',
    version: 3,
    recorded_on: today,
  })
  expect(await versionsOf(db, fact?.id)).toEqual(['2026-12-04', '2026-12-11'])
  expect(await foundFor(db, organisationId, 'YP-1')).toContainEqual({
    rule: 'COURT_DATE',
    fallsOn: '2026-12-18',
    version: 2,
  })
})

test('without an id kind, day and time name a fact, and moved_from names the one it replaces', async ({
  db,
}) => {
  const organisationId = await anOrganisationWithOne(db)
  const moves = [
    { ...court, date: '2026-12-11', moved_from: '2026-12-04' },
    { ...court, date: '2026-12-18', moved_from: '2026-12-11' },
  ]
  await bringKeyDates(db, organisationId, [
    court,
    { ...court, time: '14:00' },
    { ...court, date: '2026-12-11' },
  ])

  const report = await bringKeyDates(db, organisationId, moves)
  const facts = await factsOf(db, organisationId, 'YP-1')
  const again = await bringKeyDates(db, organisationId, moves)
  const older = await bringKeyDates(db, organisationId, [court])

  expect(report).toMatchObject({ changed: 2, added: 0 })
  expect(facts).toMatchObject([
    { happens_on: '2026-12-04', at_time: '14:00', version: 1 },
    { happens_on: '2026-12-11', moved_from: '2026-12-04', version: 2 },
    { happens_on: '2026-12-18', moved_from: '2026-12-11', version: 2 },
  ])
  expect(again).toMatchObject({ unchanged: 2 })
  expect(older).toMatchObject({ unchanged: 1 })
  expect(await factsOf(db, organisationId, 'YP-1')).toEqual(facts)
})

test('a day that moved onto another takes its place', async ({ db }) => {
  const organisationId = await anOrganisationWithOne(db)
  await bringKeyDates(db, organisationId, [court, { ...court, date: '2026-12-18' }])

  await bringKeyDates(db, organisationId, [{ ...court, date: '2026-12-18', moved_from: '2026-12-04' }])

  expect(await factsOf(db, organisationId, 'YP-1')).toMatchObject([
    { happens_on: '2026-12-04', withdrawn_on: today },
    { happens_on: '2026-12-18', withdrawn_on: null },
  ])
})

test('a source that begins to give ids means the facts that it gave before', async ({ db }) => {
  const organisationId = await anOrganisationWithOne(db)
  await bringKeyDates(db, organisationId, [court])

  await bringKeyDates(db, organisationId, [{ ...court, id: 'C-1' }])
  const report = await bringKeyDates(db, organisationId, [{ ...court, id: 'C-1', date: '2026-12-11' }])

  expect(report).toMatchObject({ changed: 1 })
  expect(await factsOf(db, organisationId, 'YP-1')).toMatchObject([{ happens_on: '2026-12-11', version: 2 }])
})

test('what somebody entered by hand is not entered twice', async ({ db }) => {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla, { reference: 'YP-1', born_on: civilDate('2008-12-10') })
  await aFact(db, calum, 'COURT', civilDate('2026-12-04'))

  const report = await bringKeyDates(db, isla.organisationId, [{ ...court, id: 'C-1', source: 'court list' }])

  expect(report).toMatchObject({ added: 0, changed: 1, warnings: [{ column: 'source' }] })
  expect(await factsOf(db, isla.organisationId, 'YP-1')).toMatchObject([
    { source: 'school record', pending: { source: 'court list' } },
  ])
})

test('a withdrawn fact stays to be read, is no longer followed, and comes back only when told', async ({
  db,
}) => {
  const organisationId = await anOrganisationWithOne(db)
  await bringKeyDates(db, organisationId, [{ ...court, id: 'C-1' }])

  const withdrawn = await bringKeyDates(db, organisationId, [{ ...court, id: 'C-1', withdrawn: 'yes' }])
  const found = await foundFor(db, organisationId, 'YP-1')
  const again = await bringKeyDates(db, organisationId, [{ ...court, id: 'C-1', withdrawn: 'yes' }])
  const moved = await bringKeyDates(db, organisationId, [{ ...court, id: 'C-1', date: '2026-12-11' }])
  const [before] = await factsOf(db, organisationId, 'YP-1')
  const back = await bringKeyDates(db, organisationId, [
    { ...court, id: 'C-1', date: '2026-12-11', withdrawn: 'no' },
  ])

  expect(withdrawn).toMatchObject({ changed: 1 })
  expect(found.map(({ rule }) => rule)).not.toContain('COURT_DATE')
  expect(again).toMatchObject({ unchanged: 1 })
  expect(moved).toMatchObject({ changed: 1, warnings: [{ column: 'withdrawn' }] })
  expect(before).toMatchObject({ happens_on: '2026-12-11', withdrawn_on: today })
  expect(back).toMatchObject({ changed: 1, warned: 0 })
  expect(await foundFor(db, organisationId, 'YP-1')).toContainEqual(
    expect.objectContaining({ rule: 'COURT_DATE', fallsOn: '2026-12-11' }),
  )
})

test('somebody under 12 keeps no court date, and a wrong one can still be withdrawn', async ({ db }) => {
  const organisationId = await anOrganisationWithOne(db)
  await bringKeyDates(db, organisationId, [court])
  await bringPeople(db, organisationId, [{ reference: 'YP-1', date_of_birth: '2015-12-10' }])

  const again = await bringKeyDates(db, organisationId, [court])
  const withdrawn = await bringKeyDates(db, organisationId, [{ ...court, withdrawn: 'yes' }])

  expect(again).toMatchObject({ rejected: 1, rejects: [{ row: 2, column: 'date' }] })
  expect(withdrawn).toMatchObject({ changed: 1, rejected: 0 })
})

test('withdrawing what was never there is a warning', async ({ db }) => {
  const organisationId = await anOrganisationWithOne(db)

  const report = await bringKeyDates(db, organisationId, [{ ...court, withdrawn: 'yes' }])

  expect(report).toMatchObject({ unchanged: 1, warnings: [{ row: 2, column: 'withdrawn' }] })
  expect(await factsOf(db, organisationId, 'YP-1')).toEqual([])
})

test('a day corrected by hand stays while the source repeats itself; then both are kept', async ({ db }) => {
  const { worker, organisationId, personId } = await aWorkerWithOne(db)
  await bringKeyDates(db, organisationId, [{ ...court, id: 'C-1' }])
  await corrected(db, worker, personId, { happensOn: civilDate('2026-12-07') })

  const same = await bringKeyDates(db, organisationId, [{ ...court, id: 'C-1' }])
  const other = await bringKeyDates(db, organisationId, [
    { ...court, id: 'C-1', date: '2026-12-11', note: 'Moved' },
  ])
  const otherAgain = await bringKeyDates(db, organisationId, [
    { ...court, id: 'C-1', date: '2026-12-11', note: 'Moved' },
  ])
  const withdrawn = await bringKeyDates(db, organisationId, [{ ...court, id: 'C-1', withdrawn: 'yes' }])

  expect(same).toMatchObject({ unchanged: 1, warned: 0 })
  expect(other).toMatchObject({ changed: 1, warnings: [{ row: 2, column: 'date', value: '2026-12-11' }] })
  expect(otherAgain).toMatchObject({ unchanged: 1 })
  expect(withdrawn).toMatchObject({ changed: 1, warnings: [{ column: 'withdrawn' }] })
  expect(await factsOf(db, organisationId, 'YP-1')).toMatchObject([
    {
      happens_on: '2026-12-07',
      withdrawn_on: null,
      pending: { happensOn: '2026-12-11', withdrawn: 'yes' },
      note: 'Moved',
    },
  ])
})

test('what somebody withdrew stays withdrawn, and what the source says then waits', async ({ db }) => {
  const { worker, organisationId, personId } = await aWorkerWithOne(db)
  await bringKeyDates(db, organisationId, [{ ...court, id: 'C-1' }])
  const [fact] = await factsOf(db, organisationId, 'YP-1')
  await signedInAs(db, worker)
  const at = { personId, factId: fact?.id ?? '' }
  const done = await withdrawFact(db, worker, at, { version: 1, because: 'Of somebody else' }, today)
  if (!done.ok) throw new Error(done.reason)

  const same = await bringKeyDates(db, organisationId, [{ ...court, id: 'C-1' }])
  const other = await bringKeyDates(db, organisationId, [{ ...court, id: 'C-1', date: '2026-12-11' }])

  expect(same).toMatchObject({ unchanged: 1 })
  expect(other).toMatchObject({ changed: 1 })
  expect(await factsOf(db, organisationId, 'YP-1')).toMatchObject([
    { happens_on: '2026-12-04', withdrawn_on: today, pending: { happensOn: '2026-12-11' } },
  ])
})

test('once decided for the source, its later word counts again', async ({ db }) => {
  const { worker, organisationId, personId } = await aWorkerWithOne(db)
  await bringKeyDates(db, organisationId, [{ ...court, id: 'C-1' }])
  await corrected(db, worker, personId, { happensOn: civilDate('2026-12-07') })
  await bringKeyDates(db, organisationId, [{ ...court, id: 'C-1', date: '2026-12-11' }])
  const [fact] = await factsOf(db, organisationId, 'YP-1')
  const at = { personId, factId: fact?.id ?? '' }
  const settled = await settleFact(db, worker, at, { version: fact?.version ?? 0, take: 'theirs' }, today)
  if (!settled.ok) throw new Error(settled.reason)

  const report = await bringKeyDates(db, organisationId, [{ ...court, id: 'C-1', date: '2026-12-18' }])

  expect(report).toMatchObject({ changed: 1, warned: 0 })
  expect(await factsOf(db, organisationId, 'YP-1')).toMatchObject([{ happens_on: '2026-12-18', pending: {} }])
})

test('a person has one release date: what was received later moves the earlier, in whatever order', async ({
  db,
}) => {
  const organisationId = await anOrganisationWithOne(db)
  const rows = [
    { ...release, id: 'R-1', date: '2027-03-12', received_on: '2026-10-01', document_ref: 'A/1' },
    { ...release, id: 'R-2', date: '2027-02-19', received_on: '2026-11-02' },
    { ...release, id: 'R-3', date: '2027-04-16', received_on: '2026-09-01' },
  ]

  const report = await bringKeyDates(db, organisationId, rows)
  const facts = await factsOf(db, organisationId, 'YP-1')
  const again = await bringKeyDates(db, organisationId, rows, addDays(today, 3))

  expect(report).toMatchObject({ added: 1, changed: 1, unchanged: 1 })
  expect(facts).toMatchObject([
    {
      happens_on: '2027-02-19',
      moved_from: '2027-03-12',
      document_ref: null,
      received_on: '2026-11-02',
      version: 2,
    },
  ])
  expect(again).toMatchObject({ unchanged: 3 })
  expect(await factsOf(db, organisationId, 'YP-1')).toEqual(facts)
})

test('rows that do not say when they came move the release date in their order, once', async ({ db }) => {
  const organisationId = await anOrganisationWithOne(db)
  const rows = [
    { ...release, date: '2027-03-12' },
    { ...release, date: '2027-02-19' },
  ]
  await bringKeyDates(db, organisationId, rows)

  const again = await bringKeyDates(db, organisationId, rows, addDays(today, 3))

  expect(again).toMatchObject({ unchanged: 2 })
  expect(await factsOf(db, organisationId, 'YP-1')).toMatchObject([{ happens_on: '2027-02-19' }])
})

test('a release date that is not marked official never replaces an official one', async ({ db }) => {
  const organisationId = await anOrganisationWithOne(db)
  await bringKeyDates(db, organisationId, [{ ...release, date: '2027-03-12', received_on: '2026-10-01' }])

  const reported = await bringKeyDates(db, organisationId, [
    { ...release, certainty: 'reported', date: '2027-02-19', received_on: '2026-11-02' },
    { ...release, certainty: '', date: '2027-02-26', received_on: '2026-11-02' },
    { ...release, certainty: 'recorded', date: '2027-03-12', note: 'As said on the phone' },
  ])

  expect(reported).toMatchObject({ unchanged: 2, changed: 1, warned: 3 })
  expect(await factsOf(db, organisationId, 'YP-1')).toMatchObject([
    { happens_on: '2027-03-12', certainty: 'official', note: 'As said on the phone' },
  ])
})

test('a release date corrected by hand stands beside a new one from the source', async ({ db }) => {
  const { worker, organisationId, personId } = await aWorkerWithOne(db)
  await bringKeyDates(db, organisationId, [{ ...release, id: 'R-1', date: '2027-03-12' }])
  await corrected(db, worker, personId, {
    kind: 'RELEASE_DATE',
    certainty: 'official',
    happensOn: civilDate('2027-03-10'),
  })

  const report = await bringKeyDates(db, organisationId, [{ ...release, id: 'R-2', date: '2027-02-19' }])

  expect(report).toMatchObject({ changed: 1, warned: 1 })
  expect(await factsOf(db, organisationId, 'YP-1')).toMatchObject([
    { happens_on: '2027-03-10', pending: { happensOn: '2027-02-19' } },
  ])
})

test('a withdrawn release date gives way to a new one', async ({ db }) => {
  const organisationId = await anOrganisationWithOne(db)
  await bringKeyDates(db, organisationId, [{ ...release, id: 'R-1', date: '2027-03-12' }])
  await bringKeyDates(db, organisationId, [{ ...release, id: 'R-1', date: '2027-03-12', withdrawn: 'yes' }])

  const report = await bringKeyDates(db, organisationId, [{ ...release, id: 'R-2', date: '2027-04-16' }])

  expect(report).toMatchObject({ changed: 1 })
  expect(await factsOf(db, organisationId, 'YP-1')).toMatchObject([
    { happens_on: '2027-04-16', withdrawn_on: null, version: 3 },
  ])
})

test('bad rows are named, good rows saved', async ({ db }) => {
  const organisationId = await anOrganisationWithOne(db)
  await bringPeople(db, organisationId, [{ reference: 'CHILD', date_of_birth: '2015-12-05' }])

  const report = await bringKeyDates(db, organisationId, [
    court,
    { ...court, reference: 'NOBODY' },
    { ...court, date: '2026-02-30' },
    { ...court, kind: 'LOOKED_AFTER', end_date: '2026-12-03' },
    { ...court, reference: 'CHILD' },
    { ...court, reference: 'CHILD', kind: 'EEI_REFERRED', date: '2026-11-20' },
    { ...court, kind: 'CUSTODY', date: '2026-12-09', details: 'place=HMP & YOI Example' },
    { ...court, kind: 'CUSTODY', date: '2026-12-10', details: 'place=HMP & YOI Example' },
  ])

  expect(report).toMatchObject({ read: 8, added: 3, rejected: 5 })
  expect(report.rejects.map(({ row, column }) => [row, column])).toEqual([
    [3, 'reference'],
    [4, 'date'],
    [5, 'end_date'],
    [6, 'date'],
    [8, 'details'],
  ])
  expect(report.warnings.map(({ row, column }) => [row, column])).toEqual([[9, 'date']])
})

test('an end that is held, before the day that a fact moves to, refuses the move', async ({ db }) => {
  const organisationId = await anOrganisationWithOne(db)
  const care = { reference: 'YP-1', id: 'L-1', kind: 'LOOKED_AFTER', date: '2026-01-01' }
  await bringKeyDates(db, organisationId, [{ ...care, end_date: '2026-06-01' }])

  const report = await bringKeyDates(db, organisationId, [{ ...care, date: '2026-07-01' }])

  expect(report).toMatchObject({ rejected: 1, rejects: [{ row: 2, column: 'end_date' }] })
  expect(await factsOf(db, organisationId, 'YP-1')).toMatchObject([{ happens_on: '2026-01-01', version: 1 }])
})

test('what is reported is kept as reported, and a note erases no detail', async ({ db }) => {
  const organisationId = await anOrganisationWithOne(db)
  const loss = { reference: 'YP-1', kind: 'BEREAVEMENT', date: '2026-10-01', certainty: 'reported' }
  await bringKeyDates(db, organisationId, [
    { ...loss, details: 'relationship=aunt; sudden=yes', recorded_on: '2026-10-02' },
  ])

  await bringKeyDates(db, organisationId, [{ ...loss, details: 'violent=no', note: 'Told by the school' }])

  expect(await factsOf(db, organisationId, 'YP-1')).toMatchObject([
    {
      standing: 'reported',
      details: { relationship: 'aunt', sudden: 'yes', violent: 'no' },
      note: 'Told by the school',
      recorded_on: '2026-10-02',
    },
  ])
})

async function aWorkerWithOne(db: Db) {
  const worker = await aWorker(db, { role: 'justice-social-worker' })
  const { organisationId } = worker
  const rows = [{ reference: 'YP-1', date_of_birth: '2008-12-10', worker_email: worker.email }]
  await bringPeople(db, organisationId, rows)
  const { id } = await personOf(db, organisationId, 'YP-1')
  return { worker, organisationId, personId: id }
}

type Correction = Partial<Parameters<typeof correctFact>[3]>

/** The one fact of YP-1, corrected by their worker. */
async function corrected(
  db: Db,
  worker: Awaited<ReturnType<typeof aWorker>>,
  personId: string,
  changes: Correction,
): Promise<void> {
  const [fact] = await factsOf(db, worker.organisationId, 'YP-1')
  await signedInAs(db, worker)
  const input = {
    kind: 'COURT' as const,
    atTime: null,
    endsOn: null,
    certainty: 'recorded' as const,
    standing: 'fact' as const,
    source: 'import',
    documentRef: null,
    receivedOn: null,
    note: null,
    details: {},
    happensOn: today,
    version: 1,
    because: 'The letter says so',
    ...changes,
  }
  const done = await correctFact(db, worker, { personId, factId: fact?.id ?? '' }, input, today)
  if (!done.ok) throw new Error(done.reason)
}

async function versionsOf(db: Db, factId = ''): Promise<string[]> {
  const { rows } = await building(db, () =>
    sql<{
      day: string
    }>`select was ->> 'happens_on' as day from app.fact_version where fact_id = ${factId} order by version`.execute(
      db,
    ),
  )
  return rows.map(({ day }) => day)
}
