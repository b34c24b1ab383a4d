import type { CivilDate } from '~/shared/civil-date'
import type { WorkingDays } from '~/shared/working-days'
import { type Booked, overlaps } from './clash'
import { CARDS_AT_MOST, LINE_MAX, MINUTES_USUAL } from './session'

/** A card as the planner offers it, with why it is among them. */
export type OfferedCard = {
  id: string
  version: number
  title: string
  askFirst: string
  /** Null: not known any more, of a card that has gone from use. */
  minutes: number | null
  isOpportunity: boolean
  why: string
  to: string
}

/** A programme or another real offer that somebody could be told of; `value` is how the form names it. */
export type OfferedAlternative = { value: string; label: string }

export type ToPropose = {
  today: CivilDate
  calendar: Pick<WorkingDays, 'addWorkingDays'>
  isPupil: boolean
  /** How it was last time: the time and place they know. */
  last: {
    at: string | null
    place: string
    minutes: number | null
    strengthSeen: string
    keepSafe: string
  } | null
  /** What this worker has planned already. */
  booked: readonly Booked[]
  whatMatters: string | null
  /** What is coming, in its own words; null where the session is not for anything in particular. */
  coming: { title: string; actions: readonly string[] } | null
  cards: readonly OfferedCard[]
  alternatives: readonly OfferedAlternative[]
}

export type PlanValues = Readonly<Record<string, string>>

/** A whole plan to be saved as it stands or changed: every field of the form by its name. Nothing of it is stored yet. */
export function proposedPlan(known: ToPropose): PlanValues {
  const cards = chosenFirst(known.cards)
  const opening = cards.find(({ isOpportunity }) => isOpportunity) ?? cards[0]
  const { on, at } = whenToMeet(known)
  return {
    plannedOn: on,
    plannedAt: at,
    minutes: String(known.last?.minutes ?? MINUTES_USUAL),
    place: known.last?.place ?? '',
    aim: aimOf(known.coming),
    opening: opening?.askFirst ?? '',
    ...Object.fromEntries(cards.map(({ id, version }) => [`card.${id}`, String(version)])),
    strengthToBuildOn: (known.last?.strengthSeen || known.whatMatters || '').slice(0, LINE_MAX),
    alternative: known.alternatives[0]?.value ?? '',
    ...(cards.length > 0 && { 'bring.paper-cards': 'yes' }),
    keepSafe: known.last?.keepSafe ?? '',
  }
}

/** Two at most, in the order in which they fit; of two, one speaks of what is possible. */
export function chosenFirst(cards: readonly OfferedCard[]): OfferedCard[] {
  const [first, ...others] = cards
  if (!first) return []
  const second = first.isOpportunity ? others[0] : others.find(({ isOpportunity }) => isOpportunity)
  return [first, second].filter((card) => card !== undefined).slice(0, CARDS_AT_MOST)
}

function aimOf(coming: ToPropose['coming']): string {
  if (!coming) return ''
  const [action] = coming.actions
  const aim = action ? `${coming.title}: ${action.charAt(0).toLowerCase()}${action.slice(1)}` : coming.title
  return aim.slice(0, LINE_MAX)
}

const AFTER_SCHOOL = '16:00'
const IN_THE_MORNING = '11:00'
const LOOK_AHEAD = 10

/** The next working day on which this worker is free at the time that they usually meet. */
export function whenToMeet({ today, calendar, isPupil, last, booked }: ToPropose): {
  on: CivilDate
  at: string
} {
  const at = last?.at ?? (isPupil ? AFTER_SCHOOL : IN_THE_MORNING)
  const next = calendar.addWorkingDays(today, 1)
  for (let days = 1; days <= LOOK_AHEAD; days += 1) {
    const on = calendar.addWorkingDays(today, days)
    if (!booked.some((other) => overlaps({ on, at, minutes: last?.minutes ?? null }, other)))
      return { on, at }
  }
  return { on: next, at }
}
