import { type AppLoadContext, data, redirect } from '@remix-run/node'
import type { Db } from '#db/connection.server'
import type { FieldErrors } from '~/shared/form'
import { formKey } from '~/shared/form-key.server'
import { type CodeSetUp, offerFirstCode } from './account.server'
import { giveTextBack } from './kept-text.server'
import { toScan } from './one-time-code.server'
import { deviceIn, sessionIn } from './session-cookies'
import { pathOfOurs } from './sign-in-to'
import type { Worker } from './worker'

type Asked = { request: Request; context: AppLoadContext }

const here = '/sign-in/code'

/** The picture to scan, the same one until a code of it was shown. Null: there is no code to set up any more. */
export async function codePage(
  { context }: Asked,
  db: Db,
  worker: Worker,
  { kept, errors }: { kept?: string; errors?: FieldErrors },
) {
  const codeSecret = await offerFirstCode(db, context.secret, worker)
  if (codeSecret === null) return null
  const key = formKey(context.secret, worker.formSecret, here)
  return { kind: 'set-up' as const, formKey: key, kept, errors, ...(await toScan(codeSecret, worker.email)) }
}

/** The recovery codes, shown this once, and what was being written when the session ended. */
export function codeDone(
  { request, context }: Asked,
  worker: Worker,
  { session, recoveryCodes }: CodeSetUp,
  { kept, device }: { kept?: string; device: string },
) {
  const headers = new Headers()
  headers.append('Set-Cookie', sessionIn(context.origin, session.token))
  headers.append('Set-Cookie', deviceIn(context.origin, device))
  const back = kept
    ? giveTextBack(context.secret, { id: worker.id, formSecret: session.formSecret }, kept)
    : null
  const to = back ? '#written' : pathOfOurs(new URL(request.url).searchParams.get('to'))
  return data({ kind: 'done' as const, recoveryCodes, to, back }, { headers })
}

/** Their code is set up already: on to what they were writing, or to where they were going. */
export function codeNotNeeded({ request, context }: Asked, worker: Worker, kept: string | undefined) {
  const back = kept ? giveTextBack(context.secret, worker, kept) : null
  if (back) return data({ kind: 'given-back' as const, ...back })
  return redirect(pathOfOurs(new URL(request.url).searchParams.get('to')), 303)
}
