import { expect, test } from 'vitest'
import { addDays, addWeeks, ageOn, birthdayOn, type CivilDate, civilDate, yearOf } from '~/shared/civil-date'
import { rowOf, toldOf } from '~/transitions/reconcile'
import type { Life } from '~/transitions/rule'
import { aFact, aLife, days, stepsAndDays, theOne } from './a-life'

const holiday = { christmasHolidayFirstDay: { '2026/27': civilDate('2026-12-19') } }

function leavingOf(born: string, part: Partial<Life> = {}) {
  return theOne('SCHOOL_LEAVING', aLife({ bornOn: civilDate(born), ...part }))
}

test.each<[string, string, Partial<Life>, string, string, number]>([
  ['SL-01', '2010-03-01', {}, '2026-05-31', 'statutory-derived', 16],
  ['SL-02', '2010-05-31', {}, '2026-05-31', 'statutory-derived', 16],
  ['SL-03', '2010-06-01', {}, '2026-05-31', 'statutory-derived', 15],
  ['SL-04', '2010-09-30', {}, '2026-05-31', 'statutory-derived', 15],
  ['SL-05', '2010-10-01', {}, '2026-12-21', 'provisional', 16],
  ['SL-06', '2010-10-01', holiday, '2026-12-19', 'statutory-derived', 16],
  ['SL-07', '2010-12-25', holiday, '2026-12-19', 'statutory-derived', 15],
  ['SL-08', '2011-01-01', {}, '2026-12-21', 'provisional', 15],
  ['SL-09', '2011-02-28', {}, '2026-12-21', 'provisional', 15],
  ['SL-10', '2011-03-01', {}, '2027-05-31', 'statutory-derived', 16],
  ['SL-11', '2012-02-29', {}, '2027-12-21', 'provisional', 15],
  ['SL-12', '2012-03-01', {}, '2028-05-31', 'statutory-derived', 16],
  ['SL-13', '2010-11-15', { pupil: 'no' }, '2026-12-21', 'statutory-derived', 16],
  ['SL-14', '2011-02-28', { deferredEntry: true }, '2026-12-21', 'provisional', 15],
])(
  '%s: somebody born %s can leave school on the day the Act says',
  (_id, born, part, date, certainty, age) => {
    const leaving = leavingOf(born, part)

    expect(leaving).toMatchObject({ date, certainty, occurrence: 'once' })
    expect(ageOn(civilDate(born), civilDate(date))).toBe(age)
  },
)

test('SL-05, SL-08: without the school days 21 December is used, and what is missing is named', () => {
  const leaving = leavingOf('2010-10-01')

  expect(leaving.dataGaps).toEqual(['first day of the Christmas holiday'])
  expect(leaving.rule.words(toldOf(rowOf(leaving), civilDate('2010-10-01'))).explanation).toContain(
    'The first day of the Christmas holiday is not known for this school: 21 December is used until it is.',
  )
})

test('SL-14: deferral changes the stage, not the day', () => {
  expect(leavingOf('2011-02-28').expectedStage).toBe('S5')
  expect(leavingOf('2011-02-28', { deferredEntry: true }).expectedStage).toBe('S4')
})

test('SL-15: without a date of birth there is no day, and the gap is named', () => {
  const leaving = theOne('SCHOOL_LEAVING', aLife({ bornOn: null }))

  expect(leaving).toMatchObject({
    date: null,
    certainty: 'unknown',
    dataGaps: ['date of birth'],
    prompts: [],
  })
})

test('SL-16: a school in England has no day, and the page says why', () => {
  const leaving = leavingOf('2010-03-01', { schoolNation: 'england' })

  expect(leaving).toMatchObject({ date: null, certainty: 'unknown', prompts: [] })
  expect(leaving.warnings).toEqual(['Scottish rule does not apply'])
  expect(leaving.rule.words({ ...leaving, bornOn: null }).explanation).toContain(
    'Scottish rule does not apply',
  )
})

test('LT-01: a year and six months before leaving', () => {
  const leaving = leavingOf('2011-03-01')

  expect(leaving.duties).toMatchObject([
    { by: '2026-05-31', standing: 'guidance' },
    { by: '2026-11-30', standing: 'statutory' },
  ])
})

test('LT-02: a year and six months before the school holiday', () => {
  const leaving = leavingOf('2010-10-01', holiday)

  expect(leaving.duties.map(({ by }) => by)).toEqual(['2025-12-19', '2026-06-19'])
})

test('LT-03: a record opened late has one prompt for what has passed', () => {
  const leaving = leavingOf('2010-10-01', { ...holiday, openedOn: civilDate('2026-09-01') })

  expect(leaving.prompts[0]).toEqual({ step: 'now', on: '2026-09-01', covers: ['-26w'] })
  expect(leaving.prompts.map(({ step }) => step)).toEqual(['now', '-12w', '-6w', '-2w', '+2w', '+6w', '+12w'])
  expect(leaving.rule.words({ ...leaving, bornOn: null }).says('now')).toContain('as soon as you can')
})

test('the prompts are 26, 12, 6 and 2 weeks before, and 2, 6 and 12 weeks after', () => {
  const leaving = leavingOf('2010-03-01')

  expect(stepsAndDays(leaving)).toEqual(
    ([-26, -12, -6, -2, 2, 6, 12] as const).map((weeks) => [
      `${weeks > 0 ? '+' : ''}${weeks}w`,
      addWeeks(civilDate('2026-05-31'), weeks),
    ]),
  )
  expect(leaving.window).toEqual({ from: '2025-11-30', to: '2026-08-23' })
})

test('every birth date from 1995 to 2030 has the day of section 33', () => {
  const born = (day: CivilDate) => leavingOf(day).date
  for (let day = civilDate('1995-01-01'); day <= '2030-12-31'; day = addDays(day, 1)) {
    if (born(day) !== bySection33(birthdayOn(day, 16))) throw new Error(`${day}: ${born(day)}`)
  }
})

/** Subsections (1) to (3) as they read: when the 16th birthday falls says which leaving date counts. */
function bySection33(sixteenOn: CivilDate): string {
  const year = yearOf(sixteenOn)
  const inYear = sixteenOn.slice(5)
  if (inYear >= '03-01' && inYear < '10-01') return `${year}-05-31`
  return inYear >= '10-01' ? `${year}-12-21` : `${year - 1}-12-21`
}

test('the day before and the day after each boundary of the year differ as they should', () => {
  const dates = (...born: string[]) => born.map((each) => leavingOf(each).date)

  expect(dates('2011-02-28', '2011-03-01')).toEqual(days('2026-12-21', '2027-05-31'))
  expect(dates('2012-02-29', '2012-03-01')).toEqual(days('2027-12-21', '2028-05-31'))
  expect(dates('2010-09-30', '2010-10-01')).toEqual(days('2026-05-31', '2026-12-21'))
  expect(dates('2010-12-31', '2011-01-01')).toEqual(days('2026-12-21', '2026-12-21'))
})

test('a disputed date of birth makes the day reported, whatever else is known', () => {
  for (const birthDateCertainty of ['estimated', 'disputed'] as const) {
    expect(leavingOf('2010-03-01', { birthDateCertainty }).certainty).toBe('reported')
    expect(leavingOf('2010-10-01', { birthDateCertainty }).certainty).toBe('reported')
    expect(leavingOf('2010-10-01', { birthDateCertainty, ...holiday }).certainty).toBe('reported')
  }
})

test('not knowing whether they are on a roll counts as a pupil, and is named', () => {
  const leaving = leavingOf('2010-03-01', { pupil: 'unknown' })

  expect(leaving).toMatchObject({ date: '2026-05-31', dataGaps: ['whether they are on a school roll'] })
})

test('somebody who means to stay longer is asked before that day, and the day of the Act stays', () => {
  const intended = aFact('SCHOOL_LEAVING_INTENDED', '2027-06-25', { certainty: 'reported' })
  const leaving = leavingOf('2010-03-01', { facts: [intended] })

  expect(leaving).toMatchObject({
    date: '2026-05-31',
    certainty: 'statutory-derived',
    because: 'planned 2027-06-25',
  })
  expect(stepsAndDays(leaving)).toEqual([
    ['-26w', '2026-12-25'],
    ['-12w', '2027-04-02'],
    ['-6w', '2027-05-14'],
    ['-2w', '2027-06-11'],
  ])
  expect(leaving.rule.words({ ...leaving, bornOn: civilDate('2010-03-01') }).explanation).toContain(
    'They mean to stay until 25 June 2027',
  )
})

test('an intended day on or before the day of the Act changes nothing but what it rests on', () => {
  const intended = aFact('SCHOOL_LEAVING_INTENDED', '2026-05-31')
  const leaving = leavingOf('2010-03-01', { facts: [intended] })

  expect(leaving.prompts).toEqual(leavingOf('2010-03-01').prompts)
  expect(leaving.basis).toContainEqual({ of: 'fact', fact: intended, passing: true })
})

test('somebody who is in school after the day is not asked what became of them', () => {
  const until = (monday: string) =>
    leavingOf('2010-03-01', { attendedWeekStarting: civilDate(monday) }).prompts.map(({ step }) => step)

  expect(until('2026-05-25')).toContain('+2w')
  expect(until('2026-06-01')).toEqual(['-26w', '-12w', '-6w', '-2w'])
})

test('it is over once they have left, not once somebody says so', () => {
  const left = aFact('SCHOOL_LEFT', '2026-05-31')
  const said = { ...left, certainty: 'reported' as const }

  expect(leavingOf('2010-03-01', { facts: [left] })).toMatchObject({
    prompts: [],
    overBecause: 'They have left school',
  })
  expect(leavingOf('2010-03-01', { facts: [said] })).toMatchObject({ overBecause: null })
  expect(leavingOf('2010-03-01', { facts: [said] }).prompts).toHaveLength(7)
})

test('what other agencies must be asked is for those who need more help, or may', () => {
  const duties = (additionalSupportNeeds: Life['additionalSupportNeeds']) =>
    leavingOf('2011-03-01', { additionalSupportNeeds }).duties.map(({ by, standing }) => [by, standing])

  expect(duties('no')).toEqual([])
  expect(duties('unknown')).toEqual(duties('yes').slice(0, 2))
  expect(duties('yes')[2]).toEqual(['2025-03-01', 'practice'])
})

test('the stage is counted on from the school record where there is one', () => {
  const held = leavingOf('2010-10-01', { stage: 'S3', stageSession: '2025/26' })

  expect(held.expectedStage).toBe('S4')
  expect(leavingOf('2010-10-01').expectedStage).toBe('S5')
  expect(held.basis).toContainEqual({ of: 'person', thing: 'stage', value: 'S3', passing: true })
  expect(leavingOf('2010-10-01', { stage: 'S6', stageSession: '2025/26' }).expectedStage).toBeNull()
})

test('the school days are for pupils: who is on no roll leaves on 21 December', () => {
  expect(leavingOf('2010-10-01', holiday).date).toBe('2026-12-19')
  expect(leavingOf('2010-10-01', { ...holiday, pupil: 'no' }).date).toBe('2026-12-21')
})
