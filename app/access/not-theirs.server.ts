import type { Db } from '#db/connection.server'
import { recordAudit } from '~/audit/write.server'

/**
 * The one answer to asking for what is not there, or is not theirs to see: the same from outside, and kept in the audit.
 * `asked` is the id from the address, whether or not anybody has it.
 */
export async function notTheirs(db: Db, asked: string): Promise<Response> {
  await recordAudit(db, {
    act: 'access.denied',
    subjectType: 'person',
    outcome: 'denied',
    ...(UUID.test(asked) && { subjectId: asked }),
  })
  return new Response(null, { status: 404 })
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

/** The id in an address; what is no id names nobody. */
export function idFrom(param: string | undefined): string {
  return param !== undefined && UUID.test(param) ? param.toLowerCase() : NOBODY
}

const NOBODY = '00000000-0000-0000-0000-000000000000'
