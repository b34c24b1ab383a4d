import { createHash } from 'node:crypto'
import { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency, default as ical } from 'ical-generator'
import { type Db, sql } from '#db/connection.server'
import { together } from '#db/together.server'
import { hashOf, newToken } from '~/access/session.server'
import { addressOf } from '~/access/throttle.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { addDays, type CivilDate } from '~/shared/civil-date'
import { type CalendarEvent, calendarEvents } from './calendar-events'
import { calendarWords } from './words'

export type Feed = { ics: string; etag: string }

const DAYS_BACK = 28
const DAYS_AHEAD = 182
const MOST = 1_000

/**
 * The calendar that this secret opens, read as its worker and no further; it leaves its audit entry. Null: the secret opens nothing,
 * whatever the reason.
 */
export async function calendarFeed(
  db: Db,
  secret: string,
  { clientAddress, origin }: { clientAddress: string; origin: string },
  today: CivilDate,
): Promise<Feed | null> {
  const { rows } = await sql<Opened>`select worker_id as id, role, shows_place as "showsPlace"
    from sec.open_calendar(${hashOf(secret)}, ${addressOf(clientAddress)}::inet, ${newToken()})`.execute(db)
  const [worker] = rows
  if (!worker) return null

  const held = await together(db, {
    sessions: sessionsOf(db, worker, today),
    days: daysOf(db, worker, today),
  })
  const people = [...held.sessions, ...held.days].map(({ personId }) => personId)
  await recordAudit(db, { act: 'calendar.read', people: [...new Set(people)] })
  const host = new URL(origin).hostname
  const events = calendarEvents(held, { host, workerId: worker.id, showsPlace: worker.showsPlace })
  const ics = written(events, await published(db, events, today), origin)
  return { ics, etag: `"${createHash('sha256').update(ics).digest('base64url').slice(0, 22)}"` }
}

type Reader = Pick<Worker, 'id' | 'role'>

type Opened = Reader & { showsPlace: boolean }

function sessionsOf(db: Db, worker: Reader, today: CivilDate) {
  return visiblePeople(db, worker)
    .innerJoin('app.session as session', (join) =>
      join
        .onRef('session.organisation_id', '=', 'person.organisation_id')
        .onRef('session.person_id', '=', 'person.id'),
    )
    .where('session.worker_id', '=', worker.id)
    .where('session.status', 'in', ['planned', 'recorded'])
    .where('session.planned_on', '>=', addDays(today, -DAYS_BACK))
    .where('session.planned_on', '<=', addDays(today, DAYS_AHEAD))
    .where('person.closed_on', 'is', null)
    .select([
      'session.id',
      'person.id as personId',
      'session.planned_on as on',
      'session.planned_at as at',
      'session.minutes',
      'session.place',
      first.as('first'),
      'person.family_name as family',
    ])
    .orderBy('session.planned_on')
    .orderBy('session.id')
    .limit(MOST)
}

/** A manager's are those of whom nobody else leads: of the others it is for who leads to decide. */
function daysOf(db: Db, worker: Reader, today: CivilDate) {
  return visiblePeople(db, worker)
    .innerJoin('app.transition as transition', (join) =>
      join
        .onRef('transition.organisation_id', '=', 'person.organisation_id')
        .onRef('transition.person_id', '=', 'person.id'),
    )
    .where('transition.next_on', '>=', addDays(today, -DAYS_BACK))
    .where('transition.next_on', '<=', addDays(today, DAYS_AHEAD))
    .where('person.closed_on', 'is', null)
    .where(
      sql<boolean>`exists (select from sec.edge edge where edge.user_id = ${worker.id} and edge.person_id = person.id
        and edge.writes & 2048 <> 0 and edge.writes & transition.scope <> 0 and edge.starts_at <= now() and edge.expires_at > now())`,
    )
    .$if(worker.role === 'team-manager', (query) =>
      query.where(
        sql<boolean>`not exists (select from app.allocation allocation where allocation.person_id = person.id and allocation.kind = 'lead'
          and allocation.worker_id <> ${worker.id} and allocation.starts_at <= now() and (allocation.ends_at is null or allocation.ends_at > now()))`,
      ),
    )
    .select([
      sql<CivilDate>`transition.next_on`.as('day'),
      'person.id as personId',
      first.as('first'),
      'person.family_name as family',
    ])
    .distinct()
    .orderBy('day')
    .orderBy('person.id')
    .limit(MOST)
}

const first = sql<string | null>`coalesce(person.preferred_name, person.given_name)`

type Published = {
  uid: string
  starts: string
  ends: string | null
  sequence: number
  changedAt: Date
  isCancelled: boolean
}

async function published(db: Db, events: readonly CalendarEvent[], today: CivilDate): Promise<Published[]> {
  const told = events.map(({ uid, starts, ends, summary, place }) => ({
    uid,
    starts,
    ends,
    digest: createHash('sha256')
      .update(JSON.stringify([starts, ends, summary, place]))
      .digest('base64url'),
  }))
  const { rows } = await sql<Published>`
    select uid, starts, ends, sequence, changed_at as "changedAt", is_cancelled as "isCancelled"
      from sec.publish_calendar(${today}::date, ${JSON.stringify(told)}::jsonb)`.execute(db)
  return rows
}

function written(events: readonly CalendarEvent[], entries: readonly Published[], origin: string): string {
  const byUid = new Map(events.map((event) => [event.uid, event]))
  const calendar = ical({
    name: calendarWords.name,
    prodId: { company: 'Airt', product: 'Airt', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 60 * 60,
  })
  for (const { uid, starts, ends, sequence, changedAt, isCancelled } of entries) {
    const event = isCancelled ? undefined : byUid.get(uid)
    const isDay = starts.length === 10
    calendar.createEvent({
      id: uid,
      start: new Date(starts),
      end: new Date(ends ?? starts),
      allDay: isDay,
      summary: event?.summary ?? calendarWords.cancelled,
      status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      sequence,
      stamp: changedAt,
      lastModified: changedAt,
      transparency: isDay ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
      ...(event?.place && { location: event.place }),
      url: `${origin}${isDay ? '/today' : '/sessions'}`,
    })
  }
  return calendar.toString()
}
