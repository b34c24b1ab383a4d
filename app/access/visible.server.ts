import { type Db, sql } from '#db/connection.server'
import { readsPeople } from '~/audit/unit.server'
import type { Worker } from './worker'

/**
 * Where every query over young people begins. Who sees whom is decided once, by sec.edges_of in the database, and holds whatever
 * is asked here: a row that is not theirs to see does not exist for them. What is read so must leave an audit entry. A record that
 * went into another is nobody's; that is asked here too, for whoever waited while it went.
 */
export function visiblePeople(db: Db, _worker: Pick<Worker, 'id'>) {
  readsPeople(db)
  return db.selectFrom('app.person as person').where('person.merged_into', 'is', null)
}

/** For work without a browser: the people of the organisation that it is for, or everybody where it must reach all. */
export function peopleOfWork(db: Db) {
  readsPeople(db)
  return db.selectFrom('app.person as person').where('person.merged_into', 'is', null)
}

export type VisiblePerson = {
  id: string
  organisationId: string
  version: number
  closedOn: string | null
}

/** Null means "not theirs to see", or no such person: the caller can't tell. */
export async function findVisiblePerson(db: Db, worker: Worker, id: string): Promise<VisiblePerson | null> {
  const person = await visiblePeople(db, worker)
    .where('person.id', '=', id)
    .select([
      'person.id',
      'person.organisation_id as organisationId',
      'person.version',
      'person.closed_on as closedOn',
    ])
    .executeTakeFirst()
  return person ?? null
}

export type Reach = { reads: number; writes: number }

/** What this worker may read and write of one person, as bits of app/access/permissions.ts; nothing where they may not see them. */
export async function reachOver(db: Db, worker: Worker, personId: string): Promise<Reach> {
  const reach = await db
    .selectFrom('sec.edge as edge')
    .where('edge.user_id', '=', worker.id)
    .where('edge.person_id', '=', personId)
    .where(sql<boolean>`edge.starts_at <= now() and edge.expires_at > now()`)
    .select([
      sql<number>`coalesce(bit_or(edge.scopes), 0)`.as('reads'),
      sql<number>`coalesce(bit_or(edge.writes), 0)`.as('writes'),
    ])
    .executeTakeFirstOrThrow()
  return reach
}
