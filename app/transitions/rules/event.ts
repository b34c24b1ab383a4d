import type { CivilDate } from '~/shared/civil-date'
import { certaintyOf, found, gapsOf, restsOn } from '../basis'
import { whyNotPossible, whyNotPossibleWords } from '../data-errors'
import type { Fact, Found, Life, Step } from '../rule'
import { promptsFrom, windowOf } from '../steps'

/**
 * A finding that follows one recorded fact. Nothing is raised from a court or offence fact before the 12th birthday: it is
 * shown as the contradiction it is. Warnings of `part` stand beside those found here; all else of it takes their place.
 */
export function event(
  life: Life,
  fact: Fact,
  date: CivilDate,
  steps: readonly Step[],
  part: Pick<Found, 'lawVersion'> & Partial<Found>,
): Found {
  const why = whyNotPossible(fact, life)
  const prompts = promptsFrom(date, steps, life.workingDays)
  const window = windowOf(date, prompts)
  const warnings: string[] = []
  if (why) warnings.push(whyNotPossibleWords[why])
  if (steps.some(({ unit }) => unit === 'wd')) warnings.push(...farAhead(life, window.to))
  const one = found({
    occurrence: fact.id,
    date,
    certainty: certaintyOf(fact),
    knownFrom: fact.recordedOn,
    window,
    prompts,
    dataGaps: gapsOf(fact),
    basis: [restsOn(fact)],
    ...part,
    warnings: part.warnings ? [...warnings, ...part.warnings] : warnings,
  })
  return why === 'before-the-twelfth-birthday' ? { ...one, prompts: [], duties: [], asksFrom: null } : one
}

/** Working days past the last holidays that are held are provisional, and say so (domain/A9). */
export function farAhead({ workingDays }: Life, ...days: readonly CivilDate[]): string[] {
  return days.some((day) => day > workingDays.knownUntil) ? [NOT_THAT_FAR] : []
}

const NOT_THAT_FAR = 'holidays are not known that far ahead: days counted in working days are provisional'
