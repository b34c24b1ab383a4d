import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { idFrom, notTheirsAt } from '~/access/not-theirs.server'
import { signedIn } from '~/access/signed-in.server'
import { draftAsked } from '~/drafts/drafts-of-form.server'
import { openSession } from './open-session.server'

type Asked = LoaderFunctionArgs | ActionFunctionArgs

/** Which person and session an address names; what is no id names nobody. */
export function namedIn({ params }: Asked): { personId: string; sessionId: string } {
  return { personId: idFrom(params.personId), sessionId: idFrom(params.sessionId) }
}

/**
 * Who asks, and the session in the address.
 * @throws the same 404 whether there is none or it is not theirs; also for whoever may not write it, where that is wanted.
 */
export async function openSessionAt(asked: Asked, how: 'to-read' | 'to-write' = 'to-read') {
  const signed = await signedIn(asked)
  const session = await openSession(signed.db, signed.worker, namedIn(asked), draftAsked(asked))
  if (!session || (how === 'to-write' && !session.mayWrite)) throw await notTheirsAt(asked, signed.db)
  const to = `/people/${session.personId}`
  return { ...signed, session, head: { name: session.name, to }, at: `${to}/sessions/${session.id}` }
}
