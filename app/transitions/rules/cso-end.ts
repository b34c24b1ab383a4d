import {
  addMonths,
  birthdayOn,
  type CivilDate,
  civilDate,
  dayOf,
  monthOf,
  parseCivilDate,
} from '~/shared/civil-date'
import {
  birthDate,
  certaintyOf,
  dayInWords,
  derivedFrom,
  derivedFromBirth,
  found,
  gapsOf,
  isReported,
  restsOn,
} from '../basis'
import { type Basis, type Certainty, type Found, type Life, ruleOf, type Told, type Words } from '../rule'
import { promptsFrom, stepsOf, windowOf } from '../steps'
import { eventWords } from './event-words'
import { contradictionsOf, factsOfOrder, lastChange, type Order, ordersIn } from './orders'

const LAW = '2011-s83'
const KINDS = { made: 'CSO_MADE', changed: 'CSO_CONTINUED', ended: 'CSO_TERMINATED' }
const STEPS = { before: stepsOf('-12w', '-6w', '-2w'), after: stepsOf('+2w', '+8w') }

/**
 * The end of a compulsory supervision order: its last continuation, or one year from the day it was made, never past 18.
 * Source: Children's Hearings (Scotland) Act 2011 s.83(7); the review within the last three months is s.133.
 */
export const csoEnd = ruleOf({
  code: 'CSO_END',
  scope: 'wellbeing',
  edition: 2,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2013-06-24'), verifiedOn: civilDate('2026-11-24') }],
  source: {
    title: "Children's Hearings (Scotland) Act 2011 ss.83 and 133",
    url: 'https://www.legislation.gov.uk/asp/2011/1/section/83',
  },
  ownerRole: 'lead professional',
  graceDays: 7,
  needs: new Set([KINDS.made, KINDS.changed]),
  settings: STEPS,
  find: (life, steps) => ordersIn(life, KINDS).map((order) => findEnd(life, order, steps)),
  words,
})

function findEnd(life: Life, order: Order, { before, after }: typeof STEPS): Found {
  const { ended } = order
  const due = dueEnd(life, order)
  const date = ended ? ended.happensOn : due.date
  const prompts = promptsFrom(date, [...before, ...after], life.workingDays)
  const warnings = [
    ...(ended ? [] : due.warnings),
    ...contradictionsOf(
      life,
      order,
      KINDS,
      'continued',
      ({ happensOn, endsOn }) => endsOn ?? addMonths(happensOn, 12),
    ),
  ]
  if (order.saidToEnd && !ended) warnings.push('said to have ended: check with the Reporter')
  const from = ended ?? lastChange(order) ?? order.made
  const basis: Basis[] = factsOfOrder(order).map(restsOn)
  return found({
    occurrence: order.made.id,
    date,
    certainty: ended ? certaintyOf(ended) : due.certainty,
    lawVersion: LAW,
    knownFrom: from.recordedOn,
    window: windowOf(date, prompts),
    prompts: ended ? prompts.slice(before.length) : prompts,
    dataGaps: ended ? gapsOf(ended) : due.dataGaps,
    warnings,
    basis: life.bornOn === null ? basis : [...basis, ...birthDate],
    overBecause: ended ? 'A hearing ended the order' : null,
    round: lastChange(order)?.id ?? null,
    because: ended ? `due ${due.date}` : due.isAtEighteen ? 'at-18' : '',
  })
}

type Due = {
  date: CivilDate
  certainty: Certainty
  isAtEighteen: boolean
  warnings: string[]
  dataGaps: string[]
}

/** When the order ends by itself. */
function dueEnd(life: Life, order: Order): Due {
  const byOrder = endByOrder(order)
  if (life.bornOn === null) {
    const certainty = byOrder.certainty === 'statutory-derived' ? 'provisional' : byOrder.certainty
    return { ...byOrder, certainty, dataGaps: [...byOrder.dataGaps, 'date of birth'] }
  }
  const eighteenOn = birthdayOn(life.bornOn, 18)
  if (eighteenOn >= byOrder.date) return byOrder
  return {
    date: eighteenOn,
    certainty: isReported(order.made) ? 'reported' : derivedFromBirth(life),
    isAtEighteen: true,
    warnings: eighteenOn <= order.made.happensOn ? ['made after the 18th birthday: check'] : [],
    dataGaps: [],
  }
}

/** One year from the day it was made, or the day it was continued to, which is a year from then at most (s.83(7), s.138). */
function endByOrder(order: Order): Due {
  const continued = lastChange(order) ?? (order.changes.length > 0 ? order.made : null)
  const from = continued ?? order.made
  const aYearOn = addMonths(from.happensOn, 12)
  const isAtEighteen = false
  if (from.endsOn !== null) {
    const tooLong = continued !== null && from.endsOn > aYearOn
    return {
      date: from.endsOn,
      certainty: certaintyOf(from),
      isAtEighteen,
      warnings: tooLong ? ['continued for more than a year: check with the Reporter'] : [],
      dataGaps: [...gapsOf(from)],
    }
  }
  const isLeapDay = monthOf(from.happensOn) === 2 && dayOf(from.happensOn) === 29
  const isSure = continued === null && !isLeapDay
  return {
    date: aYearOn,
    certainty: isSure || isReported(from) ? derivedFrom(from) : 'provisional',
    isAtEighteen,
    warnings: isLeapDay ? ['28 February or 1 March: check with the Reporter'] : [],
    dataGaps: continued === null ? [] : ['the day to which the order is continued'],
  }
}

const SAYS = {
  '-12w':
    "The order ends in about 12 weeks. The Reporter's review must begin in these last three months. Ask what date is set.",
  '-6w': 'The order ends in about six weeks. Ask what the plan to the hearing will say.',
  '-2w': 'The order ends in about two weeks. Agree who stays in touch after it.',
  '+2w': 'The order ended two weeks ago. Ask which help is still there.',
  '+8w': 'The order ended eight weeks ago. Ask how things are and who they turn to.',
}
const NOW_BEFORE =
  "The order ends soon, or has just ended, and earlier steps have passed. The Reporter's review belongs in the last three months: ask for its date, and who will stay in touch."
const NOW_AFTER = 'The order has ended, and earlier steps have passed. Ask which help is still there.'

function words(told: Told): Words {
  const day = dayInWords(told.date)
  return eventWords(
    'Supervision order ends',
    `${explanation(told, day)} Support can fall away then.`,
    { ...SAYS, now: told.overBecause ? NOW_AFTER : NOW_BEFORE },
    'A new date from a hearing moves it; a hearing that ends the order leaves only what follows.',
    ['Ask the Reporter for the review date', 'Agree who stays in touch'],
  )
}

function explanation({ overBecause, because }: Told, day: string): string {
  if (overBecause) {
    const due = parseCivilDate(because.replace('due ', ''))
    return `A hearing ended the supervision order on ${day}.${due ? ` It would have run to ${dayInWords(due)}.` : ''}`
  }
  if (because === 'at-18') return `The supervision order ends on ${day}, their 18th birthday, at the latest.`
  return `The supervision order ends on ${day} unless it is continued.`
}
