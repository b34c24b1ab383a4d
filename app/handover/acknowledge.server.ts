import { type Db, sql } from '#db/connection.server'
import { recordAudit } from '~/audit/write.server'
import { ok, type Result, refused } from '~/shared/result'
import type { Handover } from './handover.server'

/** The new worker says that they have read the page: from then on nobody is reminded of it. */
export async function acknowledgeHandover(
  db: Db,
  personId: string,
  handover: Pick<Handover, 'id'>,
): Promise<Result<null, 'not-to-you'>> {
  const { rows } = await sql<{ isRead: boolean }>`
    select sec.acknowledge_handover(${handover.id}::uuid) as "isRead"`.execute(db)
  if (!rows[0]?.isRead) return refused('not-to-you')
  await recordAudit(db, { act: 'handover.read', personId, subjectType: 'handover', subjectId: handover.id })
  return ok(null)
}
