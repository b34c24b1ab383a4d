import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { knownAs } from '~/caseload/known-as.server'
import { draftsAt } from '~/drafts/drafts.server'
import type { UsedCard } from '~/narratives/card'
import type { ProgrammeToFit } from '~/programmes/fit'
import { addDays, type CivilDate } from '~/shared/civil-date'
import type { CalendarDay } from '~/shared/working-days'
import type { Presented } from '~/transitions/present'
import type { Booked } from './clash'
import type { ToPropose } from './propose'

const WEEKS_OF_CARDS = 12
const DAYS_BOOKED_AHEAD = 28

export type Planning = NonNullable<Awaited<ReturnType<typeof planningFor>>>

/**
 * All that a plan for somebody is proposed from, in one query, and the audit entry of having read it: who they are, what is coming,
 * how it was last time, which cards were used lately, what this worker has planned, and which programmes there are. Null means
 * "not theirs to write", or no such person.
 */
export async function planningFor(
  db: Db,
  worker: Worker,
  { personId, transitionId }: { personId: string; transitionId: string | null },
  draft: { path: string; asked: string | null },
  today: CivilDate,
) {
  const known = await visiblePeople(db, worker)
    .where('person.id', '=', personId)
    .where(mayWriteSessions(worker))
    .select((eb) => [
      'person.id',
      knownAs.as('name'),
      'person.closed_on as closedOn',
      'person.born_on as bornOn',
      'person.birth_date_certainty as birthDateCertainty',
      'person.council',
      'person.pupil',
      'person.communication_needs as communicationNeeds',
      'person.what_matters as whatMatters',
      sql<boolean>`(select coalesce(bit_or(edge.scopes), 0) & 128 <> 0 from sec.edge edge where edge.user_id = ${worker.id}
        and edge.person_id = person.id and edge.starts_at <= now() and edge.expires_at > now())`.as(
        'readsJustice',
      ),
      eb
        .selectFrom('app.fact as fact')
        .whereRef('fact.person_id', '=', 'person.id')
        .where('fact.withdrawn_on', 'is', null)
        .select(
          sql<
            PlanningFact[]
          >`coalesce(jsonb_agg(jsonb_build_object('kind', fact.kind, 'happensOn', fact.happens_on,
            'endsOn', fact.ends_on, 'certainty', fact.certainty, 'standing', fact.standing, 'details', fact.details,
            'withdrawnOn', null)), '[]')`.as('facts'),
        )
        .as('facts'),
      eb
        .selectFrom('app.transition as transition')
        .whereRef('transition.person_id', '=', 'person.id')
        .where(sql<boolean>`transition.id = ${transitionId}::uuid`)
        .where('transition.gone_at', 'is', null)
        .select(
          sql<Presented>`jsonb_build_object('id', transition.id, 'rule', transition.rule, 'date', transition.falls_on,
            'certainty', transition.certainty, 'because', transition.because, 'overBecause', transition.over_because,
            'prompts', transition.prompts)`.as('coming'),
        )
        .as('coming'),
      eb
        .selectFrom('app.session as past')
        .whereRef('past.person_id', '=', 'person.id')
        .where('past.status', '=', 'recorded')
        .select(
          sql<NonNullable<ToPropose['last']>>`jsonb_build_object('at', past.planned_at, 'place', past.place,
            'minutes', past.minutes, 'keepSafe', past.keep_safe, 'strengthSeen', coalesce((select seen.strength_seen
              from app.session seen where seen.person_id = person.id and seen.strength_seen <> ''
              order by seen.planned_on desc, seen.made_at desc limit 1), ''))`.as('last'),
        )
        .orderBy('past.planned_on', 'desc')
        .orderBy('past.made_at', 'desc')
        .limit(1)
        .as('last'),
      eb
        .selectFrom('app.session_card as used')
        .innerJoin('app.session as past', 'past.id', 'used.session_id')
        .innerJoin('app.card as card', (join) =>
          join.onRef('card.id', '=', 'used.card_id').onRef('card.version', '=', 'used.card_version'),
        )
        .whereRef('used.person_id', '=', 'person.id')
        .where('past.status', '=', 'recorded')
        .where('used.landed', 'is not', null)
        .where('past.planned_on', '>', addDays(today, -7 * WEEKS_OF_CARDS))
        .select(
          sql<
            UsedHere[]
          >`coalesce(jsonb_agg(jsonb_build_object('cardId', used.card_id, 'usedOn', past.planned_on, 'landed', used.landed,
            'isOpportunity', card.is_opportunity) order by past.planned_on desc), '[]')`.as('used'),
        )
        .as('used'),
      sql<
        Booked[]
      >`(select coalesce(jsonb_agg(jsonb_build_object('on', mine.planned_on, 'at', mine.planned_at, 'minutes', mine.minutes)), '[]')
        from app.session mine where mine.worker_id = ${worker.id} and mine.status = 'planned'
         and mine.planned_on between ${today}::date and ${addDays(today, DAYS_BOOKED_AHEAD)}::date)`.as(
        'booked',
      ),
      sql<
        CalendarDay[]
      >`(select coalesce(jsonb_agg(jsonb_build_object('date', own.day, 'works', own.works)), '[]')
        from app.calendar_day own where own.organisation_id = person.organisation_id and own.day >= ${today}::date)`.as(
        'calendar',
      ),
      sql<
        DirectoryEntry[]
      >`(select coalesce(jsonb_agg(jsonb_build_object('organisationId', programme.organisation_id, 'id', programme.id,
          'name', programme.name, 'status', programme.status, 'youngestAge', programme.youngest_age, 'oldestAge', programme.oldest_age,
          'councils', programme.councils, 'nextStartOn', programme.next_start_on, 'placesFree', programme.places_free,
          'placesSetOn', programme.places_set_on, 'waitingWeeks', programme.waiting_weeks, 'takesOrders', programme.takes_orders,
          'fundedUntil', programme.funded_until, 'usualWeeks', programme.usual_weeks, 'lastCheckedOn', programme.last_checked_on)), '[]')
        from app.programme programme where programme.status = 'open')`.as('programmes'),
      sql<
        RealOffer[]
      >`(select coalesce(jsonb_agg(jsonb_build_object('id', offer.id, 'name', offer.name, 'youngestAge', offer.youngest_age,
          'oldestAge', offer.oldest_age) order by offer.name), '[]')
        from app.offer offer where offer.last_checked_on > ${today}::date - interval '12 months')`.as(
        'offers',
      ),
      sql<Question[]>`(select coalesce(jsonb_agg(jsonb_build_object('id', card.id, 'askFirst', card.ask_first,
          'askFirstUnder12', card.under12 ->> 'askFirst', 'offers', jsonb_path_query_array(card.alternatives, '$[*] ? (@.kind == "offer").ref'))), '[]')
        from app.card card where card.status = 'live')`.as('questions'),
      draftsAt(worker, draft.path, draft.asked).as('drafts'),
    ])
    .executeTakeFirst()
  if (!known) return null
  await recordAudit(db, { act: 'session.plan.view', personId, subjectType: 'person', subjectId: personId })
  return known
}

/** Whether this worker may write of somebody's time with them; holds in a query over `person`. */
export function mayWriteSessions(worker: Worker) {
  return sql<boolean>`exists (select from sec.edge edge where edge.user_id = ${worker.id} and edge.person_id = person.id
    and edge.writes & 8 <> 0 and edge.starts_at <= now() and edge.expires_at > now())`
}

export type PlanningFact = {
  kind: string
  happensOn: CivilDate
  endsOn: CivilDate | null
  certainty: 'official' | 'recorded' | 'reported'
  standing: 'fact' | 'reported' | 'opinion'
  details: Readonly<Record<string, string>>
  withdrawnOn: null
}

export type UsedHere = UsedCard & { isOpportunity: boolean }
export type DirectoryEntry = ProgrammeToFit & { organisationId: string }
export type RealOffer = { id: string; name: string; youngestAge: number | null; oldestAge: number | null }

/** The question of a card that comes first, and the offers that it leads to. */
export type Question = { id: string; askFirst: string; askFirstUnder12: string | null; offers: string[] }
