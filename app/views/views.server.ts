import { type Db, sql } from '#db/connection.server'
import { together } from '#db/together.server'
import type { Worker } from '~/access/worker'
import type { Place } from './place'

/** So many views somebody keeps of one place; those of a team are shown up to as many. */
export const MOST_VIEWS = 40

/** The views of a place that this worker kept or that somebody of their teams shares, by name. A query that was not asked yet. */
export function viewsListed(db: Db, worker: Worker, place: Place) {
  return listed(db, worker)
    .where('view.place', '=', place)
    .limit(MOST_VIEWS * 2)
}

/** The same of every place that has views, in one question. */
export function viewsOfAll(db: Db, worker: Worker) {
  return together(db, {
    transitions: viewsListed(db, worker, 'transitions'),
    people: viewsListed(db, worker, 'people'),
  })
}

/** Those of them that this worker has on Today. A query that was not asked yet. */
export function viewsPinned(db: Db, worker: Worker, most: number) {
  return listed(db, worker).where('pin.view_id', 'is not', null).limit(most)
}

/** One view, also one that its owner deleted; undefined where it is not this worker's to see. */
export function findView(db: Db, worker: Worker, id: string) {
  return seen(db, worker).where('view.id', '=', id).executeTakeFirst()
}

function listed(db: Db, worker: Worker) {
  return seen(db, worker).where('view.ended_at', 'is', null).orderBy(sql`lower(view.name)`).orderBy('view.id')
}

function seen(db: Db, worker: Worker) {
  return db
    .selectFrom('app.saved_view as view')
    .innerJoin('app.worker as owner', (join) =>
      join
        .onRef('owner.organisation_id', '=', 'view.organisation_id')
        .onRef('owner.id', '=', 'view.worker_id'),
    )
    .leftJoin('app.view_pin as pin', (join) =>
      join
        .onRef('pin.organisation_id', '=', 'view.organisation_id')
        .onRef('pin.view_id', '=', 'view.id')
        .on('pin.worker_id', '=', worker.id)
        .on('pin.ended_at', 'is', null),
    )
    .where('view.organisation_id', '=', worker.organisationId)
    .select([
      'view.id',
      'view.place',
      'view.name',
      'view.query',
      'view.is_shared as isShared',
      'view.version',
      'owner.name as owner',
      sql<boolean>`view.worker_id = ${worker.id}`.as('isOwn'),
      sql<boolean>`pin.view_id is not null`.as('isPinned'),
      sql<boolean>`view.ended_at is not null`.as('hasEnded'),
    ])
}
