import type { CivilDate } from '~/shared/civil-date'
import type { WorkingDays } from '~/shared/working-days'
import type { Prompt, Step } from '../rule'
import { addInOrder, promptsFrom } from '../steps'

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
      if (!prompts.some(({ step }) => step === prompt.step)) addInOrder(prompts, prompt)
    }
  }
  return prompts
}
