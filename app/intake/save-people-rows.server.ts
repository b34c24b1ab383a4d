import { randomUUID } from 'node:crypto'
import type { Db } from '#db/connection.server'
import { type OtherNamed, saveNames } from '~/caseload/save-names.server'
import type { CivilDate } from '~/shared/civil-date'
import { deriveFor } from '~/transitions/derive.server'
import type { Around } from './around-people.server'
import type { Batches } from './batches.server'
import { BY_IMPORT, type FoundPerson, heldPeople, inTurns } from './held-people.server'
import { asTheyMay, type Importer } from './importer'
import { beginPeople, noteAfter, noteBefore, referencesTaken } from './importer.server'
import { mergePerson, type PersonMerge } from './person-merge'
import type { PersonRow } from './person-row.input'
import type { Tally } from './report'
import { asChosen } from './same-as.server'
import { type NewLead, saveLeads } from './save-leads.server'
import { addPeople, changePeople, keepWhatWasSent, type PersonToSave } from './save-people.server'

export type PeopleRows = {
  organisationId: string
  rows: readonly PersonRow[]
  tally: Tally
  today: CivilDate
  /** Null: the organisation's own, by command, which may say anything. */
  importer: Importer | null
}

type Saved = {
  row: PersonRow
  id: string
  held: FoundPerson | null
  merge: Extract<PersonMerge, { ok: true }>
}

/**
 * Saves rows about people in the caller's transaction, with what the rules find in those lives, and accounts for it. The rows of a
 * worker's list say no more than that worker may.
 */
export async function savePeopleRows(
  db: Db,
  { account }: Pick<Batches, 'account'>,
  given: PeopleRows,
  around: Around,
): Promise<void> {
  const { organisationId, tally, today, importer } = given
  const rows = importer === null ? given.rows : await asChosen(db, importer, given.rows)
  const held = await heldPeople(
    db,
    organisationId,
    rows.map(({ reference }) => reference),
  )
  const unheld = rows.map(({ reference }) => reference).filter((reference) => !held.has(reference))
  const taken = importer === null ? new Set() : await referencesTaken(db, unheld)
  const counts = { added: 0, changed: 0, unchanged: 0, rejected: 0 }
  const merged: Omit<Saved, 'id'>[] = []
  const [now, later] = inTurns(rows, held)
  for (const each of now) {
    const there = held.get(each.reference) ?? null
    if (taken.has(each.reference)) {
      tally.reject([{ row: each.row, column: 'reference', value: each.reference, reason: TAKEN }])
      counts.rejected += 1
      continue
    }
    const row = importer === null ? each : saidBy(each, there, importer, around, tally)
    const merge = mergePerson(row, there, around.meant(row), today)
    if (!merge.ok) {
      tally.reject(merge.rejects)
      counts.rejected += 1
      continue
    }
    tally.warn(merge.warnings)
    tally.count(merge.verdict)
    counts[merge.verdict] += 1
    merged.push({ row, held: there, merge })
  }

  const saved = await withIds(db, importer, merged)
  const added = saved.filter((each) => each.held === null).map(({ id }) => id)
  const changed = saved.filter((each) => each.held !== null && hasNews(each)).map(({ id }) => id)
  if (importer) await noteBefore(db, importer, { people: changed })
  await save(db, organisationId, around, saved)
  if (importer) await noteAfter(db, importer, { people: [...added, ...changed] })
  const touched = saved.filter(
    ({ merge }) => merge.verdict === 'added' || merge.changed.length > 0 || merge.lead !== null,
  )
  await deriveFor(
    db,
    touched.map(({ id }) => id),
  )
  const people = new Set([...[...held.values()].map(({ id }) => id), ...saved.map(({ id }) => id)])
  await account(db, {
    act: 'people.import',
    people: [...people],
    detail: { organisationId, ...counts },
  })
  if (later.length > 0) await savePeopleRows(db, { account }, { ...given, rows: later }, around)
}

/** No more is said: whose it is, this worker may not know. */
const TAKEN = 'This reference cannot be used here. Check it, or leave the row to your manager'

function saidBy(
  row: PersonRow,
  held: FoundPerson | null,
  importer: Importer,
  around: Around,
  tally: Tally,
): PersonRow {
  const said = asTheyMay(row, held, importer)
  tally.warn(said.warnings)
  tally.warn(around.meant(said.row).warnings)
  return said.row
}

async function withIds(
  db: Db,
  importer: Importer | null,
  merged: readonly Omit<Saved, 'id'>[],
): Promise<Saved[]> {
  const howMany = merged.filter(({ held }) => held === null).length
  const ids =
    importer === null ? Array.from({ length: howMany }, () => randomUUID()) : await beginPeople(db, howMany)
  const fresh = ids.values()
  return merged.map((each) => ({ ...each, id: each.held?.id ?? (fresh.next().value as string) }))
}

/** Something of them is written: of the record, of who works with them, or of what the source said. */
function hasNews({ merge }: Saved): boolean {
  return merge.verdict === 'changed' || merge.isSentAnew
}

async function save(db: Db, organisationId: string, around: Around, saved: readonly Saved[]): Promise<void> {
  const isAnew = ({ merge }: Saved) => merge.changed.length > 0
  const added = saved.filter(({ held }) => held === null)
  const changed = saved.filter((each) => each.held !== null && isAnew(each))
  const sentOnly = saved.filter((each) => each.held !== null && !isAnew(each) && hasNews(each))
  const toSave = (each: Saved) => personToSave(each, around)
  await addPeople(db, organisationId, added.map(toSave))
  await changePeople(db, organisationId, changed.map(toSave))
  await keepWhatWasSent(db, organisationId, sentOnly.map(toSave))

  const renamed = [...added, ...changed.filter(({ merge }) => merge.changed.some(isName))]
  const named = renamed.map(({ id, merge: { values } }) => ({
    personId: id,
    givenName: values.givenName,
    familyName: values.familyName,
    preferredName: values.preferredName,
  }))
  const others = saved.flatMap(({ id, merge }) =>
    merge.names.map((name): OtherNamed => ({ personId: id, ...name })),
  )
  await saveNames(db, organisationId, named, others)
  const leads = saved.flatMap(({ id, held, merge: { lead } }): NewLead[] =>
    lead?.to === 'worker' ? [{ personId: id, workerId: lead.workerId, isFirst: held === null }] : [],
  )
  await saveLeads(db, organisationId, leads)
}

function isName(value: string): boolean {
  return value === 'givenName' || value === 'familyName' || value === 'preferredName'
}

function personToSave({ row, id, held, merge }: Saved, around: Around): PersonToSave {
  const { values, changed, lead, sent, pending } = merge
  const isSaid = (value: string) => held === null || changed.includes(value)
  return {
    id,
    reference: row.reference,
    values,
    birthDateSource: isSaid('bornOn') ? BY_IMPORT : (held?.birthDateSource ?? BY_IMPORT),
    schoolId: isSaid('school') ? around.schoolId(values.school) : (held?.schoolId ?? null),
    teamId: isSaid('team') ? around.teamId(values.team) : (held?.teamId ?? null),
    unknownWorker:
      lead === null ? (held?.unknownWorker ?? null) : lead.to === 'nobody-known' ? lead.email : null,
    sent,
    pending,
  }
}
