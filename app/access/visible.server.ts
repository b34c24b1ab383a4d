import type { Db } from '#db/connection.server'
import { readsPeople } from '~/audit/unit.server'
import type { Worker } from './worker'

/**
 * Where every query over young people begins. Who sees whom is decided once, by sec.edges_of in the database, and holds whatever
 * is asked here: a row that is not theirs to see does not exist for them. What is read so must leave an audit entry.
 */
export function visiblePeople(db: Db, _worker: Worker) {
  readsPeople(db)
  return db.selectFrom('app.person as person')
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
