import { birthdayOn, civilDate } from '~/shared/civil-date'
import { certaintyOf, dayInWords, factsOf, found, gapsOf, isMarked, restsOn } from '../basis'
import { whyNotPossible, whyNotPossibleWords } from '../data-errors'
import { versionOn } from '../law'
import { type Fact, type Found, type Life, ruleOf, type Told, type Words } from '../rule'
import { promptsFrom, stepsOf } from '../steps'
import { endOfOrder } from './community-orders'
import { event } from './event'
import { eventWords } from './event-words'

const LAW = 'no-duty-after-orders'
const COUNCIL_REPORT = '2024-tag-report'
const ORDERS = new Set(['CPO_IMPOSED', 'RLO', 'LICENCE', 'SUPERVISED_RELEASE'])
const STEPS = { before: stepsOf('-8w', '-4w'), after: stepsOf('+2w', '+8w') }
const LAWS = [
  { code: LAW, effectiveFrom: civilDate('2024-01-01'), verifiedOn: civilDate('2026-11-27') },
  /** Nobody under 18 is tagged before the court has the council's report on support. */
  { code: COUNCIL_REPORT, effectiveFrom: civilDate('2025-05-05'), verifiedOn: civilDate('2026-11-27') },
]

/**
 * The end of an order, a licence or a tag. There is no general duty to help people after it, so it is talked about before.
 * Source: Iriss and CYCJ on support after a sentence; domain/A7 has the steps.
 */
export const orderEnd = ruleOf({
  code: 'ORDER_END',
  scope: 'justice',
  edition: 1,
  lawVersions: LAWS,
  source: {
    title: 'Support after a sentence in the community (Iriss, CYCJ)',
    url: 'https://content.iriss.org.uk/youthjustice/c-support.html',
  },
  ownerRole: 'justice social worker',
  graceDays: 7,
  needs: ORDERS,
  settings: STEPS,
  find: (life, settings) => factsOf(life, ORDERS).map((order) => findEnd(life, order, settings)),
  words,
})

function findEnd(life: Life, order: Fact, { before, after }: typeof STEPS): Found {
  const end = endOfOrder(life, order)
  const lawVersion = isChildOnTag(life, order) ? versionOn(order.happensOn, LAWS) : LAW
  const warnings = [...end.warnings]
  if (lawVersion === COUNCIL_REPORT) warnings.push(TAG_UNDER_18)
  const rest = { lawVersion, warnings, basis: [order, ...end.facts].map(restsOn) }
  const date = end.ended?.happensOn ?? order.endsOn
  if (date === null) return unknownEnd(life, order, rest)

  const isEarly = end.ended !== null && (order.endsOn === null || end.ended.happensOn < order.endsOn)
  const by = end.ended ?? order
  return event(life, order, date, [...before, ...after], {
    ...rest,
    certainty: certaintyOf(by),
    dataGaps: gapsOf(by),
    knownFrom: by.recordedOn,
    ...(end.ended && {
      prompts: promptsFrom(date, after, life.workingDays),
      overBecause: isEarly ? 'It ended early' : 'It has ended',
    }),
    because: MARKS[order.kind] ?? '',
  })
}

function unknownEnd(
  life: Life,
  order: Fact,
  { warnings, ...rest }: Pick<Found, 'lawVersion' | 'warnings' | 'basis'>,
): Found {
  const why = whyNotPossible(order, life)
  return found({
    ...rest,
    occurrence: order.id,
    date: null,
    certainty: 'unknown',
    knownFrom: order.recordedOn,
    dataGaps: ['the day it ends'],
    warnings: why ? [whyNotPossibleWords[why], ...warnings] : warnings,
    asksFrom: why === 'before-the-twelfth-birthday' ? null : order.happensOn,
    stillRuns: true,
    because: MARKS[order.kind] ?? '',
  })
}

const TAG_UNDER_18 = "under 18: before a tag the court must have the council's report on support: check"

function isChildOnTag({ bornOn }: Life, { kind, happensOn }: Fact): boolean {
  return kind === 'RLO' && bornOn !== null && happensOn < birthdayOn(bornOn, 18)
}

const MARKS: Readonly<Record<string, string>> = {
  CPO_IMPOSED: 'payback',
  RLO: 'tag',
  LICENCE: 'licence',
  SUPERVISED_RELEASE: 'supervised',
}

function nameOf(told: Told): string {
  if (isMarked(told, 'payback')) return 'community payback order'
  if (isMarked(told, 'tag')) return 'tag (restriction of liberty order)'
  if (isMarked(told, 'licence')) return 'licence'
  return isMarked(told, 'supervised') ? 'supervised release order' : 'order'
}

function words(told: Told): Words {
  const name = nameOf(told)
  const capital = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const keep = 'Ask which help they want to keep, and who goes on with it.'
  const after = 'Ask which help is still there, and who they turn to.'
  return eventWords(
    told.overBecause ? `${capital} has ended` : `${capital} ends`,
    told.date === null
      ? `A ${name} is recorded without the day it ends.`
      : `The ${name} ${told.overBecause ? 'ended' : 'ends'} on ${dayInWords(told.date)}. Nobody has a general duty to help after it, so agree now what goes on.`,
    {
      ask: `Ask the court or the worker for the day on which the ${name} ends.`,
      '-8w': `The ${name} ends in about eight weeks. ${keep}`,
      '-4w': `The ${name} ends in about four weeks. ${keep}`,
      '+2w': `The ${name} ended two weeks ago. ${after}`,
      '+8w': `The ${name} ended eight weeks ago. ${after}`,
      before: `The ${name} ends soon. ${keep}`,
      after: `The ${name} has ended. ${after}`,
      now: told.overBecause
        ? `The ${name} has ended, and earlier steps have passed. ${after}`
        : `The ${name} ends soon or has just ended, and earlier steps have passed. ${keep}`,
    },
    'A new day moves it; an early end, once recorded, leaves only what follows.',
    ['Agree who stays in touch', 'Look for help that does not end with it'],
  )
}
