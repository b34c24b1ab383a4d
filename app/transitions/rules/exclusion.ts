import { type CivilDate, civilDate, dayIn, monthOf, parseCivilDate, yearOf } from '~/shared/civil-date'
import { certaintyOf, factsOf, gapsOf, restsOn } from '../basis'
import { type Fact, type Found, type Life, ruleOf, type Step } from '../rule'
import { stepsOf, windowOf } from '../steps'
import { event } from './event'
import { exclusionWords } from './exclusion-words'
import { promptsFromEach } from './several-days'
import { stageOn } from './stage'

const LAW = 'included-engaged-involved-2'
const EXCLUSIONS = new Set(['EXCLUSION'])
const STEPS = { start: stepsOf('0'), back: stepsOf('+0d', '+2w') }

/**
 * An exclusion from school, and the return from it; one that was never recorded is about their rights, and has its own words. How
 * often it happened in the session is said, and weighs nothing.
 * Source: Included, Engaged and Involved Part 2: always recorded, no sending home to cool off, a plan ready for the return.
 */
export const exclusion = ruleOf({
  code: 'EXCLUSION',
  scope: 'education',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2017-06-19'), verifiedOn: civilDate('2026-11-24') }],
  source: {
    title: 'Included, Engaged and Involved Part 2: preventing and managing school exclusions',
    url: 'https://education.gov.scot/improvement/self-evaluation/included-engaged-and-involved-part-2/',
  },
  ownerRole: 'lead professional',
  graceDays: 2,
  needs: EXCLUSIONS,
  settings: STEPS,
  find: (life, steps) => factsOf(life, EXCLUSIONS).map((fact) => findExclusion(life, fact, steps)),
  words: exclusionWords,
})

function findExclusion(life: Life, fact: Fact, { start, back }: typeof STEPS): Found {
  const return_ = returnOf(life, fact)
  const before = sameSession(life, fact)
  const prompts = promptsFromEach(
    [
      [fact.happensOn, start],
      [return_.on, back],
    ],
    life.workingDays,
  )
  return event(life, fact, fact.happensOn, NO_STEPS, {
    lawVersion: LAW,
    window: windowOf(fact.happensOn, prompts),
    prompts,
    dataGaps: return_.isSaid ? gapsOf(fact) : [...gapsOf(fact), 'the day they go back to school'],
    warnings: return_.warnings,
    duties: dutiesOf(fact, return_.on),
    basis: [fact, ...before].map(restsOn),
    expectedStage: life.bornOn === null ? life.stage : stageOn(life, life.bornOn, fact.happensOn),
    because: becauseOf(fact, return_.on, before),
  })
}

const NO_STEPS: readonly Step[] = []

/** As it is said; else the first working day after the last day, which is a guess and named as one. */
function returnOf(life: Life, { happensOn, endsOn, details }: Fact) {
  const said = parseCivilDate(details.returns_on ?? '')
  if (said !== null && said >= happensOn) {
    const isTooEarly = endsOn !== null && said <= endsOn
    return { on: said, isSaid: true, warnings: isTooEarly ? [BEFORE_THE_LAST_DAY] : [] }
  }
  const warnings = said === null ? [] : [BEFORE_THE_FIRST_DAY]
  if (endsOn === null) return { on: null, isSaid: false, warnings }
  const on = life.workingDays.addWorkingDays(endsOn, 1)
  if (on > life.workingDays.knownUntil) warnings.push(FAR_AHEAD)
  return { on, isSaid: false, warnings }
}

const BEFORE_THE_FIRST_DAY = 'the day they go back is before the first day: check'
const BEFORE_THE_LAST_DAY = 'the day they go back is not after the last day: check'
const FAR_AHEAD = 'holidays are not known that far ahead: the day they go back is provisional'

/** Those before it in the same school session, recorded or not. */
function sameSession(life: Life, fact: Fact): Fact[] {
  const from = sessionStart(fact.happensOn)
  const before: Fact[] = []
  for (const each of life.facts) {
    if (each === fact) break
    if (each.kind === 'EXCLUSION' && each.happensOn >= from) before.push(each)
  }
  return before
}

/** No school session begins before August, and none lasts into it. */
function sessionStart(day: CivilDate): CivilDate {
  return dayIn(monthOf(day) >= 8 ? yearOf(day) : yearOf(day) - 1, 8, 1)
}

function dutiesOf(fact: Fact, returnsOn: CivilDate | null): Found['duties'] {
  const duties: Found['duties'][number][] = []
  if (isUnrecorded(fact)) {
    duties.push({ what: 'record it as an exclusion', by: fact.happensOn, standing: 'guidance' })
  }
  if (returnsOn !== null) {
    duties.push({ what: 'have a support plan ready for the return', by: returnsOn, standing: 'guidance' })
  }
  return duties
}

function becauseOf(fact: Fact, returnsOn: CivilDate | null, before: readonly Fact[]): string {
  const marks: string[] = []
  if (isUnrecorded(fact)) marks.push('unrecorded')
  if (certaintyOf(fact) === 'reported') marks.push('told')
  if (returnsOn !== null) marks.push(`back ${returnsOn}`)
  const unrecorded = before.filter(isUnrecorded).length
  if (before.length > unrecorded) marks.push(`recorded-before ${before.length - unrecorded}`)
  if (unrecorded > 0) marks.push(`unrecorded-before ${unrecorded}`)
  return marks.join(' ')
}

function isUnrecorded({ details }: Fact): boolean {
  return details.unrecorded === 'yes'
}
