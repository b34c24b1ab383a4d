import { expect, test } from 'vitest'
import { addDays, type CivilDate, civilDate, isWeekend, yearOf } from '~/shared/civil-date'
import { scottishBankHolidays, workingDays } from '~/shared/working-days'

const calendar = workingDays()

function after(day: string, days: number) {
  return calendar.addWorkingDays(civilDate(day), days)
}

test.each([
  [
    2026,
    [
      '2026-01-01',
      '2026-01-02',
      '2026-04-03',
      '2026-05-04',
      '2026-05-25',
      '2026-06-15',
      '2026-08-03',
      '2026-11-30',
      '2026-12-25',
      '2026-12-28',
    ],
  ],
  [
    2027,
    [
      '2027-01-01',
      '2027-01-04',
      '2027-03-26',
      '2027-05-03',
      '2027-05-31',
      '2027-08-02',
      '2027-11-30',
      '2027-12-27',
      '2027-12-28',
    ],
  ],
  [
    2028,
    [
      '2028-01-03',
      '2028-01-04',
      '2028-04-14',
      '2028-05-01',
      '2028-05-29',
      '2028-08-07',
      '2028-11-30',
      '2028-12-25',
      '2028-12-26',
    ],
  ],
])('the bank holidays of Scotland in %i', (year, holidays) => {
  expect(scottishBankHolidays(year)).toEqual(holidays)
})

test('five working days over Christmas and the New Year', () => {
  expect(after('2026-12-17', 5)).toBe('2026-12-24')
  expect(after('2026-12-23', 5)).toBe('2027-01-05')
})

test('fifteen working days, and five from the day of a decision', () => {
  expect(after('2026-11-02', 15)).toBe('2026-11-23')
  expect(after('2026-11-20', 5)).toBe('2026-11-27')
})

test('the day counted from is not counted, backwards neither, and none is none', () => {
  expect(after('2026-11-20', 1)).toBe('2026-11-23')
  expect(after('2026-11-21', 1)).toBe('2026-11-23')
  expect(after('2026-11-23', -1)).toBe('2026-11-20')
  expect(after('2026-12-01', -1)).toBe('2026-11-27')
  expect(after('2026-11-21', 0)).toBe('2026-11-21')
})

test('forth and back from a working day comes home', () => {
  for (let day = civilDate('2026-01-01'); day < '2028-06-01'; day = addDays(day, 1)) {
    if (!calendar.isWorkingDay(day)) continue
    for (const days of [1, 2, 5, 10, 15]) {
      expect(calendar.addWorkingDays(calendar.addWorkingDays(day, days), -days)).toBe(day)
    }
  }
})

test("an organisation's own days go before the bank holidays, in both directions", () => {
  const own = workingDays([
    { date: civilDate('2026-11-30'), works: true },
    { date: civilDate('2026-11-26'), works: false },
  ])

  expect(own.addWorkingDays(civilDate('2026-11-25'), 1)).toBe('2026-11-27')
  expect(own.addWorkingDays(civilDate('2026-11-27'), 1)).toBe('2026-11-30')
  expect(calendar.addWorkingDays(civilDate('2026-11-27'), 1)).toBe('2026-12-01')
})

test('holidays are known as far as proclamations are', () => {
  expect(calendar.knownUntil).toBe('2028-12-31')
})

test('an organisation that never works is an error, not an endless wait', () => {
  const closed = Array.from({ length: 800 }, (_, at) => ({
    date: addDays(civilDate('2026-01-01'), at),
    works: false,
  }))

  expect(() => workingDays(closed).addWorkingDays(civilDate('2026-01-05'), 1)).toThrow(RangeError)
})

test('from each day of thirteen years, counting is what walking from day to day comes to', () => {
  const own = [
    { date: civilDate('2026-12-03'), works: false },
    { date: civilDate('2026-12-26'), works: true },
    { date: civilDate('2024-02-29'), works: false },
  ]
  const counted = workingDays(own)
  const works = (day: CivilDate) =>
    own.find(({ date }) => date === day)?.works ??
    (!isWeekend(day) && !scottishBankHolidays(yearOf(day)).includes(day))

  let fourth = civilDate('2019-12-20')
  for (let left = 4; left > 0; ) {
    fourth = addDays(fourth, 1)
    if (works(fourth)) left -= 1
  }
  for (let day = civilDate('2019-12-20'); day < '2033-01-01'; day = addDays(day, 1)) {
    expect([day, counted.isWorkingDay(day)]).toEqual([day, works(day)])
    expect([day, counted.addWorkingDays(day, 4)]).toEqual([day, fourth])
    if (works(addDays(day, 1))) {
      fourth = addDays(fourth, 1)
      while (!works(fourth)) fourth = addDays(fourth, 1)
    }
  }
})
