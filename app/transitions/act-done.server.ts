import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import type { WhyLeft } from './why-left'

/** What of an act of this worker can still be taken back. A query that was not asked yet. */
export function undoable(db: Db, worker: Worker, actId: string | null) {
  return db
    .selectFrom('app.decision as decision')
    .where('decision.act_id', '=', actId)
    .where('decision.decided_by', '=', worker.id)
    .where('decision.taken_back_at', 'is', null)
    .where(sql<boolean>`decision.decided_at > now() - interval '10 minutes'`)
    .select(['decision.person_id as personId', 'decision.transition_id as transitionId'])
}

/** What came of an act on several changes; nothing for what is not this worker's. A query that was not asked yet. */
export function actDone(db: Db, worker: Worker, actId: string | null) {
  return db
    .selectFrom('app.bulk_act as act')
    .where('act.id', '=', actId)
    .where('act.worker_id', '=', worker.id)
    .select(['act.done', sql<{ transitionId: string; why: WhyLeft }[]>`act.left_out`.as('leftOut')])
}

/** The changes that an act left as they were, as far as they may be seen. A query that was not asked yet. */
export function leftByAct(db: Db, worker: Worker, actId: string | null) {
  return db
    .selectFrom('app.transition as transition')
    .where(
      sql<boolean>`transition.id = any (array(select (one.what ->> 'transitionId')::uuid from app.bulk_act act,
        jsonb_array_elements(act.left_out) one (what) where act.id = ${actId}::uuid and act.worker_id = ${worker.id}))`,
    )
    .where(
      sql<boolean>`transition.organisation_id = any ((select array(
        select distinct edge.organisation_id from sec.edge edge where edge.user_id = sec.uid()))::uuid[])`,
    )
    .select([
      'transition.id',
      'transition.person_id as personId',
      'transition.rule',
      'transition.falls_on as date',
      'transition.certainty',
      'transition.because',
      'transition.over_because as overBecause',
    ])
}
