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

/**
 * The same for an address that names a person; of a record that was put together with another it leads to the same page of the one that
 * stays, for who may see that. What was posted is posted there again, and comes back to be saved under its new address.
 */
export async function notTheirsAt({ request, params }: Asked, db: Db): Promise<Response> {
  const personId = idFrom(params.personId)
  const { rows } = await sql<{ kept: string | null }>`select sec.kept_for(${personId}::uuid) as kept`.execute(
    db,
  )
  const kept = rows[0]?.kept ?? null
  if (kept === null) return notTheirs(db, params.personId ?? '')
  await recordAudit(db, { act: 'person.led-on', personId: kept, subjectType: 'person', subjectId: personId })
  const { pathname, search } = new URL(request.url)
  const to = `${pathname.replace(/\.data$/, '').replace(params.personId ?? personId, kept)}${search}`
  return new Response(null, { status: 307, headers: { Location: to } })
}

type Asked = { request: Request; params: Readonly<Record<string, string | undefined>> }

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

/** The id in an address; what is no id names nobody. */
export function idFrom(param: string | undefined): string {
  return param !== undefined && UUID.test(param) ? param.toLowerCase() : NOBODY
}

const NOBODY = '00000000-0000-0000-0000-000000000000'
