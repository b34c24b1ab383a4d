import { expect, test } from 'vitest'
import { addDays, addMonths, birthdayOn, type CivilDate, civilDate } from '~/shared/civil-date'
import { whyNotPossibleWords } from '~/transitions/data-errors'
import type { Fact, Life } from '~/transitions/rule'
import { stepsOf } from '~/transitions/steps'
import { aFact, aLife, foundBy, stepsAndDays, theOne } from './a-life'
import { everyBirthDate } from './birth-dates'

const born = civilDate('2010-02-03')
const sixteenOn = civilDate('2026-02-03')

function care(part: Partial<Fact> & { where?: string; ended?: string } = {}): Fact {
  const { where, ended, ...rest } = part
  const details: Record<string, string> = {}
  if (where) details.where = where
  if (ended) details.ended = ended
  return aFact('LOOKED_AFTER', rest.happensOn ?? '2020-01-01', { details, ...rest })
}

const until = (day: string, ended = 'no', part: Partial<Fact> = {}) =>
  care({ endsOn: civilDate(day), ended, where: 'foster', ...part })

function endsOf(facts: Fact[], part: Partial<Life> = {}) {
  return foundBy('LOOKED_AFTER_ENDS', aLife({ facts, ...part }))
}

test('a planned end of being looked after has steps before it and after it', () => {
  expect(stepsAndDays(theOne('LOOKED_AFTER_ENDS', aLife({ facts: [until('2027-03-31')] })))).toEqual([
    ['-12w', '2027-01-06'],
    ['-4w', '2027-03-03'],
    ['+1w', '2027-04-07'],
    ['+4w', '2027-04-28'],
    ['+12w', '2027-06-23'],
  ])
})

test('once it has ended, the steps before it end and the others count from that day', () => {
  const ended = theOne('LOOKED_AFTER_ENDS', aLife({ facts: [until('2027-02-10', 'yes')] }))

  expect(ended).toMatchObject({ date: '2027-02-10', overBecause: 'They are no longer looked after' })
  expect(ended.prompts.map(({ step }) => step)).toEqual(['+1w', '+4w', '+12w'])
})

test('a planned end is never said to have happened', () => {
  const says = (ended: string) => {
    const found = theOne('LOOKED_AFTER_ENDS', aLife({ facts: [until('2027-03-31', ended)] }))
    return found.rule.words({ ...found, bornOn: born }).says('+1w')
  }

  expect(says('no')).toContain('was planned to end')
  expect(says('yes')).toContain('ended a week ago')
})

test('without an end in sight nothing is found; ended on a day nobody recorded, the day is missing', () => {
  expect(endsOf([care({ where: 'foster' })])).toEqual([])
  expect(endsOf([care({ ended: 'yes' })])).toMatchObject([
    { date: null, certainty: 'unknown', dataGaps: ['the day it ended'] },
  ])
})

test('somebody said that it ended: asked about, not believed', () => {
  const said = until('2027-02-10', 'yes', { certainty: 'reported' })

  expect(endsOf([said])).toMatchObject([
    { certainty: 'reported', overBecause: null, warnings: ['said to have ended: check'] },
  ])
})

test('from one home to the next they are looked after on, and nothing is raised about the first', () => {
  const first = until('2026-05-01', 'yes')
  const next = (on: string, part: Partial<Fact> = {}) =>
    care({ happensOn: civilDate(on), where: 'residential', id: 'next', ...part })
  const overBecause = (other: Fact) => endsOf([first, other])[0]?.overBecause

  expect(endsOf([first, next('2026-05-02')])[0]).toMatchObject({ prompts: [], because: 'goes-on' })
  expect(overBecause(next('2026-05-02'))).toBe('They are looked after on')
  expect(overBecause(next('2026-05-03'))).toBe('They are no longer looked after')
  expect(overBecause(next('2026-05-01', { certainty: 'reported' }))).toBe('They are no longer looked after')
})

test('two records that cannot both be true: still asked about, and shown as what they are', () => {
  const older = care({ happensOn: civilDate('2018-01-01'), where: 'foster', id: 'older' })

  const [one] = endsOf([older, until('2027-03-31')])

  expect(one?.prompts).toHaveLength(5)
  expect(one?.warnings).toEqual(['another record says that they are looked after still: check'])
})

test('an end before the start is shown as what it is', () => {
  expect(endsOf([until('2019-12-31')])[0]?.warnings).toEqual([whyNotPossibleWords['ends-before-it-starts']])
})

const JUST_BEFORE =
  'looked-after status is planned to end just before 16: help after care may be lost, get advice first'

test('a plan to end care just before 16 is warned of, and nothing else is', () => {
  const warnings = (day: string, ended = 'no') => endsOf([until(day, ended)], { bornOn: born })[0]?.warnings

  expect(warnings('2026-02-02')).toEqual([JUST_BEFORE])
  expect(warnings('2026-02-03')).toEqual([])
  expect(warnings('2025-08-03')).toEqual([JUST_BEFORE])
  expect(warnings('2025-08-02')).toEqual([])
  expect(warnings('2026-02-02', 'yes')).toEqual([])
})

test('every birth date: the day before 16 is warned of, the day itself is not', () => {
  everyBirthDate((bornOn) => {
    const at16 = birthdayOn(bornOn, 16)
    const warned = (day: CivilDate) =>
      endsOf([care({ happensOn: addMonths(bornOn, 60), endsOn: day })], { bornOn })[0]?.warnings.length
    if (warned(addDays(at16, -1)) !== 1 || warned(at16) !== 0) throw new Error(bornOn)
  })
})

function rightOf(facts: Fact[], part: Partial<Life> = {}) {
  return foundBy('CONTINUING_CARE', aLife({ facts, bornOn: born, ...part }))
}

test('the right to stay begins at 16, and is talked about at 15', () => {
  const [right] = rightOf([care({ where: 'foster' })])

  expect(right).toMatchObject({ date: sixteenOn, occurrence: 'once', certainty: 'statutory-derived' })
  expect(right?.prompts).toEqual([{ step: '-12m', on: '2025-02-03' }])
})

test('the planned end of care is talked about six and three months before it', () => {
  const [right] = rightOf([until('2028-01-31')])

  expect(right?.prompts.map(({ step, on }) => [step, on])).toEqual([
    ['-12m', '2025-02-03'],
    ['-6m', '2027-07-31'],
    ['-3m', '2027-10-31'],
  ])
  expect(right?.rule.words({ ...right, bornOn: born }).says('-6m')).toContain('31 January 2028')
})

test('a planned end before 16 has none of those, and an end that has come neither', () => {
  expect(rightOf([until('2026-02-02')])[0]?.prompts.map(({ step }) => step)).toEqual(['-12m'])
  expect(rightOf([until('2026-02-03')])[0]?.prompts.map(({ step }) => step)).toEqual(['-12m', '-6m', '-3m'])
  expect(rightOf([until('2027-01-31', 'yes')])[0]?.prompts.map(({ step }) => step)).toEqual(['-12m'])
})

test.each([
  ['foster', 1],
  ['kinship', 1],
  ['residential', 1],
  ['at-home', 0],
  ['secure', 0],
])('looked after in %s: found %i times', (where, times) => {
  expect(rightOf([care({ where })])).toHaveLength(times)
})

test('where nobody recorded where they live, the right is provisional and the place is asked for', () => {
  expect(rightOf([care()])).toMatchObject([
    { certainty: 'provisional', dataGaps: ['where they live while looked after'] },
  ])
})

test('the last place counts', () => {
  const at = (where: string, on: string) => care({ where, happensOn: civilDate(on), id: where })

  expect(rightOf([at('foster', '2020-01-01'), at('at-home', '2024-01-01')])).toEqual([])
  expect(rightOf([at('at-home', '2020-01-01'), at('foster', '2024-01-01')])).toHaveLength(1)
})

test('secure care as the last place takes the right away; going back to a home gives it again', () => {
  const foster = care({ where: 'foster' })
  const placed = aFact('SECURE_PLACED', '2025-06-01')
  const left = aFact('SECURE_LEFT', '2026-06-01')

  expect(rightOf([foster, placed])).toEqual([])
  expect(rightOf([foster, placed, left])).toHaveLength(1)
  expect(rightOf([until('2026-06-01', 'yes'), placed, left])).toEqual([])
  expect(rightOf([until('2026-06-02', 'yes'), placed, left])).toHaveLength(1)
  expect(rightOf([foster, { ...placed, certainty: 'reported' }])).toHaveLength(1)
})

test('who left care before 16 has no such right; who left on the birthday has', () => {
  expect(rightOf([until('2026-02-02', 'yes')])).toEqual([])
  expect(rightOf([until('2026-02-03', 'yes')])).toHaveLength(1)
})

test('born on 29 February, 15 is reached on 1 March', () => {
  const [right] = rightOf([care({ where: 'foster' })], { bornOn: civilDate('2012-02-29') })

  expect(right).toMatchObject({ date: '2028-02-29', prompts: [{ step: '-12m', on: '2027-03-01' }] })
})

test('every birth date: the step is the 15th birthday, the day the 16th', () => {
  everyBirthDate((bornOn) => {
    const [right] = rightOf([care({ where: 'foster', happensOn: addMonths(bornOn, 12) })], { bornOn })
    const isSo = right?.date === birthdayOn(bornOn, 16) && right.prompts[0]?.on === birthdayOn(bornOn, 15)
    if (!isSo) throw new Error(bornOn)
  })
})

test('somebody of 17 who comes to us in care is told at once; somebody of 21 is not', () => {
  const foster = care({ where: 'foster' })
  const prompts = (openedOn: string) => rightOf([foster], { openedOn: civilDate(openedOn) })[0]?.prompts

  expect(prompts('2027-05-01')).toEqual([{ step: 'now', on: '2027-05-01', covers: ['-12m'] }])
  expect(prompts('2031-02-02')).toHaveLength(1)
  expect(prompts('2031-02-03')).toEqual([])
})

test('the end of continuing care ends it; one before 16 cannot be, and one that is only said is asked about', () => {
  const foster = care({ where: 'foster' })
  const ended = (on: string, part: Partial<Fact> = {}) => aFact('CONTINUING_CARE_ENDED', on, part)

  expect(rightOf([foster, ended('2027-01-01')])).toMatchObject([
    { prompts: [], overBecause: 'Continuing care has ended' },
  ])
  expect(rightOf([foster, ended('2026-02-02')])).toMatchObject([
    {
      overBecause: null,
      warnings: ['continuing care is recorded as ended before it could begin: check the days'],
    },
  ])
  expect(rightOf([foster, ended('2027-01-01', { certainty: 'reported' })])).toMatchObject([
    { overBecause: null, warnings: ['said to have ended: check'] },
  ])
})

test('an unsure birth date makes it reported, and none leaves no day', () => {
  expect(rightOf([care({ where: 'foster' })], { birthDateCertainty: 'disputed' })[0]?.certainty).toBe(
    'reported',
  )
  expect(rightOf([care({ where: 'foster' })], { bornOn: null })).toMatchObject([
    { date: null, certainty: 'unknown', dataGaps: ['date of birth'] },
  ])
})

test('a birth date that is not certain closes nothing: who may have been 16 is found, and it is to be checked', () => {
  const ended = [until('2026-02-02', 'yes')]

  expect(rightOf(ended)).toEqual([])
  for (const birthDateCertainty of ['estimated', 'disputed'] as const) {
    expect(rightOf(ended, { birthDateCertainty })).toMatchObject([
      {
        certainty: 'reported',
        warnings: ['the date of birth is not certain: check whether they were 16 when care ended'],
      },
    ])
  }
})

test('where they are looked after may be out of date; what happened on a day is not', () => {
  const passing = (code: string, fact: Fact) =>
    theOne(code, aLife({ facts: [fact] })).basis.flatMap((each) => (each.of === 'fact' ? [each.passing] : []))

  expect(passing('LOOKED_AFTER_ENDS', until('2027-03-31'))).toEqual([true])
  expect(passing('CONTINUING_CARE', care({ where: 'foster' }))).toEqual([true])
  expect(passing('SECURE_EXIT', aFact('SECURE_PLACED', '2026-09-07'))).toEqual([false])
  expect(passing('ORDER_END', aFact('LICENCE', '2026-09-07'))).toEqual([false])
})

test('a planned end after 21 is to be checked', () => {
  expect(rightOf([until('2031-02-03')])[0]?.warnings).toEqual([])
  expect(rightOf([until('2031-02-04')])[0]?.warnings).toEqual([
    'planned to end after the 21st birthday, when the right ends: check',
  ])
})

test("an organisation's own steps hold, and one that stands in both lists asks once", () => {
  const settings = {
    CONTINUING_CARE: { before: stepsOf('-6m'), beforePlannedEnd: stepsOf('-6m', '-1m') },
  }

  const [right] = rightOf([until('2028-01-31')], { settings })

  expect(right?.prompts.map(({ step, on }) => [step, on])).toEqual([
    ['-6m', '2025-08-03'],
    ['-1m', '2027-12-31'],
  ])
})
