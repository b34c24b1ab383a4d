import { type Db, sql } from '#db/connection.server'
import { together } from '#db/together.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import type { OpenRecord } from '~/caseload/open-record.server'
import { referralsOf } from '~/referrals/queries.server'
import type { CivilDate } from '~/shared/civil-date'
import { heldTransitions } from '~/transitions/queries.server'

export type Handover = NonNullable<Awaited<ReturnType<typeof handoverOf>>['handover']>

/** So many of each stand on the page: it is one page, and the record has the rest. */
const EACH = 3

/**
 * Of somebody whose record is open: how they last changed hands, if they did, and what the next worker needs beside the record. One
 * question; whoever shows it has opened the record, and with it the audit entry.
 */
export async function handoverOf(db: Db, worker: Worker, { id }: Pick<OpenRecord, 'id'>, today: CivilDate) {
  const { handovers, ...others } = await together(db, {
    handovers: lastHandover(db, worker, id),
    transitions: heldTransitions(db, worker, id),
    referrals: referralsOf(db, worker, id),
    ahead: sessionsOf(db, worker, id)
      .where('session.status', '=', 'planned')
      .where('session.planned_on', '>=', today)
      .select(['session.planned_on as on', 'session.planned_at as at'])
      .orderBy('session.planned_on')
      .limit(EACH),
    words: sessionsOf(db, worker, id)
      .where('session.status', '=', 'recorded')
      .where('session.their_words', '<>', '')
      .select(['session.id', 'session.their_words as words', 'session.planned_on as on'])
      .orderBy('session.planned_on', 'desc')
      .limit(EACH),
    strengths: sessionsOf(db, worker, id)
      .where('session.status', '=', 'recorded')
      .where('session.strength_seen', '<>', '')
      .select(['session.id', 'session.strength_seen as words', 'session.planned_on as on'])
      .orderBy('session.planned_on', 'desc')
      .limit(EACH),
    landed: sessionsOf(db, worker, id)
      .innerJoin('app.session_card as used', (join) =>
        join
          .onRef('used.organisation_id', '=', 'session.organisation_id')
          .onRef('used.session_id', '=', 'session.id'),
      )
      .innerJoin('app.card as card', (join) =>
        join.onRef('card.id', '=', 'used.card_id').onRef('card.version', '=', 'used.card_version'),
      )
      .where('used.ended_at', 'is', null)
      .where('used.landed', 'in', ['made-them-think', 'fair'])
      .select(['used.id', 'card.title', 'session.planned_on as on'])
      .orderBy('session.planned_on', 'desc')
      .limit(EACH),
  })
  return { handover: handovers[0] ?? null, ...others }
}

/** The one that this worker still has to read, else the last; what was taken back is none. */
function lastHandover(db: Db, worker: Worker, personId: string) {
  return visiblePeople(db, worker)
    .innerJoin('app.handover as handover', (join) =>
      join
        .onRef('handover.organisation_id', '=', 'person.organisation_id')
        .onRef('handover.person_id', '=', 'person.id'),
    )
    .leftJoin('app.worker as from', 'from.id', 'handover.from_worker_id')
    .leftJoin('app.worker as to', 'to.id', 'handover.to_worker_id')
    .leftJoin('app.worker as writer', 'writer.id', 'handover.lines_by')
    .where('person.id', '=', personId)
    .where('handover.undone_at', 'is', null)
    .where('handover.kind', '<>', 'nobody')
    .select([
      'handover.id',
      'handover.kind',
      'handover.from_on as fromOn',
      'handover.until_on as untilOn',
      'handover.reason',
      'handover.because',
      'handover.lines',
      'handover.version',
      'from.name as from',
      'to.name as to',
      'writer.name as linesBy',
      sql<CivilDate | null>`(handover.lines_at at time zone 'Europe/London')::date`.as('linesOn'),
      sql<CivilDate | null>`(handover.acknowledged_at at time zone 'Europe/London')::date`.as('readOn'),
      sql<boolean>`(handover.to_worker_id = ${worker.id})`.as('isToMe'),
      sql<boolean>`(handover.from_worker_id is not distinct from ${worker.id}::uuid or exists (select from sec.edge edge where edge.user_id = ${worker.id}
        and edge.person_id = person.id and edge.writes & 4096 <> 0 and edge.starts_at <= now() and edge.expires_at > now()))`.as(
        'mayWrite',
      ),
    ])
    .orderBy(sql`(handover.to_worker_id = ${worker.id} and handover.acknowledged_at is null)`, 'desc')
    .orderBy('handover.made_at', 'desc')
    .orderBy('handover.id')
    .limit(1)
}

function sessionsOf(db: Db, worker: Worker, personId: string) {
  return visiblePeople(db, worker)
    .innerJoin('app.session as session', (join) =>
      join
        .onRef('session.organisation_id', '=', 'person.organisation_id')
        .onRef('session.person_id', '=', 'person.id'),
    )
    .where('person.id', '=', personId)
}
