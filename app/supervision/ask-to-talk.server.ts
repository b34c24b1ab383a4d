import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'

/** Says to this worker's manager that they would like to talk something over, or takes it back; never what it is about. */
export async function askToTalk(db: Db, worker: Worker, wish: 'ask' | 'take-back'): Promise<void> {
  await db
    .insertInto('app.talk_wish')
    .values({ organisation_id: worker.organisationId, worker_id: worker.id, wishes: wish === 'ask' })
    .execute()
  await recordAudit(db, { act: 'supervision.ask', subjectType: 'worker', subjectId: worker.id })
}

/** The day since which a worker would like to talk: null where they took it back, or a note was written since. For a query with `w`. */
export const wishedSince = sql<CivilDate | null>`(
  select to_char(wish.said_at at time zone 'Europe/London', 'YYYY-MM-DD')
    from (select t.wishes, t.said_at from app.talk_wish t where t.worker_id = w.id order by t.said_at desc, t.id limit 1) wish
   where wish.wishes and not exists (select from app.supervision_note n where n.worker_id = w.id and n.made_at > wish.said_at))`
