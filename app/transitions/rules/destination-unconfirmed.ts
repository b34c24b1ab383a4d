import { birthdayOn, civilDate, earlier } from '~/shared/civil-date'
import { birthDate, factsOf, isReported, restsOn } from '../basis'
import { type Fact, type Found, type Life, type Prompt, ruleOf, type Step } from '../rule'
import { promptsFrom, stepsOf } from '../steps'
import { destinationWords } from './destination-unconfirmed-words'
import { event } from './event'
import { leavingDate } from './leaving-date'

const LAW = 'opportunities-for-all'
const ENDINGS = new Set(['SCHOOL_LEFT', 'WORK_OR_COURSE_LOST'])

/**
 * Somebody of 16 to 19 who has left school, work or a course, and of whom no next place is confirmed. The latest such day counts.
 * Source: Opportunities for All promises a place in learning or training to every 16 to 19 year old.
 */
export const destinationUnconfirmed = ruleOf({
  code: 'DESTINATION_UNCONFIRMED',
  scope: 'education',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2012-04-01'), verifiedOn: civilDate('2026-11-24') }],
  source: {
    title: 'Opportunities for All; Participation Measure, Skills Development Scotland',
    url: 'https://www.skillsdevelopmentscotland.co.uk/publications-statistics/statistics/annual-participation-measure/',
  },
  ownerRole: 'careers service',
  graceDays: 14,
  needs: ENDINGS,
  settings: { steps: stepsOf('+2w', '+6w', '+12w') },
  find: (life, { steps }) => {
    const endings = factsOf(life, ENDINGS)
    const found: Found[] = []
    for (const [at, fact] of endings.entries()) {
      if (fact.details.destination === 'confirmed') continue
      const later = endings.slice(at + 1).find((each) => !isReported(each)) ?? null
      const one = findUnconfirmed(life, fact, later, steps)
      if (one) found.push(one)
    }
    return found
  },
  words: destinationWords,
})

/** Null for somebody who is not of that age on any of these days. */
function findUnconfirmed(life: Life, fact: Fact, later: Fact | null, steps: readonly Step[]): Found | null {
  const prompts = whileOfAge(life, promptsFrom(fact.happensOn, steps, life.workingDays))
  if (prompts.length === 0) return null
  const planned = fact.kind === 'SCHOOL_LEFT' ? confirmedPlan(life) : null
  const basis = [restsOn(fact)]
  if (planned) basis.push(restsOn(planned))
  if (later) basis.push(restsOn(later))
  if (life.bornOn !== null) basis.push(...birthDate)
  const found = event(life, fact, fact.happensOn, steps, {
    lawVersion: LAW,
    basis,
    because: becauseOf(fact, planned),
    overBecause: later ? 'What came later counts' : null,
  })
  return {
    ...found,
    prompts: later ? [] : prompts,
    dataGaps: life.bornOn === null ? [...found.dataGaps, 'date of birth'] : found.dataGaps,
    warnings: warningsOf(life, fact, found.warnings),
  }
}

/**
 * From the day on which they may leave school, at 15 for some, until the 20th birthday. A birth date that is not certain closes
 * nothing (domain/A, G-5).
 */
function whileOfAge(life: Life, prompts: readonly Prompt[]): readonly Prompt[] {
  const { bornOn } = life
  if (bornOn === null || life.birthDateCertainty !== 'recorded') return prompts
  const from = earlier(birthdayOn(bornOn, 16), leavingDate(life, bornOn).date)
  const twentyOn = birthdayOn(bornOn, 20)
  return prompts.filter(({ on }) => on >= from && on < twentyOn)
}

/** A place that was said to be sure before they left: whether they started is asked. */
function confirmedPlan({ facts }: Life): Fact | null {
  return (
    facts.findLast(
      ({ kind, details }) => kind === 'SCHOOL_LEAVING_INTENDED' && details.destination === 'confirmed',
    ) ?? null
  )
}

function warningsOf(life: Life, { kind }: Fact, warnings: readonly string[]): readonly string[] {
  if (life.bornOn !== null && life.birthDateCertainty !== 'recorded') return [...warnings, NOT_CERTAIN]
  const isStillAtSchool =
    kind === 'WORK_OR_COURSE_LOST' &&
    life.pupil === 'yes' &&
    !life.facts.some((each) => each.kind === 'SCHOOL_LEFT')
  return isStillAtSchool ? [...warnings, AT_SCHOOL] : warnings
}

const NOT_CERTAIN = 'the date of birth is not certain: check that they are 16 to 19'
const AT_SCHOOL = 'the record says that they are on a school roll: check'

function becauseOf({ kind, details }: Fact, planned: Fact | null): string {
  if (kind === 'WORK_OR_COURSE_LOST') return 'lost'
  if (planned) return 'left planned-place'
  return details.destination === 'unconfirmed' ? 'left unconfirmed' : 'left'
}
