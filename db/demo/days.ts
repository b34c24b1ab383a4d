import {
  addDays,
  addMonths,
  type CivilDate,
  dayIn,
  daysBetween,
  isWeekend,
  monthOf,
  yearOf,
} from '~/shared/civil-date'
import { workingDays } from '~/shared/working-days'
import type { School } from './cast'

export type Days = ReturnType<typeof daysAround>

/** Every day of the demonstration, counted from today, so that it is true whenever it is loaded. */
export function daysAround(today: CivilDate) {
  const mays = [-2, -1, 0, 1].map((years) => dayIn(yearOf(today) + years, 5, 31))
  const decembers = [-2, -1, 0, 1].map((years) => holidayIn(yearOf(today) + years))
  return {
    today,
    /** A day of last month, which has passed whatever day it is. */
    lastMonth: (day: number) => addMonths(dayIn(yearOf(today), monthOf(today), day), -1),
    in: (days: number) => addDays(today, days),
    ago: (days: number) => addDays(today, -days),
    inWorkingDays: (days: number) => workingDays().addWorkingDays(today, days),
    /** Born so that they reach that age in so many days. */
    turns: (years: number, inDays: number) => addMonths(addDays(today, inDays), years * -12),
    aged: (years: number, months: number) => addDays(addMonths(today, -(years * 12 + months)), -9),
    /** On which pupils may leave school for good, the last two years among them. */
    leavingDays: [...mays, ...decembers].sort(),
    /** Born so that they may leave school on the next leaving day within half a year, else on the last. */
    leaverNow: () => bornToLeaveOn(nearest([...mays, ...decembers], today)),
    /** Born so that their leaving day is the next one in December. */
    nextWinterLeaver: () => bornToLeaveOn(decembers.find((day) => day >= today) ?? today),
    winterLeavingDay: () => decembers.find((day) => day >= today) ?? today,
    /** Born so that their leaving day was the last one in May. */
    lastSummerLeaver: () => bornToLeaveOn(mays.findLast((day) => day < today) ?? today),
  }
}

/** The sessions of a school whose days are known: last year's, this year's and the next. */
export function sessionsAround(today: CivilDate): School['sessions'] {
  return [-3, -2, -1, 0, 1].map((years) => {
    const year = yearOf(today) + years
    return {
      session: sessionOf(year),
      startsOn: dayIn(year, 8, 17),
      christmasHolidayFirstDay: holidayIn(year),
      endsOn: dayIn(year + 1, 6, 27),
    }
  })
}

/** The first day of the Christmas holiday: 21 December, or the Monday after a weekend. */
function holidayIn(year: number): CivilDate {
  let day = dayIn(year, 12, 21)
  while (isWeekend(day)) day = addDays(day, 1)
  return day
}

function nearest(leavingDays: readonly CivilDate[], today: CivilDate): CivilDate {
  const inOrder = [...leavingDays].sort()
  const next = inOrder.find((day) => day >= today) ?? today
  return daysBetween(today, next) <= 180 ? next : (inOrder.findLast((day) => day < today) ?? next)
}

/** Who leaves in May turns 16 from March to September of that year, who leaves in December from October on. */
export function bornToLeaveOn(leaving: CivilDate): CivilDate {
  const year = yearOf(leaving) - 16
  return leaving.slice(5, 7) === '05' ? dayIn(year, 4, 19) : dayIn(year, 11, 6)
}

/** The stage of somebody who began school at the usual age; null for those too old for it. */
export function stageAt(bornOn: CivilDate, today: CivilDate): { stage: string; session: string } | null {
  const firstYear = yearOf(bornOn) + (bornOn.slice(5) < '03-01' ? 4 : 5)
  const year = today.slice(5) < '08-01' ? yearOf(today) - 1 : yearOf(today)
  const years = year - firstYear + 1
  if (years < 1 || years > 13) return null
  return { stage: years <= 7 ? `P${years}` : `S${years - 7}`, session: sessionOf(year) }
}

function sessionOf(year: number): string {
  return `${year}/${String((year + 1) % 100).padStart(2, '0')}`
}
