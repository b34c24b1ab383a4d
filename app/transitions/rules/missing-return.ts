import { addDays, type CivilDate, civilDate, daysBetween } from '~/shared/civil-date'
import { hoursAfter } from '~/shared/elapsed-hours'
import { dayInWords, factsOf, gapsOf, isReported, restsOn } from '../basis'
import { type Duty, type Fact, type Found, type Life, ruleOf, type Told, type Words } from '../rule'
import { stepsOf } from '../steps'
import { event } from './event'
import { eventWords } from './event-words'
import { wordMarked } from './marks'

const LAW = 'missing-framework-2017'
const KINDS = new Set(['MISSING_RETURNED', 'RETURN_DISCUSSION_HELD'])
const STEPS = {
  steps: stepsOf('0', '+3d', '+1w'),
  arrangeWithinHours: 72,
  completeWithinDays: 7,
  /** So many returns within so many days are one matter, and bigger than a return. */
  returns: 3,
  withinDays: 10,
}

/**
 * Back after being missing: a return discussion is arranged within 72 hours and held within a week.
 * Source: National Missing Persons Framework for Scotland 2017, annex D.
 */
export const missingReturn = ruleOf({
  code: 'MISSING_RETURN',
  scope: 'wellbeing',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2017-05-25'), verifiedOn: civilDate('2026-11-27') }],
  source: {
    title: 'National Missing Persons Framework for Scotland, annex D',
    url: 'https://www.gov.scot/publications/national-missing-persons-framework-scotland/pages/16/',
  },
  ownerRole: 'lead professional',
  graceDays: 1,
  needs: new Set(['MISSING_RETURNED']),
  settings: STEPS,
  find,
  words,
})

/** A discussion is about every return before it. Of returns that are one matter the last is asked about, for all of them. */
function find(life: Life, settings: typeof STEPS): Found[] {
  const facts = factsOf(life, KINDS)
  const returned = facts.filter(({ kind }) => kind === 'MISSING_RETURNED').sort(byMoment)
  const discussions = facts.filter(({ kind }) => kind === 'RETURN_DISCUSSION_HELD')
  return returned.map((fact, at) => {
    const held = discussions.find((each) => !isReported(each) && isSince(each, fact)) ?? null
    const saidHeld = discussions.find((each) => isReported(each) && isSince(each, fact)) ?? null
    const count = countUpTo(returned, at, settings)
    const next = returned.slice(at + 1).find((_, step) => isOneMatter(returned, at, at + 1 + step, settings))
    return findReturn(life, fact, { held, saidHeld, next: next ?? null, count }, settings)
  })
}

type Around = { held: Fact | null; saidHeld: Fact | null; next: Fact | null; count: number }

function findReturn(life: Life, fact: Fact, around: Around, settings: typeof STEPS): Found {
  const { held, saidHeld, next, count } = around
  const isMany = count >= settings.returns
  const over = held
    ? 'A return discussion was held'
    : next
      ? 'They were missing again: it is asked about the last return'
      : null
  return event(life, fact, fact.happensOn, over ? stepsOf() : settings.steps, {
    lawVersion: LAW,
    urgent: true,
    duties: over ? [] : dutiesOf(fact, settings),
    dataGaps: fact.atTime ? gapsOf(fact) : [...gapsOf(fact), 'the time they returned'],
    warnings: [
      ...(isMany && !over ? [`${inOrdinals(count)} return: consider a child protection discussion`] : []),
      ...(saidHeld && !held ? ['a return discussion is said to have been held: check'] : []),
    ],
    basis: [fact, held ?? saidHeld, held ? null : next].flatMap((each) => (each ? [restsOn(each)] : [])),
    overBecause: over,
    because: isMany ? `return ${count}` : '',
  })
}

/** Without the time of the return, the hours cannot be counted: the whole day is. */
function dutiesOf({ happensOn, atTime }: Fact, settings: typeof STEPS): Duty[] {
  const { arrangeWithinHours, completeWithinDays } = settings
  const by = atTime && hoursAfter(happensOn, atTime, arrangeWithinHours)
  return [
    {
      what: 'the return discussion is arranged',
      by: by || addDays(happensOn, Math.floor(arrangeWithinHours / 24)),
      standing: 'guidance',
    },
    {
      what: 'the return discussion is held, with somebody they choose',
      by: addDays(happensOn, completeWithinDays),
      standing: 'guidance',
    },
  ]
}

/** How many returns there were within so many days, this one the last of them. */
function countUpTo(returned: readonly Fact[], at: number, { withinDays }: typeof STEPS): number {
  const on = dayAt(returned, at)
  return returned.slice(0, at + 1).filter(({ happensOn }) => daysBetween(happensOn, on) <= withinDays).length
}

/** Whether a later return makes, with this one and those between, as many as are one matter. */
function isOneMatter(returned: readonly Fact[], at: number, later: number, settings: typeof STEPS): boolean {
  const isNear = daysBetween(dayAt(returned, at), dayAt(returned, later)) <= settings.withinDays
  return isNear && countUpTo(returned, later, settings) >= settings.returns
}

function dayAt(returned: readonly Fact[], at: number): CivilDate {
  return (returned[at] as Fact).happensOn
}

/** On the day of a return, a discussion without a time is taken as after it. */
function isSince(held: Fact, { happensOn, atTime }: Fact): boolean {
  if (held.happensOn !== happensOn) return held.happensOn > happensOn
  return held.atTime === null || atTime === null || held.atTime >= atTime
}

function byMoment(one: Fact, other: Fact): number {
  if (one.happensOn !== other.happensOn) return one.happensOn < other.happensOn ? -1 : 1
  if (one.atTime === other.atTime) return 0
  return (one.atTime ?? '') < (other.atTime ?? '') ? -1 : 1
}

const ORDINALS = ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth']

function inOrdinals(count: number): string {
  return ORDINALS[count] ?? `${count}th`
}

function words(told: Told): Words {
  const count = Number(wordMarked(told, 'return') ?? 0)
  const many =
    count > 0
      ? `This is the ${inOrdinals(count)} return in a few days. Consider a child protection discussion. `
      : ''
  return eventWords(
    count > 0 ? `Missing again: ${inOrdinals(count)} return` : 'Back after being missing',
    `They came back on ${dayInWords(told.date)} after being missing. A return discussion is arranged within 72 hours and held within a week.`,
    {
      '0': `${many}They are back. Ask if they are hurt or hungry, and who they would like to talk to about it.`,
      '+3d': `${many}By now a return discussion should be arranged. If they said no, ask again, and write down why.`,
      '+1w': `${many}By now the return discussion should have been held. If not, ask again who they would talk to.`,
      before: `${many}They are expected back. Ask who will be there.`,
      after: `${many}They were missing not long ago. Ask if they have talked it over with somebody they chose.`,
      now: `${many}They were missing, and earlier steps have passed. Ask if they have talked it over with somebody they chose.`,
    },
    'The return discussion, once recorded, ends it.',
    ['Let them choose who they talk to', 'If they say no, try again and write down why'],
  )
}
