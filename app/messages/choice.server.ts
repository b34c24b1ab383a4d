import type { Db } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { ok, type Result, refused } from '~/shared/result'
import { type Often, UNLESS_CHOSEN } from './often'

export type MailChoice = { often: Often; version: number }

/** How often this worker hears by mail; version 0 until they choose. */
export async function mailChoice(db: Db, worker: Worker): Promise<MailChoice> {
  const chosen = await db
    .selectFrom('app.mail_choice')
    .where('organisation_id', '=', worker.organisationId)
    .where('worker_id', '=', worker.id)
    .select(['often', 'version'])
    .executeTakeFirst()
  return chosen ?? { often: UNLESS_CHOSEN, version: 0 }
}

/** Refused where they chose otherwise in another window meanwhile. */
export async function chooseMail(
  db: Db,
  worker: Worker,
  { often, version }: MailChoice,
): Promise<Result<null, 'changed-meanwhile'>> {
  const isSaved =
    version === 0 ? await firstChoice(db, worker, often) : await nextChoice(db, worker, often, version)
  if (!isSaved) return refused('changed-meanwhile')
  await recordAudit(db, {
    act: 'mail.choose',
    subjectType: 'worker',
    subjectId: worker.id,
    fields: ['often'],
  })
  return ok(null)
}

async function firstChoice(db: Db, { organisationId, id }: Worker, often: Often): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('app.mail_choice')
    .values({ organisation_id: organisationId, worker_id: id, often })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

async function nextChoice(
  db: Db,
  { organisationId, id }: Worker,
  often: Often,
  version: number,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('app.mail_choice')
    .set((eb) => ({ often, version: version + 1, changed_at: eb.fn<Date>('now') }))
    .where('organisation_id', '=', organisationId)
    .where('worker_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}
