import { addMonths, type CivilDate, civilDate } from '~/shared/civil-date'
import { dayInWords, factsOf, gapsOf, isMarked, isReported, restsOn } from '../basis'
import {
  type Duty,
  type Fact,
  type Found,
  type Life,
  ruleOf,
  type Step,
  type Told,
  type Words,
} from '../rule'
import { promptsFrom, stepsOf, windowOf } from '../steps'
import { endOfOrder, orderNamed } from './community-orders'
import { event, farAhead } from './event'
import { eventWords } from './event-words'

const LAW = 'cpo-guidance-15'
const ORDERS = new Set(['CPO_IMPOSED'])
const COURT_REVIEWS = new Set(['ORDER_REVIEW'])
const STEPS = { before: stepsOf('-2w'), firstAfterMonths: 3, everyMonths: 6 }
/** Supervision lasts three years at most. */
const LONGEST_MONTHS = 36

/**
 * The reviews of a community payback order: at three months, at six, and every six after that, each counted from the day it was
 * imposed; and those that the court sets, by the court's own day.
 * Source: Community payback order practice guidance (revised), chapter 15.
 */
export const cpoReview = ruleOf({
  code: 'CPO_REVIEW',
  scope: 'justice',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2019-01-01'), verifiedOn: civilDate('2026-11-27') }],
  source: {
    title: 'Community payback orders: practice guidance (revised), chapter 15',
    url: 'https://www.gov.scot/publications/community-payback-order-practice-guidance-2/pages/16/',
  },
  ownerRole: 'justice social worker',
  graceDays: 5,
  needs: new Set(['CPO_IMPOSED', 'ORDER_REVIEW']),
  settings: STEPS,
  find: (life, settings) => [
    ...factsOf(life, ORDERS).flatMap((order) => findReviews(life, order, settings)),
    ...factsOf(life, COURT_REVIEWS).map((review) => findCourtReview(life, review, settings.before)),
  ],
  words,
})

/** Those before the order ends; where that day is not known, as far as supervision can last. */
function findReviews(life: Life, order: Fact, settings: typeof STEPS): Found[] {
  const { ended } = endOfOrder(life, order)
  const until = ended?.happensOn ?? order.endsOn ?? addMonths(order.happensOn, LONGEST_MONTHS)
  const [first, ...others] = reviewDays(order.happensOn, until, settings)
  if (first === undefined) return []

  const one = event(life, order, first, settings.before, {
    lawVersion: LAW,
    certainty: isReported(order) ? 'reported' : 'practice-standard',
    duties: [reviewBy(first)],
    dataGaps: order.endsOn === null && ended === null ? ['the day the order ends'] : [],
    basis: [order, ...(ended ? [ended] : [])].map(restsOn),
  })
  return [one, ...others.map((on, at) => likeIt(life, one, on, at + 2, settings.before))]
}

/** Another review of the same order: all but its day is the same, and nothing is raised where nothing was. */
function likeIt(life: Life, one: Found, on: CivilDate, number: number, before: readonly Step[]): Found {
  const prompts = promptsFrom(on, before, life.workingDays)
  const window = windowOf(on, prompts)
  return {
    ...one,
    occurrence: `${one.occurrence}/${number}`,
    date: on,
    window,
    prompts: one.prompts.length === 0 ? [] : prompts,
    duties: one.duties.length === 0 ? [] : [reviewBy(on)],
    warnings: before.some(({ unit }) => unit === 'wd')
      ? [...new Set([...one.warnings, ...farAhead(life, window.to)])]
      : one.warnings,
  }
}

function reviewBy(on: CivilDate): Duty {
  return { what: 'review the order', by: on, standing: 'guidance' }
}

function reviewDays(imposedOn: CivilDate, until: CivilDate, settings: typeof STEPS): CivilDate[] {
  const first = Math.max(1, Math.floor(settings.firstAfterMonths))
  const every = Math.max(1, Math.floor(settings.everyMonths))
  const days: CivilDate[] = []
  for (let months = first; ; months = (Math.floor(months / every) + 1) * every) {
    const on = addMonths(imposedOn, months)
    if (on >= until) return days
    days.push(on)
  }
}

function findCourtReview(life: Life, review: Fact, before: readonly Step[]): Found {
  const order = orderNamed(life, review)
  const lastOn = order && (endOfOrder(life, order).ended?.happensOn ?? order.endsOn)
  const warnings: string[] = []
  if (order && review.happensOn < order.happensOn)
    warnings.push('a review is recorded before the order began: check')
  if (lastOn && review.happensOn > lastOn) warnings.push('a review is recorded after the order ended: check')
  return event(life, review, review.happensOn, before, {
    lawVersion: LAW,
    duties: [{ what: 'the court reviews the order', by: review.happensOn, standing: 'statutory' }],
    dataGaps: order ? gapsOf(review) : [...gapsOf(review), 'which order it is about'],
    warnings,
    basis: [review, ...(order ? [order] : [])].map(restsOn),
    because: 'court',
  })
}

function words(told: Told): Words {
  const day = dayInWords(told.date)
  const isCourt = isMarked(told, 'court')
  const ask = 'Ask what has gone well, what is hard, and what they want to say.'
  return eventWords(
    isCourt ? 'Court review of an order' : 'Review of a community payback order',
    isCourt
      ? `The court looks at the order on ${day}.`
      : `A review of the order is due by about ${day}, counted from the day it was made.`,
    {
      '-2w': `The review is in about two weeks. ${ask}`,
      before: `The review is soon. ${ask}`,
      after: 'The review was due. Ask how it went, and what changes.',
      now: `The review is near or has just been, and earlier steps have passed. ${ask}`,
    },
    'A corrected day of the order or of the review, or an early end of the order.',
    ['Ask what they want to say'],
  )
}
