import {
  addDays,
  type CivilDate,
  civilDate,
  type DayNumber,
  dayIn,
  dayNumber,
  daysInMonth,
  earlier,
  fromDayNumber,
  isWeekend,
  weekday,
  yearOf,
} from './civil-date'

export type CalendarDay = { date: CivilDate; works: boolean }

export type WorkingDays = {
  isWorkingDay: (day: CivilDate) => boolean
  /** The day counted from is not counted itself; negative counts back. */
  addWorkingDays: (day: CivilDate, days: number) => CivilDate
  /** Past this day holidays are not known, and what is counted is provisional. */
  knownUntil: CivilDate
}

/** Holidays by royal proclamation. A later one is a line here, or an organisation's own day until then. */
const PROCLAIMED: readonly CivilDate[] = [civilDate('2026-06-15')]

/** Holidays are held as far as proclamations are known. */
const HELD_UNTIL = civilDate('2028-12-31')

/** An organisation's own days count before the Scottish bank holidays it starts with. */
export function workingDays(extra: readonly CalendarDay[] = [], knownUntil = HELD_UNTIL): WorkingDays {
  const own = new Map(extra.map(({ date, works }) => [dayNumber(date), works]))
  /** Stretches of days, each told once for all its days when the first of them is asked for. */
  const told = new Map<number, Uint8Array>()

  function works(day: DayNumber): boolean {
    const stretch = Math.floor(day / STRETCH)
    return (told.get(stretch) ?? tell(stretch))[day - stretch * STRETCH] === 1
  }

  function tell(stretch: number): Uint8Array {
    const days = new Uint8Array(STRETCH)
    const first = stretch * STRETCH
    for (let at = 0; at < STRETCH; at += 1) {
      const day = first + at
      days[at] = (own.get(day) ?? isPlainWorkingDay(day)) ? 1 : 0
    }
    told.set(stretch, days)
    return days
  }

  function addWorkingDays(day: CivilDate, days: number): CivilDate {
    const direction = days < 0 ? -1 : 1
    let reached = dayNumber(day)
    let free = 0
    for (let left = Math.abs(days); left > 0; ) {
      reached += direction
      const isWorked = works(reached)
      left -= isWorked ? 1 : 0
      free = isWorked ? 0 : free + 1
      if (free > 366) throw new RangeError(`No working day within a year of ${day}`)
    }
    return fromDayNumber(reached)
  }

  return { isWorkingDay: (day) => works(dayNumber(day)), addWorkingDays, knownUntil }
}

/** About a quarter of a year: most of what is counted lies in one or two of them. */
const STRETCH = 96

function isPlainWorkingDay(number: DayNumber): boolean {
  const day = fromDayNumber(number)
  return !isWeekend(day) && !holidaysIn(yearOf(day)).has(day)
}

/** The Scottish bank holidays of each year that was ever asked for: they are everybody's. */
const holidays = new Map<number, ReadonlySet<CivilDate>>()

function holidaysIn(year: number): ReadonlySet<CivilDate> {
  const held = holidays.get(year) ?? new Set(scottishBankHolidays(year))
  holidays.set(year, held)
  return held
}

/** In order. A holiday on a weekend moves to the next day that is free of both weekend and holiday. */
export function scottishBankHolidays(year: number): CivilDate[] {
  const named = [
    dayIn(year, 1, 1),
    dayIn(year, 1, 2),
    addDays(easterSunday(year), -2),
    firstMonday(year, 5),
    lastMonday(year, 5),
    firstMonday(year, 8),
    dayIn(year, 11, 30),
    dayIn(year, 12, 25),
    dayIn(year, 12, 26),
    ...PROCLAIMED.filter((day) => yearOf(day) === year),
  ]
  const held = new Set(named.filter((day) => !isWeekend(day)))
  for (const day of named.filter(isWeekend)) {
    let free = day
    while (isWeekend(free) || held.has(free)) free = addDays(free, 1)
    held.add(free)
  }
  return [...held].sort()
}

function firstMonday(year: number, month: number): CivilDate {
  const first = dayIn(year, month, 1)
  return addDays(first, (8 - weekday(first)) % 7)
}

function lastMonday(year: number, month: number): CivilDate {
  const last = dayIn(year, month, daysInMonth(year, month))
  return earlier(last, addDays(last, -((weekday(last) + 6) % 7)))
}

/** The Gregorian computus (Meeus, Jones, Butcher). */
function easterSunday(year: number): CivilDate {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const inCentury = year % 100
  const leap = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - Math.floor(century / 4) - leap + 15) % 30
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451)
  const counted = epact + toSunday - 7 * late + 114
  return dayIn(year, Math.floor(counted / 31), (counted % 31) + 1)
}
