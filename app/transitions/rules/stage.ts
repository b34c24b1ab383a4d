import { type CivilDate, monthOf, yearOf } from '~/shared/civil-date'
import type { Life } from '../rule'

const STAGES = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6']

/**
 * The stage in which a day falls: counted on from the stage that the school record holds, or from the birth date where it holds
 * none. Null outside P1 to S6. Source: entry ages, domain/A2.
 */
export function stageOn(life: Life, bornOn: CivilDate, day: CivilDate): string | null {
  const session = monthOf(day) >= 8 ? yearOf(day) : yearOf(day) - 1
  const byRecord = firstYearByRecord(life)
  return STAGES[session - (byRecord ?? firstYearByBirth(life, bornOn))] ?? null
}

/** The year in whose August the stage P1 began, or begins, counted back from the stage on the record; null where it holds none. */
export function firstYearByRecord({ stage, stageSession }: Life): number | null {
  const held = stage === null ? -1 : STAGES.indexOf(stage)
  return held < 0 || stageSession === null ? null : yearOf(stageSession) - held
}

/** The same by the birth date: March to December in the year of the 5th birthday, January and February in the year before. */
export function firstYearByBirth({ deferredEntry }: Life, bornOn: CivilDate): number {
  return yearOf(bornOn) + (monthOf(bornOn) <= 2 ? 4 : 5) + (deferredEntry ? 1 : 0)
}

/** Years from the August in which P1 begins to that in which this stage does. */
export function yearsTo(stage: string): number {
  return STAGES.indexOf(stage)
}

/** `2026/27`, by the year in which it begins. */
export function sessionFrom(year: number): string {
  const kept = sessions.get(year)
  if (kept !== undefined) return kept
  const session = `${year}/${String((year + 1) % 100).padStart(2, '0')}`
  sessions.set(year, session)
  return session
}

const sessions = new Map<number, string>()
