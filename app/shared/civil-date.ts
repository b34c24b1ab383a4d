/** A day in Scotland, as the text `2027-05-31`: it sorts as it should and belongs to no time zone. */
export type CivilDate = string & { readonly brand: 'CivilDate' }

/** Days since 1 January 1970. Arithmetic happens here, so that a whole country can be derived at once. */
export type DayNumber = number

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const

/** @throws when the text is not a day that exists, years 1000 to 9999. */
export function civilDate(text: string): CivilDate {
  const day = parseCivilDate(text)
  if (day === null) throw new RangeError(`Not a day: ${text}`)
  return day
}

/** Null when the text is not a day that exists. */
export function parseCivilDate(text: string): CivilDate | null {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return null
  const month = monthOf(text)
  const day = dayOf(text)
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(yearOf(text), month)) return null
  return text as CivilDate
}

export function yearOf(day: string): number {
  return digit(day, 0) * 1000 + digit(day, 1) * 100 + digit(day, 2) * 10 + digit(day, 3)
}

/** 1 to 12. */
export function monthOf(day: string): number {
  return digit(day, 5) * 10 + digit(day, 6)
}

/** 1 to 31. */
export function dayOf(day: string): number {
  return digit(day, 8) * 10 + digit(day, 9)
}

function digit(text: string, at: number): number {
  return text.charCodeAt(at) - 48
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** `month` is 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** The day of that year, month (1 to 12) and day, which must exist. */
export function dayIn(year: number, month: number, day: number): CivilDate {
  return fromDayNumber(numberOf(year, month, day))
}

export function dayNumber(day: CivilDate): DayNumber {
  return numberOf(yearOf(day), monthOf(day), dayOf(day))
}

/** Below year 1000 and beyond 9999 there are no days. */
const FIRST_YEAR = 1000
const monthStarts = startOfEachMonth()

function numberOf(year: number, month: number, day: number): DayNumber {
  return (monthStarts[(year - FIRST_YEAR) * 12 + month - 1] as DayNumber) + day - 1
}

function startOfEachMonth(): Int32Array {
  const starts = new Int32Array(9000 * 12)
  let number = -354285
  for (let at = 0; at < starts.length; at += 1) {
    starts[at] = number
    number += daysInMonth(FIRST_YEAR + Math.floor(at / 12), (at % 12) + 1)
  }
  return starts
}

/** 1 January 1900 to 31 December 2099, each written once: nearly every day that is ever asked for. */
const FIRST_KEPT = -25567
const KEPT = 73049
const kept = new Array<CivilDate | undefined>(KEPT).fill(undefined)

export function fromDayNumber(number: DayNumber): CivilDate {
  const at = number - FIRST_KEPT
  if (!(at >= 0 && at < KEPT)) return written(number)
  const held = kept[at]
  if (held !== undefined) return held
  const day = written(number)
  kept[at] = day
  return day
}

function written(number: DayNumber): CivilDate {
  const shifted = number + 719468
  const era = Math.floor(shifted / 146097)
  const inEra = shifted - era * 146097
  const yearInEra = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36524) - Math.floor(inEra / 146096)) / 365,
  )
  const inYear = inEra - (365 * yearInEra + Math.floor(yearInEra / 4) - Math.floor(yearInEra / 100))
  const marchMonth = Math.floor((5 * inYear + 2) / 153)
  const day = inYear - Math.floor((153 * marchMonth + 2) / 5) + 1
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  const year = era * 400 + yearInEra + (month <= 2 ? 1 : 0)
  return `${year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}` as CivilDate
}

export function addDays(day: CivilDate, days: number): CivilDate {
  return fromDayNumber(dayNumber(day) + days)
}

export function addWeeks(day: CivilDate, weeks: number): CivilDate {
  return addDays(day, weeks * 7)
}

/** The same day of the month; where that month has none, its last day (domain/A, G-4). */
export function addMonths(day: CivilDate, months: number): CivilDate {
  const counted = yearOf(day) * 12 + monthOf(day) - 1 + months
  const year = Math.floor(counted / 12)
  const month = counted - year * 12 + 1
  return dayIn(year, month, Math.min(dayOf(day), daysInMonth(year, month)))
}

/** Positive when `to` is later. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** 0 is Sunday, 6 is Saturday. */
export function weekday(day: CivilDate): number {
  return (((dayNumber(day) + 4) % 7) + 7) % 7
}

export function isWeekend(day: CivilDate): boolean {
  const on = weekday(day)
  return on === 0 || on === 6
}

/**
 * The day a person reaches that age, at its start. Somebody born on 29 February does so on 1 March of other years.
 * Source: Age of Legal Capacity (Scotland) Act 1991 s.6.
 */
export function birthdayOn(bornOn: CivilDate, years: number): CivilDate {
  const year = yearOf(bornOn) + years
  const month = monthOf(bornOn)
  const day = dayOf(bornOn)
  return month === 2 && day === 29 && !isLeapYear(year) ? dayIn(year, 3, 1) : dayIn(year, month, day)
}

/** Whole years; below zero before birth. */
export function ageOn(bornOn: CivilDate, day: CivilDate): number {
  const years = yearOf(day) - yearOf(bornOn)
  return birthdayOn(bornOn, years) <= day ? years : years - 1
}

export function earlier(one: CivilDate, other: CivilDate): CivilDate {
  return one < other ? one : other
}

export function later(one: CivilDate, other: CivilDate): CivilDate {
  return one > other ? one : other
}

const inScotland = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/London',
})

export function todayInScotland(now: Date): CivilDate {
  return civilDate(inScotland.format(now))
}

/** `Thursday 24 December 2026`, or `24 December 2026`. */
export function formatDay(day: CivilDate, form: 'long' | 'short' = 'long'): string {
  const short = `${dayOf(day)} ${MONTHS[monthOf(day) - 1]} ${yearOf(day)}`
  return form === 'short' ? short : `${WEEKDAYS[weekday(day)]} ${short}`
}

/** `December 2026`. */
export function formatMonth(day: CivilDate): string {
  return `${MONTHS[monthOf(day) - 1]} ${yearOf(day)}`
}
