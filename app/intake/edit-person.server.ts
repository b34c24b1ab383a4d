import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import type { WhyNotSaved } from '~/caseload/not-saved'
import type { PersonInput } from '~/caseload/person.input'
import { keepMainName } from '~/caseload/save-names.server'
import { schoolCalled } from '~/caseload/schools.server'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import { deriveFor } from '~/transitions/derive.server'
import { type WhyNoReference, withReference } from './reference.server'
import { sessionOfStage } from './stage-session'

/**
 * Changes who a person is, as a new version; the one before is kept with who, when and why, and what follows from it is found
 * anew. Refused when somebody saved another version meanwhile: nothing is overwritten. A reference by which a list finds somebody
 * again is the list's; one that is somebody else's is refused, whether this worker may see them or not.
 */
export async function editPerson(
  db: Db,
  worker: Worker,
  personId: string,
  input: PersonInput & { version: number; because: string },
  today: CivilDate,
): Promise<Result<{ version: number }, WhyNotSaved | 'unknown-school' | WhyNoReference>> {
  const person = await personToChange(db, worker, personId, input.version)
  if (!person.ok) return person
  if (person.value.closedOn) return refused('closed')
  if (person.value.isFromAList && input.reference !== person.value.reference)
    return refused('reference-from-a-list')
  const school = input.school === null ? null : await schoolCalled(db, input.school, input.council)
  if (input.school !== null && school === null) return refused('unknown-school')
  const { organisationId } = person.value

  const columns = {
    ...columnsOf(input),
    stage_session: sessionOfStage(input, person.value, today),
    school_id: school,
    ...(input.bornOn !== person.value.bornOn && { birth_date_source: 'corrected by hand' }),
  }
  const saved = await withReference(db, () => saveVersion(db, worker, person.value, columns, input.because))
  if (!saved.ok) return saved
  if (!saved.value) return refused('not-yours-to-change')
  await keepMainName(db, { organisationId, personId, ...input })
  await deriveFor(db, [personId])
  await recordAudit(db, { act: 'person.edit', personId, fields: Object.keys(columns), detail: { on: today } })
  return ok({ version: input.version + 1 })
}

/** Ends the work with somebody: nothing is raised after that day, and where they died nothing at all. */
export async function closePerson(
  db: Db,
  worker: Worker,
  personId: string,
  input: {
    closedOn: CivilDate
    closedBecause: 'ended' | 'moved-away' | 'died' | 'entered-by-mistake' | 'other'
    version: number
  },
): Promise<Result<{ version: number }, WhyNotSaved | 'closes-before-it-opens'>> {
  const person = await personToChange(db, worker, personId, input.version)
  if (!person.ok) return person
  if (person.value.closedOn) return refused('closed')
  if (input.closedOn < person.value.openedOn) return refused('closes-before-it-opens')
  return saveState(
    db,
    worker,
    person.value,
    { closed_on: input.closedOn, closed_because: input.closedBecause },
    'person.close',
    'Closed',
  )
}

/** Begins the work again; what is due is raised anew. */
export async function reopenPerson(
  db: Db,
  worker: Worker,
  personId: string,
  input: { because: string; version: number },
): Promise<Result<{ version: number }, WhyNotSaved>> {
  const person = await personToChange(db, worker, personId, input.version)
  if (!person.ok) return person
  if (!person.value.closedOn) return refused('not-closed')
  return saveState(
    db,
    worker,
    person.value,
    { closed_on: null, closed_because: null },
    'person.reopen',
    input.because,
  )
}

type PersonAtHand = {
  id: string
  organisationId: string
  version: number
  reference: string | null
  /** Brought in by a list, which names them by their reference. */
  isFromAList: boolean
  bornOn: CivilDate | null
  stage: string | null
  stageSession: string | null
  openedOn: CivilDate
  closedOn: CivilDate | null
}

async function personToChange(
  db: Db,
  worker: Worker,
  personId: string,
  version: number,
): Promise<Result<PersonAtHand, WhyNotSaved>> {
  const person = await visiblePeople(db, worker)
    .where('person.id', '=', personId)
    .select([
      'person.id',
      'person.organisation_id as organisationId',
      'person.version',
      'person.reference',
      sql<boolean>`person.sent <> '{}'`.as('isFromAList'),
      'person.born_on as bornOn',
      'person.stage',
      'person.stage_session as stageSession',
      'person.opened_on as openedOn',
      'person.closed_on as closedOn',
    ])
    .forUpdate('person')
    .executeTakeFirst()
  if (!person) return refused('not-yours-to-change')
  return person.version === version ? ok(person) : refused('changed-meanwhile')
}

async function saveState(
  db: Db,
  worker: Worker,
  person: PersonAtHand,
  columns: object,
  act: string,
  because: string,
): Promise<Result<{ version: number }, WhyNotSaved>> {
  if (!(await saveVersion(db, worker, person, columns, because))) return refused('not-yours-to-change')
  await deriveFor(db, [person.id])
  await recordAudit(db, { act, personId: person.id, fields: Object.keys(columns) })
  return ok({ version: person.version + 1 })
}

/** False: this worker may read them and not write. */
async function saveVersion(
  db: Db,
  worker: Worker,
  person: PersonAtHand,
  columns: object,
  because: string,
): Promise<boolean> {
  const saved = await db
    .updateTable('app.person')
    .set({
      ...columns,
      version: person.version + 1,
      changed_by: worker.id,
      changed_at: sql`now()`,
      changed_because: because,
    })
    .where('organisation_id', '=', person.organisationId)
    .where('id', '=', person.id)
    .executeTakeFirst()
  return saved.numUpdatedRows > 0n
}

export function columnsOf(input: PersonInput) {
  return {
    given_name: input.givenName,
    family_name: input.familyName,
    preferred_name: input.preferredName,
    pronouns: input.pronouns,
    born_on: input.bornOn,
    birth_date_certainty: input.birthDateCertainty,
    school_nation: input.schoolNation,
    pupil: input.pupil,
    stage: input.stage,
    deferred_entry: input.deferredEntry,
    additional_support_needs: input.additionalSupportNeeds,
    communication_needs: input.communicationNeeds,
    language: input.language,
    what_matters: input.whatMatters,
    council: input.council,
    postcode: input.postcode,
    reference: input.reference,
  }
}
