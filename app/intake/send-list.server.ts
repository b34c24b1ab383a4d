import { createHash, randomBytes } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import { type WorkToken, workTokenFor } from '~/access/work.server'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import type { ListKind, ListStatus, StoppedAt } from './list'

/** The token under which this list is worked on, as its maker. */
export function tokenOfList(secret: string, importId: string): WorkToken {
  return workTokenFor(secret, `import ${importId}`)
}

/**
 * Has one's own list checked, saved or taken back: the job, and what it may do it as, are made in the caller's transaction. False
 * where it does not stand as it was seen: somebody has sent it already, and nothing is done twice.
 */
export async function sendList(
  db: Db,
  secret: string,
  { id, kind }: { id: string; kind: ListKind },
  seen: readonly ListStatus[],
  next: StoppedAt,
  today: CivilDate,
): Promise<boolean> {
  const hash = createHash('sha256').update(tokenOfList(secret, id)).digest()
  const { rows } = await sql<{ sent: boolean }>`
    select sec.send_import(${id}::uuid, ${seen}::text[], ${next}, ${today}::date, ${hash}, ${randomBytes(32).toString('base64url')}) as sent`.execute(
    db,
  )
  const isSent = rows[0]?.sent === true
  if (isSent)
    await recordAudit(db, { act: `list.${next}`, subjectType: 'import', subjectId: id, detail: { kind } })
  return isSent
}
