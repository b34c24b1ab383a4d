import type { RawBuilder, SelectQueryBuilder } from 'kysely'
import { type Db, sql } from '#db/connection.server'
import type { Schema } from '#db/schema'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { coverKinds, endRules, type HeldCover } from './cover'

/**
 * When something was there for one person, as far as this worker may read it: one row, or none. A query that was not asked yet, to
 * stand among others; whoever shows it has opened the record, and with it the audit entry.
 */
export function heldCover(db: Db, worker: Worker, personId: string) {
  return withCover(visiblePeople(db, worker).where('person.id', '=', personId), readsOf(worker), everySession)
}

export type People<Output> = SelectQueryBuilder<Schema & { person: Schema['app.person'] }, 'person', Output>

/** The people of a query with what covers their days. */
export function withCover<Output>(
  people: People<Output>,
  reads: RawBuilder<number>,
  sessions: RawBuilder<HeldCover['sessions']>,
) {
  return people.select([
    'person.pupil',
    'person.opened_on as openedOn',
    'person.closed_on as closedOn',
    reads.as('reads'),
    facts.as('facts'),
    ends.as('ends'),
    workers.as('workers'),
    places.as('places'),
    booked.as('booked'),
    sessions.as('sessions'),
    referredFor.as('referredFor'),
  ])
}

export function readsOf(worker: Pick<Worker, 'id'>) {
  return sql<number>`(select coalesce(bit_or(edge.scopes), 0) from sec.edge edge where edge.user_id = ${worker.id}
    and edge.person_id = person.id and edge.starts_at <= now() and edge.expires_at > now())`
}

const facts = sql<
  HeldCover['facts']
>`(select coalesce(jsonb_agg(jsonb_build_object('id', coalesce(fact.source_id, fact.id::text),
    'kind', fact.kind, 'happensOn', fact.happens_on, 'atTime', fact.at_time, 'endsOn', fact.ends_on, 'certainty', fact.certainty,
    'standing', fact.standing, 'source', fact.source, 'documentRef', fact.document_ref, 'receivedOn', fact.received_on,
    'recordedOn', fact.recorded_on, 'recordedBy', fact.recorded_by, 'confirmedOn', fact.confirmed_on, 'details', fact.details)
    order by fact.happens_on, fact.recorded_on, fact.id), '[]')
  from app.fact fact where fact.organisation_id = person.organisation_id and fact.person_id = person.id
   and fact.withdrawn_on is null and fact.kind in (${sql.join(coverKinds.map((kind) => sql.lit(kind)))}))`

const ends = sql<HeldCover['ends']>`(select coalesce(jsonb_agg(jsonb_build_object('rule', transition.rule,
    'occurrence', transition.occurrence, 'on', transition.falls_on, 'over', transition.over_because is not null)
    order by transition.falls_on), '[]')
  from app.transition transition where transition.organisation_id = person.organisation_id and transition.person_id = person.id
   and transition.gone_at is null and transition.rule in (${sql.join(endRules.map((rule) => sql.lit(rule)))}))`

/** Whoever belongs to an organisation whose people this worker does not know has no name here. */
const OF_ANOTHER = 'Somebody in another organisation'

/** Who left works with nobody from that day, whatever their allocations say. */
const workers = sql<
  HeldCover['workers']
>`(select coalesce(jsonb_agg(jsonb_build_object('name', coalesce(led.name, ${sql.lit(OF_ANOTHER)}),
    'from', (led.starts_at at time zone 'Europe/London')::date, 'until', (led.until at time zone 'Europe/London')::date)
    order by led.starts_at), '[]')
  from (select allocation.starts_at, least(allocation.ends_at, worker.ended_at) as until, worker.name
    from app.allocation allocation left join app.worker worker on worker.id = allocation.worker_id
   where allocation.organisation_id = person.organisation_id and allocation.person_id = person.id and allocation.kind in ('lead', 'cover')) led
 where led.until is null or led.until > led.starts_at)`

/** A place begins on the day somebody first came. A programme that closed goes on for nobody. */
const places = sql<
  HeldCover['places']
>`(select coalesce(jsonb_agg(jsonb_build_object('id', placed.id, 'referralId', placed.referral_id, 'programmeId', programme.id,
    'title', programme.name, 'from', placed.started_on,
    'until', least(placed.ended_on, case when programme.closed_on >= placed.started_on then programme.closed_on end),
    'fundedUntil', programme.funded_until) order by placed.started_on), '[]')
  from (
    select referral.id, referral.id as referral_id, referral.programme_id, came.on_day as started_on, over.on_day as ended_on
      from app.referral referral
      cross join lateral (select coalesce(event.on_day, (event.made_at at time zone 'Europe/London')::date) as on_day
        from app.referral_event event where event.organisation_id = referral.organisation_id and event.referral_id = referral.id
         and event.to_status = 'started' order by event.seq limit 1) came
      left join lateral (select coalesce(event.on_day, (event.made_at at time zone 'Europe/London')::date) as on_day
        from app.referral_event event where event.organisation_id = referral.organisation_id and event.referral_id = referral.id
         and event.to_status = referral.status order by event.seq desc limit 1) over
        on referral.status in ('finished', 'stopped', 'withdrawn')
     where referral.organisation_id = person.organisation_id and referral.person_id = person.id
    union all
    select place.id, null, place.programme_id, (place.starts_at at time zone 'Europe/London')::date, (place.ends_at at time zone 'Europe/London')::date
      from app.programme_place place where place.organisation_id = person.organisation_id and place.person_id = person.id
  ) placed join app.programme programme on programme.id = placed.programme_id)`

const booked = sql<
  HeldCover['booked']
>`(select coalesce(jsonb_agg(jsonb_build_object('title', programme.name, 'on', referral.first_session_on)
    order by referral.first_session_on), '[]')
  from app.referral referral join app.programme programme on programme.id = referral.programme_id
   where referral.organisation_id = person.organisation_id and referral.person_id = person.id and referral.status = 'booked'
     and referral.first_session_on is not null)`

const referredFor = sql<
  string[]
>`(select coalesce(jsonb_agg(referral.transition_id), '[]') from app.referral referral
  where referral.organisation_id = person.organisation_id and referral.person_id = person.id and referral.transition_id is not null
    and referral.status not in ('draft', 'withdrawn', 'declined', 'did-not-connect'))`

const came = sql`(session.status = 'recorded' and session.attendance in ('came', 'late'))`
const told = sql`coalesce(jsonb_agg(jsonb_build_object('on', session.planned_on, 'came', ${came},
  'isPlanned', session.status = 'planned', 'transitionId', session.transition_id) order by session.planned_on), '[]')`
const theirs = sql`session.organisation_id = person.organisation_id and session.person_id = person.id`

const everySession = sql<
  HeldCover['sessions']
>`(select ${told} from app.session session where ${theirs} and session.status <> 'cancelled')`

/** What is planned, and the last one to which they came: whether days are empty until today needs no other. */
export const shortSessions = sql<HeldCover['sessions']>`(select ${told} from (
    select session.* from app.session session where ${theirs} and session.status = 'planned'
    union all
    (select session.* from app.session session where ${theirs} and ${came} order by session.planned_on desc limit 1)) session)`
