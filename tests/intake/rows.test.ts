import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isWithinOneSlip, maybeTheSame } from '~/caseload/same-person'
import { KEY_DATE_COLUMNS } from '~/intake/fact-columns'
import { readFactRow } from '~/intake/fact-row.input'
import { PEOPLE_COLUMNS } from '~/intake/person-columns'
import { readPersonRow, refuseReferencesTwice } from '~/intake/person-row.input'
import { readSchoolRow, SCHOOL_COLUMNS } from '~/intake/school-row.input'
import { mergeSent, replaces, whyRefused } from '~/intake/verdicts'
import { readWorkingDayRow, WORKING_DAY_COLUMNS } from '~/intake/working-day-row.input'
import { civilDate } from '~/shared/civil-date'
import { workingDays } from '~/shared/working-days'

const today = civilDate('2026-11-24')
const calendar = workingDays()

function cellsOf<Column extends string>(known: readonly Column[], given: Partial<Record<Column, string>>) {
  const cells = {} as Record<Column, string>
  for (const column of known) cells[column] = given[column] ?? ''
  return { row: 2, cells }
}
const person = (given: Partial<Record<(typeof PEOPLE_COLUMNS.known)[number], string>>) =>
  readPersonRow(cellsOf(PEOPLE_COLUMNS.known, { reference: 'YP-1', given_name: 'Isla', ...given }), today)
const fact = (given: Partial<Record<(typeof KEY_DATE_COLUMNS.known)[number], string>>) =>
  readFactRow(
    cellsOf(KEY_DATE_COLUMNS.known, { reference: 'YP-1', kind: 'COURT', date: '2026-12-01', ...given }),
    today,
    calendar,
  )

test.each(['2010-03-01', '01/03/2010', '1/3/2010'])(
  'a birth date written %s is 1 March 2010',
  (date_of_birth) => {
    const read = person({ date_of_birth })

    expect(read.ok && read.value.bornOn).toBe('2010-03-01')
  },
)

test.each([
  [{ date_of_birth: '31/02/2010' }, 'date_of_birth'],
  [{ date_of_birth: 'soon' }, 'date_of_birth'],
  [{ reference: '' }, 'reference'],
  [{ given_name: '' }, 'given_name'],
  [{ stage: 'S7' }, 'stage'],
  [{ stage_session: '2026/28' }, 'stage_session'],
  [{ opened_on: '2026-05-02', closed_on: '2026-05-01' }, 'closed_on'],
])('a person with %j is refused at %s', (given, column) => {
  const read = person(given)

  expect(!read.ok && read.rejects.map((reject) => reject.column)).toEqual([column])
})

test('a name that looks like a formula is kept, with a warning', () => {
  const read = person({ given_name: '=cmd()' })

  expect(read.ok && read.value.givenName).toBe('=cmd()')
  expect(read.ok && read.warnings.map(({ column }) => column)).toEqual(['given_name'])
})

test('the second of two rows with one reference is refused', () => {
  const [first, second] = refuseReferencesTwice([person({}), person({})])

  expect(first?.ok).toBe(true)
  expect(second).toMatchObject({ ok: false, rejects: [{ column: 'reference' }] })
})

test.each([
  [{ kind: 'PICNIC' }, 'kind'],
  [{ kind: 'toString' }, 'kind'],
  [{ date: '2026-13-01' }, 'date'],
  [{ time: '25:00' }, 'time'],
  [{ kind: 'CPO_IMPOSED', date: '2026-11-01', end_date: '2026-10-31' }, 'end_date'],
  [{ kind: 'RELEASE_DATE', details: 'type=sometime' }, 'details'],
  [{ details: 'court' }, 'details'],
])('a key date with %j is refused at %s', (given, column) => {
  const read = fact(given)

  expect(!read.ok && read.rejects.map((reject) => reject.column)).toEqual([column])
})

test('details are read by name, days and words as we keep them', () => {
  const read = fact({
    kind: 'REMAND',
    date: '2026-11-01',
    details: 'place=HMP Example; place_type=YOI ;next_court_on=01/12/2026;',
  })

  expect(read.ok && read.value.details).toEqual({
    place: 'HMP Example',
    place_type: 'yoi',
    next_court_on: '2026-12-01',
  })
})

test.each([
  [{ kind: 'RELEASED', date: '2026-11-25' }, ['date']],
  [{ kind: 'RELEASED', date: '2026-11-24' }, []],
  [{ kind: 'COURT', date: '2026-11-25' }, []],
  [{ kind: 'RELEASE_DATE', date: '2027-01-02' }, ['date']],
  [{ kind: 'RELEASE_DATE', date: '2027-03-12' }, []],
  [{ details: 'judge=Smith' }, ['details']],
])('a key date with %j is kept with warnings at %j', (given, columns) => {
  const read = fact(given)

  expect(read.ok && read.warnings.map(({ column }) => column)).toEqual(columns)
})

test('a court date is refused the day before the twelfth birthday, and not on it', () => {
  const bornOn = civilDate('2014-12-02')
  const court = { kind: 'COURT', endsOn: null, details: {} }

  expect(whyRefused(2, { ...court, happensOn: civilDate('2026-12-01') }, bornOn)).toMatchObject({
    column: 'date',
  })
  expect(whyRefused(2, { ...court, happensOn: civilDate('2026-12-02') }, bornOn)).toBeNull()
})

test('somebody of 17 in a young offenders institution is refused', () => {
  const custody = { kind: 'CUSTODY', happensOn: today, endsOn: null, details: { place_type: 'yoi' } }

  expect(whyRefused(2, custody, civilDate('2008-11-25'))).toMatchObject({ column: 'details' })
  expect(whyRefused(2, custody, civilDate('2008-11-24'))).toBeNull()
})

test('a school whose Christmas holiday is outside the session is refused', () => {
  const days = {
    session_starts_on: '2026-08-17',
    christmas_holiday_first_day: '2025-12-21',
    session_ends_on: '2027-06-25',
  }
  const read = readSchoolRow(
    cellsOf(SCHOOL_COLUMNS.known, { school: 'Example Academy', session: '2026/27', ...days }),
  )

  expect(read).toMatchObject({ ok: false, rejects: [{ column: 'christmas_holiday_first_day' }] })
})

test('the same file again changes nothing, and an empty cell erases nothing', () => {
  expect(mergeSent({ a: '1', b: null }, { a: '1' }, { a: '1', b: '2' })).toEqual({
    changes: {},
    pending: {},
    sent: { a: '1' },
  })
})

test('a value corrected by hand stays while the source repeats itself, and then waits for a person', () => {
  expect(mergeSent({ a: 'old' }, { a: 'old' }, { a: 'by hand' })).toMatchObject({ changes: {}, pending: {} })
  expect(mergeSent({ a: 'new' }, { a: 'old' }, { a: 'by hand' })).toMatchObject({
    changes: {},
    pending: { a: 'new' },
  })
  expect(mergeSent({ a: 'new' }, { a: 'old' }, { a: 'old' })).toMatchObject({
    changes: { a: 'new' },
    pending: {},
  })
})

test('a release date that is not official never replaces an official one', () => {
  const official = {
    certainty: 'official',
    receivedOn: civilDate('2026-10-01'),
    recordedOn: civilDate('2026-10-01'),
  } as const
  const reported = { certainty: 'reported', receivedOn: today, recordedOn: today } as const

  expect(replaces(reported, official)).toBe(false)
  expect(replaces(official, reported)).toBe(true)
  expect(replaces({ ...official, receivedOn: civilDate('2026-09-30') }, official)).toBe(false)
})

test('people who sound alike with birth dates one slip apart may be the same', () => {
  const caley = { name: 'Caley MacLeod', bornOn: civilDate('2010-03-12') }

  expect(maybeTheSame({ name: 'Kayleigh McLeod', bornOn: civilDate('2010-03-21') }, caley)).toBe(true)
  expect(maybeTheSame({ name: 'Kayleigh McLeod', bornOn: civilDate('2010-03-13') }, caley)).toBe(false)
  expect(isWithinOneSlip(civilDate('2010-03-12'), civilDate('2010-12-03'))).toBe(true)
})

test('any text in any cell is read or refused, never an error', () => {
  const record = <Column extends string>(known: readonly Column[]) =>
    fc.tuple(...known.map(() => fc.string({ unit: 'binary' }))).map((texts) => {
      const given: Partial<Record<Column, string>> = {}
      for (const [at, column] of known.entries()) given[column] = texts[at] ?? ''
      return cellsOf(known, given)
    })

  fc.assert(fc.property(record(PEOPLE_COLUMNS.known), (row) => void readPersonRow(row, today)))
  fc.assert(fc.property(record(SCHOOL_COLUMNS.known), (row) => void readSchoolRow(row)))
  fc.assert(fc.property(record(WORKING_DAY_COLUMNS.known), (row) => void readWorkingDayRow(row)))
  fc.assert(fc.property(record(KEY_DATE_COLUMNS.known), (row) => void readFactRow(row, today, calendar)))
  fc.assert(fc.property(fc.string(), (details) => void fact({ kind: 'REMAND', details })))
})
