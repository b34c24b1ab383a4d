import { civilDate } from '~/shared/civil-date'
import { anOrganisation } from '../support/builders'
import { building, expect, test } from '../support/database'
import { bringKeyDates, bringPeople, bringSchools, bringWorkingDays, foundFor, personOf } from './a-file'

type Db = Parameters<typeof building>[0]

const pupil = {
  reference: 'YP-1',
  date_of_birth: '2010-10-01',
  pupil: 'yes',
  opened_on: '2026-01-05',
  recorded_on: '2026-01-05',
}
const days = { session: '2026/27', christmas_holiday_first_day: '2026-12-19' }

async function leavesOn(db: Db, organisationId: string, reference = 'YP-1') {
  const found = await foundFor(db, organisationId, reference)
  return found.find(({ rule }) => rule === 'SCHOOL_LEAVING')?.fallsOn
}

test('the days of a school move what follows for everyone there, whatever their organisation', async ({
  db,
}) => {
  const one = await anOrganisation(db)
  const other = await anOrganisation(db)
  await bringPeople(db, one.organisationId, [{ ...pupil, school: 'Example Academy' }])
  await bringPeople(db, other.organisationId, [{ ...pupil, school: 'example academy' }])
  const before = await leavesOn(db, one.organisationId)

  const report = await bringSchools(db, [{ school: 'Example Academy', ...days }])
  const again = await bringSchools(db, [{ school: 'Example Academy', ...days }])

  expect(before).toBe('2026-12-21')
  expect(report).toMatchObject({ read: 1, added: 1 })
  expect(again).toMatchObject({ unchanged: 1 })
  expect(await leavesOn(db, one.organisationId)).toBe('2026-12-19')
  expect(await leavesOn(db, other.organisationId)).toBe('2026-12-19')
})

test('a day that is not given stays; one that is given otherwise changes', async ({ db }) => {
  await bringSchools(db, [{ school: 'Example Academy', ...days, session_starts_on: '2026-08-17' }])

  const report = await bringSchools(db, [
    { school: 'Example Academy', session: '2026/27', christmas_holiday_first_day: '2026-12-18' },
  ])

  expect(report).toMatchObject({ changed: 1 })
  const held = await building(db, () => db.selectFrom('app.school_session').selectAll().execute())
  expect(held).toMatchObject([
    { starts_on: '2026-08-17', christmas_holiday_first_day: '2026-12-18', ends_on: null },
  ])
})

test('bad rows are named, good rows saved', async ({ db }) => {
  const school = 'Example Academy'
  await bringSchools(db, [{ school, session: '2025/26', session_starts_on: '2025-08-18' }])

  const report = await bringSchools(db, [
    { school, ...days },
    { school, session: '2026/28' },
    { school, session: '2025/26', session_ends_on: '2025-06-25' },
    { school: '', session: '2026/27' },
    { school: 'EXAMPLE ACADEMY', ...days },
  ])

  expect(report).toMatchObject({ read: 5, added: 1, rejected: 4 })
  expect(report.rejects.map(({ row, column }) => [row, column])).toEqual([
    [3, 'session'],
    [4, 'session_ends_on'],
    [5, 'school'],
    [6, 'session'],
  ])
})

test('of two schools with one name the council says which, and a list of people that came first is put right', async ({
  db,
}) => {
  const { organisationId } = await anOrganisation(db)
  const school = 'Example Academy'
  const rows = [
    { ...pupil, school, council: 'Falkirk' },
    { ...pupil, reference: 'YP-2', given_name: 'Ava', school, council: 'Dundee' },
  ]
  await bringPeople(db, organisationId, rows)

  await bringSchools(db, [
    { school, council: 'Falkirk', ...days },
    { school, council: 'Dundee', session: '2026/27', christmas_holiday_first_day: '2026-12-23' },
  ])
  const nameless = await bringSchools(db, [{ school, ...days }])
  const people = await bringPeople(db, organisationId, [
    ...rows,
    { ...pupil, reference: 'YP-3', given_name: 'Rory', school },
  ])

  expect(await leavesOn(db, organisationId, 'YP-1')).toBe('2026-12-19')
  expect(await leavesOn(db, organisationId, 'YP-2')).toBe('2026-12-23')
  expect(nameless).toMatchObject({ rejected: 1, rejects: [{ column: 'council' }] })
  expect(people).toMatchObject({ unchanged: 2, added: 1, warnings: [{ row: 4, column: 'school' }] })
  expect((await personOf(db, organisationId, 'YP-3')).school_id).toBeNull()
})

test('one school of a name is that one, wherever its pupils live', async ({ db }) => {
  const { organisationId } = await anOrganisation(db)
  await bringSchools(db, [{ school: 'Example Academy', council: 'Falkirk', ...days }])

  await bringPeople(db, organisationId, [{ ...pupil, school: 'Example Academy', council: 'Stirling' }])

  expect(await leavesOn(db, organisationId)).toBe('2026-12-19')
})

test("an organisation's own days move what is counted in working days, for its people alone", async ({
  db,
}) => {
  const one = await anOrganisation(db)
  const other = await anOrganisation(db)
  for (const { organisationId } of [one, other]) {
    await bringPeople(db, organisationId, [{ ...pupil, date_of_birth: '2008-10-01' }])
    await bringKeyDates(db, organisationId, [
      { reference: 'YP-1', kind: 'COURT', date: '2027-01-20', recorded_on: '2026-11-01' },
    ])
  }
  const before = await stepsOf(db, other.organisationId)

  const report = await bringWorkingDays(db, one.organisationId, [
    { date: '2027-01-19', works: 'no', name: 'Local holiday' },
    { date: '2027-01-16', works: 'yes' },
    { date: '2027-01-19', works: 'yes' },
    { date: '2027-02-30', works: 'no' },
    { date: '2027-03-01', works: 'perhaps' },
  ])
  const again = await bringWorkingDays(db, one.organisationId, [{ date: '19/01/2027', works: 'no' }])
  const weekend = await bringKeyDates(db, one.organisationId, [
    { reference: 'YP-1', kind: 'RELEASE_DATE', date: '2027-01-19', certainty: 'official' },
  ])

  expect(report).toMatchObject({ read: 5, added: 2, rejected: 3 })
  expect(report.rejects.map(({ row, column }) => [row, column])).toEqual([
    [4, 'date'],
    [5, 'date'],
    [6, 'works'],
  ])
  expect(again).toMatchObject({ unchanged: 1 })
  expect(weekend).toMatchObject({ added: 1, warnings: [{ column: 'date' }] })
  expect(before['-2wd']).toBe('2027-01-18')
  expect(await stepsOf(db, other.organisationId)).toEqual(before)
  expect((await stepsOf(db, one.organisationId))['-2wd']).toBe('2027-01-16')
})

async function stepsOf(db: Db, organisationId: string): Promise<Record<string, string>> {
  const found = await building(db, () =>
    db
      .selectFrom('app.transition')
      .where('organisation_id', '=', organisationId)
      .where('rule', '=', 'COURT_DATE')
      .select('prompts')
      .executeTakeFirstOrThrow(),
  )
  const prompts = found.prompts as unknown as { step: string; on: string }[]
  return Object.fromEntries(prompts.map(({ step, on }) => [step, on]))
}

test('the session of a stage runs from August', async ({ db }) => {
  const { organisationId } = await anOrganisation(db)

  await bringPeople(db, organisationId, [{ ...pupil, stage: 'S4' }], civilDate('2026-07-31'))
  const before = await personOf(db, organisationId, 'YP-1')
  await bringPeople(db, organisationId, [{ ...pupil, stage: 'S5' }], civilDate('2026-08-01'))

  expect(before.stage_session).toBe('2025/26')
  expect(await personOf(db, organisationId, 'YP-1')).toMatchObject({ stage: 'S5', stage_session: '2026/27' })
})

test('the first day of a session is the day on which secondary school begins', async ({ db }) => {
  const { organisationId } = await anOrganisation(db)
  const inP7 = { ...pupil, date_of_birth: '2015-05-10', stage: 'P7', stage_session: '2026/27' }
  await bringPeople(db, organisationId, [{ ...inP7, school: 'Example Primary' }])
  const beginsOn = async () =>
    (await foundFor(db, organisationId, 'YP-1'))
      .filter(({ rule }) => rule === 'P7_S1')
      .map((each) => each.fallsOn)

  const before = await beginsOn()
  await bringSchools(db, [{ school: 'Example Primary', session: '2027/28', session_starts_on: '2027-08-17' }])

  expect(before).toEqual([null])
  expect(await beginsOn()).toEqual(['2027-08-17'])
})
