import { addDays, type CivilDate, civilDate } from '~/shared/civil-date'
import { certaintyOf, dayInWords, derivedFrom, found, gapsOf, isReported, restsOn } from '../basis'
import { type Certainty, type Fact, type Found, type Life, ruleOf, type Step } from '../rule'
import { promptsFrom, stepsOf, windowOf } from '../steps'
import { eventWords } from './event-words'
import { contradictionsOf, factsOfOrder, lastChange, type Order, ordersIn } from './orders'

const LAW = '2011-s86'
const KINDS = { made: 'ICSO_MADE', changed: 'ICSO_EXTENDED', ended: 'ICSO_ENDED' }

/**
 * An interim order ends at the latest 22 days after it was made, the first day counted, or on the day it is extended to.
 * Source: Children's Hearings (Scotland) Act 2011 s.86(3).
 */
export const icsoEnd = ruleOf({
  code: 'ICSO_END',
  scope: 'wellbeing',
  edition: 2,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2013-06-24'), verifiedOn: civilDate('2026-11-24') }],
  source: {
    title: "Children's Hearings (Scotland) Act 2011 s.86",
    url: 'https://www.legislation.gov.uk/asp/2011/1/section/86',
  },
  ownerRole: 'lead professional',
  graceDays: 3,
  needs: new Set([KINDS.made, KINDS.changed]),
  settings: { steps: stepsOf('-1w', '-2d', '+2w') },
  find: (life, { steps }) => ordersIn(life, KINDS).map((order) => findEnd(life, order, steps)),
  words: ({ date, overBecause }) =>
    eventWords(
      'Interim order ends at the latest',
      overBecause
        ? `${overBecause}. The day of the interim order is ${dayInWords(date)}.`
        : `The interim order ends on ${dayInWords(date)} at the latest. It can end earlier, at the next hearing.`,
      {
        '-1w': 'The interim order ends within a week. Ask when the hearing is and what they want to say.',
        '-2d': 'The interim order ends in two days. Check that somebody goes with them to the hearing.',
        '+2w': 'The interim order ended two weeks ago. Ask what was decided and which help is there.',
        now: 'The interim order ends soon, or has just ended, and earlier steps have passed. Ask when the hearing is or what was decided.',
      },
      'A supervision order, or the end of the interim order, once recorded.',
      ['Ask the Reporter for the hearing date'],
    ),
})

function findEnd(life: Life, order: Order, steps: readonly Step[]): Found {
  const { made, ended } = order
  const extended = lastChange(order)
  const from = extended ?? made
  const cso = life.facts.find(
    (fact) => fact.kind === 'CSO_MADE' && fact.happensOn >= made.happensOn && !isReported(fact),
  )
  const date = ended?.happensOn ?? endsAtTheLatest(from)
  const prompts = promptsFrom(date, steps, life.workingDays)
  const warnings = contradictionsOf(life, order, KINDS, 'extended', endsAtTheLatest)
  if (order.saidToEnd && !ended) warnings.push('said to have ended: check with the Reporter')
  const over = ended ? 'The interim order has ended' : cso ? 'A supervision order was made' : null
  return found({
    occurrence: made.id,
    date,
    certainty: ended ? certaintyOf(ended) : certaintyFrom(from, order),
    lawVersion: LAW,
    knownFrom: (ended ?? from).recordedOn,
    window: windowOf(date, prompts),
    prompts: over ? [] : prompts,
    dataGaps: ended ? gapsOf(ended) : gapsFrom(from, order),
    warnings,
    basis: [...factsOfOrder(order), ...(cso ? [cso] : [])].map(restsOn),
    overBecause: over,
    round: extended?.id ?? null,
  })
}

/** 22 days from the decision, its own day counted, unless it says until when. */
function endsAtTheLatest({ happensOn, endsOn }: Fact): CivilDate {
  return endsOn ?? addDays(happensOn, 21)
}

/** The first 22 days are statute; how long an extension runs is not, until its day is recorded. */
function certaintyFrom(from: Fact, { changes }: Order): Certainty {
  if (from.endsOn) return certaintyOf(from)
  return changes.includes(from) && !isReported(from) ? 'provisional' : derivedFrom(from)
}

function gapsFrom(from: Fact, { changes }: Order): readonly string[] {
  if (from.endsOn) return gapsOf(from)
  return changes.includes(from) ? ['the day to which the interim order is extended'] : []
}
