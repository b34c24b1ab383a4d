import { type Db, sql } from '#db/connection.server'
import { recordAudit } from '~/audit/write.server'
import { ok, type Result, refused } from '~/shared/result'
import { newCodeSecret, openCodeSecret, sealCodeSecret, stepOf } from './one-time-code.server'
import { proofOf, type Salted } from './password.server'
import { hashOfRecoveryCode, newRecoveryCodes } from './recovery-code.server'
import { goOnAs, hashOf, type NewSession, newSession } from './session.server'
import type { Worker } from './worker'

type Mine = Pick<Worker, 'id' | 'organisationId'>

export type MyCredential = {
  salted: Salted
  /** False for the demonstration's accounts, which are asked for none. */
  codeNeeded: boolean
  codeSince: Date | null
  codeSecret: Buffer | null
  /** A code that is being set up in this session: its secret, and the same as it is kept. */
  pending: { codeSecret: Buffer; sealed: Buffer } | null
  recoveryCodesLeft: number
}

export async function myCredential(db: Db, secret: string, worker: Mine): Promise<MyCredential> {
  const { rows } = await sql<{
    password_salt: Buffer
    password_passes: number
    code_needed: boolean
    otp_secret: Buffer | null
    otp_confirmed_at: Date | null
    otp_pending: Buffer | null
    recovery_left: number
  }>`select * from sec.my_credential()`.execute(db)
  const row = rows[0]
  if (!row) throw new Error('Whoever is signed in has no password')
  const opened = row.otp_pending && openCodeSecret(secret, worker.id, row.otp_pending)
  return {
    salted: { salt: row.password_salt, passes: row.password_passes },
    codeNeeded: row.code_needed,
    codeSince: row.otp_confirmed_at,
    codeSecret: row.otp_secret && openCodeSecret(secret, worker.id, row.otp_secret),
    pending: row.otp_pending && opened ? { codeSecret: opened, sealed: row.otp_pending } : null,
    recoveryCodesLeft: row.recovery_left,
  }
}

/** What somebody shows again to prove who they are; whether it is right, the act that takes it says. */
export type Proof = { proof: Buffer; step: number | null; recovery: Buffer | null }
export type Wait = { because: 'wait'; seconds: number }
export type WrongProof = { because: 'wrong-proof' }

/** Makes the proof of a password and a code that were typed. Wrong ones slow the next, in this session alone. */
export async function showAgain(
  db: Db,
  secret: string,
  worker: Mine,
  said: { password: string; code: string },
  at: Date,
): Promise<Result<Proof, Wait>> {
  const { rows } = await sql<{ wait: number }>`select sec.begin_proof() as wait`.execute(db)
  const wait = rows[0]?.wait ?? 0
  if (wait > 0) return refused({ because: 'wait', seconds: wait })
  const { salted, codeSecret } = await myCredential(db, secret, worker)
  return ok({
    proof: await proofOf(said.password, salted),
    step: codeSecret && stepOf(codeSecret, said.code, at),
    recovery: hashOfRecoveryCode(said.code),
  })
}

/** The password was shown again: for five minutes what asks for it is open. */
export async function provePassword(db: Db, { proof }: Proof): Promise<boolean> {
  const { rows } = await sql<{ right: boolean }>`select sec.prove_password(${proof}) as right`.execute(db)
  return wasRight(db, rows[0]?.right)
}

/**
 * The secret that a first code is set up from; the same one until it is, however often the page is loaded.
 * @returns null when there is none to set up.
 */
export async function offerFirstCode(db: Db, secret: string, worker: Mine): Promise<Buffer | null> {
  const offered = sealCodeSecret(worker.id, newCodeSecret())
  const { rows } = await sql<{
    kept: Buffer | null
  }>`select sec.offer_first_code(${offered}) as kept`.execute(db)
  if (!rows[0]?.kept) return null
  const kept = openCodeSecret(secret, worker.id, rows[0].kept)
  if (!kept) throw new Error('The secret of a one-time code does not open')
  return kept
}

/** Begins another code; the one in force goes on until a code of the new one is shown. */
export async function offerNewCode(db: Db, worker: Mine, shown: Proof): Promise<Result<null, WrongProof>> {
  const offered = sealCodeSecret(worker.id, newCodeSecret())
  const { rows } = await sql<{ right: boolean }>`
    select sec.offer_new_code(${shown.proof}, ${shown.step}, ${shown.recovery}, ${offered}) as right`.execute(
    db,
  )
  return (await wasRight(db, rows[0]?.right)) ? ok(null) : refused({ because: 'wrong-proof' })
}

export type CodeSetUp = { session: NewSession; recoveryCodes: string[] }

/**
 * A code of the pending secret puts it in force: with ten new recovery codes, and everything open under a new token.
 * 'start-again': nothing is pending in this session any more.
 */
export async function confirmCode(
  db: Db,
  secret: string,
  worker: Worker,
  input: { code: string; device: string },
  at: Date,
): Promise<Result<CodeSetUp, 'wrong-code' | 'start-again'>> {
  const { pending } = await myCredential(db, secret, worker)
  if (!pending) return refused('start-again')
  const step = stepOf(pending.codeSecret, input.code, at)
  if (step === null) return refused('wrong-code')

  const session = newSession()
  const { codes, hashes } = newRecoveryCodes()
  const { rows } = await sql<{
    done: boolean
  }>`select sec.confirm_code(${pending.sealed}, ${step}, ${hashes}::bytea[],
    ${session.hash}, ${session.formSecret}, ${hashOf(input.device)}) as done`.execute(db)
  if (rows[0]?.done !== true) return refused('start-again')
  await goOnAs(db, session, worker)
  await recordAudit(db, { act: 'code.set-up', subjectType: 'worker', subjectId: worker.id })
  return ok({ session, recoveryCodes: codes })
}

/** Ten others; the ones before stop working. */
export async function renewRecoveryCodes(
  db: Db,
  worker: Mine,
  shown: Proof,
): Promise<Result<string[], WrongProof>> {
  const { codes, hashes } = newRecoveryCodes()
  const { rows } = await sql<{ right: boolean }>`
    select sec.renew_recovery_codes(${shown.proof}, ${shown.step}, ${shown.recovery}, ${hashes}::bytea[]) as right`.execute(
    db,
  )
  if (!(await wasRight(db, rows[0]?.right))) return refused({ because: 'wrong-proof' })
  await recordAudit(db, { act: 'recovery-codes.renew', subjectType: 'worker', subjectId: worker.id })
  return ok(codes)
}

async function wasRight(db: Db, right: boolean | undefined): Promise<boolean> {
  if (right !== true) await recordAudit(db, { act: 'proof.refused', outcome: 'denied' })
  return right === true
}
