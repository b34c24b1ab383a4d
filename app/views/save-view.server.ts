import type { RawBuilder } from 'kysely'
import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { ok, type Result, refused } from '~/shared/result'
import type { Place } from './place'
import { MOST_VIEWS } from './views.server'
import type { WhyNotKept } from './words'

type Said = { name: string; isShared: boolean; isPinned: boolean }

/** Keeps a list under a name. `query` is what the place itself makes of its view, and nothing that somebody typed. */
export async function keepView(
  db: Db,
  worker: Worker,
  { place, query }: { place: Place; query: string },
  { name, isShared, isPinned }: Said,
): Promise<Result<{ id: string }, WhyNotKept>> {
  const { count } = await db
    .selectFrom('app.saved_view')
    .where('worker_id', '=', worker.id)
    .where('place', '=', place)
    .where('ended_at', 'is', null)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  if (count >= MOST_VIEWS) return refused('too-many')

  const made = await db
    .insertInto('app.saved_view')
    .values({
      ...{ organisation_id: worker.organisationId, worker_id: worker.id, place, name, query },
      is_shared: isShared,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) return refused('name-taken')
  if (isPinned) await setPin(db, worker, made.id, 'pinned')
  await recordAudit(db, { act: 'view.keep', subjectType: 'view', subjectId: made.id })
  return ok(made)
}

/** Another name, shared or not, on Today or not: of one's own. */
export async function changeView(
  db: Db,
  worker: Worker,
  { id, version }: { id: string; version: number },
  { name, isShared, isPinned }: Said,
): Promise<Result<null, WhyNotKept | 'changed-meanwhile'>> {
  if (await isTaken(db, worker, id, name)) return refused('name-taken')
  const isChanged = await update(db, worker, { id, version }, { name, is_shared: isShared })
  if (!isChanged) return refused('changed-meanwhile')
  await setPin(db, worker, id, isPinned ? 'pinned' : 'not')
  await recordAudit(db, { act: 'view.change', subjectType: 'view', subjectId: id })
  return ok(null)
}

/** Deletes one's own view; it can be brought back. */
export async function endView(
  db: Db,
  worker: Worker,
  at: { id: string; version: number },
): Promise<Result<null, 'changed-meanwhile'>> {
  const hasEnded = await update(db, worker, at, { ended_at: sql<Date>`now()` })
  if (!hasEnded) return refused('changed-meanwhile')
  await recordAudit(db, { act: 'view.change', subjectType: 'view', subjectId: at.id })
  return ok(null)
}

/** Refused where another view has its name by now. */
export async function bringBackView(
  db: Db,
  worker: Worker,
  { id, version, name }: { id: string; version: number; name: string },
): Promise<Result<null, WhyNotKept | 'changed-meanwhile'>> {
  if (await isTaken(db, worker, id, name)) return refused('name-taken')
  const isBack = await update(db, worker, { id, version }, { ended_at: null })
  if (!isBack) return refused('changed-meanwhile')
  await recordAudit(db, { act: 'view.change', subjectType: 'view', subjectId: id })
  return ok(null)
}

/** On this worker's own Today, or not: their own view or one that is shared with them. */
export async function pinView(db: Db, worker: Worker, id: string, how: 'pinned' | 'not'): Promise<void> {
  await setPin(db, worker, id, how)
  await recordAudit(db, { act: 'view.change', subjectType: 'view', subjectId: id })
}

async function setPin(db: Db, worker: Worker, id: string, how: 'pinned' | 'not'): Promise<void> {
  const endedAt = how === 'pinned' ? sql<null>`null` : sql<Date>`now()`
  if (how === 'not') {
    await db
      .updateTable('app.view_pin')
      .set({ ended_at: endedAt })
      .where('worker_id', '=', worker.id)
      .where('view_id', '=', id)
      .where('ended_at', 'is', null)
      .execute()
    return
  }
  await db
    .insertInto('app.view_pin')
    .values({ organisation_id: worker.organisationId, worker_id: worker.id, view_id: id })
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'worker_id', 'view_id']).doUpdateSet({ ended_at: endedAt }),
    )
    .execute()
}

async function update(
  db: Db,
  worker: Worker,
  { id, version }: { id: string; version: number },
  set: { name?: string; is_shared?: boolean; ended_at?: RawBuilder<Date> | null },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('app.saved_view')
    .set({ ...set, version: version + 1 })
    .where('id', '=', id)
    .where('worker_id', '=', worker.id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows > 0
}

async function isTaken(db: Db, worker: Worker, id: string, name: string): Promise<boolean> {
  const other = await db
    .selectFrom('app.saved_view as view')
    .where('view.worker_id', '=', worker.id)
    .where('view.id', '<>', id)
    .where('view.ended_at', 'is', null)
    .where(
      sql<boolean>`view.place = (select own.place from app.saved_view own where own.id = ${id}::uuid and own.worker_id = ${worker.id})`,
    )
    .where(sql<boolean>`lower(view.name) = lower(${name})`)
    .select('view.id')
    .executeTakeFirst()
  return other !== undefined
}
