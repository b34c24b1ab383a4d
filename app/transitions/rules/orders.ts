import { addDays, addMonths, birthdayOn, civilDate, dayOf, monthOf } from '~/shared/civil-date'
import {
  birthDate,
  certaintyOf,
  dayInWords,
  derivedFrom,
  derivedFromBirth,
  factsOf,
  found,
  gapsOf,
  restsOn,
} from '../basis'
import type { Certainty, Fact, Found, Life, Rule } from '../rule'
import { promptsFrom, stepsOf, windowOf } from '../steps'
import { eventWords } from './event-words'

const SOURCE = (section: string) => ({
  title: `Children's Hearings (Scotland) Act 2011 s.${section}`,
  url: `https://www.legislation.gov.uk/asp/2011/1/section/${section}`,
})
const VERSION = (code: string) => [
  {
    code,
    effectiveFrom: civilDate('2013-06-24'),
    verifiedOn: civilDate('2026-11-24'),
  },
]
const CSO_BEFORE = stepsOf('-12w', '-6w', '-2w')
const CSO_AFTER = stepsOf('+2w', '+8w')
const ICSO_STEPS = stepsOf('-1w', '-2d', '+2w')

/** The end of a compulsory supervision order: its last continuation or one year, never past 18. Source: 2011 Act s.83(7). */
export const csoEnd: Rule = {
  code: 'CSO_END',
  scope: 'wellbeing',
  edition: 1,
  lawVersions: VERSION('2011-s83'),
  source: SOURCE('83'),
  ownerRole: 'lead professional',
  graceDays: 7,
  find: (life) =>
    ordersIn(life, 'CSO_MADE', 'CSO_CONTINUED', 'CSO_TERMINATED').map((order) => findCso(life, order)),
  words: ({ date, overBecause }) =>
    eventWords(
      'Supervision order ends',
      `The supervision order ends on ${dayInWords(date)}${overBecause ? ', because a hearing ended it' : ' unless it is continued'}. Support can fall away then.`,
      {
        '-12w':
          "The order ends in about 12 weeks. The Reporter's review must begin in these last three months. Ask what date is set.",
        '-6w': 'The order ends in about six weeks. Ask what the plan to the hearing will say.',
        '-2w': 'The order ends in about two weeks. Agree who stays in touch after it.',
        '+2w': 'The order ended two weeks ago. Ask which help is still there.',
        '+8w': 'The order ended eight weeks ago. Ask how things are and who they turn to.',
        now: 'The order ends soon and earlier steps have passed. Ask when the review is and who will stay in touch.',
      },
      'A new date from a hearing, or its decision to end the order.',
      ['Ask the Reporter for the review date', 'Agree who stays in touch'],
    ),
}

/** An interim order ends at the latest 22 days after it was made, the first day counted. Source: 2011 Act s.86(3). */
export const icsoEnd: Rule = {
  code: 'ICSO_END',
  scope: 'wellbeing',
  edition: 1,
  lawVersions: VERSION('2011-s86'),
  source: SOURCE('86'),
  ownerRole: 'lead professional',
  graceDays: 3,
  find: (life) =>
    ordersIn(life, 'ICSO_MADE', 'ICSO_EXTENDED', 'ICSO_ENDED').map((order) => findIcso(life, order)),
  words: ({ date }) =>
    eventWords(
      'Interim order ends at the latest',
      `The interim order ends on ${dayInWords(date)} at the latest. It can end earlier, at the next hearing.`,
      {
        '-1w': 'The interim order ends within a week. Ask when the hearing is and what they want to say.',
        '-2d': 'The interim order ends in two days. Check that somebody goes with them to the hearing.',
        '+2w': 'The interim order ended two weeks ago. Ask what was decided and which help is there.',
      },
      'A supervision order, or the end of the interim order.',
      ['Ask the Reporter for the hearing date'],
    ),
}

type Order = { made: Fact; changes: Fact[]; ended: Fact | null }

/** A change or an end belongs to the latest order made by its day. A change with no order stands as one. */
function ordersIn(life: Life, made: string, changed: string, ended: string): Order[] {
  const orders: Order[] = []
  for (const fact of factsOf(life, made, changed, ended)) {
    const last = orders.at(-1)
    if (fact.kind === made) orders.push({ made: fact, changes: [], ended: null })
    else if (fact.kind === changed && (!last || last.ended))
      orders.push({ made: fact, changes: [fact], ended: null })
    else if (fact.kind === changed) last?.changes.push(fact)
    else if (last && certaintyOf(fact) !== 'reported') last.ended ??= fact
  }
  return orders
}

function findCso(life: Life, { made, changes, ended }: Order): Found {
  const warnings: string[] = []
  const dataGaps: string[] = []
  const continued = changes.at(-1)
  const from = continued ?? made
  let date = continued?.endsOn ?? addMonths(from.happensOn, 12)
  let certainty: Certainty = continued?.endsOn ? certaintyOf(continued) : derivedFrom(from)
  const isDerived = !continued?.endsOn
  if (continued && isDerived) dataGaps.push('the day to which the order is continued')
  if (continued?.endsOn && continued.endsOn > addMonths(continued.happensOn, 12)) {
    warnings.push('continued for more than a year: check with the Reporter')
  }
  const leapDay = isDerived && monthOf(from.happensOn) === 2 && dayOf(from.happensOn) === 29
  if (leapDay) warnings.push('28 February or 1 March: check with the Reporter')
  if ((leapDay || (continued && isDerived)) && certainty !== 'reported') certainty = 'provisional'
  const basis = [made, ...changes.filter((change) => change !== made)].map((fact) => restsOn(fact))
  if (life.bornOn === null) {
    dataGaps.push('date of birth')
    if (certainty === 'statutory-derived') certainty = 'provisional'
  } else if (birthdayOn(life.bornOn, 18) < date) {
    date = birthdayOn(life.bornOn, 18)
    certainty = derivedFrom(made) === 'reported' ? 'reported' : derivedFromBirth(life)
  }
  if (ended) {
    date = ended.happensOn
    certainty = certaintyOf(ended)
    basis.push(restsOn(ended))
    dataGaps.push(...gapsOf(ended))
  }
  const minus = promptsFrom(date, CSO_BEFORE, life.workingDays)
  const plus = promptsFrom(date, CSO_AFTER, life.workingDays)
  return found({
    occurrence: made.id,
    date,
    certainty,
    lawVersion: '2011-s83',
    knownFrom: (ended ?? from).recordedOn,
    window: windowOf(date, [...minus, ...plus]),
    prompts: ended ? plus : [...minus, ...plus],
    dataGaps,
    warnings,
    basis: [...basis, ...(life.bornOn ? birthDate : [])],
    overBecause: ended ? 'A hearing ended the order' : null,
    round: changes.findLast((change) => change !== made)?.id ?? null,
  })
}

function findIcso(life: Life, { made, changes, ended }: Order): Found {
  const from = changes.at(-1) ?? made
  const date = ended?.happensOn ?? from.endsOn ?? addDays(from.happensOn, 21)
  const derived: Certainty = from.endsOn
    ? certaintyOf(from)
    : from === made
      ? derivedFrom(made)
      : 'provisional'
  const cso = factsOf(life, 'CSO_MADE').find((fact) => fact.happensOn >= made.happensOn)
  const prompts = promptsFrom(date, ICSO_STEPS, life.workingDays)
  const over = ended ? 'The interim order has ended' : cso ? 'A supervision order was made' : null
  return found({
    occurrence: made.id,
    date,
    certainty: ended ? certaintyOf(ended) : derived,
    lawVersion: '2011-s86',
    knownFrom: from.recordedOn,
    window: windowOf(date, prompts),
    prompts: over ? [] : prompts,
    dataGaps: from !== made && !from.endsOn ? ['the day to which the interim order is extended'] : [],
    basis: [
      made,
      ...changes.filter((each) => each !== made),
      ...(ended ? [ended] : []),
      ...(cso ? [cso] : []),
    ].map((fact) => restsOn(fact)),
    overBecause: over,
    round: changes.findLast((change) => change !== made)?.id ?? null,
  })
}
