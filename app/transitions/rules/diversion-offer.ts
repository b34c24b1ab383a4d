import { civilDate } from '~/shared/civil-date'
import { dayInWords, factsOf, isReported, restsOn } from '../basis'
import { type Fact, type Found, type Life, ruleOf, type Step } from '../rule'
import { promptsFrom, stepsOf } from '../steps'
import { event } from './event'
import { eventWords } from './event-words'

export const DIVERSION_LAW = 'practice-diversion'
export const DIVERSION_SOURCE = {
  title: 'Justice social work statistics 2022-23, chapter 3: diversion from prosecution',
  url: 'https://www.gov.scot/publications/justice-social-work-statistics-scotland-2022-23/pages/3/',
}
export const DIVERSION_VERSIONS = [
  { code: DIVERSION_LAW, effectiveFrom: civilDate('2024-01-01'), verifiedOn: civilDate('2026-11-27') },
]

const OFFERS = new Set(['DIVERSION_OFFERED'])
const NEXT: Readonly<Record<string, string>> = {
  DIVERSION_ASSESSED: 'The first meeting was held',
  DIVERSION_STARTED: 'It has started',
  DIVERSION_ENDED: 'It has ended',
}

/** An offer of diversion from prosecution, until what follows it is recorded. Its days are recorded, never worked out. */
export const diversionOffer = ruleOf({
  code: 'DIVERSION_OFFER',
  scope: 'justice',
  edition: 1,
  lawVersions: DIVERSION_VERSIONS,
  source: DIVERSION_SOURCE,
  ownerRole: 'justice social worker',
  graceDays: 3,
  needs: OFFERS,
  settings: { steps: stepsOf('+3wd') },
  find: (life, { steps }) => {
    const offers = factsOf(life, OFFERS)
    return offers.map((offer, at) => findOffer(life, offer, offers[at + 1] ?? null, steps))
  },
  words: (told) =>
    eventWords(
      'Diversion offered',
      `Diversion from prosecution was offered on ${dayInWords(told.date)}. It means help in place of court, if they want it.`,
      {
        '+3wd':
          'Diversion was offered three working days ago. Ask what they understood, and if they want it.',
        before: 'Diversion is to be offered soon. Ask who could explain it to them.',
        after: 'Diversion was offered. Ask what they understood, and if they want it.',
        now: 'Diversion was offered, and earlier steps have passed. Ask what they understood, and if they want it.',
      },
      'The first meeting or the start, once recorded, ends it.',
      ['Ask for legal advice before they answer', 'Agree who goes with them'],
    ),
})

function findOffer(life: Life, offer: Fact, nextOffer: Fact | null, steps: readonly Step[]): Found {
  const followed = life.facts.find(
    (fact) =>
      NEXT[fact.kind] !== undefined &&
      fact.happensOn >= offer.happensOn &&
      (nextOffer === null || fact.happensOn < nextOffer.happensOn) &&
      !isReported(fact),
  )
  const prompts = promptsFrom(offer.happensOn, steps, life.workingDays)
  return event(life, offer, offer.happensOn, steps, {
    lawVersion: DIVERSION_LAW,
    basis: [offer, ...(followed ? [followed] : [])].map(restsOn),
    ...(followed && {
      prompts: prompts.filter(({ on }) => on < followed.happensOn),
      overBecause: NEXT[followed.kind] ?? null,
    }),
  })
}
