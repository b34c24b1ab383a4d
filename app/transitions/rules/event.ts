import type { CivilDate } from '~/shared/civil-date'
import { certaintyOf, gapsOf, restsOn } from '../basis'
import { type WhyNotPossible, whyNotPossible, whyNotPossibleWords } from '../data-errors'
import type { Fact, Found, Life, Step } from '../rule'
import { promptsFrom, windowOf } from '../steps'

/**
 * A finding that follows one recorded fact. Nothing is raised from a court or offence fact before the 12th birthday: it is
 * shown as the contradiction it is. Warnings of `part` stand beside those found here; all else of it takes their place.
 * Written out and not spread: most of what is found is found here.
 */
export function event(
  life: Life,
  fact: Fact,
  date: CivilDate,
  steps: readonly Step[],
  part: Pick<Found, 'lawVersion'> & Partial<Found>,
): Found {
  const why = whyNotPossible(fact, life)
  const isTooYoung = why === 'before-the-twelfth-birthday'
  const prompts = promptsFrom(date, steps, life.workingDays)
  const window = windowOf(date, prompts)
  return {
    occurrence: part.occurrence ?? fact.id,
    date: part.date === undefined ? date : part.date,
    window: part.window === undefined ? window : part.window,
    certainty: part.certainty ?? certaintyOf(fact),
    prompts: isTooYoung ? NONE : (part.prompts ?? prompts),
    duties: isTooYoung ? NONE : (part.duties ?? NONE),
    dataGaps: part.dataGaps ?? gapsOf(fact),
    warnings: warningsOf(life, why, steps, window.to, part.warnings ?? NONE),
    basis: part.basis ?? [restsOn(fact)],
    expectedStage: part.expectedStage ?? null,
    urgent: part.urgent ?? false,
    scope: part.scope ?? null,
    round: part.round ?? null,
    knownFrom: part.knownFrom ?? fact.recordedOn,
    stillRuns: part.stillRuns ?? false,
    overBecause: part.overBecause ?? null,
    asksFrom: isTooYoung ? null : (part.asksFrom ?? null),
    lawVersion: part.lawVersion,
    because: part.because ?? '',
    rule: null,
    cluster: null,
  }
}

const NONE: readonly never[] = []

function warningsOf(
  life: Life,
  why: WhyNotPossible | null,
  steps: readonly Step[],
  last: CivilDate,
  more: readonly string[],
): readonly string[] {
  const isFarAhead = last > life.workingDays.knownUntil && steps.some(({ unit }) => unit === 'wd')
  if (why === null && !isFarAhead) return more
  return [...(why ? [whyNotPossibleWords[why]] : []), ...(isFarAhead ? [NOT_THAT_FAR] : []), ...more]
}

/** Working days past the last holidays that are held are provisional, and say so (domain/A9). */
export function farAhead({ workingDays }: Life, ...days: readonly CivilDate[]): string[] {
  return days.some((day) => day > workingDays.knownUntil) ? [NOT_THAT_FAR] : []
}

const NOT_THAT_FAR = 'holidays are not known that far ahead: days counted in working days are provisional'
