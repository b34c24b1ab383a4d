import { expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  addWeeks,
  ageOn,
  birthdayOn,
  type CivilDate,
  civilDate,
  dayIn,
  dayNumber,
  daysBetween,
  daysInMonth,
  earlier,
  formatDay,
  fromDayNumber,
  isWeekend,
  later,
  monthOf,
  parseCivilDate,
  todayInScotland,
  weekday,
  yearOf,
} from '~/shared/civil-date'

const DAY = 86_400_000

test('every day from 1890 to 2110 has the number and the weekday that the calendar gives it', () => {
  for (let number = dayNumber(civilDate('1890-01-01')); number <= 51500; number += 1) {
    const expected = new Date(number * DAY).toISOString().slice(0, 10)
    const day = fromDayNumber(number)
    if (
      day !== expected ||
      dayNumber(day) !== number ||
      weekday(day) !== new Date(number * DAY).getUTCDay()
    ) {
      throw new Error(`${number} ${day} ${expected}`)
    }
  }
})

test('the first and the last day that there is', () => {
  for (const day of ['1000-01-01', '9999-12-31'] as const) {
    expect(dayNumber(civilDate(day))).toBe(Date.parse(day) / DAY)
    expect(fromDayNumber(dayNumber(civilDate(day)))).toBe(day)
  }
})

test.each([
  '2010-02-30',
  '2011-02-29',
  '2010-13-01',
  '2010-00-10',
  '2010-01-00',
  '2010-1-1',
  '0999-01-01',
  '',
  ' 2010-01-01',
  '2010-01-01T00:00',
  '2100-02-29',
  '31/02/2010',
])('%j is no day', (text) => {
  expect(parseCivilDate(text)).toBeNull()
  expect(() => civilDate(text)).toThrow(RangeError)
})

test('a leap day is one in 2000 and 2024, not in 1900 or 2100', () => {
  expect([1900, 2000, 2024, 2025, 2100].map((year) => daysInMonth(year, 2))).toEqual([28, 29, 29, 28, 28])
})

test('adding days and weeks goes over the ends of months and years, and back again', () => {
  expect(addDays(civilDate('2026-12-31'), 1)).toBe('2027-01-01')
  expect(addDays(civilDate('2024-02-28'), 1)).toBe('2024-02-29')
  expect(addDays(civilDate('2026-03-01'), -1)).toBe('2026-02-28')
  expect(addWeeks(civilDate('2026-05-31'), -26)).toBe('2025-11-30')
  for (let days = -800; days <= 800; days += 1) {
    const on = addDays(civilDate('2026-11-24'), days)
    expect(daysBetween(civilDate('2026-11-24'), on)).toBe(days)
  }
})

test('a month on is the same day, or the last one where there is none such', () => {
  expect(addMonths(civilDate('2026-01-31'), 1)).toBe('2026-02-28')
  expect(addMonths(civilDate('2024-01-31'), 1)).toBe('2024-02-29')
  expect(addMonths(civilDate('2026-03-31'), -1)).toBe('2026-02-28')
  expect(addMonths(civilDate('2024-02-29'), 12)).toBe('2025-02-28')
  expect(addMonths(civilDate('2027-05-31'), -6)).toBe('2026-11-30')
  expect(addMonths(civilDate('2026-01-15'), -13)).toBe('2024-12-15')
})

test('somebody born on 29 February has their birthday on 1 March of other years', () => {
  const born = civilDate('2008-02-29')

  expect([16, 17, 18, 20].map((years) => birthdayOn(born, years))).toEqual([
    '2024-02-29',
    '2025-03-01',
    '2026-03-01',
    '2028-02-29',
  ])
  expect(ageOn(born, civilDate('2026-02-28'))).toBe(17)
  expect(ageOn(born, civilDate('2026-03-01'))).toBe(18)
})

test('an age is reached on the birthday and not the day before, below zero before birth', () => {
  const born = civilDate('2010-11-24')

  expect(ageOn(born, civilDate('2026-11-23'))).toBe(15)
  expect(ageOn(born, civilDate('2026-11-24'))).toBe(16)
  expect(ageOn(born, civilDate('2010-11-23'))).toBe(-1)
})

test('the day in Scotland, not in Greenwich', () => {
  expect(todayInScotland(new Date('2026-06-30T22:59:59Z'))).toBe('2026-06-30')
  expect(todayInScotland(new Date('2026-06-30T23:30:00Z'))).toBe('2026-07-01')
  expect(todayInScotland(new Date('2026-12-31T23:59:59Z'))).toBe('2026-12-31')
})

test('days are read aloud in full', () => {
  expect(formatDay(civilDate('2026-12-24'))).toBe('Thursday 24 December 2026')
  expect(formatDay(civilDate('2026-12-01'), 'short')).toBe('1 December 2026')
})

test('earlier, later, weekends, and a day from its parts', () => {
  const [one, other] = [civilDate('2026-11-20'), civilDate('2026-11-21')]

  expect([earlier(one, other), later(one, other)]).toEqual([one, other])
  expect([one, other, addDays(other, 1), addDays(other, 2)].map(isWeekend)).toEqual([
    false,
    true,
    true,
    false,
  ])
  const day: CivilDate = dayIn(2026, 2, 3)
  expect([day, yearOf(day), monthOf(day)]).toEqual(['2026-02-03', 2026, 2])
})
