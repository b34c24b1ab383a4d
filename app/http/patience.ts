import type { Trouble } from '#db/trouble'

/** From when a database went away, or one request met a clash, it is tried again for so long. */
const FOR_MS = 8_000
const LONGEST_PAUSE_MS = 1_000

/** What may have passed by the time it is asked again. The others are answered at once, with what was written. */
const passing = new Set<Trouble>(['clash', 'away', 'read-only', 'unknown'])

/**
 * How often and how long requests are tried again. When the database has been away for longer than anybody should wait, each is tried
 * once, so that nobody waits in vain and the first that goes through ends it.
 */
export function openPatience(forMs = FOR_MS, now: () => number = () => performance.now()) {
  let away: { since: number; last: number } | null = null

  return {
    /** The database has answered. */
    isWell(): void {
      away = null
    },

    /** How many ms to wait before a request that began at `began` is tried again; null when it is given up. */
    pauseFor(trouble: Trouble, turn: number, began: number): number | null {
      if (!passing.has(trouble)) return null
      const at = now()
      if (trouble !== 'clash') {
        const since = away && at - away.last < forMs ? away.since : at
        away = { since, last: at }
      }
      const pause = Math.min(LONGEST_PAUSE_MS, 50 * 2 ** turn) * (0.5 + Math.random() / 2)
      const from = trouble === 'clash' || away === null ? began : Math.min(began, away.since)
      return at + pause < from + forMs ? pause : null
    },
  }
}
