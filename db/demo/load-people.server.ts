import { randomUUID } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import { type FieldKeys, keysToWriteOf } from '~/access/field-keys.server'
import { bitsOf, scopeBits } from '~/access/permissions'
import { factKinds } from '~/caseload/fact-kinds'
import { saveNames } from '~/caseload/save-names.server'
import { sealTie, sealWay } from '~/caseload/sealed-lines.server'
import { addDays, type CivilDate } from '~/shared/civil-date'
import { deriveFor } from '~/transitions/derive.server'
import { type Cast, type Fact, type Person, referenceAt } from './cast'
import { stageAt } from './days'
import { personId, wayId } from './id-of'
import type { Placed } from './load-workers.server'

type Held = Omit<Person, 'facts'> & {
  id: string
  /** Of the allocation of whoever leads now. */
  leadId: string
  organisationId: string
  facts: readonly (Fact & { id: string })[]
}

/** Writes everybody as their workers would have, in the caller's transaction, and then what was changed since. */
export async function loadPeople(db: Db, cast: Cast, placed: Placed, today: CivilDate): Promise<void> {
  const people = cast.people.map((person): Held => {
    const facts = (person.facts ?? []).map((fact) => ({ ...fact, id: randomUUID() }))
    return {
      ...person,
      id: personId(person.key),
      leadId: randomUUID(),
      organisationId: placed.organisation(person.organisation),
      facts,
    }
  })
  const ids = people.map(({ id }) => id)
  await addAll(
    db,
    'app.person',
    people.map((person, at) => personColumns(person, at, placed, today)),
  )
  await addNames(db, people)
  const keys = await keysToWriteOf(
    db,
    people.filter(({ ways = [], ties = [] }) => ways.length + ties.length > 0),
  )
  const keysOf = ({ id }: Held) => keys.get(id) ?? []
  await addAll(
    db,
    'app.person_way',
    people.flatMap((person) => wayColumns(person, keysOf(person))),
  )
  await addAll(
    db,
    'app.person_tie',
    people.flatMap((person) => tieColumns(person, keysOf(person))),
  )
  await addWhoSees(db, people, placed, today)
  await addAll(
    db,
    'app.fact',
    people.flatMap((person) => person.facts.map((fact) => factColumns(person, fact, placed))),
  )
  await deriveFor(db, ids)
  for (const person of people) for (const fact of person.facts) await changeFact(db, person, fact, placed)
  await deriveFor(db, ids)
}

type Columns = Readonly<Record<string, unknown>>

async function addAll(db: Db, table: `app.${string}`, rows: readonly Columns[]): Promise<void> {
  if (rows.length === 0) return
  await db
    .insertInto(table as 'app.person')
    .values(rows as never)
    .execute()
}

function personColumns(person: Held, at: number, placed: Placed, today: CivilDate): Columns {
  const stage = person.school && person.born ? stageAt(person.born, person.closed?.on ?? today) : null
  const worker = person.lead ? placed.worker(person.lead) : null
  return {
    organisation_id: person.organisationId,
    id: person.id,
    reference: referenceAt(at),
    given_name: person.given,
    family_name: person.family,
    preferred_name: person.likes ?? null,
    pronouns: person.pronouns ?? null,
    born_on: person.born,
    birth_date_certainty: person.birthDateIs ?? 'recorded',
    birth_date_source: person.school ? 'the school' : 'the council',
    school_id: person.school ? placed.school(person.school) : null,
    pupil: person.school ? 'yes' : 'no',
    stage: stage?.stage ?? null,
    stage_session: stage?.session ?? null,
    additional_support_needs: person.needsHelpAtSchool ?? 'unknown',
    council: 'Northmoor',
    language: person.language ?? null,
    communication_needs: person.talking ?? null,
    what_matters: person.matters ?? null,
    team_id: person.team === null ? null : placed.team(person.organisation, person.team),
    is_restricted: person.readers !== undefined,
    opened_on: person.openedOn,
    closed_on: person.closed?.on ?? null,
    closed_because: person.closed?.because ?? null,
    recorded_on: person.openedOn,
    recorded_by: worker?.name ?? null,
    unknown_worker: person.unknownWorker ?? null,
  }
}

async function addNames(db: Db, people: readonly Held[]): Promise<void> {
  for (const organisationId of new Set(people.map((person) => person.organisationId))) {
    const own = people.filter((person) => person.organisationId === organisationId)
    await saveNames(
      db,
      organisationId,
      own.map(({ id, given, family, likes }) => ({
        personId: id,
        givenName: given,
        familyName: family,
        preferredName: likes ?? null,
      })),
      own.flatMap(({ id, names = [] }) => names.map((name) => ({ personId: id, ...name }))),
    )
  }
}

function wayColumns({ organisationId, id, key, ways = [] }: Held, keys: FieldKeys): Columns[] {
  return ways.map(({ kind, value, safe, note = null }, at) => ({
    kind,
    safe,
    ...sealWay(keys, { value, note }),
    organisation_id: organisationId,
    id: wayId(key, at),
    person_id: id,
  }))
}

function tieColumns({ organisationId, id, ties = [] }: Held, keys: FieldKeys): Columns[] {
  return ties.map(({ relation, name, about = null, doNotContact = false }) => ({
    organisation_id: organisationId,
    person_id: id,
    relation,
    ...sealTie(keys, { name, about }),
    do_not_contact: doNotContact,
  }))
}

/** Who works with them, who may not, who else reads a restricted record, and what is shared outside. */
/** Not ahead of the real clock, where the day is pinned: nobody would see them yet. */
function twoWeeksBefore(today: CivilDate) {
  return sql<Date>`least(now(), ${addDays(today, -14)}::timestamptz)`
}

async function addWhoSees(db: Db, people: readonly Held[], placed: Placed, today: CivilDate): Promise<void> {
  await addAll(
    db,
    'app.restricted_reader',
    people.flatMap(({ readers = [], ...person }) =>
      readers.map((reader) => ({ ...keyOf(person), worker_id: placed.worker(reader).id })),
    ),
  )
  await addAll(
    db,
    'app.exclusion',
    people.flatMap(({ excluded, ...person }) =>
      excluded
        ? [{ ...keyOf(person), worker_id: placed.worker(excluded.worker).id, because: excluded.because }]
        : [],
    ),
  )
  await addAll(
    db,
    'app.allocation',
    people.flatMap((person) => allocationsOf(person, placed)),
  )
  await addAll(
    db,
    'app.handover',
    people.flatMap((person) => handoversOf(person, placed)),
  )
  await addAll(
    db,
    'app.programme_place',
    people.flatMap(({ places = [], ...person }) =>
      places.map((name) => ({
        ...keyOf(person),
        ...placed.programme(name),
        starts_at: twoWeeksBefore(today),
      })),
    ),
  )
  await addAll(
    db,
    'app.sharing_grant',
    people.flatMap(({ share, ...person }) =>
      share
        ? [
            {
              ...keyOf(person),
              to_worker_id: placed.worker(share.with).id,
              scopes: bitsOf(share.what),
              purpose: share.purpose,
              basis: share.basis,
              expires_at: sql`now() + interval '90 days'`,
            },
          ]
        : [],
    ),
  )
}

function allocationsOf(person: Held, placed: Placed): Columns[] {
  const { lead, leadFrom, coWorkers = [], formerLead, openedOn, closed } = person
  const row = (
    worker: string,
    kind: 'lead' | 'co-worker',
    from: CivilDate,
    until: CivilDate | null,
    id: string = randomUUID(),
  ) => ({
    ...keyOf(person),
    id,
    worker_id: placed.worker(worker).id,
    kind,
    starts_at: atNine(from),
    ends_at: until === null ? null : atNine(until),
    because: until !== null && formerLead ? formerLead.because : null,
  })
  return [
    ...(formerLead ? [row(formerLead.worker, 'lead', formerLead.from, formerLead.until)] : []),
    ...(lead ? [row(lead, 'lead', leadFrom ?? formerLead?.until ?? openedOn, null, person.leadId)] : []),
    ...(closed ? [] : coWorkers.map((worker) => row(worker, 'co-worker', openedOn, null))),
  ]
}

function handoversOf(person: Held, placed: Placed): Columns[] {
  const { lead, formerLead, handedOver } = person
  if (!lead || !formerLead || !handedOver) return []
  return [
    {
      ...keyOf(person),
      lot_id: randomUUID(),
      kind: 'lead',
      from_worker_id: placed.worker(formerLead.worker).id,
      to_worker_id: placed.worker(lead).id,
      from_on: formerLead.until,
      reason: 'better-match',
      because: formerLead.because,
      allocation_id: person.leadId,
      read_by_on: addDays(formerLead.until, 5),
      lines: handedOver.lines,
      lines_by: placed.worker(formerLead.worker).id,
      lines_at: atNine(formerLead.until),
      made_at: atNine(formerLead.until),
    },
  ]
}

/** A pinned day may lie ahead of the clock by which the database lets people in: nothing begins later than now. */
function atNine(day: CivilDate) {
  return sql`least(${`${day} 09:00 Europe/London`}::timestamptz, now())`
}

function factColumns(person: Held, fact: Held['facts'][number], placed: Placed): Columns {
  return {
    ...keyOf(person),
    id: fact.id,
    kind: fact.kind,
    scope: scopeBits[factKinds[fact.kind].scope],
    happens_on: fact.on,
    at_time: fact.at ?? null,
    ends_on: fact.until ?? null,
    certainty: fact.sure ?? 'recorded',
    standing: fact.standing ?? 'fact',
    source: fact.source,
    document_ref: fact.paper?.reference ?? null,
    received_on: fact.paper?.cameOn ?? null,
    recorded_on: fact.recordedOn,
    recorded_by: person.lead ? placed.worker(person.lead).name : null,
    details: JSON.stringify(fact.details ?? {}),
    note: fact.note ?? null,
    pending: JSON.stringify(fact.sourceSays ?? {}),
  }
}

/** A change leaves the version before it, and the deriving that follows leaves how the day moved. */
async function changeFact(
  db: Db,
  person: Held,
  { id, changed, on, until }: Held['facts'][number],
  placed: Placed,
): Promise<void> {
  if (!changed) return
  const worker = person.lead ? placed.worker(person.lead) : null
  const withdrawn = { withdrawn_on: changed.dayOfChange, withdrawn_because: changed.because }
  const day = changed.on ?? on
  const moved = { happens_on: day, ends_on: changed.until ?? until ?? null, recorded_on: changed.dayOfChange }
  await db
    .updateTable('app.fact')
    .set({
      ...(changed.isWithdrawn ? withdrawn : { ...moved, moved_from: day === on ? null : on }),
      version: 2,
      changed_by: worker?.id ?? null,
      changed_because: changed.because,
    })
    .where('organisation_id', '=', person.organisationId)
    .where('id', '=', id)
    .execute()
}

function keyOf({ organisationId, id }: Pick<Held, 'organisationId' | 'id'>) {
  return { organisation_id: organisationId, person_id: id }
}
