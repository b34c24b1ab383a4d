import { addDays, type CivilDate } from '~/shared/civil-date'
import { momentOf } from '~/shared/elapsed-hours'
import { initialsOf } from './initials'
import { calendarWords } from './words'

export type PlannedSession = {
  id: string
  on: CivilDate
  at: string | null
  minutes: number | null
  place: string
  first: string | null
  family: string | null
}

export type DayToDecide = { day: CivilDate; personId: string; first: string | null; family: string | null }

/** An event as it is told: a day, or moments in UTC. Of whom it is about there are initials. */
export type CalendarEvent = {
  uid: string
  summary: string
  /** `2026-11-25`, or `2026-11-25T10:00:00.000Z`. */
  starts: string
  ends: string
  place: string
}

const USUAL_MINUTES = 60
/** So many initials stand in the title of a day. */
const NAMED = 6

/** Sessions, and the days on which something is to be decided, one event a day. `host` makes their names unlike anybody else's. */
export function calendarEvents(
  { sessions, days }: { sessions: readonly PlannedSession[]; days: readonly DayToDecide[] },
  { host, workerId, showsPlace }: { host: string; workerId: string; showsPlace: boolean },
): CalendarEvent[] {
  return [
    ...sessions.map((session) => sessionEvent(session, host, showsPlace)),
    ...[...byDay(days)].map(([day, people]) => ({
      uid: `day-${day}-${workerId}@${host}`,
      summary: calendarWords.toDecide([...people.values()].sort(), NAMED),
      starts: day,
      ends: addDays(day, 1),
      place: '',
    })),
  ]
}

function sessionEvent(
  { id, on, at, minutes, place, first, family }: PlannedSession,
  host: string,
  showsPlace: boolean,
): CalendarEvent {
  const moment = at === null ? null : momentOf(on, at)
  const until = moment && new Date(moment.getTime() + (minutes ?? USUAL_MINUTES) * 60_000)
  return {
    uid: `session-${id}@${host}`,
    summary: calendarWords.session(initialsOf(first, family)),
    starts: moment?.toISOString() ?? on,
    ends: until?.toISOString() ?? addDays(on, 1),
    place: showsPlace ? place : '',
  }
}

/** The initials of each person once a day. */
function byDay(days: readonly DayToDecide[]): Map<CivilDate, Map<string, string>> {
  const found = new Map<CivilDate, Map<string, string>>()
  for (const { day, personId, first, family } of days)
    found.set(day, (found.get(day) ?? new Map()).set(personId, initialsOf(first, family)))
  return found
}
