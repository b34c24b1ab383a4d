import type { CivilDate } from '~/shared/civil-date'

type Entry = { day: CivilDate; time: string }

export type Line<T> = T & { times: readonly string[] }

/**
 * Entries that come newest first, by day, with what is said of several alike said once and at which times. `said` gives two entries
 * the same text where they may share a line.
 */
export function inDays<T extends Entry>(
  entries: readonly T[],
  said: (entry: T) => string,
): { day: CivilDate; lines: Line<T>[] }[] {
  const days = new Map<CivilDate, Map<string, T & { times: string[] }>>()
  for (const entry of entries) {
    const lines = days.get(entry.day) ?? new Map<string, T & { times: string[] }>()
    days.set(entry.day, lines)
    const line = lines.get(said(entry))
    if (!line) lines.set(said(entry), { ...entry, times: [entry.time] })
    else if (line.times[0] !== entry.time) line.times.unshift(entry.time)
  }
  return [...days].map(([day, lines]) => ({ day, lines: [...lines.values()] }))
}

/** `09:10`, or `09:10 to 16:40, 5 times`. */
export function timesInWords(times: readonly string[]): string {
  const [first = '', last = ''] = [times[0], times.at(-1)]
  if (times.length < 2) return first
  return times.length === 2 ? `${first} and ${last}` : `${first} to ${last}, ${times.length} times`
}
