import { type Db, sql } from '#db/connection.server'
import { recordAudit } from '~/audit/write.server'

export type User = { id: string; organisationId: string; name: string; email: string }

/** Somebody who can sign in, by their e-mail; null when there is nobody, or not any more. For work that reaches everybody. */
export async function findUser(db: Db, email: string): Promise<User | null> {
  const user = await db
    .selectFrom('app.worker')
    .where('email', '=', email)
    .where('ended_at', 'is', null)
    .select(['id', 'organisation_id as organisationId', 'name', 'email'])
    .executeTakeFirst()
  return user?.email ? { ...user, email: user.email } : null
}

export type ListedUser = {
  email: string
  name: string
  role: string
  organisation: string
  teams: string[]
  /** `invited`: has not used the link yet. `no-code`: has a password, and sets up the code at the next sign-in. */
  state: 'invited' | 'no-code' | 'active' | 'ended'
  lastSeenAt: Date | null
}

/** Everyone of the organisation that this work is for, or of all. Its act must be `user.list`. */
export async function listUsers(db: Db): Promise<ListedUser[]> {
  const { rows } = await sql<ListedUser>`
    select w.email, w.name, w.role, o.slug as organisation,
           array(select t.name from app.team_member m join app.team t on t.id = m.team_id and t.organisation_id = m.organisation_id
                  where m.worker_id = w.id order by t.name) as teams,
           case when w.ended_at is not null then 'ended' when not how.has_password then 'invited'
                when how.needs_code then 'no-code' else 'active' end as state,
           how.last_seen_at as "lastSeenAt"
      from app.worker w join app.organisation o on o.id = w.organisation_id join sec.how_users_sign_in() how on how.worker_id = w.id
     where w.role <> 'service'
     order by o.slug, w.email`.execute(db)
  return rows
}

/** Ends them at once: no session, no link, no work of theirs goes on. @returns how many sessions that ended. */
export async function endUser(db: Db, user: User, by: string): Promise<number> {
  await db
    .updateTable('app.worker')
    .set((eb) => ({ ended_at: eb.fn<Date>('now'), version: eb('version', '+', 1) }))
    .where('organisation_id', '=', user.organisationId)
    .where('id', '=', user.id)
    .execute()
  const { rows } = await sql<{ ended: number }>`select sec.end_access(${user.id}::uuid) as ended`.execute(db)
  const ended = rows[0]?.ended ?? 0
  await recordAudit(db, { act: 'user.end', subjectType: 'worker', subjectId: user.id, detail: { by, ended } })
  return ended
}
