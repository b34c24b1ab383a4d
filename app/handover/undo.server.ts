import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { ok, type Result, refused } from '~/shared/result'
import { deriveTouched } from '~/transitions/derive.server'
import { handoversOf, isAsItWasLeft, mayUndoStill } from './lot.server'

/**
 * Takes one act back within ten minutes, for everybody of it who is still as it left them: whoever led before leads on, planned sessions go
 * back. It stays in the history that it was, and that it was taken back. Of whom something has changed since, nothing is touched.
 */
export async function undoLot(
  db: Db,
  worker: Worker,
  lotId: string,
): Promise<Result<{ undone: number }, 'not-yours' | 'too-late'>> {
  const held = await handoversOf(db, worker, lotId)
    .select([
      'person.id as personId',
      'handover.id',
      'handover.allocation_id as allocationId',
      'handover.ended',
      'handover.sessions',
      mayUndoStill.as('mayUndo'),
    ])
    .orderBy('person.id')
    .forNoKeyUpdate('person')
    .execute()
  if (held.length === 0) return refused('not-yours')
  if (!held.every(({ mayUndo }) => mayUndo)) return refused('too-late')

  // Asked once they are held: nobody changes any of it from here on.
  const left = await handoversOf(db, worker, lotId).where(isAsItWasLeft).select('handover.id').execute()
  const asLeft = held.filter(({ id }) => left.some((each) => each.id === id))
  if (asLeft.length === 0) return ok({ undone: 0 })
  await endWhatBegan(
    db,
    asLeft.flatMap(({ allocationId }) => allocationId ?? []),
  )
  await goOnAsBefore(
    db,
    asLeft.flatMap(({ ended }) => ended),
  )
  await moveSessionsBack(
    db,
    asLeft.flatMap(({ sessions }) => sessions),
  )
  await db
    .updateTable('app.handover')
    .set({ undone_at: sql`now()` })
    .where(
      'id',
      'in',
      asLeft.map(({ id }) => id),
    )
    .execute()
  await deriveTouched(db)
  for (const { personId } of asLeft)
    await recordAudit(db, { act: 'person.reassign-undo', personId, detail: { lot: lotId } })
  return ok({ undone: asLeft.length })
}

async function endWhatBegan(db: Db, allocations: readonly string[]): Promise<void> {
  if (allocations.length === 0) return
  await db
    .updateTable('app.allocation')
    .set({ ends_at: sql`now()`, undone_at: sql`now()` })
    .where('id', 'in', [...allocations])
    .execute()
}

async function goOnAsBefore(db: Db, ended: readonly { id: string; was: string | null }[]): Promise<void> {
  if (ended.length === 0) return
  await sql`
    update app.allocation a set ends_at = e.was, undone_at = null
      from jsonb_to_recordset(${JSON.stringify(ended)}::jsonb) e (id uuid, was timestamptz) where a.id = e.id`.execute(
    db,
  )
}

async function moveSessionsBack(
  db: Db,
  sessions: readonly { id: string; workerId: string; version: number }[],
): Promise<void> {
  if (sessions.length === 0) return
  await sql`
    update app.session s set worker_id = e."workerId", version = s.version + 1, changed_at = now(), changed_because = 'Taken back'
      from jsonb_to_recordset(${JSON.stringify(sessions)}::jsonb) e (id uuid, "workerId" uuid, version int)
     where s.id = e.id and s.version = e.version`.execute(db)
}
