import type { Selectable } from 'kysely'
import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import type { OpenRecord } from './open-record.server'
import type { PersonTable } from './person.table'
import { personValues } from './person-values'

/** The fields of the form as they stood at an earlier version; as they stand where that version is not kept. */
export async function personAt(
  db: Db,
  worker: Worker,
  record: OpenRecord,
  version: number,
): Promise<Record<string, string>> {
  const past = await visiblePeople(db, worker)
    .innerJoin('app.person_version as past', (join) =>
      join
        .onRef('past.organisation_id', '=', 'person.organisation_id')
        .onRef('past.person_id', '=', 'person.id'),
    )
    .leftJoin('app.school as school', (join) =>
      join.on(sql<boolean>`school.id = (past.was ->> 'school_id')::uuid`),
    )
    .where('person.id', '=', record.id)
    .where('past.version', '=', version)
    .select(['past.was', 'school.name as school'])
    .executeTakeFirst()
  if (!past) return personValues(record)
  const was = past.was as Selectable<PersonTable>
  return personValues({
    ...record,
    preferredName: was.preferred_name,
    givenName: was.given_name,
    familyName: was.family_name,
    pronouns: was.pronouns,
    bornOn: was.born_on,
    birthDateCertainty: was.birth_date_certainty,
    whatMatters: was.what_matters,
    language: was.language,
    communicationNeeds: was.communication_needs,
    pupil: was.pupil,
    schoolNation: was.school_nation,
    school: past.school,
    stage: was.stage,
    deferredEntry: was.deferred_entry,
    additionalSupportNeeds: was.additional_support_needs,
    council: was.council,
    postcode: was.postcode,
    reference: was.reference,
  })
}
