import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import { asKept } from './got-in-the-way'
import { changeSession, heldSession, type SessionAt } from './held-session.server'
import { keepConcern, whyNotTold } from './keep-concern.server'
import { mayWriteSessions } from './planning.server'
import type { Recorded } from './record.input'
import { keepMarks, liveCards } from './session-cards.server'
import type { WhyNotRecorded } from './words'

/**
 * Says what happened in a session that was planned, or puts right what was said (then with a reason; what stood before is kept).
 * A worry is written in the same transaction, with who was told and when: without those nothing is saved.
 */
export async function recordSession(
  db: Db,
  worker: Worker,
  { personId, sessionId }: SessionAt,
  said: Recorded & { version: number; because: string },
  today: CivilDate,
): Promise<Result<{ sessionId: string }, WhyNotRecorded>> {
  const held = await heldSession(db, worker, { personId, sessionId })
  if (!held) return refused('not-yours-to-change')
  if (held.status === 'cancelled') return refused('called-off')
  if (held.version !== said.version) return refused('changed-meanwhile')
  if (held.plannedOn > today) return refused('not-yet')
  if (held.status === 'recorded' && said.because === '') return refused('because-missing')
  const why = whyNotWorried(said, today) ?? (await whyNotCards(db, said, today, sessionId))
  if (why) return refused(why)

  const at = { organisationId: held.organisationId, personId, sessionId }
  const saved = await changeSession(db, at, said.version, {
    ...columnsOf(said),
    status: 'recorded' as const,
    changed_because: said.because || null,
  })
  if (!saved) return refused('changed-meanwhile')
  await keepMarks(db, at, said.cards)
  await keepWorry(db, at, said)
  const act = held.status === 'recorded' ? 'session.amend' : 'session.record'
  await recordAudit(db, { act, personId, subjectType: 'session', subjectId: sessionId })
  return ok({ sessionId })
}

/** The same for one that was not planned: it is made and recorded at once. */
export async function recordUnplanned(
  db: Db,
  worker: Worker,
  personId: string,
  said: Recorded & { on: CivilDate; at: string | null; place: string; transitionId: string | null },
  today: CivilDate,
): Promise<Result<{ sessionId: string }, WhyNotRecorded>> {
  const person = await visiblePeople(db, worker)
    .where('person.id', '=', personId)
    .where(mayWriteSessions(worker))
    .select((eb) => [
      'person.organisation_id as organisationId',
      'person.closed_on as closedOn',
      eb
        .selectFrom('app.transition as transition')
        .whereRef('transition.person_id', '=', 'person.id')
        .where(sql<boolean>`transition.id = ${said.transitionId}::uuid`)
        .select('transition.id')
        .as('transitionId'),
    ])
    .executeTakeFirst()
  if (!person) return refused('not-yours-to-change')
  if (person.closedOn && person.closedOn < said.on) return refused('closed')
  if (said.on > today) return refused('not-yet')
  const why = whyNotWorried(said, today) ?? (await whyNotCards(db, said, today, null))
  if (why) return refused(why)

  const { id: sessionId } = await db
    .insertInto('app.session')
    .values({
      organisation_id: person.organisationId,
      person_id: personId,
      worker_id: worker.id,
      transition_id: person.transitionId,
      planned_on: said.on,
      planned_at: said.at,
      place: said.place,
      status: 'recorded',
      ...columnsOf(said),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const at = { organisationId: person.organisationId, personId, sessionId }
  await keepMarks(db, at, said.cards)
  await keepWorry(db, at, said)
  await recordAudit(db, { act: 'session.record', personId, subjectType: 'session', subjectId: sessionId })
  return ok({ sessionId })
}

function whyNotWorried(said: Recorded, today: CivilDate): WhyNotRecorded | null {
  return said.worry === 'no' ? null : whyNotTold(said, today)
}

async function whyNotCards(
  db: Db,
  { cards }: Recorded,
  today: CivilDate,
  sessionId: string | null,
): Promise<WhyNotRecorded | null> {
  const live = await liveCards(db, cards, today, sessionId)
  return new Set(cards.map(({ id }) => id)).size === live.length ? null : 'card-not-live'
}

function columnsOf(said: Recorded) {
  return {
    attendance: said.attendance,
    got_in_the_way: said.attendance === 'came' ? '' : asKept(said.obstacle, said.gotInTheWay),
    did: said.did,
    their_words: said.theirWords,
    strength_seen: said.strengthSeen,
    next_step: said.nextStep,
    next_on: said.nextOn,
  }
}

type Held = { organisationId: string; personId: string; sessionId: string }

async function keepWorry(db: Db, at: Held, said: Recorded): Promise<void> {
  if (said.worry === 'yes') await keepConcern(db, at, said)
}
