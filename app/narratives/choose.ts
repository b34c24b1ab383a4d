import { addWeeks, type CivilDate } from '~/shared/civil-date'
import { type Band, bandOf, type Card, type Hurt, type Topic, type UsedCard } from './card'
import { whyChosen } from './words'

/** So many cards are suggested at most. */
export const SUGGESTED = 3
/** So long some cards rest after what hurt somebody. */
export const REST_WEEKS = 12

/** As much of a live card as choosing needs. */
export type LiveCard = Pick<
  Card,
  | 'id'
  | 'version'
  | 'title'
  | 'myth'
  | 'ages'
  | 'transitions'
  | 'topics'
  | 'isOpportunity'
  | 'notAfter'
  | 'audience'
  | 'minutes'
> & {
  reviewBy: CivilDate
  hasLiveAlternative: boolean
}

/** What a card is wanted for. Nothing of it is guessed about the person: each is a recorded fact, or what they said. */
export type Wanted = {
  /** The change that is coming: its rule, the sentence that says it, and its day. */
  change: { rule: string; says: string; on: CivilDate | null } | null
  /** Null when the birth date is not known: then no card is suggested. */
  age: number | null
  today: CivilDate
  /** What the young person raised themselves. */
  topics: readonly Topic[]
  usedCards: readonly UsedCard[]
  recentlyHurt: readonly { kind: Hurt; on: CivilDate }[]
}

export type Suggested = { card: LiveCard; band: Band; why: readonly string[] }

/**
 * At most three cards, each with its reasons: what they raised comes first, the change second, what was used goes last. One of them
 * speaks of what is possible, wherever a card for their age does. Source: domain/B2.
 */
export function cardsFor(cards: readonly LiveCard[], wanted: Wanted): Suggested[] {
  const band = wanted.age === null ? null : bandOf(wanted.age)
  if (band === null) return []
  const may = cards.filter((card) => mayBeShown(card, band, wanted))
  const ranked = may.filter((card) => fits(card, wanted)).sort((one, other) => inOrder(one, other, wanted))
  const first = ranked.slice(0, SUGGESTED)
  const chosen = first.some(({ isOpportunity }) => isOpportunity)
    ? first
    : withOpportunity(first, may, wanted)
  return chosen.map((card) => ({ card, band, why: reasonsFor(card, band, wanted) }))
}

/** What no wish can bring: another age, a lapsed card, one that rests, one that they did not want. */
function mayBeShown(card: LiveCard, band: Band, wanted: Wanted): boolean {
  if (card.audience === 'worker-only') return false
  if (!card.ages.includes(band)) return false
  if (card.reviewBy < wanted.today) return false
  if (!card.hasLiveAlternative) return false
  if (wanted.recentlyHurt.some(({ kind, on }) => card.notAfter.includes(kind) && isRecent(on, wanted.today)))
    return false
  return !isTooLateToRaise(card, wanted) && !wasUnwelcome(card, wanted)
}

function isRecent(on: CivilDate, today: CivilDate): boolean {
  return today <= addWeeks(on, REST_WEEKS)
}

/** Raised for the first time on the day itself, it would only unsettle (domain/B1, M26). */
const raisedBeforeTheDay: ReadonlySet<string> = new Set(['M26'])

function isTooLateToRaise({ id }: LiveCard, { change, today, usedCards }: Wanted): boolean {
  if (!raisedBeforeTheDay.has(id) || usedCards.some(({ cardId }) => cardId === id)) return false
  return change !== null && change.on !== null && today >= change.on
}

function wasUnwelcome({ id }: LiveCard, { usedCards }: Wanted): boolean {
  return usedCards.some(
    ({ cardId, landed }) => cardId === id && (landed === 'not-for-them' || landed === 'too-much'),
  )
}

function fits(card: LiveCard, wanted: Wanted): boolean {
  return raised(card, wanted).length > 0 || isForChange(card, wanted) || card.transitions.length === 0
}

function raised({ topics }: LiveCard, wanted: Wanted): readonly Topic[] {
  return topics.filter((topic) => wanted.topics.includes(topic))
}

function isForChange({ transitions }: LiveCard, { change }: Wanted): boolean {
  return change !== null && transitions.includes(change.rule)
}

function lastUse({ id }: LiveCard, { usedCards }: Wanted): UsedCard | null {
  const uses = usedCards.filter(({ cardId }) => cardId === id)
  return uses.sort((one, other) => (one.usedOn < other.usedOn ? 1 : -1))[0] ?? null
}

/** Not used, then raised, then for this change, then what is possible; else as they are numbered. */
function inOrder(one: LiveCard, other: LiveCard, wanted: Wanted): number {
  const steps = (card: LiveCard) => [
    lastUse(card, wanted) === null,
    raised(card, wanted).length > 0,
    isForChange(card, wanted),
    card.isOpportunity,
  ]
  const [mine, theirs] = [steps(one), steps(other)]
  const at = mine.findIndex((step, index) => step !== theirs[index])
  if (at >= 0) return mine[at] ? -1 : 1
  return one.id < other.id ? -1 : 1
}

/** The last gives way to the best that speaks of what is possible, for this change or not. */
function withOpportunity(first: LiveCard[], may: readonly LiveCard[], wanted: Wanted): LiveCard[] {
  const [best] = may
    .filter(({ isOpportunity }) => isOpportunity)
    .sort((one, other) => inOrder(one, other, wanted))
  return best ? [...first.slice(0, SUGGESTED - 1), best] : first
}

function reasonsFor(card: LiveCard, band: Band, wanted: Wanted): string[] {
  const used = lastUse(card, wanted)
  return [
    ...raised(card, wanted).map((topic) => whyChosen.raised(topic)),
    ...(isForChange(card, wanted) && wanted.change ? [wanted.change.says] : []),
    ...(card.transitions.length === 0 ? [whyChosen.anyChange] : []),
    ...(card.isOpportunity ? [whyChosen.possible] : []),
    ...(band === 'A' ? [whyChosen.youngest] : []),
    ...(used ? [whyChosen.used(used)] : []),
  ]
}
