import { type Db, sql } from '#db/connection.server'
import { scopeBits } from '~/access/permissions'
import { reachOver, visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import type { FactInput } from '~/caseload/fact.input'
import { type FactKindCode, factKinds, isFactKind } from '~/caseload/fact-kinds'
import type { WhyNotSaved } from '~/caseload/not-saved'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import { type WhyNotPossible, whyNotPossible } from '~/transitions/data-errors'
import { deriveFor } from '~/transitions/derive.server'
import type { Take } from './settle.server'

export type WhyNotRecorded = WhyNotSaved | WhyNotPossible | 'there-is-one-already'

/** The kinds that this worker may record of this person: dates are theirs to write, and the scope of the kind. */
export function kindsWithin(writes: number): FactKindCode[] {
  if ((writes & scopeBits.dates) === 0) return []
  const codes = Object.keys(factKinds) as FactKindCode[]
  return codes.filter((code) => (scopeBits[factKinds[code].scope] & writes) !== 0)
}

/** Adds a dated fact by hand and finds, in the same transaction, what it means for this person. */
export async function addFact(
  db: Db,
  worker: Worker,
  personId: string,
  input: FactInput,
  today: CivilDate,
): Promise<Result<{ factId: string }, WhyNotRecorded>> {
  const person = await personOf(db, worker, personId)
  if (!person) return refused('not-yours-to-change')
  if (person.closedOn) return refused('closed')
  const { writes } = await reachOver(db, worker, personId)
  if (!kindsWithin(writes).includes(input.kind)) return refused('not-yours-to-change')
  const impossible = whyNotPossible(input, person)
  if (impossible) return refused(impossible)
  if (factKinds[input.kind].isOnlyOne && (await hasOne(db, worker, personId, input.kind)))
    return refused('there-is-one-already')

  const fact = await db
    .insertInto('app.fact')
    .values({
      organisation_id: person.organisationId,
      person_id: personId,
      ...columnsOf(input),
      recorded_on: today,
      recorded_by: worker.name,
      changed_by: worker.id,
      changed_because: 'Added by hand',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await deriveFor(db, [personId])
  await recordAudit(db, {
    act: 'fact.add',
    personId,
    subjectType: 'fact',
    subjectId: fact.id,
    fields: Object.keys(columnsOf(input)),
  })
  return ok({ factId: fact.id })
}

/** Of some kinds a person has one at a time: another day is a move of it, so that its history stays. */
async function hasOne(db: Db, worker: Worker, personId: string, kind: string): Promise<boolean> {
  const one = await visiblePeople(db, worker)
    .innerJoin('app.fact as fact', (join) =>
      join
        .onRef('fact.organisation_id', '=', 'person.organisation_id')
        .onRef('fact.person_id', '=', 'person.id'),
    )
    .where('person.id', '=', personId)
    .where('fact.kind', '=', kind)
    .where('fact.withdrawn_on', 'is', null)
    .select('fact.id')
    .executeTakeFirst()
  return one !== undefined
}

/** Corrects a fact: the version before stays, with who, when and why. Another day is a move. */
export async function correctFact(
  db: Db,
  worker: Worker,
  at: { personId: string; factId: string },
  input: FactInput & { version: number; because: string },
  today: CivilDate,
): Promise<Result<{ version: number }, WhyNotRecorded>> {
  const fact = await factToChange(db, worker, at, input.version)
  if (!fact.ok) return fact
  const impossible = whyNotPossible(input, fact.value)
  if (impossible) return refused(impossible)
  const moved = fact.value.happensOn !== input.happensOn
  return change(db, worker, fact.value, 'fact.correct', {
    ...columnsOf(input),
    moved_from: moved ? fact.value.happensOn : fact.value.movedFrom,
    recorded_on: today,
    recorded_by: worker.name,
    withdrawn_on: null,
    withdrawn_because: null,
    changed_because: input.because,
  })
}

/** Withdraws a fact: it stays readable, struck through, and no rule sees it any more. */
export async function withdrawFact(
  db: Db,
  worker: Worker,
  at: { personId: string; factId: string },
  input: { version: number; because: string },
  today: CivilDate,
): Promise<Result<{ version: number }, WhyNotRecorded>> {
  const fact = await factToChange(db, worker, at, input.version)
  if (!fact.ok) return fact
  return change(db, worker, fact.value, 'fact.withdraw', {
    withdrawn_on: today,
    withdrawn_because: input.because,
    changed_because: input.because,
  })
}

/** Says that a passing fact is still true, so that it no longer counts as old. */
export async function confirmFact(
  db: Db,
  worker: Worker,
  at: { personId: string; factId: string },
  input: { version: number },
  today: CivilDate,
): Promise<Result<{ version: number }, WhyNotRecorded>> {
  const fact = await factToChange(db, worker, at, input.version)
  if (!fact.ok) return fact
  return change(db, worker, fact.value, 'fact.confirm', {
    confirmed_on: today,
    changed_because: 'Still true',
  })
}

/**
 * Decides between what a source sends and what was corrected by hand: theirs is taken as a new version, ours stays. Either way the
 * source's later word is what the next file is compared with. Theirs is refused where it cannot be true of this person, or would
 * bring back a second of what a person has one of.
 */
export async function settleFact(
  db: Db,
  worker: Worker,
  at: { personId: string; factId: string },
  input: { version: number; take: Take },
  today: CivilDate,
): Promise<Result<{ version: number }, WhyNotRecorded>> {
  const fact = await factToChange(db, worker, at, input.version)
  if (!fact.ok) return fact
  if (input.take === 'ours') {
    return change(db, worker, fact.value, 'fact.settle', { pending: '{}', changed_because: 'Kept ours' })
  }
  const theirs = asSent(fact.value)
  const impossible = theirs && whyNotPossible(theirs, fact.value)
  if (impossible) return refused(impossible)
  if (theirs && fact.value.withdrawnOn !== null && isOnlyOne(theirs.kind)) {
    if (await hasOne(db, worker, at.personId, theirs.kind)) return refused('there-is-one-already')
  }
  return change(db, worker, fact.value, 'fact.settle', {
    ...columnsFrom(fact.value, today),
    pending: '{}',
    changed_because: "Took the source's",
  })
}

function isOnlyOne(kind: string): boolean {
  return isFactKind(kind) && factKinds[kind].isOnlyOne
}

/** The fact as it stands once the source is believed; null when the source withdraws it. */
function asSent({ pending, kind, happensOn, endsOn, details }: FactAtHand) {
  if (pending.withdrawn === 'yes') return null
  return {
    kind: pending.kind ?? kind,
    happensOn: (pending.happensOn ?? happensOn) as CivilDate,
    endsOn: (pending.endsOn ?? endsOn) as CivilDate | null,
    details: detailsFrom({ pending, details }),
  }
}

function detailsFrom({ pending, details }: Pick<FactAtHand, 'pending' | 'details'>): Record<string, string> {
  const theirs = { ...details }
  for (const [name, value] of Object.entries(pending)) {
    if (name.startsWith('details.')) theirs[name.slice('details.'.length)] = value
  }
  return theirs
}

/** What a source may send of a fact, by column. */
const sendable: Readonly<Record<string, string>> = {
  happensOn: 'happens_on',
  atTime: 'at_time',
  endsOn: 'ends_on',
  certainty: 'certainty',
  source: 'source',
  documentRef: 'document_ref',
  receivedOn: 'received_on',
  recordedOn: 'recorded_on',
  note: 'note',
}

/** A source that withdraws says only that; anything else it says makes the fact stand again. */
function columnsFrom({ pending, details, happensOn, movedFrom }: FactAtHand, today: CivilDate) {
  if (pending.withdrawn === 'yes')
    return { withdrawn_on: today, withdrawn_because: 'Withdrawn by the source' }
  const columns: Record<string, unknown> = { recorded_on: today, withdrawn_on: null, withdrawn_because: null }
  for (const [name, value] of Object.entries(pending)) {
    const column = sendable[name]
    if (column) columns[column] = value
  }
  const kind = pending.kind !== undefined && isFactKind(pending.kind) ? pending.kind : null
  const isMoved = pending.happensOn !== undefined && pending.happensOn !== happensOn
  if (kind) Object.assign(columns, { kind, scope: scopeBits[factKinds[kind].scope] })
  const theirs = JSON.stringify(detailsFrom({ pending, details }))
  return { ...columns, details: theirs, moved_from: isMoved ? happensOn : movedFrom }
}

type FactAtHand = {
  id: string
  organisationId: string
  personId: string
  version: number
  kind: string
  happensOn: CivilDate
  endsOn: CivilDate | null
  movedFrom: CivilDate | null
  withdrawnOn: CivilDate | null
  bornOn: CivilDate | null
  details: Readonly<Record<string, string>>
  pending: Readonly<Record<string, string>>
}

async function personOf(db: Db, worker: Worker, personId: string) {
  return visiblePeople(db, worker)
    .where('person.id', '=', personId)
    .select([
      'person.organisation_id as organisationId',
      'person.born_on as bornOn',
      'person.closed_on as closedOn',
    ])
    .executeTakeFirst()
}

async function factToChange(
  db: Db,
  worker: Worker,
  { personId, factId }: { personId: string; factId: string },
  version: number,
): Promise<Result<FactAtHand, WhyNotSaved>> {
  const fact = await visiblePeople(db, worker)
    .innerJoin('app.fact as fact', (join) =>
      join
        .onRef('fact.organisation_id', '=', 'person.organisation_id')
        .onRef('fact.person_id', '=', 'person.id'),
    )
    .where('person.id', '=', personId)
    .where('fact.id', '=', factId)
    .select([
      'fact.id',
      'fact.organisation_id as organisationId',
      'fact.person_id as personId',
      'fact.version',
      'fact.kind',
      'fact.happens_on as happensOn',
      'fact.ends_on as endsOn',
      'fact.moved_from as movedFrom',
      'fact.withdrawn_on as withdrawnOn',
      'fact.details',
      'fact.pending',
      'person.born_on as bornOn',
      'person.closed_on as closedOn',
    ])
    .forUpdate('fact')
    .executeTakeFirst()
  if (!fact) return refused('not-yours-to-change')
  if (fact.closedOn) return refused('closed')
  return fact.version === version ? ok(fact) : refused('changed-meanwhile')
}

async function change(
  db: Db,
  worker: Worker,
  fact: FactAtHand,
  act: string,
  columns: object,
): Promise<Result<{ version: number }, WhyNotSaved>> {
  const saved = await db
    .updateTable('app.fact')
    .set({ ...columns, version: fact.version + 1, changed_by: worker.id, changed_at: sql`now()` })
    .where('organisation_id', '=', fact.organisationId)
    .where('id', '=', fact.id)
    .executeTakeFirst()
  if (saved.numUpdatedRows === 0n) return refused('not-yours-to-change')
  await deriveFor(db, [fact.personId])
  await recordAudit(db, {
    act,
    personId: fact.personId,
    subjectType: 'fact',
    subjectId: fact.id,
    fields: Object.keys(columns),
  })
  return ok({ version: fact.version + 1 })
}

function columnsOf(input: FactInput) {
  return {
    kind: input.kind,
    scope: scopeBits[factKinds[input.kind].scope],
    happens_on: input.happensOn,
    at_time: input.atTime,
    ends_on: input.endsOn,
    certainty: input.certainty,
    standing: input.standing,
    source: input.source,
    document_ref: input.documentRef,
    received_on: input.receivedOn,
    details: JSON.stringify(input.details),
    note: input.note,
  }
}
