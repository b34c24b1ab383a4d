import type { Db } from '#db/connection.server'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result } from '~/shared/result'
import { aroundPeople } from './around-people.server'
import { type Batches, batchesOf, type ImportWork, inBatches, saveEach } from './batches.server'
import { type Imported, imported } from './imported.server'
import { maybeThere } from './maybe-there.server'
import { PEOPLE_COLUMNS } from './person-columns'
import { type PersonRow, readPersonRow, refuseReferencesTwice } from './person-row.input'
import { type FileRead, readFileRows } from './read-file.server'
import { startTally, type Tally } from './report'
import { savePeopleRows } from './save-people-rows.server'

/**
 * Brings a people.csv in: by `reference`, so that the same file again changes nothing. Good rows are saved in batches with all that
 * the rules find in those lives; the others are named. Refused with one sentence where the file is not what it says it is.
 */
export async function importPeople(
  work: ImportWork,
  organisationId: string,
  bytes: Uint8Array,
  today: CivilDate,
): Promise<Result<Imported, string>> {
  const file = await readFileRows(bytes, PEOPLE_COLUMNS)
  if (!file.ok) return file

  const tally = startTally(file.value.rows.length + file.value.rejectedRows.length)
  const rows = peopleIn(file.value, tally, today)
  await inBatches(work, (batches) => saveAll(batches, work, { organisationId, rows, tally, today }))
  return ok(imported(file.value, PEOPLE_COLUMNS.known, tally.report()))
}

/** The rows of a file that can be read, with what is wrong in the others told. */
export function peopleIn(
  file: FileRead<(typeof PEOPLE_COLUMNS.known)[number]>,
  tally: Tally,
  today: CivilDate,
): PersonRow[] {
  tally.reject(file.rejects)
  const rows: PersonRow[] = []
  for (const read of refuseReferencesTwice(file.rows.map((row) => readPersonRow(row, today)))) {
    if (!read.ok) {
      tally.reject(read.rejects)
      continue
    }
    tally.warn(read.warnings)
    rows.push(read.value)
  }
  return rows
}

type Given = { organisationId: string; rows: readonly PersonRow[]; tally: Tally; today: CivilDate }

async function saveAll(batches: Batches, work: ImportWork, given: Given): Promise<void> {
  const { organisationId, rows, tally } = given
  const around = await batches.each(async (db) => {
    const around = await aroundPeople(db, organisationId, rows)
    await warnOfOthers(db, given)
    await batches.account(db, { act: 'people.import', detail: { organisationId, rows: rows.length } })
    return around
  })
  for (const row of rows) tally.warn(around.meant(row).warnings)
  const divided = batchesOf(rows, ({ reference }) => reference)
  await saveEach(batches, work, divided, (db, some) =>
    savePeopleRows(db, batches, { ...given, rows: some, importer: null }, around),
  )
}

/** Somebody new who may be there already is kept, and named: only a person can tell. */
async function warnOfOthers(db: Db, { organisationId, rows, tally }: Given): Promise<void> {
  for (const { row, other } of await maybeThere(db, organisationId, rows)) {
    const who = other.reference ?? 'somebody without a reference'
    const reason = `This may be somebody who is there already, ${who}: the names sound alike and the birth dates are alike`
    tally.warn([{ row: row.row, column: 'reference', value: row.reference, reason }])
  }
}
