import type { CivilDate } from '~/shared/civil-date'
import type { WorkingDays } from '~/shared/working-days'
import type { Fact, Found, Life, Prompt, Step } from '../rule'
import { promptsFrom, windowOf } from '../steps'
import { event } from './event'

/** Lead times, and the day that they count from; null where nobody knows that day. */
export type Counted = readonly [day: CivilDate | null, steps: readonly Step[]]

/**
 * The prompts of one thing that has several days, in the order of their days. A step names one prompt alone: where two days have the
 * same one, it is the earlier list's.
 */
export function promptsFromEach(counted: readonly Counted[], workingDays: WorkingDays): Prompt[] {
  const prompts: Prompt[] = []
  for (const [day, steps] of counted) {
    if (day === null) continue
    for (const prompt of promptsFrom(day, steps, workingDays)) {
      if (!prompts.some(({ step }) => step === prompt.step)) prompts.push(prompt)
    }
  }
  return prompts.sort((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0))
}

/** A finding that follows one recorded fact, of which more than one day counts. */
export function eventOfSeveralDays(
  life: Life,
  fact: Fact,
  counted: readonly Counted[],
  { dataGaps = [], warnings = [], ...part }: Pick<Found, 'lawVersion'> & Partial<Found>,
): Found {
  const prompts = promptsFromEach(counted, life.workingDays)
  const plain = event(life, fact, fact.happensOn, [], part)
  return {
    ...plain,
    window: windowOf(fact.happensOn, prompts),
    prompts: part.prompts ?? prompts,
    dataGaps: [...plain.dataGaps, ...dataGaps],
    warnings: [...plain.warnings, ...warnings],
  }
}
