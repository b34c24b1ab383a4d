import type { Made } from './make.server'
import type { Restored } from './restore.server'

export const backupWords = {
  making: 'Making the backup …',
  failed: 'It could not be finished. The log of Airt says more.',
  nothingToTry: 'There is no backup to try yet.',
  badTime: '--to-time must be a moment such as 2026-11-27T14:05:00Z, or latest.',
  counted: {
    yes: 'The Backups page shows it as the last try.',
    no: 'The Backups page does not show it: there is no database of this Airt here that is as new as it is.',
  },
  made: ({ file, bytes, seconds, organisations, tables, rows, keyId, how }: Made) =>
    [
      `${file}: ${size(bytes)} in ${lasting(seconds)}.`,
      how === 'cluster'
        ? 'It holds the whole data folder, without the keys.'
        : 'It holds the rows of every table, without the keys.',
      tables === null
        ? `${counted(organisations, 'organisation')}. The database was too busy for its rows to be counted.`
        : `${counted(organisations, 'organisation')}, ${counted(tables, 'table')}, ${counted(rows ?? 0, 'row')}.`,
      `The key that opens it is ${keyId}. Keep that key somewhere else: without it nobody reads this file.`,
    ].join('\n'),
} as const

/** What a restore did, in the order in which it did it. */
export function restoredSaid(restored: Restored, kind: 'restore' | 'drill'): string[] {
  const { from, dataDir, tables, rows, isCompared, pages, pieces, seconds, settled, notes } = restored
  return [
    `The backup of ${from.madeAt}, made with PostgreSQL ${from.postgres}, was opened with the key ${from.keyId}. Every part of it is as it was written.`,
    ...(pieces > 0 ? [`The log was read on from there: ${counted(pieces, 'piece')}.`] : []),
    isCompared
      ? `${counted(tables, 'table')} with ${counted(rows, 'row')} came back, each row as it was when the backup was made.`
      : `${counted(tables, 'table')} with ${counted(rows, 'row')} came back.`,
    ...(pages
      ? [`Every page was read: ${pages.tables} tables and ${pages.indexes} indexes hang together.`]
      : []),
    ...settled.lines,
    ...notes,
    kind === 'drill'
      ? `This was a try: the copy is gone again. It took ${lasting(seconds)}.`
      : dataDir === null
        ? `The database of DATABASE_URL is ready. It took ${lasting(seconds)}.`
        : `${dataDir} is ready: start Airt with it. It took ${lasting(seconds)}.`,
  ]
}

export function settledSaid(verified: { entries: number; seals: number }, sessionsEnded: number): string[] {
  return [
    `The account of who did or saw what is as it was sealed: ${verified.entries.toLocaleString('en-GB')} entries under ${counted(verified.seals, 'seal')}. A new chain begins here.`,
    sessionsEnded === 0
      ? 'Nobody was signed in.'
      : `Nobody is signed in any more (${counted(sessionsEnded, 'session')} ended), and links that were sent open nothing.`,
  ]
}

export function counted(many: number, what: string): string {
  return `${many.toLocaleString('en-GB')} ${what}${many === 1 ? '' : 's'}`
}

/** `3.2 MB`. */
export function size(bytes: number): string {
  const steps = ['bytes', 'kB', 'MB', 'GB', 'TB']
  const step = Math.min(steps.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const value = bytes / 1_000 ** step
  return `${step === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${steps[step]}`
}

export function lasting(seconds: number): string {
  if (seconds < 90) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} seconds`
  if (seconds < 5_400) return `${Math.round(seconds / 60)} minutes`
  return `${(seconds / 3_600).toFixed(1)} hours`
}
