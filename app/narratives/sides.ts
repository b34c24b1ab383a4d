import { type Alternative, type Band, type Card, type Evidence, type Wording, wordingFor } from './card'
import { isLive, type LiveAlternatives } from './offer'

/** So many real things stand on the back of a card. */
export const SHOWN_ALTERNATIVES = 2

export type Front = Pick<Wording, 'placeAndMoment' | 'myth' | 'askFirst'>
export type Back = Pick<Wording, 'whatIsTrue' | 'reality' | 'askFirst' | 'talk'> & {
  /** The one fact that anybody can check; the youngest get none. */
  fact: Evidence | null
  alternatives: readonly Alternative[]
}

export type Sides = { front: Front; back: Back }

/** What a young person of that age sees. Null where the card has no wording for them. Of what is not there today, nothing is shown. */
export function sidesFor(card: Card, band: Band | null, live: LiveAlternatives): Sides | null {
  const wording = wordingFor(card, band)
  if (!wording) return null
  const { placeAndMoment, myth, askFirst, whatIsTrue, reality, talk } = wording
  const shown = card.alternatives
    .filter((each) => isLive(each, live))
    .filter(({ kind }) => band !== 'A' || kind === 'action')
    .slice(0, SHOWN_ALTERNATIVES)
  const fact = band === 'A' ? null : (card.evidence.find(({ says }) => says !== undefined) ?? null)
  return {
    front: { placeAndMoment, myth, askFirst },
    back: { whatIsTrue, reality, askFirst, talk, fact, alternatives: shown },
  }
}

/** Every wording of a card that is for young people: each text by itself. */
export function textsForYoungPeople({ under12, ...card }: Card): string[] {
  const all: Wording[] = under12 ? [card, under12] : [card]
  return [
    ...all.flatMap(({ placeAndMoment, myth, whatIsTrue, reality, askFirst, talk }) => [
      placeAndMoment,
      myth,
      whatIsTrue,
      reality,
      askFirst,
      ...talk.map(({ says }) => says),
    ]),
    ...card.alternatives.map(({ says }) => says),
  ]
}
