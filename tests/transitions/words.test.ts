import { expect, test } from 'vitest'
import { comesFrom } from '~/caseload/words'
import { civilDate } from '~/shared/civil-date'
import { toldInWords, valueInWords, whenInWords } from '~/transitions/words'

const today = civilDate('2026-11-24')

test.each([
  ['the school', 'Fact, from the school, recorded 18 November 2026 by Isla Munro'],
  ['import', 'Fact, from an imported list, recorded 18 November 2026 by Isla Munro'],
  ['school list', 'Fact, from school list, recorded 18 November 2026 by Isla Munro'],
  ['From his mum', 'Fact, From his mum, recorded 18 November 2026 by Isla Munro'],
  ['recorded by hand', 'Fact, recorded by hand on 18 November 2026 by Isla Munro'],
  ['corrected by hand', 'Fact, corrected by hand, first recorded 18 November 2026 by Isla Munro'],
])('a fact whose source is “%s” says so in one sentence', (source, says) => {
  const recordedOn = civilDate('2026-11-18')

  expect(toldInWords({ kind: 'fact', source, recordedOn, recordedBy: 'Isla Munro' })).toBe(says)
})

test('where nobody is named, nobody is', () => {
  const recordedOn = civilDate('2026-11-18')

  expect(toldInWords({ kind: 'reported', source: 'his mum', recordedOn, recordedBy: null })).toBe(
    'Reported, from his mum, recorded 18 November 2026',
  )
  expect(comesFrom('import')).toBe('from an imported list')
})

test('a birth date needs no day of the week', () => {
  expect(valueInWords('2010-11-06', 'short')).toBe('6 November 2010')
  expect(valueInWords('2026-11-23T22:15')).toBe('Monday 23 November 2026 at 22:15')
})

test('the day by law and a later planned day are each named for what they are', () => {
  const byLaw = civilDate('2026-05-31')
  const planned = civilDate('2027-06-25')

  expect(whenInWords(byLaw, 'statutory-derived', today, planned)).toBe(
    'By law from Sunday 31 May 2026; they plan to leave on Friday 25 June 2027, in 213 days',
  )
  expect(whenInWords(byLaw, 'provisional', today, planned)).toContain('31 May 2026 (provisional);')
  expect(whenInWords(byLaw, 'statutory-derived', today)).toBe('Sunday 31 May 2026, 177 days ago')
})
