import { type AppLoadContext, data, redirect } from '@remix-run/node'
import type { FieldErrors } from '~/shared/form'
import { formKey } from '~/shared/form-key.server'
import { giveTextBack } from './kept-text.server'
import { roles } from './permissions'
import { deviceIn, sessionIn } from './session-cookies'
import type { CameIn, WhyNotIn } from './sign-in.server'
import { beforeKey } from './sign-in-key.server'
import { pathOfOurs } from './sign-in-to'
import { keptWords, roleNames, signInRefusals } from './sign-in-words'

type Asked = { request: Request; context: AppLoadContext }
type Typed = { email?: string; to?: string; kept?: string }

const here = '/sign-in'
const invented = roles.map((role) => ({ email: `${role}@demo.example`, role: roleNames[role] }))

/** The page to sign in on; again, with what was typed but for the password and the code, when it did not go through. */
export function doorPage(
  { request, context }: Asked,
  typed: Typed,
  says: { errors?: FieldErrors; message?: string; status?: number; wait?: number } = {},
) {
  const { formKey, cookie } = beforeKey({ cookies: request.headers.get('Cookie'), context }, here)
  const { errors, status, wait } = says
  const { email, to, kept } = typed
  const message = says.message ?? (kept ? keptWords.carried : undefined)
  const headers = new Headers({ 'Set-Cookie': cookie })
  if (wait) headers.set('Retry-After', String(wait))
  const demonstration = context.isDemonstration ? invented : undefined
  const page = { kind: 'door' as const, formKey, email, to, kept, errors, message, demonstration }
  return data(page, { status, headers })
}

export function refusedAtDoor(asked: Asked, typed: Typed, why: WhyNotIn) {
  if (why.because === 'not-right')
    return doorPage(asked, typed, { errors: { form: signInRefusals.notRight }, status: 422 })
  const errors = { form: signInRefusals.wait(why.seconds) }
  return doorPage(asked, typed, { errors, status: 429, wait: why.seconds })
}

/** On to where they were going, or to what they were writing when their session ended: theirs alone. */
export function inAnswer({ context }: Asked, came: CameIn, { to, kept }: Typed) {
  const headers = cookiesOf(context, came)
  const { secret } = context
  const { formSecret } = came.session
  if (came.stage === 'code') {
    if (!kept) return redirect(codePath(to), { status: 303, headers })
    return data(
      { kind: 'set-up-first' as const, formKey: formKey(secret, formSecret, '/sign-in/code'), kept },
      { headers },
    )
  }
  if (!kept) return redirect(pathOfOurs(to), { status: 303, headers })
  const back = giveTextBack(secret, { id: came.workerId, formSecret }, kept)
  return back
    ? data({ kind: 'given-back' as const, ...back }, { headers })
    : redirect(pathOfOurs(null), { status: 303, headers })
}

export function codePath(to: string | undefined): string {
  return to ? `/sign-in/code?${new URLSearchParams({ to: pathOfOurs(to) })}` : '/sign-in/code'
}

/** The browser is known from here on, once it has come all the way in. */
function cookiesOf({ origin }: AppLoadContext, { session, device, stage }: CameIn): Headers {
  const headers = new Headers()
  headers.append('Set-Cookie', sessionIn(origin, session.token))
  if (stage === 'full') headers.append('Set-Cookie', deviceIn(origin, device))
  return headers
}
