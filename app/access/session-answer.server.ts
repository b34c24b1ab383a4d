import { type AppLoadContext, redirect } from '@remix-run/node'
import type { Db } from '#db/connection.server'
import { endThisSession } from './session.server'
import { noSession } from './session-cookies'
import { SessionInput } from './sign-in.input'
import { pathOfOurs } from './sign-in-to'
import { entered, posted } from './signed-in.server'

type Asked = { request: Request; context: AppLoadContext }

/**
 * Keeps this session, or ends it. Kept, a script is told how long is left and the key of the next such form; a plain form goes back
 * to its page. Where the session has ended already, signing out has nothing left to do.
 */
export async function keepOrEnd(asked: Asked) {
  const { db, stage } = await entered(asked)
  const wantsJson = asked.request.headers.get('Accept')?.includes('application/json') ?? false
  if (stage !== 'full') return wantsJson ? new Response(null, { status: 401 }) : signedOut(asked, db, stage)

  const { input, worker, formKey } = await posted(asked, SessionInput)
  if (!input.ok || input.value.act === 'end') return signedOut(asked, db, stage)
  if (!wantsJson) return redirect(pathOfOurs(input.value.to), 303)
  return Response.json({ secondsLeft: worker.secondsLeft, formKey: formKey('/session') })
}

/** Ends it, whichever stage it has reached. */
export async function endHere(asked: Asked) {
  const { db, stage } = await entered(asked)
  if (stage === 'full') await posted(asked, SessionInput)
  return signedOut(asked, db, stage)
}

/**
 * What lies in the browser goes with the session. Cookies are not cleared as a whole: the one by which this browser is known stays,
 * or its owner would be slowed by whatever others try.
 */
async function signedOut({ context }: Asked, db: Db, stage: 'code' | 'full' | null) {
  if (stage !== null) await endThisSession(db)
  const headers = { 'Set-Cookie': noSession(context.origin), 'Clear-Site-Data': '"cache", "storage"' }
  return redirect('/sign-in?said=out', { status: 303, headers })
}
