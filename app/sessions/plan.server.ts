import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { addDays, type CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import { changeSession, heldSession, type SessionAt } from './held-session.server'
import type { Plan } from './plan.input'
import { mayWriteSessions } from './planning.server'
import { whyNotTheseCards } from './session'
import { addCards, keepPlannedCards, liveCards } from './session-cards.server'
import type { WhyNotPlanned } from './words'

const DAYS_AHEAD_AT_MOST = 366

/**
 * Plans a session with somebody: the row, its cards and the audit entry in one transaction. `transitionId` is what it is for; of
 * somebody else it is left out, since nothing tells that it exists.
 */
export async function planSession(
  db: Db,
  worker: Worker,
  personId: string,
  plan: Plan & { transitionId: string | null },
  today: CivilDate,
): Promise<Result<{ sessionId: string }, WhyNotPlanned>> {
  const person = await mayPlan(db, worker, personId, plan.transitionId)
  if (!person) return refused('not-yours-to-change')
  if (person.closedOn) return refused('closed')
  const why = whyNotOn(plan.plannedOn, today) ?? (await whyNotWith(db, plan, today))
  if (why) return refused(why)

  const at = { organisation_id: person.organisationId, person_id: personId }
  const { id } = await db
    .insertInto('app.session')
    .values({ ...at, worker_id: worker.id, transition_id: person.transitionId, ...columnsOf(plan) })
    .returning('id')
    .executeTakeFirstOrThrow()
  await addCards(
    db,
    { organisationId: person.organisationId, personId, sessionId: id },
    plan.cards.map((card) => ({ ...card, isPlanned: true })),
  )
  await recordAudit(db, { act: 'session.plan', personId, subjectType: 'session', subjectId: id })
  return ok({ sessionId: id })
}

/** Changes a plan that has not been recorded. Another day or time needs a reason, which stays with the plan as it was before. */
export async function changePlan(
  db: Db,
  worker: Worker,
  { personId, sessionId }: SessionAt,
  plan: Plan & { version: number; because: string },
  today: CivilDate,
): Promise<Result<null, WhyNotPlanned>> {
  const held = await heldSession(db, worker, { personId, sessionId })
  if (!held) return refused('not-yours-to-change')
  if (held.status !== 'planned') return refused('not-planned-any-more')
  if (held.version !== plan.version) return refused('changed-meanwhile')
  const moves = held.plannedOn !== plan.plannedOn || held.plannedAt !== plan.plannedAt
  if (moves && plan.because === '') return refused('because-missing')
  const why =
    (moves ? whyNotOn(plan.plannedOn, today) : null) ?? (await whyNotWith(db, plan, today, sessionId))
  if (why) return refused(why)

  const saved = await changeSession(db, { ...held, personId, sessionId }, plan.version, {
    ...columnsOf(plan),
    changed_because: plan.because || null,
  })
  if (!saved) return refused('changed-meanwhile')
  await keepPlannedCards(db, { organisationId: held.organisationId, personId, sessionId }, plan.cards)
  await recordAudit(db, { act: 'session.change', personId, subjectType: 'session', subjectId: sessionId })
  return ok(null)
}

/** Calls a planned session off, with the reason. It stays in the record. */
export async function cancelSession(
  db: Db,
  worker: Worker,
  { personId, sessionId }: SessionAt,
  { version, cancelledBecause }: { version: number; cancelledBecause: string },
): Promise<Result<null, WhyNotPlanned>> {
  const held = await heldSession(db, worker, { personId, sessionId })
  if (!held) return refused('not-yours-to-change')
  if (held.status !== 'planned') return refused('not-planned-any-more')
  const saved = await changeSession(db, { ...held, personId, sessionId }, version, {
    status: 'cancelled' as const,
    cancelled_because: cancelledBecause,
    changed_because: cancelledBecause,
  })
  if (!saved) return refused('changed-meanwhile')
  await recordAudit(db, { act: 'session.cancel', personId, subjectType: 'session', subjectId: sessionId })
  return ok(null)
}

function whyNotOn(on: CivilDate, today: CivilDate): WhyNotPlanned | null {
  if (on < today) return 'day-passed'
  return on > addDays(today, DAYS_AHEAD_AT_MOST) ? 'day-too-far' : null
}

/** Cards of this session that have since lapsed may stay with it; a new one must be in use. */
async function whyNotWith(
  db: Db,
  plan: Plan,
  today: CivilDate,
  sessionId: string | null = null,
): Promise<WhyNotPlanned | null> {
  const cards = await liveCards(db, plan.cards, today, sessionId)
  if (cards.length !== plan.cards.length) return 'card-not-live'
  const why = whyNotTheseCards(cards)
  if (why) return why
  return (await isKnown(db, plan.alternative)) ? null : 'alternative-not-known'
}

async function isKnown(
  db: Db,
  { organisationId, programmeId, offer }: Plan['alternative'],
): Promise<boolean> {
  if (offer !== null)
    return (
      (await db.selectFrom('app.offer').where('id', '=', offer).select('id').executeTakeFirst()) !== undefined
    )
  if (programmeId === null || organisationId === null) return true
  const programme = await db
    .selectFrom('app.programme')
    .where('organisation_id', '=', organisationId)
    .where('id', '=', programmeId)
    .select('id')
    .executeTakeFirst()
  return programme !== undefined
}

function columnsOf(plan: Plan) {
  return {
    planned_on: plan.plannedOn,
    planned_at: plan.plannedAt,
    minutes: plan.minutes,
    place: plan.place,
    aim: plan.aim,
    opening: plan.opening,
    strength_to_build_on: plan.strengthToBuildOn,
    alternative_programme_organisation_id: plan.alternative.organisationId,
    alternative_programme_id: plan.alternative.programmeId,
    alternative_offer: plan.alternative.offer,
    alternative_says: plan.alternativeSays,
    bring: [...plan.bring, ...(plan.bringOther ? [plan.bringOther] : [])],
    keep_safe: plan.keepSafe,
    will_not_raise: plan.willNotRaise,
  }
}

async function mayPlan(db: Db, worker: Worker, personId: string, transitionId: string | null) {
  return visiblePeople(db, worker)
    .where('person.id', '=', personId)
    .where(mayWriteSessions(worker))
    .select((eb) => [
      'person.organisation_id as organisationId',
      'person.closed_on as closedOn',
      eb
        .selectFrom('app.transition as transition')
        .whereRef('transition.person_id', '=', 'person.id')
        .where(sql<boolean>`transition.id = ${transitionId}::uuid`)
        .select('transition.id')
        .as('transitionId'),
    ])
    .executeTakeFirst()
}
