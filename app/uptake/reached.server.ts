import { type Db, sql } from '#db/connection.server'
import type { peopleOfWork } from '~/access/visible.server'
import type { CivilDate } from '~/shared/civil-date'
import type { StepCode } from './measures'

/** Where a query over young people begins: those whom somebody may see, or those whom work is for. */
export type People = ReturnType<typeof peopleOfWork>

/**
 * The days in which it began, both included; the day before which everything counted must have happened; and whose organisation or
 * programmes work counts, so that it leaves the others' referrals alone.
 */
export type Span = {
  from: CivilDate
  until: CivilDate
  before: CivilDate | null
  of?: { organisationId: string } | { programmesOf: string }
}

/**
 * How far each change got: one transition that was to be raised first within these days. It stands at the last step to which it came by
 * way of all before it, so that each step is a part of the one before; what came to a later one another way stands apart.
 */
export function changesReached(db: Db, people: People, span: Span) {
  const firstOn = sql<CivilDate>`(transition.prompts -> 0 ->> 'on')::date`
  const wasPrompted = sql`(coalesce((decided.first_at at time zone 'Europe/London')::date >= ${firstOn}, true)
    and coalesce(person.closed_on >= ${firstOn}, true))`
  const wasOffered = sql`(offered.transition_id is not null or coalesce(referred.is_made, false))`
  return people
    .innerJoin('app.transition as transition', (join) =>
      join
        .onRef('transition.organisation_id', '=', 'person.organisation_id')
        .onRef('transition.person_id', '=', 'person.id'),
    )
    .leftJoin(decisionsOn(db, span).as('decided'), 'decided.transition_id', 'transition.id')
    .leftJoin(offersFor(db, span).as('offered'), 'offered.transition_id', 'transition.id')
    .leftJoin(
      referralsBy(db, 'transition_id', span).as('referred'),
      'referred.transition_id',
      'transition.id',
    )
    .where('transition.gone_at', 'is', null)
    .where(sql<boolean>`transition.prompts -> 0 ->> 'on' between ${span.from} and ${span.until}`)
    .where(sql<boolean>`not coalesce(decided.was_wrong, false)`)
    .where(sql<boolean>`person.closed_because is distinct from 'entered-by-mistake'`)
    .select([
      'person.id as personId',
      sql<StepCode | null>`case when not ${wasPrompted} then 'needed' when not ${wasOffered} then 'prompted'
        when not coalesce(referred.is_sent, false) then 'offered' else ${furthest} end`.as('endedAt'),
      sql<boolean>`case when not ${wasPrompted} then ${wasOffered} when not ${wasOffered} then false else ${standsApart} end`.as(
        'isApart',
      ),
    ])
}

/** How far each referral to the programmes of one organisation got that was sent within these days, whoever made it. */
export function referralsReached(db: Db, people: People, organisationId: string, span: Span) {
  return people
    .innerJoin('app.referral as referral', (join) =>
      join
        .onRef('referral.organisation_id', '=', 'person.organisation_id')
        .onRef('referral.person_id', '=', 'person.id'),
    )
    .innerJoin(referralsBy(db, 'id', span).as('referred'), 'referred.id', 'referral.id')
    .where('referral.programme_organisation_id', '=', organisationId)
    .where(sentWithin(span))
    .select([
      'person.id as personId',
      sql<StepCode | null>`${furthest}`.as('endedAt'),
      sql<boolean>`${standsApart}`.as('isApart'),
    ])
}

/** The referrals sent within these days that are for no change: nothing is known of what they were an answer to. */
export function unlinkedReferrals(people: People, span: Span) {
  return people
    .innerJoin('app.referral as referral', (join) =>
      join
        .onRef('referral.organisation_id', '=', 'person.organisation_id')
        .onRef('referral.person_id', '=', 'person.id'),
    )
    .where('referral.transition_id', 'is', null)
    .where(sentWithin(span))
    .select([
      'person.id as personId',
      sql<StepCode | null>`null`.as('endedAt'),
      sql<boolean>`false`.as('isApart'),
    ])
}

/** From what was sent on. Accepted is never uptake: only that they came is. */
const furthest = sql`case when not referred.is_answered then 'sent' when not referred.was_met then 'answered'
  when not referred.came_thrice then 'first-meeting' when not referred.is_finished then 'third-session' else 'finished' end`

const standsApart = sql`coalesce(case when not referred.is_sent or not referred.is_answered then false when not referred.was_met then referred.nobody_said
  when not referred.came_thrice then referred.is_finished else false end, false)`

function sentWithin({ from, until, before }: Span) {
  return sql<boolean>`(referral.sent_at at time zone 'Europe/London')::date between ${from} and ${until}
    and referral.sent_at < ${instantOf(before)}`
}

function decisionsOn(db: Db, { before }: Span) {
  return db
    .selectFrom('app.decision as decision')
    .where('decision.decided_at', '<', instantOf(before))
    .where(({ eb, or }) =>
      or([eb('decision.taken_back_at', 'is', null), eb('decision.taken_back_at', '>=', instantOf(before))]),
    )
    .groupBy('decision.transition_id')
    .select([
      'decision.transition_id',
      sql<Date>`min(decision.decided_at)`.as('first_at'),
      sql<boolean>`bool_or(decision.kind = 'not-right')`.as('was_wrong'),
    ])
}

/** A time planned or spent together in which something real was put forward. */
function offersFor(db: Db, { before }: Span) {
  return db
    .selectFrom('app.session as session')
    .where('session.transition_id', 'is not', null)
    .where('session.status', '<>', 'cancelled')
    .where('session.made_at', '<', instantOf(before))
    .where(
      sql<boolean>`(session.alternative_programme_id is not null or session.alternative_offer is not null or session.alternative_says <> '')`,
    )
    .groupBy('session.transition_id')
    .select('session.transition_id')
}

/** What became of referrals, those for one change together: any of them counts. */
function referralsBy<Key extends 'id' | 'transition_id'>(db: Db, key: Key, { before, of }: Span) {
  const at = instantOf(before)
  const [own, theirs] = [
    of && 'organisationId' in of ? of.organisationId : null,
    of && 'programmesOf' in of ? of.programmesOf : null,
  ]
  return db
    .selectFrom('app.referral as referral')
    .leftJoin('app.referral_event as event', (join) =>
      join
        .onRef('event.organisation_id', '=', 'referral.organisation_id')
        .onRef('event.referral_id', '=', 'referral.id')
        .on('event.made_at', '<', at),
    )
    .where(sql<boolean>`${sql.ref(`referral.${key}`)} is not null`)
    .$if(own !== null, (query) => query.where('referral.organisation_id', '=', own ?? ''))
    .$if(theirs !== null, (query) => query.where('referral.programme_organisation_id', '=', theirs ?? ''))
    .groupBy(sql`${sql.ref(`referral.${key}`)}`)
    .select([
      sql<string | null>`${sql.ref(`referral.${key}`)}`.as(key),
      sql<boolean>`bool_or(referral.made_at < ${at})`.as('is_made'),
      sql<boolean>`coalesce(bool_or(referral.sent_at < ${at}), false)`.as('is_sent'),
      sql<boolean>`coalesce(bool_or(event.side = 'partner' and event.to_status in ('accepted', 'waiting', 'redirected', 'declined', 'asked')), false)`.as(
        'is_answered',
      ),
      sql<boolean>`coalesce(bool_or(event.to_status = 'started'), false)`.as('was_met'),
      sql<boolean>`coalesce(bool_or(event.kind = 'third-session'), false)`.as('came_thrice'),
      sql<boolean>`coalesce(bool_or(event.to_status = 'finished'), false)`.as('is_finished'),
      sql<boolean>`coalesce(bool_or(referral.status = 'booked' and referral.first_session_on < (${at} at time zone 'Europe/London')::date), false)`.as(
        'nobody_said',
      ),
    ])
}

/** The beginning of that day in Scotland; null: now. */
function instantOf(before: CivilDate | null) {
  return before === null
    ? sql<Date>`now()`
    : sql<Date>`(${before}::date::timestamp at time zone 'Europe/London')`
}
