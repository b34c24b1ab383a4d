import { addMonths, type CivilDate, yearOf } from '~/shared/civil-date'
import type { Card, Evidence } from './card'
import { hasLiveAlternative, type LiveAlternatives } from './offer'
import { textsForYoungPeople } from './sides'

/** Years after which a number is for workers alone (domain/B0). */
export const NUMBER_YEARS = 5
/** Months within which a card is looked at again (D-16). */
export const REVIEW_MONTHS = 12

/** What may be on no card: it makes crime shine, or frightens (D-02). */
export const refusedImages = ['weapon', 'wound', 'drugs', 'cash', 'car', 'prison'] as const
/** What no card may be for: fear does harm (CN-5; domain/C1). */
export const refusedAims = ['fear', 'deterrence', 'shock'] as const

export type WhyNotPublished =
  | 'no-such-card'
  | 'withdrawn'
  | 'nobodys-age'
  | 'no-wording-for-the-youngest'
  | 'what-is-true-missing'
  | 'reality-missing'
  | 'question-missing'
  | 'no-live-alternative'
  | 'image-refused'
  | 'aims-at-fear'
  | 'evidence-missing'
  | 'claim-without-source'
  | 'no-review-day'
  | 'review-too-far'
  | 'lapsed'
  | 'number-without-source'
  | 'number-without-year'
  | 'number-too-old'
  | 'number-from-elsewhere'
  | 'nobodys-quotation'

type Today = { today: CivilDate; liveAlternatives: LiveAlternatives }

/** Why this card may not go live; empty when it may. The database refuses again what can be said in SQL. */
export function whyNotPublished(card: Card, { today, liveAlternatives }: Today): WhyNotPublished[] {
  const wordings = card.under12 ? [card, card.under12] : [card]
  const lacks = (part: 'whatIsTrue' | 'reality' | 'askFirst') =>
    wordings.some((wording) => wording[part].trim() === '')
  const refused: Record<WhyNotPublished, boolean> = {
    'no-such-card': false,
    withdrawn: card.status === 'withdrawn',
    'nobodys-age': card.ages.length === 0,
    'no-wording-for-the-youngest': card.ages.includes('A') !== (card.under12 !== null),
    'what-is-true-missing': lacks('whatIsTrue'),
    'reality-missing': lacks('reality'),
    'question-missing': lacks('askFirst'),
    'no-live-alternative': !hasLiveAlternative(card, liveAlternatives),
    'image-refused': refusedImages.some((tag) => card.imageTags.includes(tag)),
    'aims-at-fear': refusedAims.some((aim) => card.aims.includes(aim)),
    'evidence-missing': card.evidence.length === 0,
    'claim-without-source': !card.evidence.every(isSourced),
    'no-review-day': card.reviewBy === null || card.publishedOn === null,
    'review-too-far': isReviewTooFar(card),
    lapsed: card.reviewBy !== null && card.reviewBy < today,
    'number-without-source': textsForYoungPeople(card).some((text) => /\d/.test(text)),
    ...numbersIn(card, today),
    'nobodys-quotation': !card.provenance.livedExperience && isQuoting(card),
  }
  return (Object.keys(refused) as WhyNotPublished[]).filter((reason) => refused[reason])
}

function isSourced({ claim, source, year, place, grade }: Evidence): boolean {
  return [claim, source, place, grade].every((said) => (said ?? '').trim() !== '') && year > 0
}

function isReviewTooFar({ reviewBy, publishedOn }: Card): boolean {
  return reviewBy !== null && publishedOn !== null && reviewBy > addMonths(publishedOn, REVIEW_MONTHS)
}

/** A number for a young person stands in a fact with its source, its year beside it, is of this country, and new enough. */
function numbersIn(card: Card, today: CivilDate) {
  const shown = card.evidence.filter(({ says, year }) => says !== undefined && /\d/.test(without(says, year)))
  return {
    'number-without-year': shown.some(({ says, year }) => !says?.includes(String(year))),
    'number-too-old': shown.some(({ year }) => yearOf(today) - year > NUMBER_YEARS),
    'number-from-elsewhere': shown.some(({ place }) => !ofThisCountry.test(place)),
  }
}

/** The year of a source is no number about anything. */
function without(says: string, year: number): string {
  return says.replaceAll(String(year), '')
}

const ofThisCountry = /^(Scotland|Glasgow|Edinburgh|United Kingdom)\b/

/** Nobody writes a quotation for somebody: without a contributor a card has none. */
function isQuoting(card: Card): boolean {
  const said = [...textsForYoungPeople(card), ...card.evidence.map(({ says = '' }) => says)]
  return said.some((text) => /[“”"«»]/.test(text))
}
