import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { heldPrompts, standing } from './held-prompts.server'

/**
 * Takes back what this worker decided in one act: it stays written and counts no more, so that what waited before waits again,
 * within ten minutes. Whatever others decided meanwhile stands. Returns how many were taken back: none when it is too late, or was done already.
 */
export async function takeBack(db: Db, worker: Worker, actId: string): Promise<number> {
  const { rows: taken } = await sql<{ id: string; personId: string }>`
    select transition_id as id, person_id as "personId" from sec.take_back(${actId}::uuid)`.execute(db)
  if (taken.length === 0) return 0
  const held = await heldPrompts(
    db,
    worker,
    taken.map(({ id }) => id),
  )
  const rows = held.map((each) => {
    const { prompts, next } = standing(each, each.decisions)
    return { id: each.id, seen: each.version, prompts, next_on: next }
  })
  // What the rules find no more has nothing that waits.
  await sql`select sec.settle_prompts(r.id, r.seen, r.prompts, r.next_on)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r (id uuid, seen int, prompts jsonb, next_on date)`.execute(
    db,
  )
  for (const { id, personId } of taken)
    await recordAudit(db, {
      act: 'prompt.take-back',
      personId,
      subjectType: 'transition',
      subjectId: id,
      fields: ['decision'],
    })
  return taken.length
}
