import { type CivilDate, civilDate, parseCivilDate } from '~/shared/civil-date'
import { dayInWords, factsOf } from '../basis'
import {
  type Fact,
  type Found,
  type Life,
  type Prompt,
  type Rule,
  ruleOf,
  type Step,
  type Told,
  type Words,
} from '../rule'
import { inOneOrder, promptsFrom, stepsOf, windowOf } from '../steps'
import { event } from './event'
import { wordMarked } from './marks'

/** Somebody of the family in prison, and their coming back. Source: short-life group on family in prison, domain/A7. */
const LAW = 'practice-family-in-prison'
const SOURCE = {
  title: 'Family member in prison or secure care: final report of the short-life group, Scottish Government',
  url: 'https://www.gov.scot/publications/children-young-people-affected-family-member-prison-secure-care-final-report-short-life-group/',
}
export const IMPRISONED = 'PARENT_IMPRISONED'
export const RELEASED = 'PARENT_RELEASED'

const STEPS = {
  beforeReturn: stepsOf('-4w'),
  steps: stepsOf('0', '+1w', '+4w'),
  beforeVisit: stepsOf('-1w'),
}

/** `returnsOn` is the day of coming home that is asked about beforehand; from `until` on another fact is asked about instead. */
type Around = { returnsOn: CivilDate | null; until: CivilDate | null }

type FamilyRule = {
  code: string
  around: (life: Life, fact: Fact) => Around
  title: string
  explanation: (day: string, who: string) => string
  /** By step, of those counted from the day itself. */
  says: Readonly<Record<string, string>>
  visit: string
  now: (who: string) => string
  otherwise: (who: string) => string
  whatWouldEndIt: string
  suggestedActions: readonly string[]
}

/** A rule about somebody of the family who goes to prison or comes back. */
export function familyRule(rule: FamilyRule): Rule {
  const kinds = new Set([rule.code])
  return ruleOf({
    code: rule.code,
    scope: 'wellbeing',
    edition: 1,
    lawVersions: [{ code: LAW, effectiveFrom: civilDate('2024-01-01'), verifiedOn: civilDate('2026-11-27') }],
    source: SOURCE,
    ownerRole: 'lead professional',
    graceDays: 7,
    needs: kinds,
    settings: STEPS,
    find: (life, steps) =>
      factsOf(life, kinds).map((fact) => familyFound(life, fact, steps, rule.around(life, fact))),
    words: (told) => wordsOf(rule, told),
  })
}

/**
 * What is asked around that day and the other days which the fact names. Which step belongs to which day is kept in `because`: an
 * organisation may set any. Where two are of one step, the first to come asks for both.
 */
function familyFound(
  life: Life,
  fact: Fact,
  { beforeReturn, steps, beforeVisit }: typeof STEPS,
  { returnsOn, until }: Around,
): Found {
  const { happensOn, details } = fact
  const visitOn = parseCivilDate(details.first_visit_on ?? '')
  const before = (day: CivilDate | null, asked: readonly Step[]) =>
    day === null ? [] : promptsFrom(day, asked, life.workingDays)
  const visit = before(visitOn, beforeVisit)
  const back = before(returnsOn, beforeReturn)
  const all = inOneOrder(promptsFrom(happensOn, steps, life.workingDays), visit, back)
  const prompts = until === null ? all : all.filter(({ on }) => on < until)
  return event(life, fact, happensOn, stepsOf(), {
    lawVersion: LAW,
    prompts,
    window: windowOf(happensOn, prompts),
    warnings: warningsOn(happensOn, visitOn, returnsOn),
    because: [
      ...(details.who === 'sibling' || details.who === 'parent' ? [`who ${details.who}`] : []),
      ...marked('visit', visit),
      ...marked('back', back),
    ].join(' '),
  })
}

function marked(mark: string, prompts: readonly Prompt[]): string[] {
  return prompts.length === 0 ? [] : [`${mark} ${prompts.map(({ step }) => step).join()}`]
}

function warningsOn(from: CivilDate, ...days: readonly (CivilDate | null)[]): string[] {
  return days.some((day) => day !== null && day < from)
    ? ['a visit or a return is recorded before the day itself: check the days']
    : []
}

const BACK =
  'The day of coming home is near. Ask how they feel about it, and what they want to stay as it is.'

function wordsOf(rule: FamilyRule, told: Told): Words {
  const who = whoIn(told)
  return {
    title: rule.title,
    explanation: rule.explanation(dayInWords(told.date), who),
    says: (step) => {
      if (step === 'now') return rule.now(who)
      const ofOthers = [
        ...(isStepOf(told, 'visit', step) ? [rule.visit] : []),
        ...(isStepOf(told, 'back', step) ? [BACK] : []),
      ]
      return ofOthers.join(' ') || (rule.says[step] ?? rule.otherwise(who))
    },
    whatWouldEndIt: rule.whatWouldEndIt,
    suggestedActions: rule.suggestedActions,
  }
}

function isStepOf(told: Pick<Told, 'because'>, mark: string, step: string): boolean {
  return (wordMarked(told, mark) ?? '').split(',').includes(step)
}

function whoIn(told: Pick<Told, 'because'>): string {
  const who = wordMarked(told, 'who')
  if (who === 'parent') return 'a parent'
  return who === 'sibling' ? 'a brother or sister' : 'somebody of the family'
}
