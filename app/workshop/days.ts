import type { CivilDate } from '~/shared/civil-date'

export type OwnDayShown = { day: CivilDate; works: boolean; name: string | null; seen: number }

/** The working days of an organisation. */
export type DaysShown = {
  own: OwnDayShown[]
  holidays: CivilDate[]
  knownUntil: CivilDate
  rederiving: { people: number; peopleInAll: number | null; hasEnded: boolean } | null
}
