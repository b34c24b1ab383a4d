import fc from 'fast-check'
import { expect, test } from 'vitest'
import { civilDate, fromDayNumber } from '~/shared/civil-date'
import { hoursAfter } from '~/shared/elapsed-hours'
import { runs } from '../support/runs'

const inLondon = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/London',
  dateStyle: 'short',
  timeStyle: 'short',
})

test.each([
  ['an ordinary week', '2026-11-20', '22:15', 72, '2026-11-23T22:15'],
  ['the clocks go back', '2026-10-24', '23:30', 72, '2026-10-27T22:30'],
  ['the clocks go forward', '2027-03-27', '20:00', 72, '2027-03-30T21:00'],
  ['the year turns', '2026-12-31', '23:59', 72, '2027-01-03T23:59'],
  ['29 February is between', '2028-02-27', '08:00', 72, '2028-03-01T08:00'],
  ['the hour that comes twice is meant the first time', '2026-10-25', '01:30', 72, '2026-10-28T00:30'],
  ['the last minute before it', '2026-10-25', '00:59', 1, '2026-10-25T01:59'],
  ['the first minute after it', '2026-10-25', '02:00', 72, '2026-10-28T02:00'],
  ['the hour that is skipped', '2027-03-28', '01:30', 72, '2027-03-31T02:30'],
  ['the first minute after that', '2027-03-28', '02:00', 72, '2027-03-31T02:00'],
  ['it ends in the hour that is skipped', '2027-03-25', '01:30', 72, '2027-03-28T02:30'],
  ['it ends in the hour that comes twice', '2026-10-22', '01:30', 72, '2026-10-25T01:30'],
  ['as the database writes a time', '2026-11-20', '22:15:00', 72, '2026-11-23T22:15'],
])('hours run on when %s', (_when, day, time, hours, moment) => {
  expect(hoursAfter(civilDate(day), time, hours)).toBe(moment)
})

test.each(['', '24:00', '7:30', '12:60', 'noon'])('“%s” is no time of a day', (time) => {
  expect(hoursAfter(civilDate('2026-11-20'), time, 72)).toBeNull()
})

test('no hours later, the same time; and hour by hour, no hour is lost or told twice as long', () => {
  const days = fc.integer({ min: 9000, max: 25000 }).map(fromDayNumber)
  const hour = fc.integer({ min: 3, max: 23 })
  fc.assert(
    fc.property(days, hour, fc.integer({ min: 1, max: 400 }), (day, at, hours) => {
      const time = `${String(at).padStart(2, '0')}:20`
      const begins = [0, 1]
        .map((offset) => new Date(`${day}T${time}:00+0${offset}:00`))
        .find((instant) => inLondon.format(instant) === `${day} ${time}`)
      if (!begins) throw new Error('a time that came')
      const ends = inLondon.format(new Date(begins.getTime() + hours * 3_600_000))

      expect(hoursAfter(day, time, 0)).toBe(`${day}T${time}`)
      expect(hoursAfter(day, time, hours)).toBe(ends.replace(' ', 'T'))
    }),
    runs(500),
  )
})
