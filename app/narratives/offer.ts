import { addMonths, type CivilDate } from '~/shared/civil-date'
import type { Alternative, Card } from './card'

/** A route is named to a young person within so many months of the day on which somebody last checked it. */
export const OFFER_MONTHS = 12

/** A real service or route. */
export type Offer = {
  id: string
  name: string
  who: string
  area: string
  says: string
  url: string | null
  phone: string | null
  youngestAge: number | null
  oldestAge: number | null
  lastCheckedOn: CivilDate
}

/** What there is today to lead to: offers that were checked lately, and types of which a programme is open. */
export type LiveAlternatives = { offers: ReadonlySet<string>; programmeTypes: ReadonlySet<string> }

/** What the worker does is there whenever they are. */
export function isLive({ kind, ref }: Alternative, live: LiveAlternatives): boolean {
  switch (kind) {
    case 'action':
      return true
    case 'offer':
      return live.offers.has(ref)
    case 'programme-type':
      return live.programmeTypes.has(ref)
  }
}

export function hasLiveAlternative(card: Pick<Card, 'alternatives'>, live: LiveAlternatives): boolean {
  return card.alternatives.some((alternative) => isLive(alternative, live))
}

/** The last day on which a check still counts today is this or later. */
export function checkedSince(today: CivilDate): CivilDate {
  return addMonths(today, -OFFER_MONTHS)
}
