import { expect, test } from 'vitest'
import {
  addDays,
  ageOn,
  type CivilDate,
  civilDate,
  dayOf,
  daysInMonth,
  monthOf,
  todayInScotland,
  yearOf,
} from '~/shared/civil-date'
import type { Fact, Life } from '~/transitions/rule'
import { rules } from '~/transitions/rules'
import { transitionsIn } from '~/transitions/transitions-in'
import { aFact, aLife, days, stepsAndDays, theOne } from './a-life'

const ages = { AGE_16: 16, AGE_18: 18, AGE_19: 19, AGE_21: 21, AGE_26: 26 }
const ageRules = rules.filter(({ code }) => code.startsWith('AGE_'))

function dayOfAge(code: string, born: string) {
  return theOne(code, aLife({ bornOn: civilDate(born) })).date
}

test('AG-01: born on 29 February, 16, 17 and 18', () => {
  expect(dayOfAge('AGE_16', '2008-02-29')).toBe('2024-02-29')
  expect(ageOn(civilDate('2008-02-29'), civilDate('2025-02-28'))).toBe(16)
  expect(ageOn(civilDate('2008-02-29'), civilDate('2025-03-01'))).toBe(17)
  expect(dayOfAge('AGE_18', '2008-02-29')).toBe('2026-03-01')
})

test('AG-02: born on 29 February, 19, 21 and 26', () => {
  expect(dayOfAge('AGE_19', '2008-02-29')).toBe('2027-03-01')
  expect(dayOfAge('AGE_21', '2008-02-29')).toBe('2029-03-01')
  expect(dayOfAge('AGE_26', '2008-02-29')).toBe('2034-03-01')
})

test('AG-03: 17 and a half is clamped to the end of the month, and said to be about that day', () => {
  const half = theOne('AGE_17_6M', aLife({ bornOn: civilDate('2009-08-31') }))

  const words = half.rule.words({ ...half, bornOn: civilDate('2009-08-31') })

  expect(half.date).toBe('2027-02-28')
  expect(words.title).toContain('about')
  expect(words.explanation).toContain('about 28 February 2027')
})

test('AG-04: 17 and a half, counted in one step from the birth date', () => {
  expect(dayOfAge('AGE_17_6M', '2009-11-15')).toBe('2027-05-15')
})

test('AG-05: 16, 18, 19, 21 and 26', () => {
  const found = Object.keys(ages).map((code) => dayOfAge(code, '2010-01-14'))

  expect(found).toEqual(days('2026-01-14', '2028-01-14', '2029-01-14', '2031-01-14', '2036-01-14'))
})

test('AG-06: somebody is no child from the first minute of their 18th birthday, in Scotland', () => {
  const born = civilDate('2008-07-01')

  expect(ageOn(born, todayInScotland(new Date('2026-06-30T22:59:59Z')))).toBe(17)
  expect(ageOn(born, todayInScotland(new Date('2026-06-30T23:00:00Z')))).toBe(18)
})

test('AG-07: a disputed or estimated date of birth makes every age reported', () => {
  for (const birthDateCertainty of ['estimated', 'disputed'] as const) {
    const life = aLife({ birthDateCertainty, facts: [aFact('COURT', '2027-01-01')] })

    const certainties = ageRules.map(({ code }) => theOne(code, life).certainty)

    expect(new Set(certainties)).toEqual(new Set(['reported']))
    const { rule, ...found } = theOne('AGE_18', life)
    expect(rule.words({ ...found, bornOn: life.bornOn }).explanation).toContain(
      'The date of birth is not certain',
    )
  }
})

test('every birth date from 1995 to 2030 reaches each age on the first day of it', () => {
  for (let born = civilDate('1995-01-01'); born <= '2030-12-31'; born = addDays(born, 1)) {
    const { transitions } = transitionsIn(aLife({ bornOn: born }), ageRules)
    for (const { rule, date } of transitions) {
      const years = ages[rule.code as keyof typeof ages]
      if (date === null || (years === undefined && !isHalf(born, date))) throw new Error(`${born} ${date}`)
      if (
        years !== undefined &&
        (ageOn(born, date) !== years || ageOn(born, addDays(date, -1)) !== years - 1)
      ) {
        throw new Error(`${rule.code} ${born} ${date}`)
      }
    }
  }
})

/** 210 months on: the same day of the month, or the last where there is none such. */
function isHalf(born: CivilDate, date: CivilDate): boolean {
  const months = (yearOf(date) - yearOf(born)) * 12 + monthOf(date) - monthOf(born)
  return months === 210 && dayOf(date) === Math.min(dayOf(born), daysInMonth(yearOf(date), monthOf(date)))
}

test('the steps before each age', () => {
  const care = aFact('LOOKED_AFTER', '2020-01-01')
  const life = aLife({ bornOn: civilDate('2008-02-29'), facts: [care, aFact('COURT', '2025-01-06')] })

  expect(stepsAndDays(theOne('AGE_16', life))).toEqual([
    ['-3m', '2023-11-29'],
    ['-4w', '2024-02-01'],
    ['0', '2024-02-29'],
  ])
  expect(stepsAndDays(theOne('AGE_17_6M', life))).toEqual([['-8w', '2025-07-04']])
  expect(stepsAndDays(theOne('AGE_18', life))).toEqual([
    ['-12m', '2025-03-01'],
    ['-6m', '2025-09-01'],
    ['-3m', '2025-12-01'],
    ['-4w', '2026-02-01'],
    ['0', '2026-03-01'],
  ])
  expect(stepsAndDays(theOne('AGE_19', life)).map(([step]) => step)).toEqual(['-6m', '-3m'])
  expect(stepsAndDays(theOne('AGE_21', life)).map(([step]) => step)).toEqual(['-12m', '-6m', '-3m'])
  expect(stepsAndDays(theOne('AGE_26', life)).map(([step]) => step)).toEqual(['-12m', '-6m', '-3m'])
})

function raised(code: string, facts: Fact[], part: Partial<Life> = {}) {
  const found = theOne(code, aLife({ bornOn: civilDate('2008-06-15'), facts, ...part }))
  return found.prompts.map(({ step }) => step)
}

test.each(['AGE_19', 'AGE_21', 'AGE_26'])(
  '%s is found for everyone, and raised for those in care from 16',
  (code) => {
    const care = (part: Partial<Fact>) => aFact('LOOKED_AFTER', '2015-01-01', part)
    const until = (on: string, ended: string) => care({ endsOn: civilDate(on), details: { ended } })

    expect(raised(code, [])).toEqual([])
    expect(theOne(code, aLife()).date).not.toBeNull()
    expect(raised(code, [care({})])).not.toEqual([])
    expect(raised(code, [until('2024-06-14', 'yes')])).toEqual([])
    expect(raised(code, [until('2024-06-15', 'yes')])).not.toEqual([])
    expect(raised(code, [until('2024-06-14', 'no')])).not.toEqual([])
  },
)

test('a stay in secure care counts until it is left', () => {
  const placed = aFact('SECURE_PLACED', '2024-01-10', { endsOn: civilDate('2024-03-01') })
  const left = (on: string) => [placed, aFact('SECURE_LEFT', on)]

  expect(raised('AGE_19', [placed])).toEqual(['-6m', '-3m'])
  expect(raised('AGE_19', left('2024-06-14'))).toEqual([])
  expect(raised('AGE_19', left('2024-06-15'))).toEqual(['-6m', '-3m'])
})

test('secure care by a sentence counts too, and is told to those who may read of custody alone', () => {
  const sentence = aFact('CUSTODY', '2024-01-10', { details: { place_type: 'secure' } })
  const life = aLife({ bornOn: civilDate('2008-06-15'), facts: [sentence] })

  expect(theOne('AGE_19', life)).toMatchObject({ scope: 'justice' })
  const both = theOne('AGE_19', { ...life, facts: [sentence, aFact('LOOKED_AFTER', '2024-02-01')] })
  expect(both.scope).toBeNull()
  expect(both.basis).not.toContainEqual(expect.objectContaining({ fact: sentence }))
})

test('21 matters in custody, while they are there', () => {
  const held = aFact('CUSTODY', '2027-01-10', { details: { place_type: 'yoi' } })
  const out = (on: string) => [held, aFact('RELEASED', on)]

  expect(raised('AGE_21', [held])).toEqual(['-12m', '-6m', '-3m'])
  expect(raised('AGE_21', out('2028-06-14'))).toEqual([])
  expect(raised('AGE_21', out('2028-12-15'))).toEqual(['-12m', '-6m'])
  const life = aLife({ bornOn: civilDate('2008-06-15'), facts: [held] })
  expect(theOne('AGE_21', life)).toMatchObject({ scope: 'justice' })
  expect(raised('AGE_19', [held])).toEqual([])
})

test.each(['COURT', 'BAIL', 'REMAND', 'CUSTODY', 'RECALLED', 'CPO_IMPOSED'])(
  '17 and a half is raised by a fact of the kind %s',
  (kind) => {
    expect(raised('AGE_17_6M', [aFact(kind, '2025-01-06')])).toEqual(['-8w'])
  },
)

test('17 and a half is not raised by anything else, or by what cannot be', () => {
  expect(raised('AGE_17_6M', [])).toEqual([])
  expect(raised('AGE_17_6M', [aFact('EEI_REFERRED', '2025-01-06')])).toEqual([])
  expect(raised('AGE_17_6M', [aFact('COURT', '2020-06-14')])).toEqual([])
  expect(raised('AGE_17_6M', [aFact('COURT', '2020-06-15')])).toEqual(['-8w'])
})

test('an age is not raised for days before it was known why', () => {
  const care = aFact('LOOKED_AFTER', '2020-01-01', { recordedOn: civilDate('2027-01-04') })

  const [prompt] = theOne('AGE_19', aLife({ bornOn: civilDate('2008-06-15'), facts: [care] })).prompts

  expect(prompt).toEqual({ step: 'now', on: '2027-01-04', covers: ['-6m'] })
})

test('a plan to end care just before 16 is warned of', () => {
  const warned = (on: string, ended = 'no') => {
    const care = aFact('LOOKED_AFTER', '2020-01-01', { endsOn: civilDate(on), details: { ended } })
    return theOne('AGE_16', aLife({ bornOn: civilDate('2010-02-03'), facts: [care] })).warnings.length === 1
  }

  expect(warned('2026-02-02')).toBe(true)
  expect(warned('2026-02-03')).toBe(false)
  expect(warned('2025-08-02')).toBe(false)
  expect(warned('2026-02-02', 'yes')).toBe(false)
})

test('without a date of birth no age has a day', () => {
  for (const { code } of ageRules) {
    expect(theOne(code, aLife({ bornOn: null }))).toMatchObject({
      date: null,
      certainty: 'unknown',
      prompts: [],
      dataGaps: ['date of birth'],
    })
  }
})
