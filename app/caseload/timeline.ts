import { addMonths, type CivilDate, earlier, later } from '~/shared/civil-date'
import type { laneWords } from './words'

export type Lane = keyof typeof laneWords

/** One thing in a life, as the picture and the list beside it show it. */
export type TimelineItem = {
  id: string
  lane: Lane
  title: string
  /** Null: no day is known. It stands in the list and not in the picture. */
  on: CivilDate | null
  /** The last day of what lasts: an order, a stay, a programme. */
  until?: CivilDate | null
  /** It lasts, and no last day is held: it goes on, or nobody recorded when it ends. */
  endless?: 'goes-on' | 'not-known'
  /** It began before what the picture shows, on a day that nobody recorded. */
  startNotKnown?: boolean
  /** Days on which nothing was there for them: `says` tells how many, and is null where another gap says it too. */
  gap?: { kind: 'support' | 'worker'; says: string | null }
  /** The days between which it will be, where one day is not certain. */
  doubt?: { from: CivilDate; to: CivilDate } | null
  /** The day from which to look at it together. */
  opensOn?: CivilDate | null
  /** Something is planned for it, or was decided about it. */
  isPlanned?: boolean
  /** How sure it is, in words. */
  certainty?: string
  /** Where it is explained. */
  to?: string
}

/** The days on which they came to a session. */
export type Sessions = { cameOn: readonly CivilDate[]; to: string }

/** The picture reaches so far back, and so far forward. */
export const MONTHS_EACH_WAY = 18

/** The items with a day that falls, or lasts, within the picture: 18 months back to 18 months forward. */
export function inPicture(items: readonly TimelineItem[], today: CivilDate): TimelineItem[] {
  const from = addMonths(today, -MONTHS_EACH_WAY)
  const to = addMonths(today, MONTHS_EACH_WAY)
  return items
    .filter(({ on, until, doubt, endless }) => {
      if (on === null) return false
      const first = doubt ? earlier(on, doubt.from) : on
      const last = doubt ? later(on, doubt.to) : (until ?? (endless ? later(on, today) : on))
      return first <= to && last >= from
    })
    .sort((one, other) => (`${one.on} ${one.title}` < `${other.on} ${other.title}` ? -1 : 1))
}

/** The day from which to look ahead at what is still to come; null for what has passed. */
export function opensOf({ opensOn, on }: TimelineItem, today: CivilDate): CivilDate | null {
  return opensOn && on && on >= today && opensOn < on ? opensOn : null
}

/** Items whose time to look ahead overlaps: two or more become one. */
export function closeTogether(items: readonly TimelineItem[], today: CivilDate): TimelineItem[][] {
  const opening = items
    .filter((item) => opensOf(item, today) !== null)
    .sort((one, other) => (`${one.opensOn} ${one.on}` < `${other.opensOn} ${other.on}` ? -1 : 1))
  const groups: TimelineItem[][] = []
  let until = ''
  for (const item of opening) {
    const on = String(item.on)
    const last = groups.at(-1)
    if (last && String(item.opensOn) <= until) {
      last.push(item)
      if (on > until) until = on
    } else {
      groups.push([item])
      until = on
    }
  }
  return groups
    .filter((group) => group.length > 1)
    .map((group) =>
      group.sort((one, other) => (`${one.on} ${one.title}` < `${other.on} ${other.title}` ? -1 : 1)),
    )
}

/** The sessions that fall within the picture. */
export function inPictureOn(cameOn: readonly CivilDate[], today: CivilDate): CivilDate[] {
  const from = addMonths(today, -MONTHS_EACH_WAY)
  return cameOn.filter((on) => on >= from && on <= today)
}

/** Whether a day falls within the picture. */
export function isWithin(day: CivilDate, today: CivilDate): boolean {
  return day >= addMonths(today, -MONTHS_EACH_WAY) && day <= addMonths(today, MONTHS_EACH_WAY)
}
