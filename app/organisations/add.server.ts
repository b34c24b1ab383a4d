import type { Db } from '#db/connection.server'
import type { Role } from '~/access/permissions'
import { recordAudit } from '~/audit/write.server'
import { ok, type Result, refused } from '~/shared/result'

/** A new organisation, with the service user as whom the command line works for it. */
export async function addOrganisation(
  db: Db,
  input: { slug: string; name: string; isDemonstration?: boolean },
  by: string,
): Promise<Result<{ organisationId: string }, 'slug-taken'>> {
  const added = await db
    .insertInto('app.organisation')
    .values({ slug: input.slug, name: input.name, is_demonstration: input.isDemonstration ?? false })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) return refused('slug-taken')
  await db
    .insertInto('app.worker')
    .values({ organisation_id: added.id, name: 'Command line', role: 'service' })
    .execute()
  await recordAudit(db, {
    act: 'organisation.add',
    subjectType: 'organisation',
    subjectId: added.id,
    detail: { by },
  })
  return ok({ organisationId: added.id })
}

export async function addTeam(
  db: Db,
  organisationId: string,
  name: string,
  by: string,
): Promise<Result<{ teamId: string }, 'name-taken'>> {
  const added = await db
    .insertInto('app.team')
    .values({ organisation_id: organisationId, name })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) return refused('name-taken')
  await recordAudit(db, {
    act: 'team.add',
    subjectType: 'team',
    subjectId: added.id,
    detail: { by, organisationId },
  })
  return ok({ teamId: added.id })
}

/** Somebody who may sign in, once they have used the one-time link that they are given. */
export async function addWorker(
  db: Db,
  organisationId: string,
  input: { email: string; name: string; role: Role; teamIds: readonly string[] },
  by: string,
): Promise<Result<{ workerId: string }, 'email-taken'>> {
  const added = await db
    .insertInto('app.worker')
    .values({
      organisation_id: organisationId,
      email: input.email.toLowerCase(),
      name: input.name,
      role: input.role,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) return refused('email-taken')
  for (const teamId of input.teamIds) {
    await db
      .insertInto('app.team_member')
      .values({ organisation_id: organisationId, team_id: teamId, worker_id: added.id })
      .execute()
  }
  await recordAudit(db, {
    act: 'user.add',
    subjectType: 'worker',
    subjectId: added.id,
    detail: { by, organisationId, role: input.role },
  })
  return ok({ workerId: added.id })
}
