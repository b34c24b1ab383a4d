import type { CivilDate } from '~/shared/civil-date'
import { MINUTES_USUAL } from './session'
import { minuteOf } from './time-typed'

export type Booked = { on: CivilDate; at: string | null; minutes: number | null }

/** Whether two lie over one another; one without a time may lie anywhere on its day. */
export function overlaps(one: Booked, other: Booked): boolean {
  if (one.on !== other.on) return false
  if (one.at === null || other.at === null) return true
  return minuteOf(one.at) < endOf(other.at, other.minutes) && minuteOf(other.at) < endOf(one.at, one.minutes)
}

function endOf(at: string, minutes: number | null): number {
  return minuteOf(at) + (minutes ?? MINUTES_USUAL)
}

/** The times of those that lie over it, as they are said: `at 10:00 and with no time yet`; nothing where none does. */
export function clashesOf(
  {
    plannedOn: on,
    plannedAt: at,
    minutes,
  }: { plannedOn: CivilDate; plannedAt: string | null; minutes: number | null },
  booked: readonly Booked[],
): string {
  return booked
    .filter((other) => overlaps({ on, at, minutes }, other))
    .map((other) => (other.at === null ? 'with no time yet' : `at ${other.at}`))
    .join(' and ')
}
