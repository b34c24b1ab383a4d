import { type CivilDate, parseCivilDate } from '~/shared/civil-date'
import type { Fact, Found, Life, Prompt, Step, Told } from '../rule'
import { inOneOrder, promptsFrom, stepsOf, windowOf } from '../steps'
import { event } from './event'
import { wordMarked } from './marks'

/** Somebody of the family in prison, and their coming back. Source: short-life group on family in prison, domain/A7. */
export const FAMILY_LAW = 'practice-family-in-prison'
export const FAMILY_SOURCE = {
  title: 'Family member in prison or secure care: final report of the short-life group, Scottish Government',
  url: 'https://www.gov.scot/publications/children-young-people-affected-family-member-prison-secure-care-final-report-short-life-group/',
}
export const IMPRISONED = 'PARENT_IMPRISONED'
export const RELEASED = 'PARENT_RELEASED'

export type FamilySteps = {
  beforeReturn: readonly Step[]
  steps: readonly Step[]
  beforeVisit: readonly Step[]
}
export const FAMILY_STEPS = {
  beforeReturn: stepsOf('-4w'),
  steps: stepsOf('0', '+1w', '+4w'),
  beforeVisit: stepsOf('-1w'),
}

/**
 * What is asked around that day and the other days which the fact names. Which step belongs to which day is kept in `because`: an
 * organisation may set any. Where two are of one step, the first to come asks for both.
 */
export function familyFound(
  life: Life,
  fact: Fact,
  { beforeReturn, steps, beforeVisit }: FamilySteps,
  { returnsOn, until }: { returnsOn: CivilDate | null; until: CivilDate | null },
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
    lawVersion: FAMILY_LAW,
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

export function isStepOf(told: Pick<Told, 'because'>, mark: string, step: string): boolean {
  return (wordMarked(told, mark) ?? '').split(',').includes(step)
}

export function whoIn(told: Pick<Told, 'because'>): string {
  const who = wordMarked(told, 'who')
  if (who === 'parent') return 'a parent'
  return who === 'sibling' ? 'a brother or sister' : 'somebody of the family'
}
