import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import type { PersonInput } from '~/caseload/person.input'
import { keepMainName } from '~/caseload/save-names.server'
import { schoolCalled } from '~/caseload/schools.server'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import { deriveFor } from '~/transitions/derive.server'
import { columnsOf } from './edit-person.server'

/** The roles that add somebody by hand; whoever adds a person works with them as lead. */
const adders: ReadonlySet<Worker['role']> = new Set<Worker['role']>([
  'youth-worker',
  'justice-social-worker',
  'team-manager',
])

export function mayAddPeople({ role }: Pick<Worker, 'role'>): boolean {
  return adders.has(role)
}

/** Writes somebody new, allocated to the worker who adds them, with what follows from their birth date. */
export async function addPerson(
  db: Db,
  worker: Worker,
  input: PersonInput,
  today: CivilDate,
): Promise<Result<{ personId: string }, 'not-yours-to-add' | 'unknown-school'>> {
  if (!mayAddPeople(worker)) return refused('not-yours-to-add')
  const school = input.school === null ? null : await schoolCalled(db, input.school, input.council)
  if (input.school !== null && school === null) return refused('unknown-school')
  const { rows } = await sql<{ id: string }>`select sec.begin_person() as id`.execute(db)
  const personId = rows[0]?.id ?? ''
  const { organisationId } = worker
  await db
    .insertInto('app.person')
    .values({
      organisation_id: organisationId,
      id: personId,
      ...columnsOf(input),
      school_id: school,
      opened_on: today,
      recorded_on: today,
      recorded_by: worker.name,
      changed_by: worker.id,
      changed_because: 'Added by hand',
    })
    .execute()
  await db
    .insertInto('app.allocation')
    .values({
      organisation_id: organisationId,
      person_id: personId,
      worker_id: worker.id,
      kind: 'lead',
      because: 'Added them',
      made_by: worker.id,
    })
    .execute()
  await keepMainName(db, { organisationId, personId, ...input })
  await deriveFor(db, [personId])
  await recordAudit(db, { act: 'person.add', personId, fields: Object.keys(columnsOf(input)) })
  return ok({ personId })
}
