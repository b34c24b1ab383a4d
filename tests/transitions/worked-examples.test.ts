import { expect, test } from 'vitest'
import { addDays, ageOn, civilDate } from '~/shared/civil-date'
import { workingDays } from '~/shared/working-days'
import { whyNotPossible } from '~/transitions/data-errors'
import { transitionsJson } from '~/transitions/list'
import type { Fact, Life } from '~/transitions/rule'
import { transitionsIn } from '~/transitions/transitions-in'

const long = civilDate('2000-01-01')

function aLife(part: Partial<Life> = {}): Life {
  return {
    bornOn: civilDate('2010-02-03'),
    birthDateCertainty: 'recorded',
    birthDateSource: 'import',
    recordedOn: long,
    recordedBy: null,
    schoolNation: 'scotland',
    pupil: 'yes',
    stage: null,
    stageSession: null,
    deferredEntry: false,
    additionalSupportNeeds: 'unknown',
    christmasHolidayFirstDay: {},
    attendedWeekStarting: null,
    openedOn: long,
    closedOn: null,
    closedBecause: null,
    facts: [],
    workingDays: workingDays(),
    ...part,
  }
}

function aFact(kind: string, on: string, part: Partial<Fact> = {}): Fact {
  return {
    id: `${kind}-${on}`,
    kind,
    happensOn: civilDate(on),
    atTime: null,
    endsOn: null,
    certainty: 'official',
    standing: 'fact',
    source: 'court',
    documentRef: 'A1',
    receivedOn: null,
    recordedOn: long,
    recordedBy: null,
    confirmedOn: null,
    details: {},
    ...part,
  }
}

function of(code: string, life: Life) {
  return transitionsIn(life).transitions.filter(({ rule }) => rule.code === code)
}

const holiday = { '2026/27': civilDate('2026-12-19') }
test.each([
  ['SL-01', '2010-03-01', {}, '2026-05-31', 'statutory-derived', 16],
  ['SL-02', '2010-05-31', {}, '2026-05-31', 'statutory-derived', 16],
  ['SL-03', '2010-06-01', {}, '2026-05-31', 'statutory-derived', 15],
  ['SL-04', '2010-09-30', {}, '2026-05-31', 'statutory-derived', 15],
  ['SL-05', '2010-10-01', {}, '2026-12-21', 'provisional', 16],
  ['SL-06', '2010-10-01', { christmasHolidayFirstDay: holiday }, '2026-12-19', 'statutory-derived', 16],
  ['SL-07', '2010-12-25', { christmasHolidayFirstDay: holiday }, '2026-12-19', 'statutory-derived', 15],
  ['SL-08', '2011-01-01', {}, '2026-12-21', 'provisional', 15],
  ['SL-09', '2011-02-28', {}, '2026-12-21', 'provisional', 15],
  ['SL-10', '2011-03-01', {}, '2027-05-31', 'statutory-derived', 16],
  ['SL-11', '2012-02-29', {}, '2027-12-21', 'provisional', 15],
  ['SL-12', '2012-03-01', {}, '2028-05-31', 'statutory-derived', 16],
  ['SL-13', '2010-11-15', { pupil: 'no' as const }, '2026-12-21', 'statutory-derived', 16],
  ['SL-14', '2011-02-28', { deferredEntry: true }, '2026-12-21', 'provisional', 15],
])('%s born %s', (id, born, part, date, certainty, age) => {
  const bornOn = civilDate(born)

  const [leaving] = of('SCHOOL_LEAVING', aLife({ bornOn, ...part }))

  expect(leaving).toMatchObject({ date, certainty })
  expect(ageOn(bornOn, civilDate(date))).toBe(age)
  if (id === 'SL-14') expect(leaving?.expectedStage).toBe('S4')
})

test('SL-15, SL-16: no date without a birth date, or outside Scotland', () => {
  expect(of('SCHOOL_LEAVING', aLife({ bornOn: null }))[0]).toMatchObject({
    date: null,
    dataGaps: ['date of birth'],
  })
  expect(of('SCHOOL_LEAVING', aLife({ schoolNation: 'england' }))[0]).toMatchObject({
    date: null,
    warnings: ['Scottish rule does not apply'],
  })
})

test.each([
  ['CS-01', '2010-02-03', [aFact('CSO_MADE', '2026-06-10')], '2027-06-10', 'statutory-derived'],
  ['CS-02', '2009-03-05', [aFact('CSO_MADE', '2026-06-10')], '2027-03-05', 'statutory-derived'],
  [
    'CS-03',
    '2010-02-03',
    [
      aFact('CSO_MADE', '2026-06-10'),
      aFact('CSO_CONTINUED', '2027-05-20', { endsOn: civilDate('2028-05-19') }),
    ],
    '2028-02-03',
    'statutory-derived',
  ],
  ['CS-05', '2014-02-03', [aFact('CSO_MADE', '2028-02-29')], '2029-02-28', 'provisional'],
  [
    'CS-06',
    '2010-02-03',
    [aFact('CSO_MADE', '2026-06-10'), aFact('CSO_TERMINATED', '2026-09-01')],
    '2026-09-01',
    'recorded',
  ],
])('%s', (_id, born, facts, date, certainty) => {
  expect(of('CSO_END', aLife({ bornOn: civilDate(born), facts }))[0]).toMatchObject({ date, certainty })
})

test('CS-04: an interim order runs 22 days, the first counted', () => {
  expect(of('ICSO_END', aLife({ facts: [aFact('ICSO_MADE', '2026-06-01')] }))[0]?.date).toBe('2026-06-22')
})

const custody = (months: string) =>
  aFact('CUSTODY', '2026-03-02', {
    details: { sentence_months: months, place_type: 'secure' },
  })
const edl = (on: string, part: Partial<Fact> = {}) =>
  aFact('RELEASE_DATE', on, {
    receivedOn: civilDate('2026-10-01'),
    details: { type: 'EDL' },
    ...part,
  })

test('RL-01, RL-11: no date is worked out of a sentence; the ask is listed weekly', () => {
  const life = aLife({ facts: [custody('24')] })

  const listed = transitionsJson('A', life, of('RELEASE', life), {
    asOf: civilDate('2026-03-02'),
    until: civilDate('2026-03-20'),
  })

  expect(listed[0]).toMatchObject({
    date: null,
    certainty: 'unknown',
    window: null,
  })
  expect(listed[0]?.prompts.map(({ on }) => on)).toEqual(['2026-03-02', '2026-03-09', '2026-03-16'])
})

test('RL-02, RL-03: the prompts of an official date', () => {
  const [short] = of('RELEASE', aLife({ facts: [custody('24'), edl('2027-03-12')] }))
  const [four] = of(
    'RELEASE',
    aLife({
      facts: [custody('60'), edl('2027-03-12', { details: { type: 'PQD' } })],
    }),
  )

  const days = [
    '2026-12-18',
    '2027-01-29',
    '2027-03-02',
    '2027-03-12',
    '2027-03-13',
    '2027-03-19',
    '2027-04-09',
    '2027-06-04',
    '2028-03-12',
  ]
  expect(short?.certainty).toBe('official-recorded')
  expect(short?.prompts.map(({ on }) => on)).toEqual(days)
  expect(four?.prompts.map(({ on }) => on)).toEqual(['2026-11-20', ...days])
})

test('RL-04, RL-09: warnings at a weekend and after the law changed', () => {
  expect(of('RELEASE', aLife({ facts: [edl('2027-01-02')] }))[0]?.warnings[0]).toContain('weekend/holiday')
  expect(
    of(
      'RELEASE',
      aLife({
        facts: [edl('2027-03-12', { receivedOn: civilDate('2026-02-01') })],
      }),
    )[0]?.warnings,
  ).toEqual(['law changed since: confirm again'])
})

test('RL-05: what had passed is one prompt', () => {
  const [late] = of(
    'RELEASE',
    aLife({
      facts: [custody('24'), edl('2027-03-12', { recordedOn: civilDate('2027-03-05') })],
    }),
  )

  expect(late?.prompts[0]).toEqual({
    step: 'now',
    on: '2027-03-05',
    covers: ['-12w', '-6w', '-10d'],
  })
})

test('RL-07: remand raises no release, and the next court day is a court date', () => {
  const life = aLife({
    facts: [
      aFact('REMAND', '2026-11-10', {
        details: { next_court_on: '2026-11-27' },
      }),
    ],
  })

  expect(of('RELEASE', life)).toEqual([])
  expect(of('COURT_DATE', life)[0]?.date).toBe('2026-11-27')
})

test('RL-08, CT-07: what cannot be is named', () => {
  const child = { bornOn: civilDate('2009-01-01') }

  expect(
    whyNotPossible(
      aFact('CUSTODY', '2026-01-01', {
        details: { place: 'HMP & YOI Polmont' },
      }),
      child,
    ),
  ).toBe('under-eighteen-in-prison')
  expect(whyNotPossible(aFact('COURT', '2020-12-31'), child)).toBe('before-the-twelfth-birthday')
  expect(whyNotPossible(aFact('COURT', '2021-01-01'), child)).toBeNull()
})

test('AG-01 to AG-05, AG-07', () => {
  const days = (born: string) =>
    transitionsIn(aLife({ bornOn: civilDate(born) }))
      .transitions.filter(({ rule }) => rule.code.startsWith('AGE_'))
      .map(({ date }) => date)

  expect(days('2008-02-29')).toEqual([
    '2024-02-29',
    '2025-08-29',
    '2026-03-01',
    '2027-03-01',
    '2029-03-01',
    '2034-03-01',
  ])
  expect(days('2009-08-31')[1]).toBe('2027-02-28')
  expect(days('2009-11-15')[1]).toBe('2027-05-15')
  expect(days('2010-01-14')).toEqual([
    '2026-01-14',
    '2027-07-14',
    '2028-01-14',
    '2029-01-14',
    '2031-01-14',
    '2036-01-14',
  ])
  expect(of('AGE_18', aLife({ birthDateCertainty: 'disputed' }))[0]?.certainty).toBe('reported')
  expect(ageOn(civilDate('2008-02-29'), addDays(civilDate('2026-03-01'), -1))).toBe(17)
})

test('RL-06, CT-06: a moved date moves the prompts and keeps the occurrence', () => {
  const [before] = of('COURT_DATE', aLife({ facts: [aFact('COURT', '2026-11-20', { id: 'c' })] }))
  const [after] = of('COURT_DATE', aLife({ facts: [aFact('COURT', '2026-12-04', { id: 'c' })] }))
  const [release] = of('RELEASE', aLife({ facts: [custody('24'), edl('2027-02-19')] }))

  expect(after?.occurrence).toBe(before?.occurrence)
  expect(after?.prompts.at(-1)?.on).toBe('2026-12-05')
  expect(release?.prompts[0]?.on).toBe('2026-11-27')
})

test('RL-10: turning 18 and release are both raised', () => {
  const life = aLife({ bornOn: civilDate('2009-01-10'), facts: [custody('24'), edl('2027-03-12')] })

  expect(of('AGE_18', life)[0]?.prompts).toHaveLength(5)
  expect(of('RELEASE', life)[0]?.prompts).toHaveLength(9)
})
