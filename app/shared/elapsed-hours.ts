import { tzOffset } from '@date-fns/tz'
import { type CivilDate, dayNumber, fromDayNumber } from './civil-date'

/** A moment as clocks in Scotland show it: `2026-11-23T22:15`. */
export type LocalMoment = `${CivilDate}T${string}`

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * So many hours after that time of that day, as clocks in Scotland then show it: an hour is an hour, whatever the clocks do
 * (domain/A, G-2). Of a time that came twice the first is meant, so that a limit is never late; one that was skipped is read off
 * a clock that nobody had put forward. Null when `time` is neither `HH:MM` nor `HH:MM:SS`.
 */
export function hoursAfter(day: CivilDate, time: string, hours: number): LocalMoment | null {
  const minutes = minutesInto(time)
  return minutes === null ? null : localAt(instantOf(day, minutes) + hours * HOUR)
}

/** That time of that day as a moment, by the same reading. Null when `time` is no time of a day. */
export function momentOf(day: CivilDate, time: string): Date | null {
  const minutes = minutesInto(time)
  return minutes === null ? null : new Date(instantOf(day, minutes))
}

/** Null when it is no time of a day. */
function minutesInto(time: string): number | null {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)(:\d\d)?$/.exec(time)
  return parts && Number(parts[1]) * 60 + Number(parts[2])
}

function instantOf(day: CivilDate, minutes: number): number {
  const asWinter = dayNumber(day) * DAY + minutes * MINUTE
  const asSummer = asWinter - HOUR
  return offsetAt(asSummer) === HOUR ? asSummer : asWinter
}

function localAt(instant: number): LocalMoment {
  const shown = instant + offsetAt(instant)
  const day = Math.floor(shown / DAY)
  const minutes = (shown - day * DAY) / MINUTE
  return `${fromDayNumber(day)}T${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`
}

function offsetAt(instant: number): number {
  return tzOffset('Europe/London', new Date(instant)) * MINUTE
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
