import {
  addDays,
  addMonths,
  type CivilDate,
  dayIn,
  earlier,
  formatDay,
  monthOf,
  weekday,
  yearOf,
} from '~/shared/civil-date'

/** The days that figures are about, both included. They lie on a fixed grid: a period of one's own choice could single somebody out. */
export type Period = { code: string; from: CivilDate; until: CivilDate }

export const YEAR = '12-months'
const QUARTERS = 5

/** The month of this day and the eleven before it. */
export function yearTo(until: CivilDate): Period {
  return { code: YEAR, from: addMonths(monthStart(until), -11), until }
}

/** The year to today, then this quarter and the four before it. */
export function periodsOn(today: CivilDate): Period[] {
  const month = monthOf(today) - ((monthOf(today) - 1) % 3)
  const first = dayIn(yearOf(today), month, 1)
  const quarters = Array.from({ length: QUARTERS }, (_, back) => {
    const from = addMonths(first, -3 * back)
    const until = earlier(addDays(addMonths(from, 3), -1), today)
    return { code: `${yearOf(from)}-q${(monthOf(from) + 2) / 3}`, from, until }
  })
  return [yearTo(today), ...quarters]
}

/** The one that is asked for; the year where nothing is asked for that there is. */
export function periodFrom(code: string | null, today: CivilDate): Period {
  return periodsOn(today).find((period) => period.code === code) ?? yearTo(today)
}

/** The Monday on or before this day: a snapshot is of a week. */
export function mondayOf(day: CivilDate): CivilDate {
  return addDays(day, -((weekday(day) + 6) % 7))
}

export function inWords({ from, until }: Pick<Period, 'from' | 'until'>): string {
  return `${formatDay(from, 'short')} to ${formatDay(until, 'short')}`
}

function monthStart(day: CivilDate): CivilDate {
  return dayIn(yearOf(day), monthOf(day), 1)
}
