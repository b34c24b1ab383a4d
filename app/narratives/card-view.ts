import type { LookedAtFor } from '~/programmes/directory-view'
import { type Band, bands, type Topic, topics } from './card'
import type { LiveCard, Suggested } from './choose'

/** Which cards a list shows; a link to it is a saved view. */
export type CardView = {
  /** The code of a rule, among those that a page offers. */
  change: string | null
  band: Band | null
  topic: Topic | null
}

export function cardViewFrom(params: URLSearchParams): CardView {
  const change = params.get('change') ?? ''
  return {
    change: /^[A-Z\d_]{1,40}$/.test(change) ? change : null,
    band: bandIn(params),
    topic: topics.find((topic) => topic === params.get('topic')) ?? null,
  }
}

export function bandIn(params: URLSearchParams): Band | null {
  return bands.find((band) => band === params.get('band')) ?? null
}

export function isInView(card: LiveCard, { change, band, topic }: CardView): boolean {
  if (change !== null && card.transitions.length > 0 && !card.transitions.includes(change)) return false
  if (band !== null && !card.ages.includes(band)) return false
  return topic === null || card.topics.includes(topic)
}

/** Why the question of a card was left out. */
export const skipReasons = ['they-began', 'getting-ready', 'no-words-today', 'spoken-before'] as const
export type SkipReason = (typeof skipReasons)[number]

/** Null until the question was asked or left out with a reason: so long the back stays shut (D-03). */
export function askedIn(params: URLSearchParams): 'used' | SkipReason | null {
  if (params.get('asked') === 'used') return 'used'
  if (params.get('asked') !== 'skipped') return null
  return skipReasons.find((reason) => reason === params.get('because')) ?? null
}

/** A card, for somebody where it is looked at for them: by ids alone. */
export function cardTo(id: string, lookedAt: LookedAtFor | null, band: Band | null = null): string {
  const params = paramsOf(lookedAt, band)
  return params.size ? `/cards/${id}?${params}` : `/cards/${id}`
}

export function paramsOf(lookedAt: LookedAtFor | null, band: Band | null): URLSearchParams {
  return new URLSearchParams({
    ...(lookedAt && { person: lookedAt.personId }),
    ...(lookedAt?.transitionId && { for: lookedAt.transitionId }),
    ...(band && { band }),
  })
}

/** Where a session with this card is planned. */
export function planTo(id: string, { personId, transitionId }: LookedAtFor): string {
  const params = new URLSearchParams({ ...(transitionId && { for: transitionId }), card: id })
  return `/people/${personId}/sessions/new?${params}`
}

/** A suggested card as a list shows it. */
export type SuggestedCard = {
  id: string
  title: string
  myth: string
  minutes: number
  why: readonly string[]
  to: string
  planTo: string
}

export function suggestedCards(suggested: readonly Suggested[], lookedAt: LookedAtFor): SuggestedCard[] {
  return suggested.map(({ card, why }) => ({
    id: card.id,
    title: card.title,
    myth: card.myth,
    minutes: card.minutes,
    why,
    to: cardTo(card.id, lookedAt),
    planTo: planTo(card.id, lookedAt),
  }))
}
