import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result } from '~/shared/result'
import { ATTENDANCE_COLUMNS, readAttendanceRow, type SaidWeek, saidWeek } from './attendance-row.input'
import { batchesOf, type ImportWork, inBatches, saveEach } from './batches.server'
import { type Imported, imported } from './imported.server'
import { type FileRead, readFileRows } from './read-file.server'
import { startTally, type Tally } from './report'
import { saveWeeks } from './save-weeks.server'

/**
 * Brings an attendance.csv in: each row is one week of one person, new, changed or the same. All weeks of one person are in one batch,
 * saved with what the rules find then. Refused with one sentence where the file is not what it says it is.
 */
export async function importAttendance(
  work: ImportWork,
  organisationId: string,
  bytes: Uint8Array,
  today: CivilDate,
): Promise<Result<Imported, string>> {
  const file = await readFileRows(bytes, ATTENDANCE_COLUMNS)
  if (!file.ok) return file

  const tally = startTally(file.value.rows.length + file.value.rejectedRows.length)
  const rows = weeksIn(file.value, tally, today)
  await inBatches(work, async (batches) => {
    const divided = batchesOf(rows, ({ reference }) => reference)
    await saveEach(batches, work, divided, (db, some) =>
      saveWeeks(db, batches, { organisationId, rows: some, tally, today }),
    )
  })
  return ok(imported(file.value, ATTENDANCE_COLUMNS.known, tally.report()))
}

/** The rows of a file that can be read, each week of a person once. */
function weeksIn(
  file: FileRead<(typeof ATTENDANCE_COLUMNS.known)[number]>,
  tally: Tally,
  today: CivilDate,
): SaidWeek[] {
  tally.reject(file.rejects)
  const rows: SaidWeek[] = []
  const firstRow = new Map<string, number>()
  for (const row of file.rows) {
    const read = readAttendanceRow(row, today)
    if (!read.ok) {
      tally.reject(read.rejects)
      continue
    }
    const said = saidWeek(read.value)
    if (said === null) continue
    const key = `${said.weekStarting} ${said.reference}`
    const before = firstRow.get(key)
    if (before !== undefined) {
      const reason = `Row ${before} of this file has the same week of the same person`
      tally.reject([{ row: row.row, column: 'week_starting', value: row.cells.week_starting, reason }])
      continue
    }
    firstRow.set(key, row.row)
    tally.warn(read.warnings)
    rows.push(said)
  }
  return rows
}
