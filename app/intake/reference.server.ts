import { type Db, sql } from '#db/connection.server'
import { recordAudit } from '~/audit/write.server'
import { ok, type Result, refused } from '~/shared/result'

export type WhyNoReference = 'reference-not-free' | 'reference-from-a-list'

/**
 * Writes a person with their reference, which is theirs alone in the organisation. Where it is somebody's already nothing of it
 * stays, and whoever asked stands in the audit: whose it is, and whether this worker may see them, only the database knows.
 */
export async function withReference<T>(
  db: Db,
  write: () => Promise<T>,
): Promise<Result<T, 'reference-not-free'>> {
  await sql`savepoint reference`.execute(db)
  try {
    const written = await write()
    await sql`release savepoint reference`.execute(db)
    return ok(written)
  } catch (error) {
    if (!isTaken(error)) throw error
  }
  await sql`rollback to savepoint reference`.execute(db)
  await recordAudit(db, { act: 'person.reference', fields: ['reference'], outcome: 'denied' })
  return refused('reference-not-free')
}

function isTaken(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string }
  return code === '23505' && constraint === 'person_organisation_id_reference_key'
}
