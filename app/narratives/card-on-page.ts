import type { LookedAtFor } from '~/programmes/directory-view'
import type { Band, Card, Wording } from './card'
import { cardTo, paramsOf, planTo } from './card-view'
import { isLive, type LiveAlternatives, type Offer } from './offer'
import { type Sides, sidesFor } from './sides'

type Opened = {
  card: Card
  live: LiveAlternatives
  offers: readonly Offer[]
  lookedAt: LookedAtFor | null
  band: Band | 'not-known' | null
}

/** All of a card but its wordings: of those a page holds only the one that is shown. */
export type CardNotes = Omit<
  Card,
  keyof Wording | 'under12' | 'status' | 'imageTags' | 'aims' | 'publishedOn'
>

export type CardOnPage = {
  card: CardNotes
  offers: readonly Offer[]
  /** The refs of the alternatives that are there today. */
  live: readonly string[]
  /** Null where the card has no words for their age, or it is not known. */
  sides: Sides | null
  band: Band | 'not-known' | null
  at: string
  params: [string, string][]
  /** Null where nobody is in view to plan it with. */
  planTo: string | null
  /** The same card in the words for others; null where there are none, or somebody's own age decides. */
  otherWords: string | null
}

/** A card with what its page needs to know about whom it is for. */
export function cardOnPage({ card, live, offers, lookedAt, band }: Opened): CardOnPage {
  const inAddress = lookedAt || band === 'not-known' ? null : band
  const isFor = band === null || (band !== 'not-known' && card.ages.includes(band))
  return {
    card: notesOf(card),
    offers,
    live: card.alternatives.filter((each) => isLive(each, live)).map(({ ref }) => ref),
    sides: isFor ? sidesFor(card, band, live) : null,
    band,
    at: cardTo(card.id, lookedAt, inAddress),
    params: [...paramsOf(lookedAt, inAddress)],
    planTo: lookedAt && planTo(card.id, lookedAt),
    otherWords: lookedAt || !card.under12 ? null : cardTo(card.id, null, band === 'A' ? null : 'A'),
  }
}

function notesOf(card: Card): CardNotes {
  const { id, version, title, ifTheySay, alternatives, evidence, ages, transitions, topics, isOpportunity } =
    card
  const { notAfter, avoid, contentWarnings, provenance, audience, minutes, reviewBy } = card
  return {
    id,
    version,
    title,
    ifTheySay,
    alternatives,
    evidence,
    ages,
    transitions,
    topics,
    isOpportunity,
    notAfter,
    avoid,
    contentWarnings,
    provenance,
    audience,
    minutes,
    reviewBy,
  }
}
