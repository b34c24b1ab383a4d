import { type Db, sql } from '#db/connection.server'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import type { AllocationEnded } from './allocation-ended'

/**
 * The one answer to asking for what is not there, or is not theirs to see: the same from outside, and kept in the audit. Whoever worked
 * with this person until within a week is told so: it is no secret to them. `asked` is the id from the address, whether or not anybody
 * has it.
 */
export async function notTheirs(db: Db, asked: string): Promise<Response> {
  await recordAudit(db, {
    act: 'access.denied',
    subjectType: 'person',
    outcome: 'denied',
    ...(UUID.test(asked) && { subjectId: asked }),
  })
  const { rows } = await sql<{ endedOn: CivilDate | null }>`
    select sec.allocation_ended_on(${UUID.test(asked) ? asked : NOBODY}::uuid) as "endedOn"`.execute(db)
  const endedOn = rows[0]?.endedOn ?? null
  if (endedOn === null) return new Response(null, { status: 404 })
  const ended: AllocationEnded = { allocationEndedOn: endedOn }
  return Response.json(ended, { status: 403 })
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

/** The id in an address; what is no id names nobody. */
export function idFrom(param: string | undefined): string {
  return param !== undefined && UUID.test(param) ? param.toLowerCase() : NOBODY
}

const NOBODY = '00000000-0000-0000-0000-000000000000'
