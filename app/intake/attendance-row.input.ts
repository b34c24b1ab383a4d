import { type CivilDate, weekday } from '~/shared/civil-date'
import { rowReader } from './cells'
import type { FileRow } from './read-file.server'

export const ATTENDANCE_COLUMNS = {
  known: [
    'reference',
    'week_starting',
    'openings',
    'present',
    'absent_explained',
    'absent_unexplained',
    'excluded',
    'longest_unexplained_run_days',
  ],
  required: ['reference', 'week_starting', 'openings', 'present'],
} as const

type AttendanceColumn = (typeof ATTENDANCE_COLUMNS.known)[number]

type Read = Extract<ReturnType<typeof readAttendanceRow>, { ok: true }>['value']

/** What a row says of one week; a count that is null is not said. */
export type SaidWeek = Omit<Read, 'weekStarting' | 'openings' | 'present'> & {
  weekStarting: CivilDate
  openings: number
  present: number
}

/** Null for a row that is refused for want of them. */
export function saidWeek(read: Read): SaidWeek | null {
  const { weekStarting, openings, present } = read
  if (weekStarting === null || openings === null || present === null) return null
  return { ...read, weekStarting, openings, present }
}

/** Two half-days on each day of a week: no school is known to be open to anybody more often. */
const USUAL_OPENINGS = 14

export function readAttendanceRow({ row, cells }: FileRow<AttendanceColumn>, today: CivilDate) {
  const read = rowReader(row, cells)

  /** Null where the cell is empty or refused. */
  function count(column: AttendanceColumn): number | null {
    const text = cells[column]
    if (text === '') return null
    if (/^\d{1,3}$/.test(text)) return Number(text)
    read.reject(column, 'This must be a whole number from 0 to 999')
    return null
  }

  for (const column of ATTENDANCE_COLUMNS.required) read.required(column)
  const week = {
    row,
    reference: cells.reference,
    weekStarting: read.day('week_starting'),
    openings: count('openings'),
    present: count('present'),
    absentExplained: count('absent_explained'),
    absentUnexplained: count('absent_unexplained'),
    excluded: count('excluded'),
    longestUnexplainedRunDays: count('longest_unexplained_run_days'),
  }
  if (week.weekStarting !== null) {
    if (weekday(week.weekStarting) !== 1) read.reject('week_starting', 'This is not a Monday')
    if (week.weekStarting > today) read.warn('week_starting', 'This day is in the future')
  }
  if (week.openings !== null && week.openings > USUAL_OPENINGS) read.warn('openings', MORE_THAN_A_WEEK)
  const counts = [week.present, week.absentExplained, week.absentUnexplained, week.excluded]
  const isWhole = counts.every((each) => each !== null)
  const sum = counts.reduce<number>((all, each) => all + (each ?? 0), 0)
  if (week.openings !== null && sum > week.openings) read.reject('openings', MORE_THAN_OPEN)
  if (week.openings !== null && isWhole && sum < week.openings) read.warn('openings', NOT_ALL_SAID)
  return read.done(week)
}

export const MORE_THAN_OPEN = 'These are more half-days than the school was open to them'
const MORE_THAN_A_WEEK = 'These are more half-days than a week has: check'
const NOT_ALL_SAID = 'Some half-days are neither present nor absent nor excluded: check'
