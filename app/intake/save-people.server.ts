import { type Db, sql } from '#db/connection.server'
import { BY_IMPORT } from './held-people.server'
import { type PersonValues, personDefaults } from './held-person'

export type PersonToSave = {
  id: string
  reference: string
  values: PersonValues
  birthDateSource: string
  schoolId: string | null
  teamId: string | null
  unknownWorker: string | null
  sent: Readonly<Record<string, string>>
  pending: Readonly<Record<string, string>>
}

/**
 * New people, in one statement.
 * @throws when another import has added one of them at this very moment: the same file again then finds them there.
 */
export async function addPeople(
  db: Db,
  organisationId: string,
  people: readonly PersonToSave[],
): Promise<void> {
  if (people.length === 0) return
  const { numAffectedRows } = await sql`
    insert into app.person (organisation_id, id, reference, given_name, family_name, preferred_name, pronouns, born_on,
        birth_date_certainty, birth_date_source, school_id, school_nation, pupil, stage, stage_session, deferred_entry,
        additional_support_needs, council, postcode, sex, ethnicity, care_experienced, team_id, opened_on, closed_on, closed_because,
        recorded_on, unknown_worker, sent, pending, changed_by, changed_because)
    select ${organisationId}::uuid, r.id, r.reference, r.given_name, r.family_name, r.preferred_name, r.pronouns, r.born_on,
        r.birth_date_certainty, r.birth_date_source, r.school_id, r.school_nation, r.pupil, r.stage, r.stage_session, r.deferred_entry,
        r.additional_support_needs, r.council, r.postcode, r.sex, r.ethnicity, r.care_experienced, r.team_id, r.opened_on, r.closed_on,
        r.closed_because, r.recorded_on, r.unknown_worker, r.sent, r.pending, (select sec.uid()), ${BY_IMPORT}
      from ${recordset(people)}
    on conflict (organisation_id, reference) do nothing`.execute(db)
  if (Number(numAffectedRows) < people.length) {
    throw new Error('Somebody else imports the same people at this moment. Import the file again.')
  }
}

/** What changed of people who are there; the version before is kept. */
export async function changePeople(
  db: Db,
  organisationId: string,
  people: readonly PersonToSave[],
): Promise<void> {
  if (people.length === 0) return
  await sql`
    update app.person p
       set given_name = r.given_name, family_name = r.family_name, preferred_name = r.preferred_name, pronouns = r.pronouns,
           born_on = r.born_on, birth_date_certainty = r.birth_date_certainty, birth_date_source = r.birth_date_source,
           school_id = r.school_id, school_nation = r.school_nation, pupil = r.pupil, stage = r.stage, stage_session = r.stage_session,
           deferred_entry = r.deferred_entry, additional_support_needs = r.additional_support_needs, council = r.council,
           postcode = r.postcode, sex = r.sex, ethnicity = r.ethnicity, care_experienced = r.care_experienced, team_id = r.team_id,
           opened_on = r.opened_on, closed_on = r.closed_on, closed_because = r.closed_because, recorded_on = r.recorded_on,
           unknown_worker = r.unknown_worker, sent = ${sentOf}, pending = r.pending, version = p.version + 1,
           changed_by = (select sec.uid()), changed_at = now(), changed_because = ${BY_IMPORT}
      from ${recordset(people)}
     where p.organisation_id = ${organisationId} and p.id = r.id`.execute(db)
  await keepSentOfOthers(db, people)
}

/** What a source said, where nothing of the person is other than before but what waits for somebody to decide. */
export async function keepWhatWasSent(
  db: Db,
  organisationId: string,
  people: readonly PersonToSave[],
): Promise<void> {
  if (people.length === 0) return
  await sql`
    update app.person p set sent = ${sentOf}, pending = r.pending, unknown_worker = r.unknown_worker
      from ${recordset(people)}
     where p.organisation_id = ${organisationId} and p.id = r.id`.execute(db)
  await keepSentOfOthers(db, people)
}

/** What is sent under the reference of a record that went into this one is kept there, beside the reference. */
const sentOf = sql`case when p.reference is not distinct from r.reference then r.sent else p.sent end`

async function keepSentOfOthers(db: Db, people: readonly PersonToSave[]): Promise<void> {
  const sent = people.map(({ reference, id, sent }) => ({ reference, id, sent }))
  await sql`select sec.keep_merged_sent(${JSON.stringify(sent)}::jsonb)`.execute(db)
}

function recordset(people: readonly PersonToSave[]) {
  return sql`jsonb_to_recordset(${JSON.stringify(people.map(rowOf))}::jsonb) r (id uuid, reference text, given_name text,
    family_name text, preferred_name text, pronouns text, born_on date, birth_date_certainty text, birth_date_source text, school_id uuid,
    school_nation text, pupil text, stage text, stage_session text, deferred_entry boolean, additional_support_needs text, council text,
    postcode text, sex text, ethnicity text, care_experienced boolean, team_id uuid, opened_on date, closed_on date, closed_because text,
    recorded_on date, unknown_worker text, sent jsonb, pending jsonb)`
}

function rowOf({ values, ...person }: PersonToSave) {
  const held = (name: keyof PersonValues) => values[name] ?? personDefaults[name] ?? null
  const isYes = (name: keyof PersonValues) => (values[name] === null ? null : values[name] === 'yes')
  return {
    id: person.id,
    reference: person.reference,
    given_name: values.givenName,
    family_name: values.familyName,
    preferred_name: values.preferredName,
    pronouns: values.pronouns,
    born_on: values.bornOn,
    birth_date_certainty: held('birthDateCertainty'),
    birth_date_source: person.birthDateSource,
    school_id: person.schoolId,
    school_nation: held('schoolNation'),
    pupil: held('pupil'),
    stage: values.stage,
    stage_session: values.stageSession,
    deferred_entry: isYes('deferredEntry') ?? false,
    additional_support_needs: held('additionalSupportNeeds'),
    council: values.council,
    postcode: values.postcode,
    sex: values.sex,
    ethnicity: values.ethnicity,
    care_experienced: isYes('careExperienced'),
    team_id: person.teamId,
    opened_on: values.openedOn,
    closed_on: values.closedOn,
    closed_because: values.closedBecause,
    recorded_on: values.recordedOn,
    unknown_worker: person.unknownWorker,
    sent: person.sent,
    pending: person.pending,
  }
}
