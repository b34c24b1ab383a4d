import type { Db } from '#db/connection.server'
import { now } from '~/shared/clock.server'
import { ok, type Result, refused } from '~/shared/result'
import { provePassword, showAgain } from './account.server'
import { proofRefusals, signInRefusals } from './sign-in-words'
import type { Worker } from './worker'

/** What the page says that asks for it once more. */
export type NotShown = {
  errors: Readonly<Record<string, string>>
  answer: { status: 422 | 429; headers?: HeadersInit }
}

/**
 * The password, typed again: right, what asks for it is open for five minutes. None is typed where it was shown of late; whether it was,
 * the database says of each thing that asks for it.
 */
export async function shownAgain(
  db: Db,
  secret: string,
  worker: Worker,
  password: string | undefined,
): Promise<Result<null, NotShown>> {
  if (password === undefined) return ok(null)
  const shown = await showAgain(db, secret, worker, { password, code: '' }, now())
  if (!shown.ok) {
    const { seconds } = shown.reason
    const headers = { 'Retry-After': String(seconds) }
    return refused({ errors: { form: signInRefusals.wait(seconds) }, answer: { status: 429, headers } })
  }
  if (await provePassword(db, shown.value)) return ok(null)
  return refused({ errors: { password: proofRefusals.wrongPassword }, answer: { status: 422 } })
}
