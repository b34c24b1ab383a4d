import { birthdayOn, type CivilDate, civilDate, later } from '~/shared/civil-date'
import { birthDate, dayInWords, derivedFromBirth, found, isMarked, isReported, restsOn } from '../basis'
import {
  type Fact,
  type Found,
  type Life,
  type Prompt,
  ruleOf,
  type Step,
  type Told,
  type Words,
} from '../rule'
import { inOneOrder, promptsFrom, stepsOf, windowOf } from '../steps'
import { eventWords } from './event-words'
import { dayMarked } from './marks'

const LAW = '1995-s26a'
const STEPS = { before: stepsOf('-12m'), beforePlannedEnd: stepsOf('-6m', '-3m') }
const AWAY = new Set(['foster', 'kinship', 'residential'])

/**
 * Whoever is looked after away from home at 16 or later may stay where they live until 21; not whoever is looked after at home, or
 * lived in secure care last. Source: Children (Scotland) Act 1995 s.26A; guidance on Part 11 of the 2014 Act, chapter 3.
 */
export const continuingCare = ruleOf({
  code: 'CONTINUING_CARE',
  scope: 'wellbeing',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2015-04-01'), verifiedOn: civilDate('2026-11-27') }],
  source: {
    title: 'Children (Scotland) Act 1995 s.26A: continuing care',
    url: 'https://www.legislation.gov.uk/ukpga/1995/36/section/26A',
  },
  ownerRole: 'lead professional',
  graceDays: 14,
  needs: new Set(['LOOKED_AFTER']),
  settings: STEPS,
  find: (life, settings) => {
    const care = lastCare(life)
    return care === null ? [] : findRight(life, care, settings)
  },
  words,
})

/** The latest that began, what is only said coming after what is known. */
function lastCare({ facts }: Life): Fact | null {
  const known = facts.findLast((fact) => fact.kind === 'LOOKED_AFTER' && !isReported(fact))
  return known ?? facts.findLast(({ kind }) => kind === 'LOOKED_AFTER') ?? null
}

function findRight(life: Life, care: Fact, settings: typeof STEPS): Found[] {
  const where = care.details.where ?? null
  if ((where !== null && !AWAY.has(where)) || isSecureLast(life, care)) return []
  const dataGaps = where === null ? ['where they live while looked after'] : []
  const { bornOn } = life
  if (bornOn === null) {
    return [
      found({
        date: null,
        certainty: 'unknown',
        lawVersion: LAW,
        knownFrom: care.recordedOn,
        dataGaps: ['date of birth', ...dataGaps],
        basis: [restsOn(care)],
      }),
    ]
  }

  const sixteenOn = birthdayOn(bornOn, 16)
  const twentyOneOn = birthdayOn(bornOn, 21)
  const hasEnded = care.details.ended === 'yes' && care.endsOn !== null
  const isOut = hasEnded && (care.endsOn as CivilDate) < sixteenOn
  const isSure = life.birthDateCertainty === 'recorded'
  if (isSure && (isOut || care.happensOn >= twentyOneOn)) return []

  const stopped = stopOf(life, care, sixteenOn)
  const plannedEnd = hasEnded || care.endsOn === null || care.endsOn < sixteenOn ? null : care.endsOn
  const prompts = inOneOrder(
    fromSixteen(life, bornOn, settings.before),
    plannedEnd === null ? [] : promptsFrom(plannedEnd, settings.beforePlannedEnd, life.workingDays),
  )
  const knownFrom = later(life.recordedOn, care.recordedOn)
  return [
    found({
      date: sixteenOn,
      certainty: certaintyFrom(life, care, where),
      lawVersion: LAW,
      knownFrom,
      window: windowOf(sixteenOn, prompts),
      prompts: stopped.ended ? [] : prompts,
      dataGaps,
      warnings: [
        ...stopped.warnings,
        ...(isOut ? [AGE_NOT_SURE] : []),
        ...(plannedEnd !== null && plannedEnd > twentyOneOn ? [PAST_21] : []),
      ],
      basis: [...birthDate, restsOn(care), ...stopped.facts.map(restsOn)],
      stillRuns: !hasEnded && !stopped.ended && later(knownFrom, life.openedOn) < twentyOneOn,
      overBecause: stopped.ended ? 'Continuing care has ended' : null,
      because: [
        hasEnded ? 'care-ended' : '',
        plannedEnd === null ? '' : `home-ends ${plannedEnd}`,
        plannedEnd === null ? '' : `counted ${settings.beforePlannedEnd.map(({ step }) => step).join()}`,
      ]
        .filter(Boolean)
        .join(' '),
    }),
  ]
}

/** A birth date that is not certain closes nothing (domain/A, G-5). */
const AGE_NOT_SURE = 'the date of birth is not certain: check whether they were 16 when care ended'
const PAST_21 = 'planned to end after the 21st birthday, when the right ends: check'

/** Secure care in which they lived when they were last looked after, or live now. */
function isSecureLast({ facts }: Life, care: Fact): boolean {
  const hasEnded = care.details.ended === 'yes' && care.endsOn !== null
  const placed = facts.findLast(
    ({ kind, happensOn }) =>
      kind === 'SECURE_PLACED' && (!hasEnded || happensOn <= (care.endsOn as CivilDate)),
  )
  if (placed === undefined || isReported(placed)) return false
  const left = facts.find(
    (fact) => fact.kind === 'SECURE_LEFT' && fact.happensOn >= placed.happensOn && !isReported(fact),
  )
  if (left === undefined) return placed.happensOn >= care.happensOn
  return hasEnded && left.happensOn >= (care.endsOn as CivilDate)
}

/** The end of continuing care, and what is wrong with one that is recorded and cannot be it. */
function stopOf({ facts }: Life, care: Fact, sixteenOn: CivilDate) {
  const ends = facts.filter(
    ({ kind, happensOn }) => kind === 'CONTINUING_CARE_ENDED' && happensOn >= care.happensOn,
  )
  const [ended] = ends.filter((fact) => fact.happensOn >= sixteenOn && !isReported(fact))
  const warnings: string[] = []
  if (ends.some(({ happensOn }) => happensOn < sixteenOn)) warnings.push(ENDED_BEFORE_16)
  if (!ended && ends.some((fact) => fact.happensOn >= sixteenOn)) warnings.push('said to have ended: check')
  return { ended: ended !== undefined, facts: ended ? [ended] : ends, warnings }
}

const ENDED_BEFORE_16 = 'continuing care is recorded as ended before it could begin: check the days'

function certaintyFrom(life: Life, care: Fact, where: string | null): Found['certainty'] {
  if (isReported(care)) return 'reported'
  const derived = derivedFromBirth(life)
  return where === null && derived !== 'reported' ? 'provisional' : derived
}

/** A step of whole years is the birthday itself, so that 15 is reached on 1 March by who was born on 29 February. */
function fromSixteen(life: Life, bornOn: CivilDate, steps: readonly Step[]): Prompt[] {
  const prompts = promptsFrom(birthdayOn(bornOn, 16), steps, life.workingDays)
  return prompts.map((prompt, at) => {
    const { unit, count } = steps[at] as Step
    return unit === 'm' && count % 12 === 0 ? { ...prompt, on: birthdayOn(bornOn, 16 + count / 12) } : prompt
  })
}

const TALK = 'Ask if they know that they may stay where they live until 21, and what they want.'

function words(told: Told): Words {
  const ends = dayMarked(told, 'home-ends')
  const counted = /\bcounted (\S+)/.exec(told.because)?.[1]?.split(',') ?? []
  const near = ends === null ? TALK : `Care is planned to end on ${dayInWords(ends)}. ${TALK}`
  const words = eventWords(
    'May stay where they live until 21',
    explanation(told),
    {
      '-12m': `They turn 15 about now. At 16 the right to stay begins. ${TALK}`,
      before: `At 16 the right to stay begins. ${TALK}`,
      after: TALK,
      now: `Earlier steps have passed. ${near}`,
    },
    'The end of continuing care, once recorded, or a corrected record of where they live.',
    ['Ask the council for its plan, in writing', 'Ask who could speak for them'],
  )
  return { ...words, says: (step) => (counted.includes(step) ? near : words.says(step)) }
}

function explanation(told: Told): string {
  if (told.date === null) return 'The day on which the right begins is not known without a date of birth.'
  const opening = isMarked(told, 'care-ended')
    ? 'They were looked after away from home at 16 or later.'
    : `They are looked after away from home, and turn 16 on ${dayInWords(told.date)}.`
  return `${opening} From 16 they may stay where they live until they turn 21, if they want to.`
}
