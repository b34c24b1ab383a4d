import { randomUUID } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { calendarOf } from '~/organisations/calendar.server'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import { deriveTouched } from '~/transitions/derive.server'
import type { EndedAllocation, MovedSession } from './handover.table'
import { handoversOf } from './lot.server'
import type { HandoverKind } from './reasons'
import type { Reassignment } from './reassign.input'
import { mayAllocate, movesWithLead, whoLeads, workerLoads } from './to-reassign.server'
import { type WhyNotReassigned, type WhyNotThem, WORKING_DAYS_TO_READ } from './words'

/** Why nothing was done; `not-all-of-them` says of each why not. */
export type NotReassigned = { why: WhyNotReassigned; people: readonly { id: string; why: WhyNotThem }[] }

/**
 * Gives people to another lead, to nobody, or to somebody who stands in for a time, all of them or none. Who led before ends on that day and
 * stays in the history; what was planned goes with the new lead; each gets a handover page that the new worker has to read.
 * `isTheirsStill`: whoever decided it may still allocate some of them, and can take it back.
 */
export async function reassign(
  db: Db,
  worker: Worker,
  input: Reassignment,
  today: CivilDate,
): Promise<Result<{ lotId: string; isTheirsStill: boolean }, NotReassigned>> {
  const held = await holdPeople(db, worker, input)
  const change = changeAsked(input, worker, today)
  const why = (await refusesAll(db, input, today)) ?? (await refusesSome(db, input, change, held))
  if (why) return refused(why)

  const made: Made[] = []
  const ended = change.kind === 'cover' ? [] : await endBefore(db, held, change)
  const begun = await begin(db, held, change, input.because)
  const moved = change.kind === 'cover' ? [] : await moveSessions(db, held, change)
  for (const person of held)
    made.push({
      person,
      allocationId: begun.get(person.id) ?? null,
      ended: ended.filter(({ personId }) => personId === person.id).map(({ personId: _, ...each }) => each),
      sessions: moved
        .filter(({ personId }) => personId === person.id)
        .map(({ personId: _, ...each }) => each),
    })
  const lotId = await keepHandovers(db, worker, input, change, made)
  await deriveTouched(db)
  for (const { id } of held)
    await recordAudit(db, {
      act: 'person.reassign',
      personId: id,
      subjectType: 'worker',
      ...(change.to && { subjectId: change.to }),
      detail: { as: change.kind, reason: input.reason, lot: lotId },
    })
  const [theirs] = await handoversOf(db, worker, lotId).select('handover.id').limit(1).execute()
  return ok({ lotId, isTheirsStill: theirs !== undefined })
}

type Held = {
  id: string
  organisationId: string
  seen: string
  leadId: string | null
  lastLeadId: string | null
  isLedLater: boolean
}

type Change = {
  kind: HandoverKind
  to: string | null
  /** Whose the planned sessions are from then on: where nobody leads, whoever decided it looks after them. */
  sessionsTo: string
  fromOn: CivilDate
  untilOn: CivilDate | null
  isFromNow: boolean
}

type Made = { person: Held; allocationId: string | null; ended: EndedAllocation[]; sessions: MovedSession[] }

/**
 * Those who are chosen and this worker's to allocate, held until this is decided. How each stands is asked once they are held: whoever
 * decides it at the same time comes second, and sees what the first has decided.
 */
async function holdPeople(db: Db, worker: Worker, { person }: Reassignment): Promise<Held[]> {
  const chosen = visiblePeople(db, worker)
    .where(
      'person.id',
      'in',
      person.map(({ personId }) => personId),
    )
    .where('person.closed_on', 'is', null)
    .where(mayAllocate(worker))
    .orderBy('person.id')
  await chosen.select('person.id').forNoKeyUpdate('person').execute()
  return chosen
    .select([
      'person.id',
      'person.organisation_id as organisationId',
      whoLeads.as('seen'),
      sql<
        string | null
      >`(select lead.worker_id from app.allocation lead where lead.person_id = person.id and lead.kind = 'lead'
        and lead.starts_at <= now() and (lead.ends_at is null or lead.ends_at > now()) limit 1)`.as('leadId'),
      sql<
        string | null
      >`(select lead.worker_id from app.allocation lead where lead.person_id = person.id and lead.kind = 'lead'
        and lead.starts_at <= now() and lead.undone_at is null order by coalesce(lead.ends_at, 'infinity') desc limit 1)`.as(
        'lastLeadId',
      ),
      sql<boolean>`exists (select from app.allocation lead where lead.person_id = person.id and lead.kind = 'lead'
        and lead.starts_at > now() and lead.ends_at is null)`.as('isLedLater'),
    ])
    .execute()
}

function changeAsked({ to, as, fromOn, untilOn }: Reassignment, worker: Worker, today: CivilDate): Change {
  const kind = to === 'nobody' ? 'nobody' : as
  return {
    kind,
    to: to === 'nobody' ? null : to,
    sessionsTo: to === 'nobody' ? worker.id : to,
    fromOn,
    untilOn: kind === 'cover' ? untilOn : null,
    isFromNow: fromOn === today,
  }
}

async function refusesAll(
  db: Db,
  { to, as, fromOn, untilOn, reason, because }: Reassignment,
  today: CivilDate,
): Promise<NotReassigned | null> {
  const all = (why: WhyNotReassigned) => ({ why, people: [] })
  const isCover = as === 'cover' && to !== 'nobody'
  if (fromOn < today) return all('before-today')
  if (isCover && untilOn === null) return all('no-last-day')
  if (isCover && untilOn !== null && untilOn < fromOn) return all('ends-before-it-begins')
  if (reason === 'other' && because === '') return all('no-words')
  if (to === 'nobody') return null
  const workers = await workerLoads(db, today).execute()
  return workers.some(({ id }) => id === to) ? null : all('not-in-your-team')
}

async function refusesSome(
  db: Db,
  { person: chosen }: Reassignment,
  { kind, to }: Change,
  held: readonly Held[],
): Promise<NotReassigned | null> {
  const known = new Map(held.map((each) => [each.id, each]))
  if (chosen.some(({ personId }) => !known.has(personId))) return { why: 'not-yours-any-more', people: [] }
  const isSo = ({ leadId, isLedLater }: Held) => leadId === to && (kind === 'cover' || !isLedLater)
  const closed = to === null ? [] : await notForWorker(db, to, held)
  const people = [
    ...chosen.flatMap(({ personId, seen }) =>
      known.get(personId)?.seen === seen ? [] : { id: personId, why: 'changed-meanwhile' as const },
    ),
    ...held.filter(isSo).map(({ id }) => ({ id, why: 'so-already' as const })),
    ...closed,
  ]
  return people.length > 0 ? { why: 'not-all-of-them', people } : null
}

async function notForWorker(db: Db, to: string, held: readonly Held[]) {
  const { rows } = await sql<{ id: string; why: 'kept-apart' | 'restricted' }>`
    select person_id as id, why from sec.not_for_worker(${to}::uuid, ${held.map(({ id }) => id)}::uuid[])`.execute(
    db,
  )
  return rows
}

/** The moment from which it holds: now, or when that day begins in Scotland. */
function beginsAt({ isFromNow, fromOn }: Change) {
  return isFromNow ? sql<Date>`now()` : sql<Date>`(${fromOn}::date::timestamp at time zone 'Europe/London')`
}

/** Whoever leads on from that day, or would begin to later, and whatever else the new lead was to them. */
async function endBefore(db: Db, held: readonly Held[], change: Change) {
  const begins = beginsAt(change)
  const { rows } = await sql<EndedAllocation & { personId: string }>`
    with before as (
      select a.organisation_id, a.id, a.ends_at from app.allocation a
       where a.person_id = any (${held.map(({ id }) => id)}::uuid[])
         and (a.kind = 'lead' and (a.ends_at is null or a.ends_at > ${begins})
           or a.kind = 'co-worker' and a.ends_at is null and a.worker_id = ${change.to}::uuid))
    update app.allocation a
       set ends_at = ${begins}, undone_at = case when a.starts_at >= ${begins} then now() else a.undone_at end
      from before where a.organisation_id = before.organisation_id and a.id = before.id
    returning a.person_id as "personId", a.id, before.ends_at::text as was, a.ends_at::text as now`.execute(
    db,
  )
  return rows
}

/** @returns the new allocation of each. */
async function begin(
  db: Db,
  held: readonly Held[],
  change: Change,
  because: string,
): Promise<Map<string, string>> {
  const { to, kind, untilOn } = change
  if (to === null || kind === 'nobody') return new Map()
  const ids = new Map(held.map(({ id }) => [id, randomUUID() as string]))
  await db
    .insertInto('app.allocation')
    .values(
      held.map(({ id, organisationId }) => ({
        organisation_id: organisationId,
        id: ids.get(id) ?? randomUUID(),
        person_id: id,
        worker_id: to,
        kind,
        starts_at: beginsAt(change),
        ends_at:
          untilOn === null
            ? null
            : sql<Date>`((${untilOn}::date + 1)::timestamp at time zone 'Europe/London')`,
        because: because || null,
      })),
    )
    .execute()
  return ids
}

/** What is planned from that day on goes with the lead; from today, also what is past and was not recorded. */
async function moveSessions(db: Db, held: readonly Held[], { sessionsTo, isFromNow, fromOn }: Change) {
  const { rows } = await sql<MovedSession & { personId: string }>`
    with before as (
      select session.organisation_id, session.id, session.worker_id from app.session session
       where session.person_id = any (${held.map(({ id }) => id)}::uuid[]) and session.status = 'planned' and ${movesWithLead}
         and session.worker_id <> ${sessionsTo}::uuid and (${isFromNow}::boolean or session.planned_on >= ${fromOn}::date)
       order by session.id for update of session)
    update app.session s
       set worker_id = ${sessionsTo}::uuid, version = s.version + 1, changed_at = now(), changed_because = 'Another worker'
      from before where s.organisation_id = before.organisation_id and s.id = before.id
    returning s.person_id as "personId", s.id, before.worker_id as "workerId", s.version`.execute(db)
  return rows
}

async function keepHandovers(
  db: Db,
  worker: Worker,
  { reason, because }: Reassignment,
  { kind, to, fromOn, untilOn }: Change,
  made: readonly Made[],
): Promise<string> {
  const lotId = randomUUID()
  const { addWorkingDays } = await calendarOf(db, worker.organisationId)
  await db
    .insertInto('app.handover')
    .values(
      made.map(({ person, allocationId, ended, sessions }) => ({
        organisation_id: person.organisationId,
        person_id: person.id,
        lot_id: lotId,
        kind,
        from_worker_id: person.lastLeadId,
        to_worker_id: to,
        from_on: fromOn,
        until_on: untilOn,
        reason,
        because,
        allocation_id: allocationId,
        ended: JSON.stringify(ended),
        sessions: JSON.stringify(sessions),
        read_by_on: kind === 'nobody' ? null : addWorkingDays(fromOn, WORKING_DAYS_TO_READ),
      })),
    )
    .execute()
  return lotId
}
