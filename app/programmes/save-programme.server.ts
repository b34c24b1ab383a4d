import { type Db, sql } from '#db/connection.server'

/** The next version of an entry. False: this is no longer the one that stands. */
export async function saveProgramme(
  db: Db,
  { organisationId, id }: { organisationId: string; id: string },
  version: number,
  columns: object,
): Promise<boolean> {
  const saved = await db
    .updateTable('app.programme')
    .set({ ...columns, version: version + 1, changed_at: sql`now()` })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return saved.numUpdatedRows > 0n
}
