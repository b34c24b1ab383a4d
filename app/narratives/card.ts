import type { CivilDate } from '~/shared/civil-date'

/** Ages: A to 12, B 13 to 15, C 16 and 17, D from 18 (domain/B0). */
export const bands = ['A', 'B', 'C', 'D'] as const
export type Band = (typeof bands)[number]

/** Null below 10: then no card is for them. */
export function bandOf(age: number): Band | null {
  if (age < 10) return null
  if (age < 13) return 'A'
  if (age < 16) return 'B'
  return age < 18 ? 'C' : 'D'
}

/** What a young person may raise that a card speaks to. */
export const topics = [
  'money',
  'debt',
  'belonging',
  'favours',
  'online',
  'safety',
  'school',
  'record',
  'stopping',
  'support',
] as const
export type Topic = (typeof topics)[number]

/** What lately hurt somebody, after which some cards rest. */
export const hurts = ['bereavement', 'violence-injury', 'suicide-concern'] as const
export type Hurt = (typeof hurts)[number]

export const cardStatuses = ['draft', 'checked', 'live', 'resting', 'withdrawn'] as const
export type CardStatus = (typeof cardStatuses)[number]

export const audiences = ['worker-only', 'share-with-young-person'] as const
export type Audience = (typeof audiences)[number]

/** How much a claim can carry. */
export const grades = ['law', 'guidance', 'strong', 'moderate', 'small', 'own-figures', 'reported'] as const
export type Grade = (typeof grades)[number]

export const confidences = ['read-in-source', 'read-elsewhere'] as const
export type Confidence = (typeof confidences)[number]

export const alternativeKinds = ['offer', 'programme-type', 'action'] as const
export type Alternative = {
  kind: (typeof alternativeKinds)[number]
  /** The id of an offer, a type of programme, or a name for what the worker does. */
  ref: string
  says: string
}

export type Evidence = {
  claim: string
  source: string
  /** The source's own, or the newest year that its figures speak of. */
  year: number
  place: string
  grade: Grade
  confidence: Confidence
  url?: string
  /** The same in words for the young person: the one fact of a card that anybody can check. */
  says?: string
}

export type Talk = { kind: 'feelings' | 'next'; says: string }

/** What a young person sees or hears of a card. */
export type Wording = {
  placeAndMoment: string
  myth: string
  whatIsTrue: string
  reality: string
  askFirst: string
  talk: readonly Talk[]
}

export type Provenance = {
  /** Whether somebody who lived it wrote or told any of it. */
  livedExperience: boolean
  writtenFrom: string
  /** Null until a panel of young people has read it. */
  readByPanelOn: CivilDate | null
}

export type Card = Wording & {
  id: string
  version: number
  status: CardStatus
  title: string
  /** For the youngest: behaviour and safety alone. */
  under12: Wording | null
  ifTheySay: string
  alternatives: readonly Alternative[]
  evidence: readonly Evidence[]
  ages: readonly Band[]
  /** Codes of rules; none: it fits any change. */
  transitions: readonly string[]
  topics: readonly Topic[]
  /** It speaks of what is possible, or against despair. */
  isOpportunity: boolean
  notAfter: readonly Hurt[]
  avoid: readonly string[]
  contentWarnings: readonly string[]
  imageTags: readonly string[]
  aims: readonly string[]
  provenance: Provenance
  audience: Audience
  minutes: number
  reviewBy: CivilDate | null
  publishedOn: CivilDate | null
}

/** Null where there is no wording for so young a person. */
export function wordingFor(card: Card, band: Band | null): Wording | null {
  return band === 'A' ? card.under12 : card
}

/** How a card that was used landed, as the session record says it. */
export type Landing = 'made-them-think' | 'fair' | 'not-for-them' | 'not-today' | 'too-much'

export type UsedCard = { cardId: string; usedOn: CivilDate; landed: Landing | null }
