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
import { withReference } from './reference.server'
import { sessionOfStage } from './stage-session'

/** The roles that add somebody by hand; whoever adds a person works with them as lead. */
const adders: ReadonlySet<Worker['role']> = new Set<Worker['role']>([
  'youth-worker',
  'justice-social-worker',
  'team-manager',
])

export function mayAddPeople({ role }: Pick<Worker, 'role'>): boolean {
  return adders.has(role)
}

/**
 * Writes somebody new, allocated to the worker who adds them, with what follows from their birth date. A reference that is somebody
 * else's is refused, whether this worker may see them or not.
 */
export async function addPerson(
  db: Db,
  worker: Worker,
  input: PersonInput,
  today: CivilDate,
): Promise<Result<{ personId: string }, 'not-yours-to-add' | 'unknown-school' | 'reference-not-free'>> {
  if (!mayAddPeople(worker)) return refused('not-yours-to-add')
  const school = input.school === null ? null : await schoolCalled(db, input.school, input.council)
  if (input.school !== null && school === null) return refused('unknown-school')
  const { organisationId } = worker
  const begun = await withReference(db, async () => {
    const personId = await beginPerson(db)
    await db
      .insertInto('app.person')
      .values({
        organisation_id: organisationId,
        id: personId,
        ...columnsOf(input),
        stage_session: sessionOfStage(input, { stage: null, stageSession: null }, today),
        school_id: school,
        team_id: await onlyTeamOf(db, worker),
        opened_on: today,
        recorded_on: today,
        recorded_by: worker.name,
        changed_by: worker.id,
        changed_because: 'Added by hand',
      })
      .execute()
    return personId
  })
  if (!begun.ok) return begun
  const personId = begun.value
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

/** The team of whoever is of one alone: its manager then sees whom they add. */
async function onlyTeamOf(db: Db, worker: Worker): Promise<string | null> {
  const teams = await db
    .selectFrom('app.team_member')
    .where('organisation_id', '=', worker.organisationId)
    .where('worker_id', '=', worker.id)
    .select('team_id as teamId')
    .limit(2)
    .execute()
  return teams.length === 1 ? (teams[0]?.teamId ?? null) : null
}

/** The id of somebody about to be written, to whom the way is then open. */
async function beginPerson(db: Db): Promise<string> {
  const { rows } = await sql<{ id: string }>`select sec.begin_person() as id`.execute(db)
  return rows[0]?.id ?? ''
}
