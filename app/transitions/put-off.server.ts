import type { Db } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import type { WhyNotComplete } from './decision'
import { type HeldPrompts, heldPrompts, recordDecisions } from './held-prompts.server'
import { type Made, type PutOff, putOffOne, whyNotPutOff } from './put-off'
import type { WhyLeft } from './why-left'

export type Chosen = { id: string; version: number }

/**
 * Puts off several changes with one reason and one day, each by the rules of a single decision and with an audit entry of its own.
 * Those that cannot be put off are left as they are, and kept with why, so that the page can name them. `actId` is what all of it is
 * taken back by.
 */
export async function putOff(
  db: Db,
  worker: Worker,
  chosen: readonly Chosen[],
  said: PutOff,
  actId: string,
  today: CivilDate,
): Promise<Result<{ done: number }, WhyNotComplete>> {
  const why = whyNotPutOff(said, today)
  if (why) return refused(why)

  const seen = new Map(chosen.map(({ id, version }) => [id, version]))
  const held = await heldPrompts(db, worker, [...seen.keys()])
  const left = new Map<string, WhyLeft>([...seen.keys()].map((id) => [id, 'not-yours']))
  const decided: { held: HeldPrompts; made: Made }[] = []
  for (const each of held) {
    const made = putOffOne(each, seen.get(each.id) ?? 0, said, today)
    if (typeof made === 'string') left.set(each.id, made)
    else decided.push({ held: each, made })
  }
  const done = await recordDecisions(db, worker, actId, decided)
  for (const { held } of decided) {
    if (!done.has(held.id)) continue
    left.delete(held.id)
    await recordAudit(db, {
      act: 'prompt.decide',
      personId: held.personId,
      subjectType: 'transition',
      subjectId: held.id,
      fields: ['decision'],
    })
  }
  await db
    .insertInto('app.bulk_act')
    .values({
      organisation_id: worker.organisationId,
      id: actId,
      worker_id: worker.id,
      done: done.size,
      left_out: JSON.stringify([...left].map(([transitionId, why]) => ({ transitionId, why }))),
    })
    .execute()
  return ok({ done: done.size })
}
