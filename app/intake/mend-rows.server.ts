import { stringify } from 'csv-stringify/sync'
import type { Db } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import { columnsToMend } from './columns-to-mend'
import { type Cells, columnsOf, type ListKind } from './list'
import { sendList } from './send-list.server'

/** A cell as it was put right, of one refused row. */
export type MendedCell = { part: number; row: number; column: string; value: string }

/**
 * Saves refused rows again with what was put right in them, as a small part of the same list: nothing is uploaded anew, and taking the
 * list back takes them back too. Rows in which nothing was changed stay as they are.
 */
export async function mendRows(
  db: Db,
  worker: Worker,
  secret: string,
  list: { id: string; kind: ListKind },
  said: readonly MendedCell[],
  today: CivilDate,
): Promise<Result<null, 'nothing-changed' | 'at-work'>> {
  const refusedRows = await db
    .selectFrom('app.import_row')
    .where('import_id', '=', list.id)
    .where('mended_in', 'is', null)
    .select(['part', 'row', 'cells', 'remarks'])
    .orderBy('row')
    .forUpdate()
    .execute()
  const mended = refusedRows.flatMap((each) => {
    const may = columnsToMend(list.kind, each)
    const news = said.filter(
      ({ part, row, column, value }) =>
        part === each.part &&
        row === each.row &&
        may.includes(column) &&
        value !== (each.cells[column] ?? ''),
    )
    if (news.length === 0) return []
    const cells: Cells = {
      ...each.cells,
      ...Object.fromEntries(news.map(({ column, value }) => [column, value])),
    }
    return [{ ...each, cells }]
  })
  if (mended.length === 0) return refused('nothing-changed')

  const isSent = await sendList(db, secret, list, ['done'], 'running', today)
  if (!isSent) return refused('at-work')
  const { part } = await db
    .selectFrom('app.import')
    .where('id', '=', list.id)
    .select('part')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('app.import_part')
    .values({
      organisation_id: worker.organisationId,
      import_id: list.id,
      worker_id: worker.id,
      part,
      bytes: fileOf(list.kind, mended),
      row_numbers: mended.map(({ row }) => row),
    })
    .execute()
  for (const each of mended)
    await db
      .updateTable('app.import_row')
      .set({ mended_in: part })
      .where('import_id', '=', list.id)
      .where('part', '=', each.part)
      .where('row', '=', each.row)
      .execute()
  return ok(null)
}

/** As a file under our own columns: it is read as one that came from outside. */
function fileOf(kind: ListKind, rows: readonly { cells: Cells }[]): Uint8Array {
  const { known } = columnsOf(kind)
  return Buffer.from(
    stringify([known, ...rows.map(({ cells }) => known.map((column) => cells[column] ?? ''))]),
  )
}
