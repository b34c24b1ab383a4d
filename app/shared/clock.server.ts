import { type CivilDate, todayInScotland } from './civil-date'

/** The one place where the clock is read. */
export function now(): Date {
  return new Date()
}

/** `07:05`, as clocks in Scotland show it. */
export function timeInScotland(): string {
  return inScotland.format(now())
}

const inScotland = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'Europe/London' })

/** The day in Scotland; `pinned` stands for it in demonstrations and tests. */
export function today(pinned: CivilDate | null = null): CivilDate {
  return pinned ?? todayInScotland(now())
}
