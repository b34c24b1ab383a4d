import { addMonths, type CivilDate, dayNumber, earlier, fromDayNumber, later } from '~/shared/civil-date'
import type { WorkingDays } from '~/shared/working-days'
import type { Prompt, Step } from './rule'

/** @throws on a step that is not `0`, or a sign, a number and one of d, wd, w, m. */
export function stepsOf(...texts: readonly string[]): readonly Step[] {
  return texts.map((step) => {
    if (step === '0') return { step, count: 0, unit: 'd' }
    const parts = /^([+-]\d+)(d|wd|w|m)$/.exec(step)
    if (!parts) throw new Error(`Not a step: ${step}`)
    const count = Number(parts[1])
    if (parts[2] === 'w') return { step, count: count * 7, unit: 'd' }
    return { step, count, unit: parts[2] as Step['unit'] }
  })
}

export function promptsFrom(day: CivilDate, steps: readonly Step[], workingDays: WorkingDays): Prompt[] {
  const from = dayNumber(day)
  return steps.map(({ step, count, unit }) => ({
    step,
    on:
      unit === 'd'
        ? fromDayNumber(from + count)
        : unit === 'm'
          ? addMonths(day, count)
          : workingDays.addWorkingDays(day, count),
  }))
}

/** From the first prompt to the last, the day itself within. Prompts are in the order of their days. */
export function windowOf(day: CivilDate, prompts: readonly Prompt[]): { from: CivilDate; to: CivilDate } {
  const first = prompts[0]?.on ?? day
  const last = prompts[prompts.length - 1]?.on ?? day
  return { from: earlier(first, day), to: later(last, day) }
}

/** Prompts that are counted from more than one day, in the order of their days. Of two of the same step the earlier stands. */
export function inOneOrder(...lists: readonly (readonly Prompt[])[]): Prompt[] {
  const all: Prompt[] = []
  for (const list of lists) for (const prompt of list) addInOrder(all, prompt)
  return all.filter(({ step }, at) => all.findIndex((each) => each.step === step) === at)
}

/** After those of the same day: they come nearly in order. */
export function addInOrder(prompts: Prompt[], prompt: Prompt): void {
  let at = prompts.length
  for (; at > 0 && (prompts[at - 1] as Prompt).on > prompt.on; at -= 1)
    prompts[at] = prompts[at - 1] as Prompt
  prompts[at] = prompt
}
