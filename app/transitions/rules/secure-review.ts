import { addDays, addMonths, birthdayOn, type CivilDate, civilDate } from '~/shared/civil-date'
import { hoursAfter } from '~/shared/elapsed-hours'
import { certaintyOf, dayInWords, derivedFrom, factsOf, found, isMarked, isReported, restsOn } from '../basis'
import { whyNotPossibleWords } from '../data-errors'
import { type Duty, type Fact, type Found, type Life, ruleOf, type Told, type Words } from '../rule'
import { promptsFrom, stepsOf, windowOf } from '../steps'
import { event } from './event'
import { eventWords } from './event-words'
import { type SecureStay, secureStaysIn } from './secure-stays'

const BY_HEARING = 'ssi-2013-212-r10'
const BY_COURT = 'ssi-2013-205-r13'
const STEPS = { authorised: stepsOf('0'), steps: stepsOf('-2d') }
const AUTHORISED = new Set(['SECURE_AUTHORISED'])

/**
 * The decision on a secure authorisation, within 72 hours of receiving it, and the reviews of a stay: within seven days of moving
 * in; after that within a month of the last by a hearing, within three months of it by a court. They are duties of the chief
 * social work officer, never of whoever reads of them. Source: SSI 2013/212 reg 10; SSI 2013/205 reg 13.
 */
export const secureReview = ruleOf({
  code: 'SECURE_REVIEW',
  scope: 'wellbeing',
  edition: 1,
  lawVersions: [
    { code: BY_HEARING, effectiveFrom: civilDate('2013-06-24'), verifiedOn: civilDate('2026-11-27') },
    { code: BY_COURT, effectiveFrom: civilDate('2013-06-24'), verifiedOn: civilDate('2026-11-27') },
  ],
  source: {
    title: 'Secure Accommodation (Scotland) Regulations 2013, SSI 2013/205 reg 13 and SSI 2013/212 reg 10',
    url: 'https://www.legislation.gov.uk/ssi/2013/212/regulation/10/made',
  },
  ownerRole: 'chief social work officer',
  graceDays: 3,
  needs: new Set(['SECURE_AUTHORISED', 'SECURE_PLACED', 'SECURE_REVIEWED']),
  settings: STEPS,
  find: (life, settings) => [
    ...factsOf(life, AUTHORISED).map((fact) => findDecision(life, fact, settings)),
    ...secureStaysIn(life).stays.flatMap((stay) => findReviews(life, stay, settings)),
  ],
  words,
})

function findDecision(life: Life, fact: Fact, { authorised }: typeof STEPS): Found {
  const placed = life.facts.find(
    (each) => each.kind === 'SECURE_PLACED' && each.happensOn >= fact.happensOn && !isReported(each),
  )
  const by = fact.atTime === null ? null : hoursAfter(fact.happensOn, fact.atTime, 72)
  const duty: Duty = {
    what: 'decide whether the authorisation is used',
    by: by ?? addDays(fact.happensOn, 3),
    standing: 'statutory',
  }
  return event(life, fact, fact.happensOn, placed ? [] : authorised, {
    lawVersion: BY_HEARING,
    duties: [duty],
    dataGaps: by === null ? ['the time it was received: the 72 hours run out at that time of day'] : [],
    basis: [fact, ...(placed ? [placed] : [])].map(restsOn),
    overBecause: placed ? 'They moved into secure care' : null,
    because: 'authorised',
  })
}

/** Each review that was held, and the next one that is due. */
function findReviews(life: Life, stay: SecureStay, settings: typeof STEPS): Found[] {
  const isPlaced = stay.made.kind === 'SECURE_PLACED'
  const held = stay.changes.filter((review) => !isReported(review))
  const from = isPlaced ? [stay.made, ...held] : held
  const firstNumber = isPlaced ? 1 : 2
  return from.flatMap((since, at) => {
    const review = { since, number: at + firstNumber, held: from[at + 1] ?? null }
    return findReview(life, stay, review, settings) ?? []
  })
}

type Review = {
  /** Moving in, or the review before. */
  since: Fact
  number: number
  held: Fact | null
}

/** Null where they had left, or moved in anew, before it was due. */
function findReview(life: Life, stay: SecureStay, review: Review, { steps }: typeof STEPS): Found | null {
  const { since, number, held } = review
  const route = routeOf(since) ?? routeOf(stay.made)
  const by = dueBy(since, number, route)
  const gone = stay.ended ?? stay.nextBegan
  if (held === null && gone !== null && gone.happensOn <= by) return null
  const over = overBecause(stay, held)
  const prompts = promptsFrom(by, steps, life.workingDays)
  const isBarred = isTooYoungForCourt(life, stay, route)
  const isOpen = over === null && !isBarred
  return found({
    occurrence: number === 1 ? stay.made.id : `${stay.made.id}/${number}`,
    date: by,
    certainty: certaintyFrom(since, number, route),
    lawVersion: route === 'criminal' ? BY_COURT : BY_HEARING,
    knownFrom: since.recordedOn,
    window: windowOf(by, prompts),
    prompts: isOpen ? prompts : [],
    duties: isBarred ? [] : [{ what: 'review the stay in secure care', by, standing: 'statutory' }],
    dataGaps: number > 1 && route === null ? ['whether they are there by a hearing or by a court'] : [],
    warnings: warningsOn(life, stay, review, { route, by, isBarred }),
    basis: [since, ...(held ? [held] : []), ...(held === null && gone ? [gone] : [])].map(restsOn),
    overBecause: over,
    stillRuns: isOpen,
    because: held ? `held ${held.happensOn}` : '',
  })
}

type Route = 'hearing' | 'criminal' | null

function routeOf({ details }: Fact): Route {
  return details.route === 'hearing' || details.route === 'criminal' ? details.route : null
}

/** Where the way they came there is not known, the shorter time counts. */
function dueBy(since: Fact, number: number, route: Route): CivilDate {
  if (number === 1) return addDays(since.happensOn, 7)
  return addMonths(since.happensOn, route === 'criminal' ? 3 : 1)
}

function certaintyFrom(since: Fact, number: number, route: Route): Found['certainty'] {
  if (isReported(since)) return certaintyOf(since)
  const isSure = number === 1 ? route !== 'criminal' : route !== null
  return isSure ? derivedFrom(since) : 'provisional'
}

function overBecause({ ended, nextBegan }: SecureStay, held: Fact | null): string | null {
  if (held !== null) return 'The review was held'
  if (ended !== null) return 'They left secure care'
  return nextBegan === null ? null : 'They moved into secure care anew'
}

function isTooYoungForCourt({ bornOn }: Life, { made }: SecureStay, route: Route): boolean {
  return route === 'criminal' && bornOn !== null && made.happensOn < birthdayOn(bornOn, 12)
}

function warningsOn(
  life: Life,
  stay: SecureStay,
  { since, number, held }: Review,
  { route, by, isBarred }: { route: Route; by: CivilDate; isBarred: boolean },
): string[] {
  const warnings: string[] = []
  if (isBarred) warnings.push(whyNotPossibleWords['before-the-twelfth-birthday'])
  if (number === 1 && route === 'criminal') warnings.push(DAY_MAY_COUNT)
  if (number === 1 && stay.reviewedBefore) warnings.push('reviewed before they moved in: check the days')
  if (held !== null) return warnings
  if (stay.changes.some((each) => isReported(each) && each.happensOn >= since.happensOn)) {
    warnings.push('a review is said to have been held: check')
  }
  if (stay.saidToEnd && stay.ended === null) warnings.push('said to have left: check')
  if (life.bornOn !== null && by > birthdayOn(life.bornOn, 19)) warnings.push(PAST_19)
  return warnings
}

/** Source: SSI 2013/205, in which a day includes part of a day (domain/I). */
const DAY_MAY_COUNT = 'the day they moved in may count as the first of the seven days: check'
const PAST_19 = 'after the 19th birthday, when secure care ends at the latest: check'

function words(told: Told): Words {
  return isMarked(told, 'authorised') ? decisionWords(told) : reviewWords(told)
}

function decisionWords(told: Told): Words {
  const says =
    'A hearing has allowed secure care. Ask how they are, who explains it, and who speaks for them. They can appeal within 21 days.'
  return eventWords(
    'Secure care allowed by a hearing',
    `A hearing's decision was received on ${dayInWords(told.date)}. The chief social work officer decides within 72 hours whether it is used.`,
    {
      before: says,
      after: says,
      now: `${says} Earlier steps have passed.`,
    },
    'Moving into secure care, or a corrected record.',
    ['Ask who speaks for them', 'Tell them how they can appeal'],
  )
}

function reviewWords(told: Told): Words {
  const day = dayInWords(told.date)
  const theirs = 'The chief social work officer sees to it; it is not for you to hold.'
  const ask = 'Ask what they want to say, and who speaks for them.'
  return eventWords(
    'Secure care review due around this day',
    told.overBecause
      ? `A review of their stay in secure care was due around ${day}. ${told.overBecause}.`
      : `A review of their stay in secure care is due around ${day}. ${theirs} They and their family can ask for one sooner.`,
    {
      '-2d': `A review is due in about two days. ${ask}`,
      before: `A review is due soon. ${ask}`,
      after: `A review was due. Ask how it went, and what was decided.`,
      now: `A review is due about now or has just been, and earlier steps have passed. ${ask}`,
    },
    'The review, once its day is recorded, or leaving secure care.',
    ['Help them say what they think', 'Ask which day is planned for leaving'],
  )
}
