import type { Db } from '#db/connection.server'
import { recordAudit } from '~/audit/write.server'
import { columnsOf } from './list'
import { listAt, refusedRows } from './lists.server'
import { rejectFile } from './reject-file.server'

/** The refused rows of one's own list with their reasons, to be put right and brought in again; null where there is no such list. */
export async function refusedFile(db: Db, id: string): Promise<string | null> {
  const list = await listAt(db, id)
  if (!list) return null
  const rows = await refusedRows(db, id)
  await recordAudit(db, {
    act: 'list.refused-file',
    subjectType: 'import',
    subjectId: id,
    detail: { rows: rows.length },
  })
  const { known } = columnsOf(list.kind)
  const whole = rows.map(({ row, cells }) => ({
    row,
    cells: Object.fromEntries(known.map((column) => [column, cells[column] ?? ''])),
  }))
  const remarks = rows.flatMap(({ row, remarks }) => remarks.map((remark) => ({ row, ...remark })))
  return rejectFile(known, whole, remarks)
}
