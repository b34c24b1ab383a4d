import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { mayWriteSessions } from './planning.server'

export type SessionAt = { personId: string; sessionId: string }

/** A session as it stands, for whoever may write of it; nothing where it is not theirs, or there is none. */
export async function heldSession(db: Db, worker: Worker, { personId, sessionId }: SessionAt) {
  return visiblePeople(db, worker)
    .innerJoin('app.session as session', (join) =>
      join
        .onRef('session.organisation_id', '=', 'person.organisation_id')
        .onRef('session.person_id', '=', 'person.id'),
    )
    .where('person.id', '=', personId)
    .where('session.id', '=', sessionId)
    .where(mayWriteSessions(worker))
    .select([
      'session.organisation_id as organisationId',
      'session.status',
      'session.version',
      'session.planned_on as plannedOn',
      'session.planned_at as plannedAt',
    ])
    .executeTakeFirst()
}

/** @returns false when the version that was seen is no longer the one that stands. */
export async function changeSession(
  db: Db,
  { organisationId, personId, sessionId }: SessionAt & { organisationId: string },
  seen: number,
  columns: object,
): Promise<boolean> {
  const saved = await db
    .updateTable('app.session')
    .set({ ...columns, version: seen + 1, changed_at: sql`now()` })
    .where('organisation_id', '=', organisationId)
    .where('person_id', '=', personId)
    .where('id', '=', sessionId)
    .where('version', '=', seen)
    .executeTakeFirst()
  return saved.numUpdatedRows === 1n
}
