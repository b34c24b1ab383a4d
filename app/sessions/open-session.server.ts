import { type Db, sql } from '#db/connection.server'
import { fieldKeys } from '~/access/field-keys.server'
import { scopeBits } from '~/access/permissions'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { knownAs } from '~/caseload/known-as.server'
import { draftsAt } from '~/drafts/drafts.server'
import type { Landing } from '~/narratives/card'
import type { CivilDate } from '~/shared/civil-date'
import type { Booked } from './clash'
import type { PastSession } from './past-session'
import { mayWriteSessions } from './planning.server'
import { openConcern } from './sealed-concern.server'

export type OpenSession = NonNullable<Awaited<ReturnType<typeof openSession>>>

/**
 * One session whole, in one query: its plan, its record, its cards as they were used, how it changed and who changed it; what was
 * disclosed only for who may read that. With it the drafts of the page that asks, and the audit entry. Null means "not theirs to see",
 * or no such session of this person.
 */
export async function openSession(
  db: Db,
  worker: Worker,
  { personId, sessionId }: { personId: string; sessionId: string },
  draft: { path: string; asked: string | null },
) {
  const found = await visiblePeople(db, worker)
    .innerJoin('app.session as session', (join) =>
      join
        .onRef('session.organisation_id', '=', 'person.organisation_id')
        .onRef('session.person_id', '=', 'person.id'),
    )
    .leftJoin('app.worker as worker', 'worker.id', 'session.worker_id')
    .leftJoin('app.worker as recorder', 'recorder.id', 'session.recorded_by')
    .leftJoin('app.worker as changer', 'changer.id', 'session.changed_by')
    .leftJoin('app.programme as programme', 'programme.id', 'session.alternative_programme_id')
    .leftJoin('app.offer as offer', 'offer.id', 'session.alternative_offer')
    .where('person.id', '=', personId)
    .where('session.id', '=', sessionId)
    .select([
      'person.id as personId',
      knownAs.as('name'),
      'person.closed_on as closedOn',
      'person.communication_needs as communicationNeeds',
      'session.id',
      'session.version',
      'session.status',
      'session.transition_id as transitionId',
      'session.worker_id as workerId',
      'worker.name as worker',
      'recorder.name as recordedBy',
      'changer.name as changedBy',
      'session.planned_on as plannedOn',
      'session.planned_at as plannedAt',
      'session.minutes',
      'session.place',
      'session.aim',
      'session.opening',
      'session.strength_to_build_on as strengthToBuildOn',
      'session.alternative_programme_organisation_id as programmeOrganisationId',
      'session.alternative_programme_id as programmeId',
      'programme.name as programme',
      'session.alternative_offer as offerId',
      'offer.name as offer',
      'session.alternative_says as alternativeSays',
      'session.bring',
      'session.keep_safe as keepSafe',
      'session.will_not_raise as willNotRaise',
      'session.attendance',
      'session.got_in_the_way as gotInTheWay',
      'session.did',
      'session.their_words as theirWords',
      'session.strength_seen as strengthSeen',
      'session.next_step as nextStep',
      'session.next_on as nextOn',
      'session.cancelled_because as cancelledBecause',
      mayWriteSessions(worker).as('mayWrite'),
      sql<
        SessionCard[]
      >`(select coalesce(jsonb_agg(jsonb_build_object('id', used.card_id, 'version', used.card_version, 'title', card.title,
          'askFirst', card.ask_first, 'isPlanned', used.is_planned, 'asked', used.ask_first, 'skippedBecause', used.skipped_because,
          'landed', used.landed, 'said', used.said) order by used.is_planned desc, used.card_id), '[]')
        from app.session_card used join app.card card on card.id = used.card_id and card.version = used.card_version
       where used.organisation_id = session.organisation_id and used.session_id = session.id and used.ended_at is null)`.as(
        'cards',
      ),
      sql<
        HeldConcern[]
      >`(select coalesce(jsonb_agg(jsonb_build_object('words', concern.words, 'toldWho', concern.told_who,
          'toldAt', to_char(concern.told_at at time zone 'Europe/London', 'YYYY-MM-DD HH24:MI')) order by concern.made_at), '[]')
        from app.concern concern where concern.organisation_id = session.organisation_id and concern.session_id = session.id)`.as(
        'concerns',
      ),
      sql<PastSession[]>`(select coalesce(jsonb_agg(past.was || jsonb_build_object(
          'replaced_on', to_char(past.replaced_at at time zone 'Europe/London', 'YYYY-MM-DD'),
          'by', (select changed.name from app.worker changed where changed.id = (past.was ->> 'changed_by')::uuid),
          'because', past.was ->> 'changed_because') order by past.version desc), '[]')
        from app.session_version past where past.organisation_id = session.organisation_id and past.session_id = session.id)`.as(
        'versions',
      ),
      'session.changed_because as changedBecause',
      sql<CivilDate>`to_char(session.changed_at at time zone 'Europe/London', 'YYYY-MM-DD')`.as('changedOn'),
      sql<
        Booked[]
      >`(select coalesce(jsonb_agg(jsonb_build_object('on', mine.planned_on, 'at', mine.planned_at, 'minutes', mine.minutes)
          order by mine.planned_at), '[]')
        from app.session mine where mine.worker_id = session.worker_id and mine.status = 'planned'
         and mine.planned_on = session.planned_on and mine.id <> session.id)`.as('booked'),
      draftsAt(worker, draft.path, draft.asked).as('drafts'),
      fieldKeys('person.id', scopeBits.exploitation).as('keys'),
    ])
    .executeTakeFirst()
  if (!found) return null
  await recordAudit(db, { act: 'session.view', personId, subjectType: 'session', subjectId: sessionId })
  const { keys, ...session } = found
  return { ...session, concerns: session.concerns.map((concern) => openConcern(keys, concern)) }
}

export type SessionCard = {
  id: string
  version: number
  title: string
  askFirst: string
  isPlanned: boolean
  asked: 'used' | 'skipped' | null
  skippedBecause: string | null
  landed: Landing | null
  said: string
}

/** `toldAt` is a day and a time in Scotland. */
export type HeldConcern = { words: string; toldWho: string; toldAt: string }
