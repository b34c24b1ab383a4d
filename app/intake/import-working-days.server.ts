import type { Db } from '#db/connection.server'
import { type OwnDay, ownDays, saveOwnDays } from '~/organisations/calendar.server'
import { ok, type Result, refused } from '~/shared/result'
import { type ImportWork, inBatches } from './batches.server'
import { type Imported, imported } from './imported.server'
import { readFileRows } from './read-file.server'
import { rederiveOrganisation } from './rederive-many.server'
import { startTally, type Tally } from './report'
import { readWorkingDayRow, WORKING_DAY_COLUMNS, type WorkingDayRow } from './working-day-row.input'

/** Brings an organisation's own working days in, and derives all its people anew. */
export async function importWorkingDays(
  work: ImportWork,
  organisationId: string,
  bytes: Uint8Array,
): Promise<Result<Imported, string>> {
  const file = await readFileRows(bytes, WORKING_DAY_COLUMNS)
  if (!file.ok) return refused(file.reason)

  const tally = startTally(file.value.rows.length + file.value.rejectedRows.length)
  tally.reject(file.value.rejects)
  const rows: WorkingDayRow[] = []
  const firstRow = new Map<string, number>()
  for (const row of file.value.rows) {
    const read = readWorkingDayRow(row)
    if (!read.ok) {
      tally.reject(read.rejects)
      continue
    }
    const day = String(read.value.day)
    const before = firstRow.get(day)
    if (before !== undefined) {
      const reason = `Row ${before} of this file has the same day`
      tally.reject([{ row: row.row, column: 'date', value: day, reason }])
      continue
    }
    firstRow.set(day, row.row)
    rows.push(read.value)
  }
  await inBatches(work, async (batches) => {
    await batches.each(async (db) => {
      const saved = await saveDays(db, organisationId, rows, tally)
      await batches.account(db, { act: 'working-days.import', detail: { organisationId, days: saved } })
    })
    await rederiveOrganisation(work, batches, organisationId)
  })
  return ok(imported(file.value, WORKING_DAY_COLUMNS.known, tally.report()))
}

/** @returns how many days are other than before. A name that is not given stays as it was. */
async function saveDays(
  db: Db,
  organisationId: string,
  rows: readonly WorkingDayRow[],
  tally: Tally,
): Promise<number> {
  const held = new Map((await ownDays(db, organisationId)).map((own) => [own.day, own]))
  const toSave: OwnDay[] = []
  for (const { day, works, name } of rows) {
    if (day === null || works === null) continue
    const before = held.get(day)
    const now = { day, works: works === 'yes', name: name ?? before?.name ?? null }
    const isSame = before !== undefined && before.works === now.works && before.name === now.name
    tally.count(isSame ? 'unchanged' : before === undefined ? 'added' : 'changed')
    if (!isSame) toSave.push(now)
  }
  await saveOwnDays(db, organisationId, toSave)
  return toSave.length
}
