import { expect, test } from 'vitest'
import { addDays, addMonths, civilDate } from '~/shared/civil-date'
import { whyNotPossibleWords } from '~/transitions/data-errors'
import type { Fact, Life } from '~/transitions/rule'
import { aFact, aLife, foundBy, stepsAndDays, theOne } from './a-life'

const made = aFact('CSO_MADE', '2026-06-10')
const fullWords = (facts: Fact[]) => {
  const cso = theOne('CSO_END', aLife({ facts }))
  return cso.rule.words({ ...cso, bornOn: civilDate('2010-02-03') })
}

function csoOf(facts: Fact[], born = '2010-02-03', part: Partial<Life> = {}) {
  return theOne('CSO_END', aLife({ bornOn: civilDate(born), facts, ...part }))
}

function continued(on: string, to: string | null, part: Partial<Fact> = {}) {
  return aFact('CSO_CONTINUED', on, { endsOn: to === null ? null : civilDate(to), ...part })
}

test('CS-01: an order ends a year after it was made', () => {
  expect(csoOf([made])).toMatchObject({
    date: '2027-06-10',
    certainty: 'statutory-derived',
    occurrence: made.id,
  })
})

test('CS-02: or on the 18th birthday, where that comes first', () => {
  expect(csoOf([made], '2009-03-05')).toMatchObject({ date: '2027-03-05', certainty: 'statutory-derived' })
})

test('CS-03: a continuation past the 18th birthday ends on it', () => {
  const cso = csoOf([made, continued('2027-05-20', '2028-05-19')])

  expect(cso).toMatchObject({ date: '2028-02-03', certainty: 'statutory-derived', occurrence: made.id })
})

test('CS-04: an interim order runs 22 days, the first counted', () => {
  const icso = theOne('ICSO_END', aLife({ facts: [aFact('ICSO_MADE', '2026-06-01')] }))

  expect(icso).toMatchObject({ date: '2026-06-22', certainty: 'statutory-derived' })
})

test('CS-05: an order made on 29 February is provisional, and says what to check', () => {
  const cso = csoOf([aFact('CSO_MADE', '2028-02-29')], '2014-02-03')

  expect(cso).toMatchObject({ date: '2029-02-28', certainty: 'provisional' })
  expect(cso.warnings).toEqual(['28 February or 1 March: check with the Reporter'])
})

test('CS-06: ended early by a hearing, the recorded day counts and the derived one is still told', () => {
  const facts = [made, aFact('CSO_TERMINATED', '2026-09-01', { receivedOn: civilDate('2026-09-02') })]

  const cso = csoOf(facts)

  expect(cso).toMatchObject({
    date: '2026-09-01',
    certainty: 'official-recorded',
    overBecause: 'A hearing ended the order',
  })
  expect(stepsAndDays(cso)).toEqual([
    ['+2w', '2026-09-15'],
    ['+8w', '2026-10-27'],
  ])
  expect(fullWords(facts).explanation).toContain('It would have run to 10 June 2027')
})

test('the steps of an order, and the review that must begin in its last three months', () => {
  expect(stepsAndDays(csoOf([made]))).toEqual([
    ['-12w', '2027-03-18'],
    ['-6w', '2027-04-29'],
    ['-2w', '2027-05-27'],
    ['+2w', '2027-06-24'],
    ['+8w', '2027-08-05'],
  ])
  expect(fullWords([made]).says('-12w')).toContain(
    "The Reporter's review must begin in these last three months",
  )
  expect(csoOf([made]).rule.source.title).toContain('133')
})

test('the day before, the day of and the day after the 18th birthday', () => {
  expect(csoOf([made], '2009-06-09').date).toBe('2027-06-09')
  expect(csoOf([made], '2009-06-10')).toMatchObject({ date: '2027-06-10', because: '' })
  expect(csoOf([made], '2009-06-11').date).toBe('2027-06-10')
})

test('born on 29 February, 18 is reached on 1 March', () => {
  expect(csoOf([aFact('CSO_MADE', '2025-06-10')], '2008-02-29').date).toBe('2026-03-01')
})

test('an order that ends at 18 needs no check of its own leap day', () => {
  expect(csoOf([aFact('CSO_MADE', '2028-02-29')], '2010-06-01')).toMatchObject({
    date: '2028-06-01',
    certainty: 'statutory-derived',
    warnings: [],
  })
})

test('whatever the day it was made, an order runs a year and no further than 18', () => {
  const born = civilDate('2010-02-03')
  for (let on = civilDate('2019-01-01'); on < '2028-02-03'; on = addDays(on, 1)) {
    const { date } = csoOf([aFact('CSO_MADE', on)], born)
    const year = addMonths(on, 12)
    if (date !== (year < '2028-02-03' ? year : '2028-02-03')) throw new Error(`${on} ${date}`)
  }
})

test('a continuation moves the same order, begins another round, and is not longer than a year unasked', () => {
  const yearOn = csoOf([made, continued('2027-05-20', '2028-05-20')], '2014-02-03')
  const longer = csoOf([made, continued('2027-05-20', '2028-05-21')], '2014-02-03')

  expect(yearOn).toMatchObject({ date: '2028-05-20', round: 'CSO_CONTINUED-2027-05-20', warnings: [] })
  expect(yearOn.prompts.every(({ round }) => round === yearOn.round)).toBe(true)
  expect(longer.warnings).toEqual(['continued for more than a year: check with the Reporter'])
})

test('a continuation without its day is a year at most, provisional, and the day is asked for', () => {
  const cso = csoOf([made, continued('2027-05-20', null)], '2014-02-03')

  expect(cso).toMatchObject({ date: '2028-05-20', certainty: 'provisional' })
  expect(cso.dataGaps).toContain('the day to which the order is continued')
})

test('a continuation whose order is not recorded stands as one', () => {
  const cso = csoOf([continued('2027-05-20', '2028-05-19')], '2014-02-03')

  expect(cso).toMatchObject({ date: '2028-05-19', occurrence: 'CSO_CONTINUED-2027-05-20', round: null })
})

test('somebody said that it ended: asked about, not believed', () => {
  const cso = csoOf([made, aFact('CSO_TERMINATED', '2026-09-01', { certainty: 'reported' })])

  expect(cso).toMatchObject({ date: '2027-06-10', overBecause: null })
  expect(cso.warnings).toEqual(['said to have ended: check with the Reporter'])
})

test('what derives from a reported order is reported, at 18 too', () => {
  const reported = { ...made, certainty: 'reported' as const }

  expect(csoOf([reported]).certainty).toBe('reported')
  expect(csoOf([reported], '2009-03-05').certainty).toBe('reported')
  expect(csoOf([made], '2009-03-05', { birthDateCertainty: 'disputed' }).certainty).toBe('reported')
  expect(csoOf([made], '2010-02-03', { birthDateCertainty: 'disputed' }).certainty).toBe('statutory-derived')
})

test('without a date of birth the end is provisional: 18 may come first', () => {
  const cso = theOne('CSO_END', aLife({ bornOn: null, facts: [made] }))

  expect(cso).toMatchObject({ date: '2027-06-10', certainty: 'provisional' })
  expect(cso.dataGaps).toEqual(['date of birth'])
})

test('continued before it was made: kept, shown as what it is, and the order itself is found', () => {
  const facts = [continued('2026-06-01', '2027-06-01'), made]

  const orders = foundBy('CSO_END', aLife({ facts, bornOn: civilDate('2014-02-03') }))

  expect(orders.map(({ date, warnings }) => [date, warnings])).toEqual([
    ['2027-06-10', []],
    ['2027-06-01', ['continued before it was made: check the days']],
  ])
  expect(
    foundBy('CSO_END', aLife({ facts: [continued('2020-06-01', '2021-06-01'), made] }))[1]?.warnings,
  ).toEqual([])
})

test('continued after it had ended, the day after its last: to be checked', () => {
  const at = (on: string) => csoOf([made, continued(on, '2028-05-19')], '2014-02-03').warnings

  expect(at('2027-06-10')).toEqual([])
  expect(at('2027-06-11')).toEqual(['continued after it had ended: check the days'])
  expect(csoOf([made, continued('2027-05-20', '2027-05-19')]).warnings).toEqual([
    whyNotPossibleWords['ends-before-it-starts'],
  ])
})

test('one order after another: a hearing that ends the first and makes the second on one day', () => {
  const second = aFact('CSO_MADE', '2026-12-01')
  const ended = aFact('CSO_TERMINATED', '2026-12-01')

  const orders = foundBy('CSO_END', aLife({ facts: [second, ended, made], bornOn: civilDate('2014-02-03') }))

  expect(orders.map(({ occurrence, date, overBecause }) => [occurrence, date, overBecause])).toEqual([
    [made.id, '2026-12-01', 'A hearing ended the order'],
    [second.id, '2027-12-01', null],
  ])
})

test('an end before any order is nothing', () => {
  expect(foundBy('CSO_END', aLife({ facts: [aFact('CSO_TERMINATED', '2026-01-01'), made] }))).toHaveLength(1)
  expect(csoOf([aFact('CSO_TERMINATED', '2026-01-01'), made]).overBecause).toBeNull()
})

const interim = aFact('ICSO_MADE', '2026-06-01')

function icsoOf(...facts: Fact[]) {
  return theOne('ICSO_END', aLife({ facts: [interim, ...facts] }))
}

test('the steps of an interim order, at the latest', () => {
  const icso = icsoOf()

  expect(stepsAndDays(icso)).toEqual([
    ['-1w', '2026-06-15'],
    ['-2d', '2026-06-20'],
    ['+2w', '2026-07-06'],
  ])
  expect(icso.rule.words({ ...icso, bornOn: null }).title).toContain('at the latest')
})

test('an interim order is over when a supervision order is made, or when it ends', () => {
  const day = aFact('CSO_MADE', '2026-06-15')

  expect(icsoOf(day)).toMatchObject({ prompts: [], overBecause: 'A supervision order was made' })
  expect(icsoOf({ ...day, certainty: 'reported' }).prompts).toHaveLength(3)
  expect(icsoOf(aFact('CSO_MADE', '2026-05-31')).prompts).toHaveLength(3)
  expect(icsoOf(aFact('ICSO_ENDED', '2026-06-12'))).toMatchObject({
    date: '2026-06-12',
    prompts: [],
    overBecause: 'The interim order has ended',
  })
})

test('an interim order extended before it was made, or after it had ended, is to be checked', () => {
  const extended = (on: string, to: string) => aFact('ICSO_EXTENDED', on, { endsOn: civilDate(to) })

  expect(icsoOf(extended('2026-06-22', '2026-07-12')).warnings).toEqual([])
  expect(icsoOf(extended('2026-06-23', '2026-07-12')).warnings).toEqual([
    'extended after it had ended: check the days',
  ])
  const before = foundBy('ICSO_END', aLife({ facts: [extended('2026-05-20', '2026-06-20'), interim] }))
  expect(before.map(({ warnings }) => warnings)).toEqual([
    [],
    ['extended before it was made: check the days'],
  ])
})

test('an extension moves it in another round; without its day it is provisional', () => {
  const extended = aFact('ICSO_EXTENDED', '2026-06-20', {
    endsOn: civilDate('2026-07-12'),
    receivedOn: civilDate('2026-06-20'),
  })

  expect(icsoOf(extended)).toMatchObject({
    date: '2026-07-12',
    certainty: 'official-recorded',
    round: extended.id,
  })
  expect(icsoOf({ ...extended, endsOn: null })).toMatchObject({
    date: '2026-07-11',
    certainty: 'provisional',
  })
  expect(icsoOf({ ...extended, endsOn: null, certainty: 'reported' }).certainty).toBe('reported')
})
