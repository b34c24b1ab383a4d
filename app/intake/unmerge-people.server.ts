import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { openRecords } from '~/caseload/open-record.server'
import { keepMainName } from '~/caseload/save-names.server'
import { ok, type Result, refused } from '~/shared/result'
import { deriveFor } from '~/transitions/derive.server'
import { unlessLost } from './merge-people.server'

export type WhyNotUnmerged =
  | 'not-yours-to-undo'
  | 'undone-already'
  | 'too-late'
  | 'another-came-after'
  | 'you-would-not-see-both'

/**
 * Puts two records apart that were put together within the last 30 days: what was the other's goes back to it, with what hangs on it;
 * what came since stays. The later of two merges is undone first.
 */
export async function unmergePeople(
  db: Db,
  worker: Worker,
  mergeId: string,
): Promise<Result<{ keptId: string; otherId: string }, WhyNotUnmerged>> {
  const answer = await unlessLost(db, () =>
    sql<{ outcome: 'undone' | WhyNotUnmerged; keptId: string; otherId: string }>`
      select outcome, person_id as "keptId", other_id as "otherId" from sec.unmerge_people(${mergeId}::uuid)`.execute(
      db,
    ),
  )
  if (!answer) return refused('you-would-not-see-both')
  const [done] = answer.rows
  if (!done) return refused('not-yours-to-undo')
  const { outcome, keptId, otherId } = done
  if (outcome !== 'undone') return refused(outcome)
  const [kept] = await openRecords(db, worker, [keptId])
  if (kept) await keepMainName(db, { ...kept, personId: keptId })
  await deriveFor(db, [keptId, otherId])
  await recordAudit(db, {
    act: 'person.unmerge',
    personId: keptId,
    subjectType: 'person',
    subjectId: otherId,
  })
  return ok({ keptId, otherId })
}
