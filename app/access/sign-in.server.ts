import type { AppLoadContext } from '@remix-run/node'
import { type Db, sql } from '#db/connection.server'
import { recordAudit } from '~/audit/write.server'
import { ok, type Result, refused } from '~/shared/result'
import { openCodeSecret, stepOf } from './one-time-code.server'
import { proofOf, type Salted, saltOfNobody } from './password.server'
import { hashOfRecoveryCode } from './recovery-code.server'
import { goOnAs, hashOf, type NewSession, newSession, newToken } from './session.server'
import { deviceFrom } from './session-cookies'
import { deviceLabel } from './session-device'
import type { SignIn } from './sign-in.input'
import { addressOf } from './throttle.server'

/** Where somebody stands who wants to come in. */
export type Door = {
  secret: string
  /** By which this browser is known again; null in a new one. */
  device: string | null
  label: string
  address: string | null
}

export type CameIn = {
  workerId: string
  session: NewSession
  /** 'code': a one-time code has still to be set up, and until then nothing else is open. */
  stage: 'code' | 'full'
  device: string
}

export type WhyNotIn = { because: 'not-right' } | { because: 'wait'; seconds: number }

export function doorOf({ request, context }: { request: Request; context: AppLoadContext }): Door {
  return {
    secret: context.secret,
    device: deviceFrom(context.origin, request.headers.get('Cookie')),
    label: deviceLabel(request.headers.get('User-Agent')),
    address: addressOf(context.clientAddress),
  }
}

/**
 * A new session for whoever shows the password, and the code where one is set up; the one this browser had before ends. A wrong
 * try is answered alike, and after as long, whether or not the e-mail is anybody's. It is called inside a turn for hashing.
 */
export async function signIn(
  db: Db,
  door: Door,
  input: Pick<SignIn, 'email' | 'password' | 'code'>,
  at: Date,
): Promise<Result<CameIn, WhyNotIn>> {
  const device = door.device ?? newToken()
  const tried = await begin(db, door, input.email, device)
  if (tried.wait > 0) return refused({ because: 'wait', seconds: tried.wait })

  const proof = await proofOf(input.password, tried.salted ?? saltOfNobody(door.secret, input.email))
  const session = newSession()
  const { rows } =
    await sql<Ended>`select * from sec.sign_in(${input.email}, ${hashOf(device)}, ${door.address}::inet, ${proof},
    ${tried.codeSecret && stepOf(tried.codeSecret, input.code, at)}, ${hashOfRecoveryCode(input.code)},
    ${session.hash}, ${session.formSecret}, ${door.label})`.execute(db)
  const ended = rows[0]
  if (!ended?.worker_id || ended.stage === null) {
    await recordAudit(db, {
      act: 'sign-in.refused',
      outcome: 'denied',
      ...about(ended),
      detail: refusal(ended),
    })
    return refused({ because: 'not-right' })
  }

  await goOnAs(db, session)
  const act = ended.stage === 'full' ? 'sign-in.done' : 'sign-in.begun'
  await recordAudit(db, {
    act,
    ...about(ended),
    detail: { organisationId: ended.organisation_id, ended: ended.ended },
  })
  return ok({ workerId: ended.worker_id, session, stage: ended.stage, device })
}

type Begun = { wait: number; salted: Salted | null; codeSecret: Buffer | null }

async function begin(db: Db, door: Door, email: string, device: string): Promise<Begun> {
  const { rows } = await sql<{
    wait: number
    worker_id: string | null
    password_salt: Buffer | null
    password_passes: number | null
    otp_secret: Buffer | null
  }>`select * from sec.begin_sign_in(${email}, ${hashOf(device)}, ${door.address}::inet)`.execute(db)
  const row = rows[0]
  if (!row) throw new Error('A try to sign in was not answered')
  const { wait, worker_id: workerId, password_salt: salt, password_passes: passes, otp_secret: sealed } = row
  return {
    wait,
    salted: salt && passes ? { salt, passes } : null,
    codeSecret: workerId && sealed ? openCodeSecret(door.secret, workerId, sealed) : null,
  }
}

type Ended = {
  worker_id: string | null
  organisation_id: string | null
  stage: 'code' | 'full' | null
  failures: number | null
  ended: number
}

function about(ended: Ended | undefined) {
  return ended?.worker_id ? { subjectType: 'worker', subjectId: ended.worker_id } : {}
}

/** A try at somebody's account stands in their organisation's account; one at nobody's in none. */
function refusal(ended: Ended | undefined): Record<string, string | number> {
  return {
    ...(ended?.organisation_id && { organisationId: ended.organisation_id }),
    ...(ended?.failures && { failures: ended.failures }),
  }
}
