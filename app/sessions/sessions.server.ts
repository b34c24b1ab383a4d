import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { knownAs } from '~/caseload/known-as.server'
import { addDays, type CivilDate } from '~/shared/civil-date'
import type { SessionKey } from './session-key'

export const SESSIONS_A_PAGE = 50

/**
 * What this worker has planned and not yet recorded, the earliest first: those that have passed are to be recorded, the others are
 * to come. `after` is the last of the page before. At most a page and one more, which says that there is another; never a total.
 */
export async function mySessions(db: Db, worker: Worker, after: SessionKey | null) {
  const rows = await planned(db, worker)
    .select(['session.place', 'session.minutes'])
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(session.planned_on, coalesce(session.planned_at, ''), session.id)
          > (${after?.on}::date, ${after?.at}, ${after?.id}::uuid)`,
      ),
    )
    .orderBy('session.planned_on')
    .orderBy(sql`coalesce(session.planned_at, '')`)
    .orderBy('session.id')
    .limit(SESSIONS_A_PAGE + 1)
    .execute()
  await recordAudit(db, {
    act: 'session.list',
    people: [...new Set(rows.map(({ personId }) => personId))],
  })
  return rows
}

/**
 * This worker's sessions that ask for something on Today: to be recorded, or planned for today or tomorrow. A query that was not
 * asked yet, to stand among others: the columns are those of a line there. `kind` is `session-to-record` or `session-soon`.
 */
export function sessionsWaiting(db: Db, worker: Worker, today: CivilDate) {
  return planned(db, worker)
    .select(
      sql<
        'session-to-record' | 'session-soon'
      >`case when session.planned_on < ${today}::date then 'session-to-record' else 'session-soon' end`.as(
        'kind',
      ),
    )
    .where('session.planned_on', '<=', addDays(today, 1))
    .orderBy('session.planned_on')
    .orderBy(sql`coalesce(session.planned_at, '')`)
    .orderBy('session.id')
}

function planned(db: Db, worker: Worker) {
  return visiblePeople(db, worker)
    .innerJoin('app.session as session', (join) =>
      join
        .onRef('session.organisation_id', '=', 'person.organisation_id')
        .onRef('session.person_id', '=', 'person.id'),
    )
    .where('session.worker_id', '=', worker.id)
    .where('session.status', '=', 'planned')
    .where('person.closed_on', 'is', null)
    .select([
      'session.id',
      'person.id as personId',
      knownAs.as('name'),
      'session.planned_on as on',
      'session.planned_at as at',
      sql<number>`(select count(*)::int from app.session_card card where card.organisation_id = session.organisation_id
        and card.session_id = session.id and card.ended_at is null)`.as('cards'),
    ])
}

/** Every session with one person, the latest first, a page at a time; null when they may not be seen. */
export async function sessionsOf(db: Db, worker: Worker, personId: string, after: SessionKey | null) {
  const sessions = await sessionsListed(db, worker, personId, after).execute()
  await recordAudit(db, { act: 'session.list', personId })
  return sessions
}

/** The same as a query that was not asked yet, to stand among others: whoever shows it writes the audit entry. */
export function sessionsListed(db: Db, worker: Worker, personId: string, after: SessionKey | null = null) {
  return visiblePeople(db, worker)
    .innerJoin('app.session as session', (join) =>
      join
        .onRef('session.organisation_id', '=', 'person.organisation_id')
        .onRef('session.person_id', '=', 'person.id'),
    )
    .where('person.id', '=', personId)
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(session.planned_on, coalesce(session.planned_at, ''), session.id)
          < (${after?.on}::date, ${after?.at}, ${after?.id}::uuid)`,
      ),
    )
    .select([
      'session.id',
      'session.planned_on as on',
      'session.planned_at as at',
      'session.status',
      'session.attendance',
      'session.aim',
    ])
    .orderBy('session.planned_on', 'desc')
    .orderBy(sql`coalesce(session.planned_at, '')`, 'desc')
    .orderBy('session.id', 'desc')
    .limit(SESSIONS_A_PAGE + 1)
}
