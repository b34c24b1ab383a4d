import { expect, test } from 'vitest'
import { ageInWords, daysAway, yearsAndMonths } from '~/caseload/words'
import { civilDate } from '~/shared/civil-date'

const today = civilDate('2026-11-24')

test('an age is said in years and months, the day before the month is full and on the day', () => {
  const bornOn = civilDate('2011-01-25')

  expect(yearsAndMonths(bornOn, today)).toBe('15 years 9 months')
  expect(yearsAndMonths(bornOn, civilDate('2026-11-25'))).toBe('15 years 10 months')
  expect(yearsAndMonths(bornOn, civilDate('2027-01-25'))).toBe('16 years')
})

test('somebody born on 29 February has their birthday on 1 March, and their months from then', () => {
  const bornOn = civilDate('2008-02-29')

  expect(yearsAndMonths(bornOn, civilDate('2026-02-28'))).toBe('17 years 11 months')
  expect(yearsAndMonths(bornOn, civilDate('2026-03-01'))).toBe('18 years')
  expect(ageInWords(bornOn, civilDate('2026-03-01'))).toBe('Turns 18 today')
})

test('an unknown birth date is never an age', () => {
  expect(yearsAndMonths(null, today)).toBe('Birth date not known: ask')
  expect(ageInWords(null, today)).toBe('Birth date not known: ask')
})

test('days to go are counted, and said in months and years where nobody counts days', () => {
  expect(daysAway(civilDate('2026-11-24'), today)).toBe('today')
  expect(daysAway(civilDate('2026-11-25'), today)).toBe('tomorrow')
  expect(daysAway(civilDate('2027-02-07'), today)).toBe('in 75 days')
  expect(daysAway(civilDate('2026-11-21'), today)).toBe('3 days ago')
  expect(daysAway(civilDate('2028-01-21'), today)).toBe('in about 14 months')
  expect(daysAway(civilDate('2035-01-21'), today)).toBe('in about 8 years')
})
