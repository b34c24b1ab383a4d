import { type CivilDate, todayInScotland } from './civil-date'

/** The one place where the clock is read. */
export function now(): Date {
  return new Date()
}

/** The day in Scotland; `pinned` stands for it in demonstrations and tests. */
export function today(pinned: CivilDate | null = null): CivilDate {
  return pinned ?? todayInScotland(now())
}
