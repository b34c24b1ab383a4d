import {
  addDays,
  addMonths,
  addWeeks,
  differenceInCalendarDays,
  differenceInYears,
  format,
  getDay,
} from 'date-fns'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as civil from '~/shared/civil-date'

/** Our days are text and reckoned as text, since a whole country is derived at once; a well-kept library must agree on each. */
const days = fc.integer({ min: -25_000, max: 60_000 }).map(civil.fromDayNumber)
const asDate = (day: civil.CivilDate) =>
  new Date(civil.yearOf(day), civil.monthOf(day) - 1, civil.dayOf(day), 12)
const asDay = (date: Date) => format(date, 'yyyy-MM-dd')

test('days, weeks and months are added as date-fns adds them', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: -600, max: 600 }), (day, count) => {
      expect(civil.addDays(day, count)).toBe(asDay(addDays(asDate(day), count)))
      expect(civil.addWeeks(day, count)).toBe(asDay(addWeeks(asDate(day), count)))
      expect(civil.addMonths(day, count)).toBe(asDay(addMonths(asDate(day), count)))
    }),
    { numRuns: 5_000 },
  )
})

test('days between two days, and the day of the week, are as date-fns has them', () => {
  fc.assert(
    fc.property(days, days, (one, other) => {
      expect(civil.daysBetween(one, other)).toBe(differenceInCalendarDays(asDate(other), asDate(one)))
      expect(civil.weekday(one)).toBe(getDay(asDate(one)))
    }),
    { numRuns: 5_000 },
  )
})

test('an age is as date-fns has it, but for whoever was born on 29 February', () => {
  fc.assert(
    fc.property(days, days, (one, other) => {
      const [bornOn, on] = one < other ? [one, other] : [other, one]
      fc.pre(!bornOn.endsWith('-02-29'))

      expect(civil.ageOn(bornOn, on)).toBe(differenceInYears(asDate(on), asDate(bornOn)))
    }),
    { numRuns: 5_000 },
  )
})
