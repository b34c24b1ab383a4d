import type { RawBuilder } from 'kysely'
import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { coverKinds, endRules, type HeldCover } from './cover'

/**
 * When something was there for one person, as far as this worker may read it: one row, or none. A query that was not asked yet, to
 * stand among others; whoever shows it has opened the record, and with it the audit entry.
 */
export function heldCover(db: Db, worker: Worker, personId: string) {
  const ofThem = (column: Column) => sql<boolean>`${sql.ref(column)} = ${personId}::uuid`
  return withCover(visiblePeople(db, worker).where('person.id', '=', personId), {
    reads: readsOf(worker),
    of: ofThem,
    sessions: 'every',
  })
}

/** What this worker may read of a person. */
export function readsOf(worker: Pick<Worker, 'id'>) {
  return sql<number>`(select coalesce(bit_or(edge.scopes), 0) from sec.edge edge where edge.user_id = ${worker.id}
    and edge.person_id = person.id and edge.starts_at <= now() and edge.expires_at > now())`
}

export type Column =
  | 'fact.person_id'
  | 'transition.person_id'
  | 'allocation.person_id'
  | 'referral.person_id'
  | 'place.person_id'
  | 'session.person_id'

type Asked = {
  reads: RawBuilder<number>
  /** Of whom. */
  of: (column: Column) => RawBuilder<boolean>
  /** `last`: what is planned, and the last one to which they came: whether days are empty until today needs no other. */
  sessions: 'every' | 'last'
}

/**
 * These people with what covers their days. Every table is gone through once for all of them: asked person by person, the many whom a
 * manager may see would be looked through for each of them again.
 */
export function withCover(people: ReturnType<typeof visiblePeople>, { reads, of, sessions }: Asked) {
  return people
    .leftJoin(factsOf(of).as('facts'), 'facts.person_id', 'person.id')
    .leftJoin(endsOf(of).as('ends'), 'ends.person_id', 'person.id')
    .leftJoin(workersOf(of).as('workers'), 'workers.person_id', 'person.id')
    .leftJoin(placesOf(of).as('places'), 'places.person_id', 'person.id')
    .leftJoin(bookedFor(of).as('booked'), 'booked.person_id', 'person.id')
    .leftJoin(
      (sessions === 'every' ? everySession(of) : lastSessions(of)).as('sessions'),
      'sessions.person_id',
      'person.id',
    )
    .leftJoin(referredFor(of).as('referred'), 'referred.person_id', 'person.id')
    .select([
      'person.pupil',
      'person.opened_on as openedOn',
      'person.closed_on as closedOn',
      reads.as('reads'),
      toldOf<HeldCover['facts']>('facts').as('facts'),
      toldOf<HeldCover['ends']>('ends').as('ends'),
      toldOf<HeldCover['workers']>('workers').as('workers'),
      toldOf<HeldCover['places']>('places').as('places'),
      toldOf<HeldCover['booked']>('booked').as('booked'),
      toldOf<HeldCover['sessions']>('sessions').as('sessions'),
      toldOf<HeldCover['referredFor']>('referred').as('referredFor'),
    ])
}

type Told = { person_id: string }

function toldOf<Value>(of: string) {
  return sql<Value>`coalesce(${sql.ref(`${of}.told`)}, '[]')`
}

type Of = Asked['of']

function factsOf(of: Of) {
  return sql<Told>`(select fact.person_id, jsonb_agg(jsonb_build_object('id', coalesce(fact.source_id, fact.id::text), 'kind', fact.kind,
      'happensOn', fact.happens_on, 'endsOn', fact.ends_on, 'isReported', fact.certainty = 'reported' or fact.standing <> 'fact',
      'programme', fact.details ->> 'programme') order by fact.happens_on, fact.recorded_on, fact.id) as told
    from app.fact fact where ${of('fact.person_id')} and fact.withdrawn_on is null and fact.kind in (${literals(coverKinds)})
    group by fact.person_id)`
}

function endsOf(of: Of) {
  return sql<Told>`(select transition.person_id, jsonb_agg(jsonb_build_object('rule', transition.rule, 'occurrence', transition.occurrence,
      'on', transition.falls_on, 'over', transition.over_because is not null) order by transition.falls_on) as told
    from app.transition transition
    where ${of('transition.person_id')} and transition.gone_at is null and transition.rule in (${literals(endRules)})
    group by transition.person_id)`
}

/** Whoever belongs to an organisation whose people this worker does not know has no name here. */
const OF_ANOTHER = 'Somebody in another organisation'

/** Who left works with nobody from that day, whatever their allocations say. */
function workersOf(of: Of) {
  return sql<Told>`(select led.person_id, jsonb_agg(jsonb_build_object('name', coalesce(led.name, ${sql.lit(OF_ANOTHER)}),
      'from', (led.starts_at at time zone 'Europe/London')::date, 'until', (led.until at time zone 'Europe/London')::date)
      order by led.starts_at) as told
    from (select allocation.person_id, allocation.starts_at, least(allocation.ends_at, worker.ended_at) as until, worker.name
      from app.allocation allocation left join app.worker worker on worker.id = allocation.worker_id
     where ${of('allocation.person_id')} and allocation.kind in ('lead', 'cover')) led
    where led.until is null or led.until > led.starts_at
    group by led.person_id)`
}

/** A place begins on the day somebody first came. A programme that closed goes on for nobody. */
function placesOf(of: Of) {
  return sql<Told>`(select placed.person_id, jsonb_agg(jsonb_build_object('id', placed.id, 'referralId', placed.referral_id,
      'programmeId', programme.id, 'title', programme.name, 'from', placed.started_on,
      'until', least(placed.ended_on, case when programme.closed_on >= placed.started_on then programme.closed_on end),
      'fundedUntil', programme.funded_until) order by placed.started_on) as told
    from (
      select referral.person_id, referral.id, referral.id as referral_id, referral.programme_id, came.on_day as started_on,
          over.on_day as ended_on
        from app.referral referral
        cross join lateral (select coalesce(event.on_day, (event.made_at at time zone 'Europe/London')::date) as on_day
          from app.referral_event event where event.organisation_id = referral.organisation_id and event.referral_id = referral.id
           and event.to_status = 'started' order by event.seq limit 1) came
        left join lateral (select coalesce(event.on_day, (event.made_at at time zone 'Europe/London')::date) as on_day
          from app.referral_event event where event.organisation_id = referral.organisation_id and event.referral_id = referral.id
           and event.to_status = referral.status order by event.seq desc limit 1) over
          on referral.status in ('finished', 'stopped', 'withdrawn')
       where ${of('referral.person_id')} and referral.status in ('started', 'finished', 'stopped', 'withdrawn')
      union all
      select place.person_id, place.id, null, place.programme_id, (place.starts_at at time zone 'Europe/London')::date,
          (place.ends_at at time zone 'Europe/London')::date
        from app.programme_place place where ${of('place.person_id')}
    ) placed join app.programme programme on programme.id = placed.programme_id
    group by placed.person_id)`
}

function bookedFor(of: Of) {
  return sql<Told>`(select referral.person_id, jsonb_agg(jsonb_build_object('title', programme.name, 'on', referral.first_session_on)
      order by referral.first_session_on) as told
    from app.referral referral join app.programme programme on programme.id = referral.programme_id
    where ${of('referral.person_id')} and referral.status = 'booked' and referral.first_session_on is not null
    group by referral.person_id)`
}

function referredFor(of: Of) {
  return sql<Told>`(select referral.person_id, jsonb_agg(referral.transition_id) as told
    from app.referral referral
    where ${of('referral.person_id')} and referral.transition_id is not null
      and referral.status not in ('draft', 'withdrawn', 'declined', 'did-not-connect')
    group by referral.person_id)`
}

const came = sql`(session.status = 'recorded' and session.attendance in ('came', 'late'))`
const told = sql`jsonb_agg(jsonb_build_object('on', session.planned_on, 'came', ${came}, 'isPlanned', session.status = 'planned',
  'transitionId', session.transition_id) order by session.planned_on) as told`

function everySession(of: Of) {
  return sql<Told>`(select session.person_id, ${told} from app.session session
    where ${of('session.person_id')} and session.status <> 'cancelled' group by session.person_id)`
}

function lastSessions(of: Of) {
  return sql<Told>`(select session.person_id, ${told} from (
      select session.* from app.session session where ${of('session.person_id')} and session.status = 'planned'
      union all
      (select distinct on (session.person_id) session.* from app.session session where ${of('session.person_id')} and ${came}
        order by session.person_id, session.planned_on desc)) session
    group by session.person_id)`
}

function literals(all: readonly string[]) {
  return sql.join(all.map((each) => sql.lit(each)))
}
