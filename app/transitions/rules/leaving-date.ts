import { type CivilDate, dayIn, monthOf, yearOf } from '~/shared/civil-date'
import type { Life } from '../rule'
import { sessionFrom } from './stage'

/** `holiday` is the school day that was used; `isHolidayUnknown` where 21 December stands in for it. */
export type Leaving = {
  date: CivilDate
  holiday: { session: string; day: CivilDate } | null
  isHolidayUnknown: boolean
}

/**
 * Born March to September: the last day of May of the year they turn 16. Born October to February: the winter leaving date of the
 * December in which they are 16 or nearest to it, which is the first day of the school's Christmas holiday, or 21 December for
 * somebody not at a school. Source: Education (Scotland) Act 1980 s.33.
 */
export function leavingDate({ pupil, christmasHolidayFirstDay }: Life, bornOn: CivilDate): Leaving {
  const month = monthOf(bornOn)
  if (month >= 3 && month <= 9) {
    return { date: dayIn(yearOf(bornOn) + 16, 5, 31), holiday: null, isHolidayUnknown: false }
  }
  const year = yearOf(bornOn) + (month <= 2 ? 15 : 16)
  const december = dayIn(year, 12, 21)
  if (pupil === 'no') return { date: december, holiday: null, isHolidayUnknown: false }

  const session = sessionFrom(year)
  const day = christmasHolidayFirstDay[session]
  if (day === undefined) return { date: december, holiday: null, isHolidayUnknown: true }
  return { date: day, holiday: { session, day }, isHolidayUnknown: false }
}
