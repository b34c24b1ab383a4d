import { randomUUID } from 'node:crypto'
import type { Db } from '#db/connection.server'
import { scopeBits } from '~/access/permissions'
import { factKinds } from '~/caseload/fact-kinds'
import type { CivilDate } from '~/shared/civil-date'
import { deriveFor } from '~/transitions/derive.server'
import { applyFacts } from './apply-facts'
import type { Batches } from './batches.server'
import type { Remark } from './cells'
import type { SaidFact } from './fact-row.input'
import { keyOf } from './held-fact'
import { type PersonWithFacts, peopleWithFacts } from './held-facts.server'
import { inTurns } from './held-people.server'
import type { Importer } from './importer'
import { dateKeysTaken, noteAfter, noteBefore, writesOver } from './importer.server'
import type { Tally } from './report'
import { type StepToSave, saveFactSteps } from './save-facts.server'

export type FactRows = {
  organisationId: string
  rows: readonly SaidFact[]
  tally: Tally
  today: CivilDate
  /** Null: the organisation's own, by command, which may say anything. */
  importer: Importer | null
}

/**
 * Saves rows about dates in the caller's transaction, all of one person together, with what the rules find then, and accounts for it.
 * The rows of a worker's list say no more than that worker may.
 */
export async function saveFactRows(
  db: Db,
  { account }: Pick<Batches, 'account'>,
  given: FactRows,
): Promise<void> {
  const { organisationId, rows, tally, today, importer } = given
  const rowsOf = new Map<string, SaidFact[]>()
  for (const row of rows) {
    const others = rowsOf.get(row.reference)
    if (others) others.push(row)
    else rowsOf.set(row.reference, [row])
  }
  const people = await peopleWithFacts(db, organisationId, [...rowsOf.keys()])
  const mayNot = importer === null ? () => null : await refusalsFor(db, people, rows)
  const counts = { added: 0, changed: 0, unchanged: 0, rejected: 0 }
  const toSave: StepToSave[] = []
  const touched: string[] = []
  const [now, later] = inTurns(
    [...rowsOf].map(([reference, theirs]) => ({ reference, theirs })),
    people,
  )
  for (const { reference, theirs } of now) {
    const person = people.get(reference)
    if (!person) {
      tally.reject(theirs.map(nobody))
      counts.rejected += theirs.length
      continue
    }
    const may = theirs.filter((row) => {
      const refusal = mayNot(person.id, row)
      if (refusal === null) return true
      tally.reject([refusal])
      counts.rejected += 1
      return false
    })
    const { applied, steps } = applyFacts(person.facts, may, {
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

  const facts = [...new Set(toSave.map(({ fact }) => fact.id))]
  const there = new Set([...people.values()].flatMap((person) => person.facts.map(({ id }) => id)))
  if (importer) await noteBefore(db, importer, { facts: facts.filter((id) => there.has(id)) })
  await saveFactSteps(db, organisationId, toSave)
  if (importer) await noteAfter(db, importer, { facts })
  await deriveFor(db, touched)
  await account(db, {
    act: 'key-dates.import',
    people: [...people.values()].map(({ id }) => id),
    detail: { organisationId, ...counts },
  })
  if (later.length > 0)
    await saveFactRows(db, { account }, { ...given, rows: later.flatMap(({ theirs }) => theirs) })
}

function nobody({ row, reference }: SaidFact) {
  const reason = 'There is nobody with this reference: import the people first'
  return { row, column: 'reference', value: reference, reason }
}

/** Why this worker may not say a row of somebody; null where they may. */
async function refusalsFor(
  db: Db,
  people: ReadonlyMap<string, PersonWithFacts>,
  rows: readonly SaidFact[],
): Promise<(personId: string, row: SaidFact) => Remark | null> {
  const ids = [...people.values()].map(({ id }) => id)
  const writes = await writesOver(db, ids)
  const taken = await dateKeysTaken(db, ids, [...new Set(rows.map(keyOf))])
  return (personId, row) => {
    const isTheirs = ((writes.get(personId) ?? 0) & scopeBits[factKinds[row.kind].scope]) !== 0
    if (!isTheirs) return { row: row.row, column: 'kind', value: row.kind, reason: NOT_THIS_KIND }
    const isTaken = taken.has(`${personId} ${keyOf(row)}`)
    return isTaken ? { row: row.row, column: 'id', value: row.id ?? '', reason: KEY_TAKEN } : null
  }
}

const NOT_THIS_KIND = 'Dates of this kind are not yours to write: leave the row to a colleague who may'
const KEY_TAKEN = 'This id cannot be used here. Check it, or leave the row to your manager'
