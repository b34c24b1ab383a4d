import { type CivilDate, civilDate } from '~/shared/civil-date'
import { workingDays } from '~/shared/working-days'
import type { Fact, Life } from '~/transitions/rule'
import { rulesByCode } from '~/transitions/rules'
import { type Transition, transitionsIn } from '~/transitions/transitions-in'

const calendar = workingDays()

/** Long before anything in a test happens, so that nothing folds into `now` unless the test is about that. */
export const longAgo = civilDate('2000-01-01')

/** Somebody at a Scottish school, born 3 February 2010, known for ever, about whom nothing else is recorded. */
export function aLife(part: Partial<Life> = {}): Life {
  return {
    bornOn: civilDate('2010-02-03'),
    birthDateCertainty: 'recorded',
    birthDateSource: 'import',
    recordedOn: longAgo,
    recordedBy: null,
    schoolNation: 'scotland',
    pupil: 'yes',
    stage: null,
    stageSession: null,
    deferredEntry: false,
    additionalSupportNeeds: 'unknown',
    christmasHolidayFirstDay: {},
    sessionStartsOn: {},
    sessionEndsOn: {},
    attendedWeekStarting: null,
    weeks: [],
    own: { workers: [], programmes: [] },
    openedOn: longAgo,
    closedOn: null,
    closedBecause: null,
    facts: [],
    workingDays: calendar,
    settings: {},
    ...part,
  }
}

/** An official fact with its paper, recorded before it happened. */
export function aFact(kind: string, on: string, part: Partial<Fact> = {}): Fact {
  return {
    id: `${kind}-${on}`,
    kind,
    happensOn: civilDate(on),
    atTime: null,
    endsOn: null,
    certainty: 'official',
    standing: 'fact',
    source: 'court',
    documentRef: 'A1',
    receivedOn: null,
    recordedOn: longAgo,
    recordedBy: null,
    confirmedOn: null,
    details: {},
    ...part,
  }
}

/** What the rule of that code finds, asked alone. */
export function foundBy(code: string, life: Life): Transition[] {
  const rule = rulesByCode.get(code)
  if (rule === undefined) throw new Error(`No rule ${code}`)
  const { transitions, failures } = transitionsIn(life, [rule])
  if (failures.length > 0) throw new Error(JSON.stringify(failures))
  return transitions
}

/** The one thing that the rule of that code finds. */
export function theOne(code: string, life: Life): Transition {
  const [one, ...others] = foundBy(code, life)
  if (one === undefined || others.length > 0) throw new Error(`${code}: ${others.length + 1} found, or none`)
  return one
}

export function stepsAndDays({ prompts }: Pick<Transition, 'prompts'>): [string, CivilDate][] {
  return prompts.map(({ step, on }) => [step, on])
}

export function days(...texts: string[]): CivilDate[] {
  return texts.map(civilDate)
}
