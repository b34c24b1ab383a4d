import { createHash, randomBytes } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import { recordAudit } from '~/audit/write.server'
import { ok, type Result, refused } from '~/shared/result'
import type { Worker } from './worker'

export type NewSession = { token: string; hash: Buffer; formSecret: string }

/** A token that nobody can guess; the database keeps its hash alone. */
export function newSession(): NewSession {
  const token = newToken()
  return { token, hash: hashOf(token), formSecret: newToken() }
}

export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** From here on this transaction speaks for that session; `worker`, where somebody was signed in, signs forms as it does. */
export async function goOnAs(db: Db, { token, formSecret }: NewSession, worker?: Worker): Promise<void> {
  await sql`select from sec.enter(${token})`.execute(db)
  if (worker) worker.formSecret = formSecret
}

export type MySession = { id: string; device: string; madeAt: Date; lastSeenAt: Date; isThis: boolean }

/** Where whoever is signed in is so now; this browser first, then the last used. */
export async function mySessions(db: Db): Promise<MySession[]> {
  const { rows } = await sql<{
    id: string
    device: string | null
    made_at: Date
    last_seen_at: Date
    is_this: boolean
  }>`
    select * from sec.my_sessions()`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    device: row.device ?? '',
    madeAt: row.made_at,
    lastSeenAt: row.last_seen_at,
    isThis: row.is_this,
  }))
}

/**
 * Ends one other session of mine, or all others. @returns how many.
 * Refused when the password was shown in this session more than five minutes ago.
 */
export async function endSessions(
  db: Db,
  which: string | 'others',
): Promise<Result<number, 'password-needed'>> {
  const one = which === 'others' ? null : which
  const { rows } = await sql<{
    ended: number | null
  }>`select sec.end_sessions(${one}::uuid) as ended`.execute(db)
  const ended = rows[0]?.ended ?? null
  if (ended === null) return refused('password-needed')
  await recordAudit(db, {
    act: 'session.end',
    subjectType: 'session',
    subjectId: one ?? undefined,
    detail: { ended },
  })
  return ok(ended)
}

/** Signs out here. */
export async function endThisSession(db: Db): Promise<void> {
  await recordAudit(db, { act: 'sign-in.out' })
  await sql`select sec.end_this_session()`.execute(db)
}
