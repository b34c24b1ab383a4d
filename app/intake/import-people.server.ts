import { randomUUID } from 'node:crypto'
import type { Db } from '#db/connection.server'
import { mainNameOf } from '~/caseload/main-name'
import { type OtherNamed, saveNames } from '~/caseload/save-names.server'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import { deriveFor } from '~/transitions/derive.server'
import { type Around, aroundPeople } from './around-people.server'
import { type Batches, batchesOf, type ImportWork, inBatches, saveEach } from './batches.server'
import { BY_IMPORT, bornAround, type FoundPerson, heldPeople, referencesHeld } from './held-people.server'
import { type Imported, imported } from './imported.server'
import { mergePerson, type PersonMerge } from './person-merge'
import { PEOPLE_COLUMNS, type PersonRow, readPersonRow, refuseReferencesTwice } from './person-row.input'
import { readFileRows } from './read-file.server'
import { startTally, type Tally } from './report'
import { type NewLead, saveLeads } from './save-leads.server'
import { addPeople, changePeople, keepWhatWasSent, type PersonToSave } from './save-people.server'

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
  const file = readFileRows(bytes, PEOPLE_COLUMNS)
  if (!file.ok) return refused(file.reason)

  const tally = startTally(file.value.rows.length + file.value.rejectedRows.length)
  tally.reject(file.value.rejects)
  const rows: PersonRow[] = []
  for (const read of refuseReferencesTwice(file.value.rows.map((row) => readPersonRow(row, today)))) {
    if (!read.ok) {
      tally.reject(read.rejects)
      continue
    }
    tally.warn(read.warnings)
    rows.push(read.value)
  }
  await inBatches(work, (batches) => saveAll(batches, work, { organisationId, rows, tally, today }))
  return ok(imported(file.value, PEOPLE_COLUMNS.known, tally.report()))
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
    saveSome(db, batches, { ...given, rows: some }, around),
  )
}

/** Somebody new who may be there already, here or further up in the file, is kept, and named: only a person can tell. */
async function warnOfOthers(db: Db, { organisationId, rows, tally }: Given): Promise<void> {
  const held = await referencesHeld(
    db,
    organisationId,
    rows.map(({ reference }) => reference),
  )
  const added = rows.filter(({ reference }) => !held.has(reference))
  const others = await bornAround(
    db,
    organisationId,
    added.flatMap(({ bornOn }) => bornOn ?? []),
  )
  for (const { row, reference, bornOn, ...names } of added) {
    const known = { name: mainNameOf(names), bornOn }
    const other = others.find(known)
    others.add(known, reference)
    if (other === null) continue
    const who = other === '' ? 'somebody without a reference' : other
    const reason = `This may be somebody who is there already, ${who}: the names sound alike and the birth dates are alike`
    tally.warn([{ row, column: 'reference', value: reference, reason }])
  }
}

type Saved = {
  row: PersonRow
  id: string
  held: FoundPerson | null
  merge: Extract<PersonMerge, { ok: true }>
}

async function saveSome(
  db: Db,
  batches: Batches,
  { organisationId, rows, tally, today }: Given,
  around: Around,
): Promise<void> {
  const held = await heldPeople(
    db,
    organisationId,
    rows.map(({ reference }) => reference),
  )
  const counts = { added: 0, changed: 0, unchanged: 0, rejected: 0 }
  const saved: Saved[] = []
  for (const row of rows) {
    const there = held.get(row.reference) ?? null
    const merge = mergePerson(row, there, around.meant(row), today)
    if (!merge.ok) {
      tally.reject(merge.rejects)
      counts.rejected += 1
      continue
    }
    tally.warn(merge.warnings)
    tally.count(merge.verdict)
    counts[merge.verdict] += 1
    saved.push({ row, id: there?.id ?? randomUUID(), held: there, merge })
  }

  await save(db, organisationId, around, saved)
  const touched = saved.filter(({ merge }) => merge.verdict === 'added' || merge.changed.length > 0)
  await deriveFor(
    db,
    touched.map(({ id }) => id),
  )
  const people = new Set([...[...held.values()].map(({ id }) => id), ...saved.map(({ id }) => id)])
  await batches.account(db, {
    act: 'people.import',
    people: [...people],
    detail: { organisationId, ...counts },
  })
}

async function save(db: Db, organisationId: string, around: Around, saved: readonly Saved[]): Promise<void> {
  const isAnew = ({ merge }: Saved) => merge.changed.length > 0
  const added = saved.filter(({ held }) => held === null)
  const changed = saved.filter((each) => each.held !== null && isAnew(each))
  const sentOnly = saved.filter(
    (each) =>
      each.held !== null && !isAnew(each) && (each.merge.verdict === 'changed' || each.merge.isSentAnew),
  )
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
