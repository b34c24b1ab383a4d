import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, addWeeks, birthdayOn, type CivilDate, civilDate, daysBetween } from '~/shared/civil-date'
import { workingDays } from '~/shared/working-days'
import { whyNotPossibleWords } from '~/transitions/data-errors'
import type { Fact, Life } from '~/transitions/rule'
import { stepsOf } from '~/transitions/steps'
import { runs } from '../support/runs'
import { aFact, aLife, foundBy, stepsAndDays, theOne } from './a-life'
import { everyBirthDate } from './birth-dates'

const referred = aFact('EEI_REFERRED', '2026-11-02')
const decided = aFact('EEI_DECIDED', '2026-11-20')

function eeiOf(facts: Fact[], part: Partial<Life> = {}) {
  return theOne('EEI_REFERRAL', aLife({ facts, ...part }))
}

function wordsOf(facts: Fact[], part: Partial<Life> = {}) {
  const found = eeiOf(facts, part)
  const { title, explanation, says, suggestedActions } = found.rule.words({ ...found, bornOn: null })
  return [title, explanation, ...['0', '+10wd', '+3wd', 'now', '+9d', '-9d'].map(says), ...suggestedActions]
}

test('CT-01: a referral is dealt with in 15 working days, and the family told in five of the decision', () => {
  const eei = eeiOf([referred, decided])

  expect(eei).toMatchObject({ date: '2026-11-02', occurrence: referred.id })
  expect(eei.duties).toMatchObject([
    { by: '2026-11-23', standing: 'guidance' },
    { by: '2026-11-27', standing: 'guidance' },
  ])
})

test('before a decision it is asked about on the day and on working day ten; after one, three working days on', () => {
  expect(stepsAndDays(eeiOf([referred]))).toEqual([
    ['0', '2026-11-02'],
    ['+10wd', '2026-11-16'],
  ])
  expect(stepsAndDays(eeiOf([referred, aFact('EEI_DECIDED', '2026-11-16')]))).toEqual([
    ['0', '2026-11-02'],
    ['+3wd', '2026-11-19'],
  ])
  expect(stepsAndDays(eeiOf([referred, aFact('EEI_DECIDED', '2026-11-17')])).map(([step]) => step)).toEqual([
    '0',
    '+10wd',
    '+3wd',
  ])
})

test("an organisation's own working days and limits count", () => {
  const closed = workingDays([{ date: civilDate('2026-11-23'), works: false }])
  const settings = {
    EEI_REFERRAL: {
      steps: stepsOf('0'),
      afterDecision: stepsOf('+1wd'),
      aimWorkingDays: 5,
      tellWorkingDays: 1,
    },
  }

  expect(eeiOf([referred], { workingDays: closed }).duties[0]?.by).toBe('2026-11-24')
  const own = eeiOf([referred, decided], { settings })
  expect(own.duties.map(({ by }) => by)).toEqual(['2026-11-09', '2026-11-23'])
  expect(own.prompts.map(({ step }) => step)).toEqual(['0', '+1wd'])
})

test('a decision that is only said is asked about', () => {
  const said = { ...decided, certainty: 'reported' as const }

  expect(eeiOf([referred, said])).toMatchObject({
    duties: { length: 1 },
    warnings: ['said to have been decided: check'],
  })
  expect(foundBy('EEI_REFERRAL', aLife({ facts: [aFact('EEI_DECIDED', '2026-10-30')] }))).toEqual([])
})

test('two referrals, and the decision is of the later one that ran', () => {
  const second = aFact('EEI_REFERRED', '2026-11-10')

  const both = foundBy('EEI_REFERRAL', aLife({ facts: [referred, second, decided] }))

  expect(both.map(({ duties }) => duties.length)).toEqual([1, 2])
})

test('under 12, or where the age is not sure, it is early support without a word of offence', () => {
  const under12 = { bornOn: civilDate('2014-11-03') }
  const offence = /offen|charge|crime|criminal|court|prosecut|police|justice|diversion/i

  for (const part of [under12, { bornOn: null }, { birthDateCertainty: 'disputed' as const }]) {
    expect(wordsOf([referred, decided], part)[0]).toBe('Early support')
    expect(wordsOf([referred, decided], part).join(' ')).not.toMatch(offence)
    expect(eeiOf([referred], part).prompts).toHaveLength(2)
    expect([...eeiOf([referred], part).warnings, eeiOf([referred], part).because].join(' ')).not.toMatch(
      offence,
    )
  }
  expect(wordsOf([referred], { bornOn: civilDate('2014-11-02') })[0]).toBe('Early and effective intervention')
})

test('every birth date: on the 12th birthday it has its name, the day before it has not', () => {
  everyBirthDate((bornOn) => {
    const twelveOn = birthdayOn(bornOn, 12)
    const isNamed = (on: CivilDate) =>
      eeiOf([{ ...referred, happensOn: on }], { bornOn }).because === 'from-12'
    if (!isNamed(twelveOn) || isNamed(addDays(twelveOn, -1))) throw new Error(bornOn)
  })
})

test('this help is for those of 8 to 17: other ages are to be checked, and raised all the same', () => {
  const at = (born: string) => eeiOf([referred], { bornOn: civilDate(born) })

  expect(at('2018-11-02').warnings).toEqual([])
  expect(at('2018-11-03').warnings).toHaveLength(1)
  expect(at('2008-11-03').warnings).toEqual([])
  expect(at('2008-11-02').warnings).toHaveLength(1)
  expect(at('2008-11-02').prompts).toHaveLength(2)
})

test('past the last holidays that are known, the limits say that they are provisional', () => {
  const at = (on: string) => eeiOf([aFact('EEI_REFERRED', on)], { bornOn: civilDate('2014-02-03') }).warnings

  expect(at('2028-12-01')).toEqual([])
  expect(at('2028-12-12')).toEqual([
    'holidays are not known that far ahead: days counted in working days are provisional',
  ])
})

const offered = aFact('DIVERSION_OFFERED', '2026-11-02')
const started = aFact('DIVERSION_STARTED', '2026-11-16', { endsOn: civilDate('2027-02-14') })

function offersOf(...facts: Fact[]) {
  return foundBy('DIVERSION_OFFER', aLife({ facts }))
}

test('an offer is asked about three working days later, until what follows it is recorded', () => {
  expect(offersOf(offered)[0]?.prompts).toEqual([{ step: '+3wd', on: '2026-11-05' }])
  expect(offersOf(offered, aFact('DIVERSION_ASSESSED', '2026-11-05'))).toMatchObject([
    { prompts: [], overBecause: 'The first meeting was held' },
  ])
  expect(offersOf(offered, aFact('DIVERSION_ASSESSED', '2026-11-06'))[0]?.prompts).toHaveLength(1)
  expect(offersOf(offered, started)[0]?.overBecause).toBe('It has started')
  expect(offersOf(offered, { ...started, certainty: 'reported' })[0]?.overBecause).toBeNull()
})

test('what follows the second offer is not taken for the first', () => {
  const again = aFact('DIVERSION_OFFERED', '2026-11-10')

  expect(offersOf(offered, again, started).map(({ overBecause }) => overBecause)).toEqual([
    null,
    'It has started',
  ])
})

function endsOf(facts: Fact[], part: Partial<Life> = {}) {
  return foundBy('DIVERSION_END', aLife({ facts, ...part }))
}

test('diversion is asked about halfway, two weeks before its planned end and two after', () => {
  const [end] = endsOf([started])

  expect(end).toMatchObject({ date: '2027-02-14', occurrence: started.id })
  expect(end?.prompts.map(({ step, on }) => [step, on])).toEqual([
    ['mid', '2026-12-31'],
    ['-2w', '2027-01-31'],
    ['+2w', '2027-02-28'],
  ])
})

test('its end, once recorded, leaves what follows, counted from that day', () => {
  const end = aFact('DIVERSION_ENDED', '2027-01-10')

  expect(endsOf([started, end])).toMatchObject([
    { date: '2027-01-10', occurrence: started.id, prompts: [{ step: '+2w', on: '2027-01-24' }] },
  ])
  expect(endsOf([end])).toMatchObject([{ date: '2027-01-10', occurrence: end.id }])
  expect(endsOf([started, { ...end, certainty: 'reported' }])).toMatchObject([
    { date: '2027-02-14', warnings: ['said to have ended: check'] },
  ])
})

test('the planned end may have been recorded with the offer; without one it is named as missing', () => {
  const open = { ...started, endsOn: null }

  expect(endsOf([{ ...offered, endsOn: civilDate('2027-02-01') }, open])[0]?.date).toBe('2027-02-01')
  expect(endsOf([open])).toMatchObject([
    { date: null, certainty: 'unknown', prompts: [], dataGaps: ['the day it is planned to end'] },
  ])
})

test('a planned end before the start is shown as what it is, and has no halfway', () => {
  const [end] = endsOf([{ ...started, endsOn: civilDate('2026-11-01') }])

  expect(end?.warnings).toEqual([whyNotPossibleWords['ends-before-it-starts']])
  expect(end?.prompts.map(({ step }) => step)).toEqual(['-2w', '+2w'])
})

test('halfway is never nearer to one end than a day to the other, and moves with the end under its own name', () => {
  const day = fc.integer({ min: 0, max: 5000 }).map((days) => addDays(civilDate('2022-01-01'), days))
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 800 }), (on, length) => {
      const to = addDays(on, length)
      const [end] = endsOf([{ ...started, happensOn: on, endsOn: to }], { bornOn: civilDate('2005-01-01') })
      const mid = end?.prompts.find(({ step }) => step === 'mid')?.on ?? to

      expect(daysBetween(mid, to) - daysBetween(on, mid)).toBeOneOf([0, 1])
      expect(end?.prompts.find(({ step }) => step === '+2w')?.on).toBe(addWeeks(to, 2))
    }),
    runs(500),
  )
})

test.each(['DIVERSION_OFFER', 'DIVERSION_END'])('%s is not raised under 12', (code) => {
  const facts = [offered, started]
  const at = (born: string) => foundBy(code, aLife({ facts, bornOn: civilDate(born) }))[0]

  expect(at('2014-11-17')).toMatchObject({
    prompts: [],
    warnings: [whyNotPossibleWords['before-the-twelfth-birthday']],
  })
  expect(at('2014-11-02')?.prompts.length).toBeGreaterThanOrEqual(code === 'DIVERSION_END' ? 3 : 0)
  expect(at('2014-11-02')?.warnings).toEqual([])
})

test('an end recorded for somebody whose start cannot be raises nothing', () => {
  const ended = aFact('DIVERSION_ENDED', '2027-01-10')

  expect(endsOf([started, ended], { bornOn: civilDate('2014-11-17') })[0]?.prompts).toEqual([])
})
