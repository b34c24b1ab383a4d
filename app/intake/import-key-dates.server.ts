import { calendarOf } from '~/organisations/calendar.server'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result } from '~/shared/result'
import type { WorkingDays } from '~/shared/working-days'
import { batchesOf, type ImportWork, inBatches, saveEach } from './batches.server'
import { KEY_DATE_COLUMNS } from './fact-columns'
import { readFactRow, type SaidFact, saidFact } from './fact-row.input'
import { type Imported, imported } from './imported.server'
import { type FileRead, readFileRows } from './read-file.server'
import { startTally, type Tally } from './report'
import { saveFactRows } from './save-fact-rows.server'

/**
 * Brings a key-dates.csv in: each row is the same fact again, a move of one, or a new one. All rows of one person are in one batch,
 * saved with what the rules find then. Refused with one sentence where the file is not what it says it is.
 */
export async function importKeyDates(
  work: ImportWork,
  organisationId: string,
  bytes: Uint8Array,
  today: CivilDate,
): Promise<Result<Imported, string>> {
  const file = await readFileRows(bytes, KEY_DATE_COLUMNS)
  if (!file.ok) return file

  const tally = startTally(file.value.rows.length + file.value.rejectedRows.length)
  await inBatches(work, async (batches) => {
    const calendar = await batches.each((db) => calendarOf(db, organisationId))
    const rows = factsIn(file.value, tally, today, calendar)
    const divided = batchesOf(rows, ({ reference }) => reference)
    await saveEach(batches, work, divided, (db, some) =>
      saveFactRows(db, batches, { organisationId, rows: some, tally, today, importer: null }),
    )
  })
  return ok(imported(file.value, KEY_DATE_COLUMNS.known, tally.report()))
}

/** The rows of a file that can be read, with what is wrong in the others told. */
export function factsIn(
  file: FileRead<(typeof KEY_DATE_COLUMNS.known)[number]>,
  tally: Tally,
  today: CivilDate,
  calendar: WorkingDays,
): SaidFact[] {
  tally.reject(file.rejects)
  const rows: SaidFact[] = []
  for (const row of file.rows) {
    const read = readFactRow(row, today, calendar)
    if (!read.ok) {
      tally.reject(read.rejects)
      continue
    }
    tally.warn(read.warnings)
    const said = saidFact(read.value)
    if (said) rows.push(said)
  }
  return rows
}
