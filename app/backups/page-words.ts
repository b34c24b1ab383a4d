import type { BackupState, RunShown } from './state'
import { counted, lasting, size } from './words'

export const pageWords = {
  title: 'Backups',
  lastBackup: 'The last backup',
  lastTry: 'The last try',
  lastTrySays:
    'A try brings the newest backup back beside the real one, checks it row by row, and takes it away again.',
  log: 'Since the last backup',
  none: 'There is none yet.',
  notOn:
    'No backup is made by itself, as no folder is set for them. Whoever runs Airt sets AIRT_BACKUP_DIR to a folder on another disk.',
  make: 'Make a backup now',
  makeSays: 'It takes a moment, and work goes on meanwhile.',
  try: 'Try a restore now',
  nothingToTry: 'There has to be a backup first.',
  notYours: 'An administrator can make one or try one here.',
  when: 'When',
  large: 'Size',
  took: 'It took',
  holds: 'It holds',
  lies: 'It lies in',
  key: 'Key',
  keySays: 'Only this key opens it. Keep a copy of the key away from here.',
  found: 'What was found',
  wentWell: 'Every row came back as it was.',
  failed: 'It did not work',
  asks: 'A backup holds everybody. It is some time since you signed in, so enter your password first.',
  back: 'Backups',
  what: 'What to do when something is late',
  whatSays: [
    'See that the disk of the backup folder is there and has room.',
    'Make a backup here, and then try it.',
    'If it fails again, tell whoever runs Airt. The command "airt doctor" names what is wrong.',
  ],
  asked: 'That is asked for. It begins within a minute.',
} as const

/** How it all stands, in one or two sentences. */
export function standing({
  isOn,
  backup,
  drill,
  late,
}: Pick<BackupState, 'isOn' | 'backup' | 'drill' | 'late'>): string {
  if (!isOn && backup === null) return 'No backup has been made.'
  const made = backup ? `The last backup is ${backup.ago} old.` : 'No backup has been made yet.'
  const tried = drill ? `One was tried ${drill.ago} ago.` : 'None has been tried yet.'
  if (late.length === 0) return `${made} ${tried} Nothing is late.`
  return `${made} ${tried} ${late.map((each) => lateWords[each]).join(' ')}`
}

const lateWords: Record<BackupState['late'][number], string> = {
  backup: 'A backup is late: there should be one each day.',
  drill: 'A try is late: there should be one each month.',
  log: 'What was written lately is not yet kept.',
}

export const openWords: Record<RunShown['kind'], Record<'asked' | 'running', string>> = {
  backup: {
    asked: 'A backup is asked for. It begins when no other backup or try is under way.',
    running: 'A backup is being made now.',
  },
  drill: {
    asked: 'A try is asked for. It begins when no other backup or try is under way.',
    running: 'A backup is being tried now.',
  },
  restore: { asked: '', running: '' },
}

export function holdsWords({ tables, rows, how }: Pick<RunShown, 'tables' | 'rows' | 'how'>): string {
  const what = how === 'cluster' ? 'The whole data folder' : 'The rows of every table'
  return rows === null || tables === null
    ? what
    : `${what}: ${counted(rows, 'row')} in ${counted(tables, 'table')}`
}

export const sizeWords = (bytes: number | null) => (bytes === null ? null : size(bytes))
export const tookWords = (seconds: number | null) => (seconds === null ? null : lasting(seconds))

export function logWords(log: BackupState['log']): string {
  if (log === 'of-the-server') return 'The log of the database server is kept by whoever runs it.'
  if (log === 'off') return 'What was written since is not kept.'
  if (log === 'not-yet') return 'What was written since is not kept yet.'
  return `All that was written up to ${log.ago} ago is kept. If the disk were lost, no more than that would be.`
}

/** `27 November 2026 at 14:05`, in Scotland. */
export function momentWords(at: Date): string {
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' }).format(at)
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'Europe/London' }).format(at)
  return `${day} at ${time}`
}

export function agoWords(seconds: number): string {
  if (seconds < 90) return 'about a minute'
  if (seconds < 5_400) return `${Math.round(seconds / 60)} minutes`
  if (seconds < 172_800) return counted(Math.round(seconds / 3_600), 'hour')
  return counted(Math.round(seconds / 86_400), 'day')
}
