import { type Db, sql } from '#db/connection.server'
import { peopleOfWork } from '~/access/visible.server'
import { peopleByBirthDate, slipsOf } from '~/caseload/same-person'
import type { CivilDate } from '~/shared/civil-date'
import type { HeldPerson } from './held-person'

/** What stands in `because` of an allocation that a source asked for: one made by hand is never ended by an import. */
export const BY_IMPORT = 'import'

export type FoundPerson = HeldPerson & {
  id: string
  reference: string
  birthDateSource: string
  schoolId: string | null
  teamId: string | null
}

/**
 * The people of these references, locked until the transaction ends: whoever changes one of them meanwhile waits. The reference of a
 * record that went into another means that one; what is sent under it is compared with what was sent under it before.
 */
export async function heldPeople(
  db: Db,
  organisationId: string,
  references: readonly string[],
): Promise<Map<string, FoundPerson>> {
  const rows = await peopleOfWork(db)
    .innerJoin(meant(db, organisationId, references).as('meant'), 'meant.personId', 'person.id')
    .leftJoin('app.school as school', 'school.id', 'person.school_id')
    .leftJoin('app.team as team', (join) =>
      join
        .onRef('team.organisation_id', '=', 'person.organisation_id')
        .onRef('team.id', '=', 'person.team_id'),
    )
    .where('person.organisation_id', '=', organisationId)
    .select([
      'person.id',
      'meant.reference',
      'person.given_name as givenName',
      'person.family_name as familyName',
      'person.preferred_name as preferredName',
      'person.pronouns',
      'person.born_on as bornOn',
      'person.birth_date_certainty as birthDateCertainty',
      'person.birth_date_source as birthDateSource',
      'person.school_id as schoolId',
      sql<string | null>`school.name || coalesce(', ' || school.council, '')`.as('school'),
      'person.school_nation as schoolNation',
      'person.pupil',
      'person.stage',
      'person.stage_session as stageSession',
      sql<string>`case when person.deferred_entry then 'yes' else 'no' end`.as('deferredEntry'),
      'person.additional_support_needs as additionalSupportNeeds',
      'person.council',
      'person.postcode',
      'person.sex',
      'person.ethnicity',
      sql<
        string | null
      >`case when person.care_experienced then 'yes' when not person.care_experienced then 'no' end`.as(
        'careExperienced',
      ),
      'person.team_id as teamId',
      'team.name as team',
      'person.opened_on as openedOn',
      'person.closed_on as closedOn',
      'person.closed_because as closedBecause',
      'person.recorded_on as recordedOn',
      'person.unknown_worker as unknownWorker',
      'meant.sent',
      'person.pending',
    ])
    .orderBy('person.id')
    .forNoKeyUpdate('person')
    .execute()
  const ids = rows.map(({ id }) => id)
  const leads = await leadsOf(db, ids)
  const names = await otherNamesOf(db, ids)
  return new Map(
    rows.map(
      ({ id, reference, birthDateSource, schoolId, teamId, unknownWorker, sent, pending, ...values }) => [
        reference,
        {
          id,
          reference,
          birthDateSource,
          schoolId,
          teamId,
          values,
          lead: leads.get(id) ?? null,
          unknownWorker,
          otherNames: names.get(id) ?? [],
          sent,
          pending,
        },
      ],
    ),
  )
}

async function leadsOf(
  db: Db,
  people: readonly string[],
): Promise<Map<string, NonNullable<HeldPerson['lead']>>> {
  if (people.length === 0) return new Map()
  const { rows } = await sql<{ personId: string; email: string; because: string | null }>`
    select a.person_id as "personId", w.email, a.because
      from app.allocation a join app.worker w on w.id = a.worker_id
     where a.person_id = any (${people}::uuid[]) and a.kind = 'lead' and a.ends_at is null`.execute(db)
  return new Map(
    rows.map(({ personId, email, because }) => [personId, { email, isByImport: because === BY_IMPORT }]),
  )
}

async function otherNamesOf(db: Db, people: readonly string[]): Promise<Map<string, string[]>> {
  if (people.length === 0) return new Map()
  const { rows } = await sql<{ personId: string; names: string[] }>`
    select n.person_id as "personId", array_agg(n.name) as names
      from app.person_name n
     where n.person_id = any (${people}::uuid[]) and n.kind <> 'main'
     group by n.person_id`.execute(db)
  return new Map(rows.map(({ personId, names }) => [personId, names]))
}

/** Whom a reference means, and what was sent under it last: the record that has it, or the one into which that went. */
export function meant(db: Db, organisationId: string, references: readonly string[]) {
  return peopleOfWork(db)
    .innerJoin(asked(references), (join) => join.onRef('asked.reference', '=', 'person.reference'))
    .where('person.organisation_id', '=', organisationId)
    .select(['asked.reference', 'person.id as personId', 'person.sent'])
    .unionAll(
      db.selectFrom(gone(references)).select(['gone.reference', 'gone.person_id as personId', 'gone.sent']),
    )
}

function gone(references: readonly string[]) {
  return sql<{ reference: string; person_id: string; sent: Record<string, string> }>`
    sec.merged_references(${references}::text[])`.as<'gone'>(sql`gone`)
}

/** In turns, so that of several rows that mean one person each sees what the one before it has left. */
export function inTurns<Row extends { reference: string }>(
  rows: readonly Row[],
  people: ReadonlyMap<string, { id: string }>,
): [now: Row[], later: Row[]] {
  const seen = new Set<string>()
  const now: Row[] = []
  const later: Row[] = []
  for (const row of rows) {
    const id = people.get(row.reference)?.id ?? row.reference
    if (seen.has(id)) later.push(row)
    else now.push(row)
    seen.add(id)
  }
  return [now, later]
}

/** Which of these references are somebody's already. */
export async function referencesHeld(
  db: Db,
  organisationId: string,
  references: readonly string[],
): Promise<Set<string>> {
  const rows = await meant(db, organisationId, references).execute()
  return new Set(rows.map(({ reference }) => reference))
}

/** What is asked for, to be joined: a plan that was made while the tables were small then still holds when they have grown. */
export function asked(references: readonly string[]) {
  return sql<{ reference: string }>`unnest(${references}::text[])`.as<'asked'>(sql`asked (reference)`)
}

/** Somebody who is there, or further up in the same file: then without an id. */
export type Other = { personId: string | null; reference: string | null }

/**
 * Those of the organisation who were born within one slip of one of these days, each by their reference, to be told of where
 * somebody new may be one of them. Restricted people are not among them: a warning would say that they are there.
 */
export async function bornAround(db: Db, organisationId: string, days: readonly CivilDate[]) {
  const slips = [...new Set([...new Set(days)].flatMap(slipsOf))]
  const rows = await peopleOfWork(db)
    .innerJoin(
      sql<{ born_on: CivilDate }>`unnest(${slips}::date[])`.as<'asked'>(sql`asked (born_on)`),
      (join) => join.onRef('asked.born_on', '=', 'person.born_on'),
    )
    .innerJoin('app.person_name as named', (join) =>
      join
        .onRef('named.organisation_id', '=', 'person.organisation_id')
        .onRef('named.person_id', '=', 'person.id'),
    )
    .where('person.organisation_id', '=', organisationId)
    .where('person.is_restricted', '=', false)
    .where('named.ended_at', 'is', null)
    .select(['person.id as personId', 'named.name', 'asked.born_on as bornOn', 'person.reference'])
    .execute()
  const others = peopleByBirthDate<Other>()
  for (const { name, bornOn, ...other } of rows) others.add({ name, bornOn }, other)
  return others
}
