import { randomUUID } from 'node:crypto'
import type { Db } from '#db/connection.server'
import { calendarOf } from '~/organisations/calendar.server'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import { deriveFor } from '~/transitions/derive.server'
import { applyFacts } from './apply-facts'
import { type Batches, batchesOf, type ImportWork, inBatches, saveEach } from './batches.server'
import { KEY_DATE_COLUMNS, readFactRow, type SaidFact, saidFact } from './fact-row.input'
import { peopleWithFacts } from './held-facts.server'
import { type Imported, imported } from './imported.server'
import { readFileRows } from './read-file.server'
import { startTally, type Tally } from './report'
import { type StepToSave, saveFactSteps } from './save-facts.server'

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
  const file = readFileRows(bytes, KEY_DATE_COLUMNS)
  if (!file.ok) return refused(file.reason)

  const tally = startTally(file.value.rows.length + file.value.rejectedRows.length)
  tally.reject(file.value.rejects)
  await inBatches(work, async (batches) => {
    const calendar = await batches.each((db) => calendarOf(db, organisationId))
    const rows: SaidFact[] = []
    for (const row of file.value.rows) {
      const read = readFactRow(row, today, calendar)
      if (!read.ok) {
        tally.reject(read.rejects)
        continue
      }
      tally.warn(read.warnings)
      const said = saidFact(read.value)
      if (said) rows.push(said)
    }
    const divided = batchesOf(rows, ({ reference }) => reference)
    await saveEach(batches, work, divided, (db, some) =>
      saveSome(db, batches, { organisationId, rows: some, tally, today }),
    )
  })
  return ok(imported(file.value, KEY_DATE_COLUMNS.known, tally.report()))
}

type Given = { organisationId: string; rows: readonly SaidFact[]; tally: Tally; today: CivilDate }

async function saveSome(
  db: Db,
  batches: Batches,
  { organisationId, rows, tally, today }: Given,
): Promise<void> {
  const rowsOf = new Map<string, SaidFact[]>()
  for (const row of rows) {
    const others = rowsOf.get(row.reference)
    if (others) others.push(row)
    else rowsOf.set(row.reference, [row])
  }
  const people = await peopleWithFacts(db, organisationId, [...rowsOf.keys()])
  const counts = { added: 0, changed: 0, unchanged: 0, rejected: 0 }
  const toSave: StepToSave[] = []
  const touched: string[] = []
  for (const [reference, theirs] of rowsOf) {
    const person = people.get(reference)
    if (!person) {
      tally.reject(theirs.map(nobody))
      counts.rejected += theirs.length
      continue
    }
    const { applied, steps } = applyFacts(person.facts, theirs, {
      bornOn: person.bornOn,
      today,
      newId: randomUUID,
    })
    for (const each of applied) {
      counts[each.verdict] += 1
      if (each.verdict === 'rejected') {
        tally.reject(each.rejects)
        continue
      }
      tally.count(each.verdict)
      tally.warn(each.warnings)
    }
    for (const step of steps) toSave.push({ ...step, personId: person.id })
    if (steps.some(({ is }) => is !== 'sent')) touched.push(person.id)
  }

  await saveFactSteps(db, organisationId, toSave)
  await deriveFor(db, touched)
  await batches.account(db, {
    act: 'key-dates.import',
    people: [...people.values()].map(({ id }) => id),
    detail: { organisationId, ...counts },
  })
}

function nobody({ row, reference }: SaidFact) {
  const reason = 'There is nobody with this reference: import the people first'
  return { row, column: 'reference', value: reference, reason }
}
