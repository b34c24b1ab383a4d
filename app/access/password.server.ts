import { createHash, createHmac, randomBytes } from 'node:crypto'
import { hashRaw } from '@node-rs/argon2'
import { type Db, sql } from '#db/connection.server'
import { recordAudit } from '~/audit/write.server'
import { ok, type Result, refused } from '~/shared/result'
import { asTyped } from './password-rule'
import type { Role } from './permissions'
import { goOnAs, type NewSession, newSession } from './session.server'

/** What argon2id needs beside the password. The bytes it makes are the proof; the database keeps only their hash. */
export type Salted = { salt: Buffer; passes: number }
export type NewPassword = Salted & { hash: Buffer }

const MEMORY_KIB = 19_456

export function proofOf(password: string, { salt, passes }: Salted): Promise<Buffer> {
  return hashRaw(asTyped(password), {
    salt,
    timeCost: passes,
    memoryCost: MEMORY_KIB,
    parallelism: 1,
    outputLen: 32,
  })
}

/** What is to be kept of a new password. */
export async function newPassword(password: string, role: Role): Promise<NewPassword> {
  const salted = { salt: randomBytes(16), passes: passesFor(role) }
  return {
    ...salted,
    hash: createHash('sha256')
      .update(await proofOf(password, salted))
      .digest(),
  }
}

/** Whoever may change others' rights is harder to guess. */
function passesFor(role: Role): number {
  return role === 'administrator' ? 3 : 2
}

/**
 * For an e-mail of nobody: it takes as long as one of somebody's. One in eight takes as long as an administrator's, and always the
 * same ones, so that time tells neither.
 */
export function saltOfNobody(secret: string, email: string): Salted {
  const bytes = createHmac('sha256', secret).update(`nobody ${email}`).digest()
  return { salt: bytes.subarray(0, 16), passes: (bytes[16] ?? 0) < 32 ? 3 : 2 }
}

/** Sets somebody's password outright. `owner` is the connection that migrates: no other may. */
export async function setPassword(
  owner: Db,
  worker: { id: string; role: Role },
  password: string,
  { codeNeeded }: { codeNeeded: boolean },
): Promise<void> {
  const { salt, passes, hash } = await newPassword(password, worker.role)
  await sql`select sec.set_password(${worker.id}::uuid, ${salt}, ${passes}, ${hash}, ${codeNeeded})`.execute(
    owner,
  )
}

/** Another password for whoever is signed in. Every other session of theirs ends; this one goes on under a new token. */
export async function changePassword(
  db: Db,
  proof: Buffer,
  fresh: NewPassword,
): Promise<Result<NewSession & { ended: number }, 'wrong-password'>> {
  const session = newSession()
  const { rows } = await sql<{ ended: number | null }>`
    select sec.change_password(${proof}, ${fresh.salt}, ${fresh.passes}, ${fresh.hash}, ${session.hash}, ${session.formSecret}) as ended`.execute(
    db,
  )
  const ended = rows[0]?.ended ?? null
  if (ended === null) {
    await recordAudit(db, { act: 'proof.refused', outcome: 'denied' })
    return refused('wrong-password')
  }
  await goOnAs(db, session)
  await recordAudit(db, { act: 'password.change', detail: { ended } })
  return ok({ ...session, ended })
}
