import { type Db, sql } from '#db/connection.server'
import { recordAudit } from '~/audit/write.server'
import { ok, type Result, refused } from '~/shared/result'
import type { Handover } from './handover.server'

/** A few lines for the next worker, by the one who goes as long as they work with them, or by who may allocate. */
export async function writeLines(
  db: Db,
  personId: string,
  handover: Pick<Handover, 'id'>,
  { lines, version }: { lines: string; version: number },
): Promise<Result<{ version: number }, 'not-yours-to-write' | 'changed-meanwhile'>> {
  const { rows } = await sql<{ written: boolean; version: number }>`
    select written, version from sec.write_handover_lines(${handover.id}::uuid, ${version}::int, ${lines})`.execute(
    db,
  )
  const [answer] = rows
  if (!answer) return refused('not-yours-to-write')
  if (!answer.written) return refused('changed-meanwhile')
  await recordAudit(db, {
    act: 'handover.lines',
    personId,
    subjectType: 'handover',
    subjectId: handover.id,
    fields: ['lines'],
  })
  return ok({ version: answer.version })
}
