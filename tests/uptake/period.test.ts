import { expect, test } from 'vitest'
import { civilDate } from '~/shared/civil-date'
import { mondayOf, periodFrom, periodsOn } from '~/uptake/period'

const today = civilDate('2026-11-25')

test('the year ends today and begins with a month; the quarters are those of the calendar', () => {
  expect(periodsOn(today).slice(0, 3)).toEqual([
    { code: '12-months', from: '2025-12-01', until: '2026-11-25' },
    { code: '2026-q4', from: '2026-10-01', until: '2026-11-25' },
    { code: '2026-q3', from: '2026-07-01', until: '2026-09-30' },
  ])
})

test('days of one’s own choice are not to be had', () => {
  expect(periodFrom('2026-11-01', today).code).toBe('12-months')
  expect(periodFrom(null, today).code).toBe('12-months')
  expect(periodFrom('2026-q1', today)).toEqual({ code: '2026-q1', from: '2026-01-01', until: '2026-03-31' })
})

test('a week begins on its Monday', () => {
  expect([civilDate('2026-11-23'), today, civilDate('2026-11-29')].map(mondayOf)).toEqual([
    '2026-11-23',
    '2026-11-23',
    '2026-11-23',
  ])
})
