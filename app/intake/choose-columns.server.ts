import { type Db, sql } from '#db/connection.server'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import type { ListKind } from './list'
import { type Matched, wrongColumns } from './match-columns'
import { sendList } from './send-list.server'

export type WhyNoColumns = { column: string; twice: boolean } | 'changed-meanwhile'

/** Says which of our columns each of a list's own is, and has it checked with them; what was decided of it before is void. */
export async function chooseColumns(
  db: Db,
  secret: string,
  list: { id: string; kind: ListKind; version: number },
  columns: Matched,
  today: CivilDate,
): Promise<Result<null, WhyNoColumns>> {
  const wrong = wrongColumns(list.kind, columns)
  if (wrong) return refused(wrong)
  const saved = await db
    .updateTable('app.import')
    .set({ columns: JSON.stringify(columns), version: sql<number>`version + 1` })
    .where('id', '=', list.id)
    .where('version', '=', list.version)
    .where('status', 'in', ['columns', 'checked'])
    .executeTakeFirst()
  if (saved.numUpdatedRows === 0n) return refused('changed-meanwhile')
  await db.updateTable('app.import_part').set({ choices: '{}' }).where('import_id', '=', list.id).execute()
  await sendList(db, secret, list, ['columns', 'checked'], 'checking', today)
  return ok(null)
}
