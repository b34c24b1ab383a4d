import type { Landing } from '~/narratives/card'

export const attendances = ['came', 'late', 'could-not', 'chose-not', 'unsafe-to-travel'] as const
export type Attendance = (typeof attendances)[number]

/** How a card landed, in five words; never a mark. */
export const landings = [
  'made-them-think',
  'fair',
  'not-for-them',
  'not-today',
  'too-much',
] as const satisfies readonly Landing[]

/** What gets in the way, what the service can change first. */
export const obstacles = [
  'too-far',
  'wrong-time',
  'waited-too-long',
  'no-trust-yet',
  'we-changed-it',
  'cost-or-travel',
  'school-or-work',
  'caring',
  'not-well',
  'not-safe-there',
  'something-came-up',
  'not-known',
] as const
export type Obstacle = (typeof obstacles)[number]

export const thingsToBring = ['paper-cards', 'bus-fare', 'food', 'phone-charge'] as const
export type ThingToBring = (typeof thingsToBring)[number]

/** Two cards are enough to talk about; of two, one speaks of what is possible. */
export const CARDS_AT_MOST = 2
export const MINUTES_USUAL = 50
export const LINE_MAX = 300

export type CardChoice = { id: string; version: number; isOpportunity: boolean }
export type WhyNotTheseCards = 'too-many-cards' | 'no-opening-card'

/** Null when these cards may be taken into one session (domain/B2). */
export function whyNotTheseCards(
  cards: readonly Pick<CardChoice, 'isOpportunity'>[],
): WhyNotTheseCards | null {
  if (cards.length > CARDS_AT_MOST) return 'too-many-cards'
  if (cards.length === CARDS_AT_MOST && !cards.some(({ isOpportunity }) => isOpportunity))
    return 'no-opening-card'
  return null
}
