import { type Db, sql, withNext } from '#db/connection.server'
import { isAccountedFor, requestOf } from './unit.server'

export type Entry = {
  /** `person.view`, `fact.correct`, `sign-in.refused` … */
  act: string
  personId?: string
  /** The people of a list that was shown. */
  people?: readonly string[]
  subjectType?: string
  subjectId?: string
  /** Names of fields, never values. */
  fields?: readonly string[]
  outcome?: 'done' | 'denied' | 'failed'
  detail?: Readonly<Record<string, string | number | boolean | null>>
}

/**
 * Writes one entry in the caller's transaction: together with the statement that follows, at the latest the commit, which fails
 * where it can't be written. Who did it, the database says itself.
 */
export async function recordAudit(db: Db, entry: Entry): Promise<void> {
  const { act, personId = null, subjectType = null, subjectId = null, outcome = 'done', detail = {} } = entry
  await sql`${withNext}select aud.write(${requestOf(db)}::uuid, ${act}, ${personId}::uuid, ${entry.people ?? null}::uuid[], ${subjectType},
    ${subjectId}::uuid, ${entry.fields ?? null}::text[], ${outcome}, ${JSON.stringify(detail)}::jsonb)`.execute(
    db,
  )
  isAccountedFor(db)
}
