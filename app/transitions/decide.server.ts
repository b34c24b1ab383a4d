import { randomUUID } from 'node:crypto'
import type { Db } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import { completed, type Decision, whyNotComplete } from './decision'
import { heldPrompts, recordDecisions, standing } from './held-prompts.server'
import { coversOf } from './prompts'
import type { WhyNotDecided } from './words'

/**
 * Records what a worker decided about a prompt, and with it about every other step of that transition which is due. "Not now"
 * keeps it live and brings it back on its day; the other three settle it. None is overwritten: a later one stands beside it.
 * `actId` is what it is taken back by.
 */
export async function decide(
  db: Db,
  worker: Worker,
  { personId, transitionId }: { personId: string; transitionId: string },
  said: Decision,
  today: CivilDate,
): Promise<Result<{ nextOn: CivilDate | null; actId: string }, WhyNotDecided>> {
  const decision = completed(said, today)
  const [held] = await heldPrompts(db, worker, [transitionId])
  if (!held || held.personId !== personId) return refused('not-yours-to-decide')
  const prompt = held.prompts.find(({ step, done }) => step === decision.step && !done)
  if (held.version !== decision.version || !prompt) return refused('changed-meanwhile')
  const why = whyNotComplete(decision, today)
  if (why) return refused(why)

  const { step, kind, reason, note, backOn, useful } = decision
  const covers = coversOf(held.prompts, step, today)
  const made = { step, covers, kind, reason, note, backOn, useful, round: prompt.round ?? null }
  const actId = randomUUID()
  const decided = await recordDecisions(db, worker, actId, [{ held, made }])
  if (!decided.has(transitionId)) return refused('changed-meanwhile')
  await recordAudit(db, {
    act: 'prompt.decide',
    personId,
    subjectType: 'transition',
    subjectId: transitionId,
    fields: ['decision'],
  })
  return ok({ nextOn: standing(held, [...held.decisions, made]).next, actId })
}
