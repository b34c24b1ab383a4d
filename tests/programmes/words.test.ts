import { expect, test } from 'vitest'
import { fundingInWords, placesInWords, startInWords } from '~/programmes/words'
import { civilDate } from '~/shared/civil-date'
import { today } from './a-programme'

test('a number of places stands beside the day on which it was said', () => {
  const said = (placesFree: number | null, placesSetOn: string | null, waitingWeeks: number | null = null) =>
    placesInWords(
      { placesFree, placesSetOn: placesSetOn === null ? null : civilDate(placesSetOn), waitingWeeks },
      today,
    )

  expect(said(2, '2026-11-25')).toBe('2 places free, said today')
  expect(said(1, '2026-11-24')).toBe('1 place free, said yesterday')
  expect(said(3, '2026-11-16')).toBe('3 places free, said 9 days ago')
  expect(said(0, '2026-11-23', 6)).toBe('No places free, about 6 weeks to wait, said 2 days ago')
  expect(said(4, '2026-10-28')).toBe('4 places free, said 28 days ago')
  expect(said(4, '2026-10-27')).toBe('Ask first: 4 places free, said 29 days ago')
  expect(said(4, '2026-03-01')).toBe('Ask first: 4 places free, said on 1 March 2026')
  expect(said(null, null)).toBe('Places not said: ask')
})

test('how long the money lasts stands beside how long people stay', () => {
  const said = (fundedUntil: string | null, usualWeeks: number | null = 12) =>
    fundingInWords(
      { fundedUntil: fundedUntil === null ? null : civilDate(fundedUntil), funding: '', usualWeeks },
      today,
    )

  expect(said('2026-12-30')).toBe('Until 30 December 2026, 5 weeks from now; people usually stay 12 weeks.')
  expect(said('2026-11-24', null)).toBe('Funding ended on 24 November 2026.')
  expect(said(null)).toBe('Until when it is funded is not said.')
})

test('a start day that has passed is not shown as one to come', () => {
  expect(startInWords(civilDate('2026-11-25'), today)).toBe('Starts Wednesday 25 November 2026')
  expect(startInWords(civilDate('2026-11-24'), today)).toBe('Start day was 24 November 2026: ask')
  expect(startInWords(null, today)).toBe('Start day not said')
})
