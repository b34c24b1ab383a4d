import { type Db, sql } from '#db/connection.server'
import { recordAudit } from '~/audit/write.server'
import { ok, type Result, refused } from '~/shared/result'
import type { NewPassword } from './password.server'
import type { Role } from './permissions'
import { hashOf, newToken } from './session.server'

/** `first`: within three days. `reset`: within half an hour, and every session of theirs ends now and again when it is used. */
export type LinkKind = 'first' | 'reset'

/**
 * A one-time link by which somebody chooses a password; one made before is good no longer. `codeToo`: their one-time code is set up
 * afresh as well, because its phone is lost and the recovery codes with it. Only work for `user.add` or `user.reset` may make one.
 * @returns the path of the link, which is nowhere else.
 */
export async function makeLink(
  db: Db,
  worker: { id: string },
  kind: LinkKind,
  options: { codeToo: boolean },
  by: string,
): Promise<string> {
  const token = newToken()
  await sql`select sec.make_link(${worker.id}::uuid, ${hashOf(token)}, ${kind}, ${options.codeToo})`.execute(
    db,
  )
  await recordAudit(db, {
    act: 'link.make',
    subjectType: 'worker',
    subjectId: worker.id,
    detail: { by, kind, codeToo: options.codeToo },
  })
  return `/link/${token}`
}

export type LinkOwner = {
  id: string
  organisationId: string
  name: string
  email: string
  role: Role
  organisation: string
}

/** Whose link this is; null when it is used, too old, or none. Looking at it does not use it. */
export async function ownerOfLink(db: Db, token: string): Promise<LinkOwner | null> {
  const { rows } = await sql<{
    worker_id: string
    organisation_id: string
    name: string
    email: string
    role: Role
    organisation: string
  }>`select * from sec.link_for(${hashOf(token)})`.execute(db)
  const row = rows[0]
  if (!row) return null
  const { worker_id: id, organisation_id: organisationId, ...others } = row
  return { id, organisationId, ...others }
}

/** Uses the link up: the password is this one and every session of theirs has ended. The one-time code stays asked. */
export async function choosePassword(
  db: Db,
  token: string,
  owner: LinkOwner,
  fresh: NewPassword,
): Promise<Result<null, 'gone'>> {
  const { rows } = await sql<{ used_by: string | null }>`
    select sec.use_link(${hashOf(token)}, ${fresh.salt}, ${fresh.passes}, ${fresh.hash}) as used_by`.execute(
    db,
  )
  if (rows[0]?.used_by !== owner.id) return refused('gone')
  const detail = { organisationId: owner.organisationId }
  await recordAudit(db, { act: 'link.use', subjectType: 'worker', subjectId: owner.id, detail })
  return ok(null)
}
