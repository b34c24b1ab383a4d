import { type Db, sql } from '#db/connection.server'
import { endUser, type User } from '~/access/user.server'
import { peopleOfWork } from '~/access/visible.server'
import { recordAudit } from '~/audit/write.server'
import { ok, type Result, refused } from '~/shared/result'
import { deriveTouched } from '~/transitions/derive.server'

/** Whom and what somebody who goes leaves behind: counts, for whoever may know no names. */
export type LeftBehind = { leads: number; beside: number; sessions: number }

/**
 * Ends somebody's account, and with it their work with everyone: blocked until whoever ends it says how many young people that concerns. In
 * the same transaction each of those people needs another worker, and a change of worker waits for whoever works with them next.
 * `acknowledged` is how many they said.
 */
export async function leave(
  db: Db,
  user: User,
  { acknowledged, by }: { acknowledged: number | null; by: string },
): Promise<Result<{ left: LeftBehind; sessionsEnded: number }, LeftBehind>> {
  const left = await leftBehind(db, user)
  const people = left.leads + left.beside
  if (people > 0 && acknowledged !== people) {
    await recordAudit(db, {
      act: 'user.leaving',
      subjectType: 'worker',
      subjectId: user.id,
      detail: { by, people },
    })
    return refused(left)
  }
  await sql`
    update app.allocation a set ends_at = now(), undone_at = case when a.starts_at > now() then now() else a.undone_at end
     where a.organisation_id = ${user.organisationId} and a.worker_id = ${user.id} and (a.ends_at is null or a.ends_at > now())`.execute(
    db,
  )
  const sessionsEnded = await endUser(db, user, by)
  await deriveTouched(db)
  return ok({ left, sessionsEnded })
}

/** Held until this is decided: nobody is given to them meanwhile. */
async function leftBehind(db: Db, user: User): Promise<LeftBehind> {
  await db
    .selectFrom('app.worker')
    .where('organisation_id', '=', user.organisationId)
    .where('id', '=', user.id)
    .select('id')
    .forUpdate()
    .execute()
  const people = await peopleOfWork(db)
    .innerJoin('app.allocation as allocation', (join) =>
      join
        .onRef('allocation.organisation_id', '=', 'person.organisation_id')
        .onRef('allocation.person_id', '=', 'person.id'),
    )
    .where('allocation.organisation_id', '=', user.organisationId)
    .where('allocation.worker_id', '=', user.id)
    .where(sql<boolean>`(allocation.ends_at is null or allocation.ends_at > now())`)
    .where('person.closed_on', 'is', null)
    .groupBy('person.id')
    .select(sql<boolean>`bool_or(allocation.kind = 'lead')`.as('isLed'))
    .execute()
  const sessions = await db
    .selectFrom('app.session')
    .where('organisation_id', '=', user.organisationId)
    .where('worker_id', '=', user.id)
    .where('status', '=', 'planned')
    .select(sql<number>`count(*)::int`.as('planned'))
    .executeTakeFirstOrThrow()
  const leads = people.filter(({ isLed }) => isLed).length
  return { leads, beside: people.length - leads, sessions: sessions.planned }
}
