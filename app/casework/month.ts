import {
  addDays,
  addMonths,
  type CivilDate,
  dayIn,
  earlier,
  monthOf,
  parseCivilDate,
  yearOf,
} from '~/shared/civil-date'

/** The days of a month that have passed, both included. */
export type Month = { code: string; from: CivilDate; until: CivilDate }

const MONTHS_BACK = 12

/** Last month first, then the eleven before it: all of their days have passed. */
export function monthsBefore(today: CivilDate): Month[] {
  const first = dayIn(yearOf(today), monthOf(today), 1)
  return Array.from({ length: MONTHS_BACK }, (_, back) => monthFrom(addMonths(first, -1 - back), today))
}

/** The one that is asked for; last month where it is none of the last twelve. */
export function monthAsked(code: string | null, today: CivilDate): Month {
  const months = monthsBefore(today)
  return months.find((month) => month.code === code) ?? (months[0] as Month)
}

function monthFrom(first: CivilDate, today: CivilDate): Month {
  const last = addDays(addMonths(first, 1), -1)
  return { code: first.slice(0, 7), from: first, until: earlier(last, addDays(today, -1)) }
}

/** 'October 2026'. */
export function monthInWords({ code }: Pick<Month, 'code'>): string {
  const first = parseCivilDate(`${code}-01`)
  return first === null ? code : inWords.format(Date.UTC(yearOf(first), monthOf(first) - 1, 1))
}

const inWords = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
