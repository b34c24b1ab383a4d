import { isSession, rowReader } from './cells'
import type { FileRow } from './read-file.server'

export const SCHOOL_COLUMNS = {
  known: [
    'school',
    'council',
    'session',
    'session_starts_on',
    'christmas_holiday_first_day',
    'session_ends_on',
  ],
  required: ['school', 'session'],
} as const

export type SchoolRow = Extract<ReturnType<typeof readSchoolRow>, { ok: true }>['value']

/** The days of one school in one session. A day that is not given changes nothing. */
export function readSchoolRow({ row, cells }: FileRow<(typeof SCHOOL_COLUMNS.known)[number]>) {
  const read = rowReader(row, cells)
  const session = read.required('session')
  const school = {
    row,
    school: read.required('school'),
    council: read.text('council'),
    session,
    sessionStartsOn: read.day('session_starts_on'),
    christmasHolidayFirstDay: read.day('christmas_holiday_first_day'),
    sessionEndsOn: read.day('session_ends_on'),
  }
  if (session !== '' && !isSession(session))
    read.reject('session', 'This is not a school session: write 2026/27')

  const { sessionStartsOn, christmasHolidayFirstDay, sessionEndsOn } = school
  if (sessionStartsOn !== null && sessionEndsOn !== null && sessionEndsOn < sessionStartsOn) {
    read.reject('session_ends_on', 'The session ends before it starts')
  }
  const isOutside =
    christmasHolidayFirstDay !== null &&
    ((sessionStartsOn !== null && christmasHolidayFirstDay < sessionStartsOn) ||
      (sessionEndsOn !== null && christmasHolidayFirstDay > sessionEndsOn))
  if (isOutside) read.reject('christmas_holiday_first_day', 'This day is not in the session')
  return read.done(school)
}
