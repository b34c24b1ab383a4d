import { addDays, addMonths, addWeeks, type CivilDate } from '~/shared/civil-date'
import type { WorkingDays } from '~/shared/working-days'
import type { Prompt } from './rule'

export type Step = {
  step: string
  count: number
  unit: 'd' | 'wd' | 'w' | 'm'
}

/** @throws on a step that is not `0`, or a sign, a number and one of d, wd, w, m. */
export function stepsOf(...texts: readonly string[]): readonly Step[] {
  return texts.map((step) => {
    if (step === '0') return { step, count: 0, unit: 'd' }
    const parts = /^([+-]\d+)(d|wd|w|m)$/.exec(step)
    if (!parts) throw new Error(`Not a step: ${step}`)
    return { step, count: Number(parts[1]), unit: parts[2] as Step['unit'] }
  })
}

export function promptsFrom(day: CivilDate, steps: readonly Step[], workingDays: WorkingDays): Prompt[] {
  return steps.map((each) => ({
    step: each.step,
    on: stepOn(day, each, workingDays),
  }))
}

/** From the first step to the last, the day itself within. */
export function windowOf(day: CivilDate, prompts: readonly Prompt[]): { from: CivilDate; to: CivilDate } {
  let from = day
  let to = day
  for (const { on } of prompts) {
    if (on < from) from = on
    if (on > to) to = on
  }
  return { from, to }
}

function stepOn(day: CivilDate, { count, unit }: Step, workingDays: WorkingDays): CivilDate {
  switch (unit) {
    case 'd':
      return addDays(day, count)
    case 'w':
      return addWeeks(day, count)
    case 'm':
      return addMonths(day, count)
    case 'wd':
      return workingDays.addWorkingDays(day, count)
  }
}
