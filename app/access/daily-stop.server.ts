import { recordAudit } from '~/audit/write.server'
import type { RequestUnit } from './request.server'

/** How the database refuses an answer for which more people would have been opened today than the caseload explains. */
const TOO_MANY = 'AI080'

/** Whose record was one too many; null: it failed for another reason. */
export function stoppedAt(error: unknown): string | null {
  const { code, detail } = (error ?? {}) as { code?: unknown; detail?: unknown }
  return code === TOO_MANY ? String(detail) : null
}

/** Keeps in the audit that somebody was stopped: the answer that was refused is undone, and its entries with it. */
export async function recordStop(unit: RequestUnit, token: string, personId: string): Promise<void> {
  const { db } = await unit.enter(token)
  await recordAudit(db, {
    act: 'access.stopped',
    subjectType: 'person',
    subjectId: personId,
    outcome: 'denied',
  })
  await unit.finish({ status: 429, location: null })
}
