import { type CivilDate, monthOf, yearOf } from '~/shared/civil-date'
import type { Life } from '../rule'

const STAGES = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6']

/**
 * The stage in which a day falls: counted on from the stage that the school record holds, or from the birth date where it holds
 * none. Null outside P1 to S6. Source: entry ages, domain/A2.
 */
export function stageOn(life: Life, bornOn: CivilDate, day: CivilDate): string | null {
  const session = monthOf(day) >= 8 ? yearOf(day) : yearOf(day) - 1
  const held = life.stage === null ? -1 : STAGES.indexOf(life.stage)
  if (held >= 0 && life.stageSession !== null) {
    return STAGES[held + session - Number(life.stageSession.slice(0, 4))] ?? null
  }
  const beganIn = yearOf(bornOn) + (monthOf(bornOn) <= 2 ? 4 : 5) + (life.deferredEntry ? 1 : 0)
  return STAGES[session - beganIn] ?? null
}
