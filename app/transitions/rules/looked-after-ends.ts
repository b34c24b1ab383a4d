import { addDays, birthdayOn, civilDate } from '~/shared/civil-date'
import { dayInWords, factsOf, found, isMarked, isReported, restsOn } from '../basis'
import { type Fact, type Found, type Life, ruleOf, type Told, type Words } from '../rule'
import { promptsFrom, stepsOf } from '../steps'
import { ENDS_JUST_BEFORE_16, isPlannedJustBefore } from './care'
import { event } from './event'
import { eventWords } from './event-words'

const LAW = 'practice-looked-after-ends'
const STEPS = { before: stepsOf('-12w', '-4w'), after: stepsOf('+1w', '+4w', '+12w') }
const CARE = new Set(['LOOKED_AFTER'])

/** The end of being looked after: planned until it is recorded as ended. Practice, domain/A4; help after care, 1995 Act s.29. */
export const lookedAfterEnds = ruleOf({
  code: 'LOOKED_AFTER_ENDS',
  scope: 'wellbeing',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2015-04-01'), verifiedOn: civilDate('2026-11-27') }],
  source: {
    title: 'Continuing care and aftercare: guidance on Part 11 of the 2014 Act',
    url: 'https://www.gov.scot/publications/children-young-people-scotland-act-2014-guidance-part-11-continuing-care/pages/15/',
  },
  ownerRole: 'lead professional',
  graceDays: 7,
  needs: CARE,
  settings: STEPS,
  find: (life, settings) => {
    const cares = factsOf(life, CARE)
    return cares.flatMap((care, at) => findEnd(life, care, { cares, at }, settings) ?? [])
  },
  words,
})

/** Null while no end is in sight. */
function findEnd(
  life: Life,
  care: Fact,
  { cares, at }: { cares: readonly Fact[]; at: number },
  { before, after }: typeof STEPS,
): Found | null {
  const saidEnded = care.details.ended === 'yes'
  const hasEnded = saidEnded && !isReported(care)
  if (care.endsOn === null) return saidEnded ? endedOnNoDay(care) : null

  const next = cares.slice(at + 1).find((each) => goesOn(care, each)) ?? null
  const elsewhere = cares.slice(0, at).find((each) => goesOn(care, each)) ?? null
  const prompts = promptsFrom(care.endsOn, [...before, ...after], life.workingDays)
  const raised = hasEnded ? prompts.slice(before.length) : prompts
  const sixteenOn = life.bornOn && birthdayOn(life.bornOn, 16)
  const isJustBefore = sixteenOn !== null && isPlannedJustBefore(care, sixteenOn)
  const warnings: string[] = []
  if (isJustBefore && !next) warnings.push(ENDS_JUST_BEFORE_16)
  if (saidEnded && !hasEnded) warnings.push('said to have ended: check')
  if (elsewhere && !next) warnings.push('another record says that they are looked after still: check')
  return event(life, care, care.endsOn, [...before, ...after], {
    lawVersion: LAW,
    prompts: next ? [] : raised,
    warnings,
    basis: [care, ...(next ? [next] : []), ...(elsewhere ? [elsewhere] : [])].map(restsOn),
    overBecause: next ? 'They are looked after on' : hasEnded ? 'They are no longer looked after' : null,
    because: next ? 'goes-on' : hasEnded ? 'ended' : isJustBefore ? 'just-before-16' : '',
  })
}

/** It began by the day after the other ended, and runs on past it. */
function goesOn({ endsOn }: Fact, other: Fact): boolean {
  if (endsOn === null || isReported(other) || other.happensOn > addDays(endsOn, 1)) return false
  return other.endsOn === null ? other.details.ended !== 'yes' : other.endsOn > endsOn
}

function endedOnNoDay(care: Fact): Found {
  return found({
    occurrence: care.id,
    date: null,
    certainty: 'unknown',
    lawVersion: LAW,
    knownFrom: care.recordedOn,
    dataGaps: ['the day it ended'],
    basis: [restsOn(care)],
    because: 'ended',
  })
}

const SAYS = {
  '-12w':
    'Being looked after is planned to end in about 12 weeks. Ask the council which help goes on, and ask them what they want.',
  '-4w': 'Being looked after is planned to end in about four weeks. Check home, money and who they turn to.',
  before: 'Being looked after is planned to end soon. Check home, money and who they turn to.',
}
const SAYS_WHEN_ENDED = {
  '+1w': 'Being looked after ended a week ago. Ask how home is, and who has been in touch.',
  '+4w': 'Being looked after ended four weeks ago. Ask what helps and what is missing.',
  '+12w': 'Being looked after ended 12 weeks ago. Ask which help is still there.',
  after: 'Being looked after has ended. Ask what helps and what is missing.',
}
const SAYS_WHEN_PLANNED = {
  '+1w': 'Being looked after was planned to end a week ago. Ask if it did, and who has been in touch.',
  '+4w': 'Being looked after was planned to end four weeks ago. Ask if it did, and what is missing.',
  '+12w': 'Being looked after was planned to end 12 weeks ago. Ask if it did, and which help is still there.',
  after: 'Being looked after was planned to end before now. Ask if it did, and what is missing.',
}
const BEFORE_16 =
  ' That is just before they turn 16, and help after care may be lost. Get advice before it is agreed. A new law may change this: check whether it is in force.'

function words(told: Told): Words {
  const hasEnded = isMarked(told, 'ended')
  return eventWords(
    isMarked(told, 'goes-on')
      ? 'Looked after on, by a later record'
      : hasEnded
        ? 'No longer looked after'
        : 'Being looked after is planned to end',
    explanation(told, hasEnded),
    {
      ...SAYS,
      ...(hasEnded ? SAYS_WHEN_ENDED : SAYS_WHEN_PLANNED),
      now: hasEnded
        ? 'Being looked after has ended, and earlier steps have passed. Ask how home is, and which help is still there.'
        : 'The planned end of being looked after is near or has just been, and earlier steps have passed. Ask what is agreed, and what they want.',
    },
    'A new planned day moves it; its end, once recorded, leaves only what follows.',
    ['Ask the council about help after care', 'Ask if they want to stay where they live'],
  )
}

function explanation(told: Told, hasEnded: boolean): string {
  if (told.date === null) return 'Being looked after is recorded as ended, and the day is not known.'
  const day = dayInWords(told.date)
  if (isMarked(told, 'goes-on')) {
    return `This record ends on ${day}; a later one says that they are looked after on.`
  }
  if (hasEnded) return `Being looked after ended on ${day}. Help can fall away then.`
  return `Being looked after is planned to end on ${day}. Help can fall away then.${isMarked(told, 'just-before-16') ? BEFORE_16 : ''}`
}
