import { type Db, sql } from '#db/connection.server'
import { peopleOfWork } from '~/access/visible.server'
import type { CivilDate } from '~/shared/civil-date'
import type { FactValues, HeldFact } from './held-fact'
import { meant } from './held-people.server'

export type PersonWithFacts = { id: string; reference: string; bornOn: CivilDate | null; facts: HeldFact[] }

type Row = Omit<HeldFact, 'values'> & {
  personId: string
  details: Record<string, string>
  kind: string
  happensOn: string
  atTime: string | null
  endsOn: string | null
  certainty: string
  source: string
  documentRef: string | null
  receivedOn: string | null
  recordedOn: string
  note: string | null
}

/** The people of these references with their facts, withdrawn ones too, locked until the transaction ends. */
export async function peopleWithFacts(
  db: Db,
  organisationId: string,
  references: readonly string[],
): Promise<Map<string, PersonWithFacts>> {
  const people = await peopleOfWork(db)
    .innerJoin(meant(db, organisationId, references).as('meant'), 'meant.personId', 'person.id')
    .select(['person.id', 'meant.reference', 'person.born_on as bornOn'])
    .orderBy('person.id')
    .forNoKeyUpdate('person')
    .execute()
  const { rows: facts } = await sql<Row>`
    select f.id, f.person_id as "personId", f.source_id as "sourceId", f.import_key as "importKey", f.kind, f.happens_on as "happensOn",
           f.at_time as "atTime", f.ends_on as "endsOn", f.certainty, f.standing, f.source, f.document_ref as "documentRef",
           f.received_on as "receivedOn", f.recorded_on as "recordedOn", f.details, f.note, f.moved_from as "movedFrom",
           f.withdrawn_on as "withdrawnOn", f.withdrawn_because as "withdrawnBecause", f.sent, f.pending
      from app.fact f
     where f.person_id = any (${people.map(({ id }) => id)}::uuid[])
     order by f.recorded_on, f.id`.execute(db)
  const byId = new Map(people.map((person) => [person.id, { ...person, facts: [] as HeldFact[] }]))
  for (const row of facts) byId.get(row.personId)?.facts.push(factOf(row))
  return new Map(
    people.flatMap(({ id, reference }) => {
      const person = byId.get(id)
      return person ? [[reference, person] as const] : []
    }),
  )
}

function factOf(row: Row): HeldFact {
  const {
    kind,
    happensOn,
    atTime,
    endsOn,
    certainty,
    source,
    documentRef,
    receivedOn,
    recordedOn,
    note,
    details,
  } = row
  const values: FactValues = {
    kind,
    happensOn,
    atTime,
    endsOn,
    certainty,
    source,
    documentRef,
    receivedOn,
    recordedOn,
    note,
  }
  for (const name in details) values[`details.${name}`] = details[name] ?? null
  const { id, sourceId, importKey, standing, movedFrom, withdrawnOn, withdrawnBecause, sent, pending } = row
  return {
    id,
    sourceId,
    importKey,
    values,
    standing,
    movedFrom,
    withdrawnOn,
    withdrawnBecause,
    sent,
    pending,
  }
}
