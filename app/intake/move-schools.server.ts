import { type Db, sql } from '#db/connection.server'
import { peopleOfWork } from '~/access/visible.server'
import { schoolsNamed } from '~/caseload/schools.server'
import type { Batches } from './batches.server'
import { BY_IMPORT } from './held-people.server'
import { whichSchool } from './which-school'

/**
 * Where several schools have one name, people who were put down at another of them than their council says go to theirs. A list of
 * people alone cannot tell two schools of one name apart; the list of schools can.
 */
export async function moveToTheirSchools(db: Db, batches: Batches, names: readonly string[]): Promise<void> {
  const schools = await schoolsNamed(db, names)
  const shared = schools.filter((one) =>
    schools.some((other) => other !== one && other.name.toLowerCase() === one.name.toLowerCase()),
  )
  if (shared.length === 0) return

  const ids = shared.map(({ id }) => id)
  const rows = await peopleOfWork(db)
    .innerJoin('app.school as school', 'school.id', 'person.school_id')
    .where('person.school_id', 'in', ids)
    .select([
      'person.id',
      'person.organisation_id as organisationId',
      'person.council',
      'school.id as schoolId',
      'school.name',
    ])
    .orderBy('person.id')
    .forNoKeyUpdate('person')
    .execute()
  const moving = rows.flatMap(({ id, organisationId, council, schoolId, name }) => {
    const found = whichSchool(shared, name, council)
    if (found.is !== 'known' || found.school.id === schoolId) return []
    return [{ id, organisationId, schoolId: found.school.id }]
  })
  if (moving.length > 0) {
    await sql`
    update app.person p
       set school_id = r.school_id, version = p.version + 1, changed_by = (select sec.uid()), changed_at = now(),
           changed_because = ${BY_IMPORT}
      from unnest(${moving.map(({ organisationId }) => organisationId)}::uuid[], ${moving.map(({ id }) => id)}::uuid[],
             ${moving.map(({ schoolId }) => schoolId)}::uuid[]) r (organisation_id, id, school_id)
     where p.organisation_id = r.organisation_id and p.id = r.id`.execute(db)
  }
  for (const organisationId of new Set(rows.map((row) => row.organisationId))) {
    const people = rows.filter((row) => row.organisationId === organisationId).map(({ id }) => id)
    await batches.account(db, { act: 'schools.import', people, detail: { organisationId } })
  }
}
