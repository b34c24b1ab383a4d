import type { CivilDate } from '~/shared/civil-date'
import { pageWords } from './words'

export type NextDate = { on: CivilDate; what: string }

/** The three that come first, of changes, sessions and first meetings. */
export function nextDates(
  today: CivilDate,
  {
    coming,
    sessions,
    referrals,
  }: {
    coming: readonly {
      title: string
      date: CivilDate | null
      plannedOn?: CivilDate | null
      overBecause: string | null
    }[]
    sessions: readonly { on: CivilDate }[]
    referrals: readonly { programme: string; meetsOn: CivilDate | null; isOpen: boolean }[]
  },
): NextDate[] {
  const all = [
    ...coming.flatMap(({ title, date, plannedOn, overBecause }) => {
      const on = plannedOn ?? date
      return on !== null && overBecause === null ? [{ on, what: title }] : []
    }),
    ...sessions.map(({ on }) => ({ on, what: pageWords.session })),
    ...referrals.flatMap(({ programme, meetsOn, isOpen }) =>
      meetsOn !== null && isOpen ? [{ on: meetsOn, what: pageWords.meeting(programme) }] : [],
    ),
  ]
  return all
    .filter(({ on }) => on >= today)
    .sort((one, other) => `${one.on} ${one.what}`.localeCompare(`${other.on} ${other.what}`))
    .slice(0, 3)
}
