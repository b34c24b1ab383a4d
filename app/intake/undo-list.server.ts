import { type Db, sql } from '#db/connection.server'
import type { WorkToken } from '~/access/work.server'
import { recordAudit } from '~/audit/write.server'
import { saveNames } from '~/caseload/save-names.server'
import { deriveFor } from '~/transitions/derive.server'
import { inTurn, type ListJob, takeTurn, type Went } from './list-turn.server'

/** So many people are taken back at a time, each with all that the list did to them. */
const A_TURN = 100

/**
 * Takes back what a list did, of people with whom nobody has worked since: in the transaction in which somebody goes, so does all that
 * the rules found, and every way to them. What was changed or worked with since stays, and is named.
 */
export async function undoList(job: ListJob, token: WorkToken, importId: string): Promise<Went> {
  for (;;) {
    if (!job.mayGoOn()) return 'not-to-its-end'
    const left = await inTurn(job.jobs, token, (db) => undoSome(db, importId))
    if (left === null) return 'nowhere'
    if (left === 0) return 'to-its-end'
  }
}

type Undone = {
  personId: string
  outcome: 'undone' | 'taken-out' | 'worked-with' | 'changed-since' | 'not-yours'
  givenName: string | null
  familyName: string | null
  preferredName: string | null
}

/** How many people this turn was about; null where it is not to be done here. */
async function undoSome(db: Db, importId: string): Promise<number | null> {
  const turn = await takeTurn(db, importId, 'undoing')
  if (!turn) return null
  const { organisationId } = turn
  const { rows } = await sql<Undone>`
    select person_id as "personId", outcome, given_name as "givenName", family_name as "familyName", preferred_name as "preferredName"
      from sec.undo_import(${importId}::uuid, ${A_TURN})`.execute(db)
  await saveNames(
    db,
    organisationId,
    rows.filter(({ givenName, familyName, preferredName }) => givenName ?? familyName ?? preferredName),
    [],
  )
  const reached = rows.filter(({ outcome }) => outcome !== 'not-yours').map(({ personId }) => personId)
  await deriveFor(db, reached)
  const gone = rows.filter(({ outcome }) => outcome === 'taken-out').map(({ personId }) => personId)
  await sql`select sec.close_ways(${importId}::uuid, ${gone}::uuid[])`.execute(db)
  await recordAudit(db, {
    act: 'list.undo',
    people: reached,
    subjectType: 'import',
    subjectId: importId,
    detail: { gone: gone.length, by: 'page' },
  })
  await db
    .updateTable('app.import')
    .set({
      alive_at: sql`now()`,
      failures: 0,
      ...(rows.length === 0 && { status: 'undone' as const, undone_at: sql<Date>`now()` }),
    })
    .where('id', '=', importId)
    .execute()
  if (rows.length === 0) await sql`select sec.end_work()`.execute(db)
  return rows.length
}
