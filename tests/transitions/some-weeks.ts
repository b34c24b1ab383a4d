import { addWeeks, type CivilDate, civilDate } from '~/shared/civil-date'
import type { SchoolWeek } from '~/transitions/rule'
import { longAgo } from './a-life'

/** A Monday in August, on which the first of some weeks begins. */
export const firstMonday = civilDate('2026-04-06')

export type PartOfWeek = Partial<Omit<SchoolWeek, 'id' | 'starting'>>

/** Weeks of ten half-days each, one after the other, all present and known for ever unless told otherwise. */
export function weeksOf(...parts: PartOfWeek[]): SchoolWeek[] {
  return parts.map((part, at) => {
    const openings = part.openings ?? 10
    return {
      id: `week ${at + 1}`,
      starting: addWeeks(firstMonday, at),
      openings,
      present: openings - (part.excluded ?? 0),
      explained: 0,
      excluded: 0,
      unexplainedDays: 0,
      recordedOn: longAgo,
      ...part,
    }
  })
}

export function times(count: number, part: PartOfWeek = {}): PartOfWeek[] {
  return Array.from({ length: count }, () => part)
}

/** Weeks of fifty half-days, so that so many of a hundred can be said exactly. */
export function percent(share: number, part: PartOfWeek = {}): PartOfWeek {
  return { openings: 50, present: share / 2, ...part }
}

export function mondayOf(week: number): CivilDate {
  return addWeeks(firstMonday, week - 1)
}
