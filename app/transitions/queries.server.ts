import type { NotNull } from 'kysely'
import { type Db, sql } from '#db/connection.server'
import type { Role } from '~/access/permissions'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { knownAs } from '~/caseload/known-as.server'
import { addDays, type CivilDate } from '~/shared/civil-date'
import { ownOfRule } from './in-force.server'
import { putInFront, type TurnRow } from './turns.server'

export const DAYS_AHEAD = 30

export type PageKey = { nextOn: CivilDate; id: string }

/** Those for whom Today is a list to work through: of what is due they are given no more than they can. */
const deciders: readonly Role[] = ['youth-worker', 'justice-social-worker', 'team-manager']

/**
 * What is in front of this worker to be decided, the first of what waits its turn, and what comes up within 30 days, soonest first. A
 * manager is shown what nobody leads or they lead themselves, and what has waited longer than its rule allows: the worker was told first.
 * `after` is the last row of the page before. At most `limit` rows and one more, which says that there is another page; never a total.
 * A query that was not asked yet, to stand among others.
 */
export function dueTransitions(
  db: Db,
  worker: Worker,
  today: CivilDate,
  { limit, after = null }: { limit: number; after?: PageKey | null },
) {
  const decides = deciders.includes(worker.role)
  return visiblePeople(db, worker)
    .innerJoin('app.transition as transition', (join) =>
      join
        .onRef('transition.organisation_id', '=', 'person.organisation_id')
        .onRef('transition.person_id', '=', 'person.id'),
    )
    .leftJoin(
      (decides ? putInFront(worker, today) : nothingInFront).as<'turn'>('turn'),
      'turn.transition_id',
      'transition.id',
    )
    .where('transition.next_on', '<=', addDays(today, DAYS_AHEAD))
    .where(sql<boolean>`(person.closed_on is null or person.closed_on > ${today}::date)`)
    .$if(decides, (query) =>
      query.where(sql<boolean>`(transition.next_on > ${today}::date or turn.transition_id is not null)`),
    )
    .$if(worker.role === 'team-manager', (query) => query.where(isForManager(worker, today)))
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(transition.next_on, transition.id) > (${after?.nextOn}::date, ${after?.id}::uuid)`,
      ),
    )
    .select([
      'transition.id',
      'person.id as personId',
      'person.organisation_id as organisationId',
      knownAs.as('name'),
      'person.born_on as bornOn',
      'transition.rule',
      'transition.falls_on as date',
      'transition.certainty',
      'transition.because',
      'transition.over_because as overBecause',
      'transition.prompts',
      'transition.next_on as nextOn',
      'transition.cluster',
      'transition.urgent',
      'turn.card as line',
      'turn.how',
      'turn.waits',
      'turn.turn_on as turnOn',
      'turn.raised_on as raisedOn',
      'turn.waiting',
      leadOfRaised.as('ledBy'),
      restsOnOld(today).as('restsOnOld'),
      ownOfRule.as('own'),
      sql<boolean>`((select case when bits & 2048 <> 0 then bits else 0 end from sec.writes_always() bits) & transition.scope <> 0
        or exists (select from sec.edge edge where edge.user_id = ${worker.id} and edge.person_id = person.id
          and edge.writes & 2048 <> 0 and edge.writes & transition.scope <> 0 and edge.starts_at <= now() and edge.expires_at > now()))`.as(
        'mayDecide',
      ),
    ])
    .orderBy('transition.next_on')
    .orderBy('transition.id')
    .limit(limit + 1)
    .$narrowType<{ nextOn: CivilDate }>()
}

/** Of what has waited too long, with whom it is. */
const leadOfRaised = sql<string | null>`case when turn.how = 'raised' then (
  select lead.name from app.allocation allocation join app.worker lead on lead.organisation_id = allocation.organisation_id and lead.id = allocation.worker_id
   where allocation.person_id = person.id and allocation.kind = 'lead' and allocation.starts_at <= now()
     and (allocation.ends_at is null or allocation.ends_at > now()) limit 1) end`

const nothingInFront = sql<TurnRow>`(select (null::sec.turn).* where false)`

/** The same, asked by itself. */
export function transitionsDue(
  db: Db,
  worker: Worker,
  today: CivilDate,
  page: { limit: number; after?: PageKey | null },
) {
  return dueTransitions(db, worker, today, page).execute()
}

/** Whether it rests on passing facts alone, none of them recorded or confirmed within half a year (domain/A, A8). */
function restsOnOld(today: CivilDate) {
  return sql<boolean>`(
    transition.basis @? '$[*] ? (@.passing == true)'
    and not transition.basis @? '$[*] ? (@.passing == false || (@.type() == "string" && !(@ starts with "stage=")))'
    and not exists (select from app.fact fact where fact.person_id = person.id
      and greatest(fact.recorded_on, fact.confirmed_on) + interval '6 months' > ${today}::date
      and transition.basis @> jsonb_build_array(jsonb_build_object('fact', coalesce(fact.source_id, fact.id::text)))))`
}

/** Of what is still to come: what nobody leads, or they lead themselves. */
function isForManager(worker: Worker, today: CivilDate) {
  return sql<boolean>`(transition.next_on <= ${today}::date
    or not exists (select from app.allocation allocation where allocation.person_id = person.id and allocation.kind = 'lead'
      and allocation.worker_id <> ${worker.id} and allocation.starts_at <= now() and (allocation.ends_at is null or allocation.ends_at > now())))`
}

export type HeldTransition = Awaited<ReturnType<typeof transitionsOf>>[number]

/** All that the rules hold about one person, with how each day moved and what was decided; those no longer found are left out. */
export function transitionsOf(db: Db, worker: Worker, personId: string, transitionId: string | null = null) {
  return heldTransitions(db, worker, personId, transitionId).execute()
}

/** The same as a query that was not asked yet, to stand among others. */
export function heldTransitions(
  db: Db,
  worker: Worker,
  personId: string,
  transitionId: string | null = null,
) {
  return visiblePeople(db, worker)
    .innerJoin('app.transition as transition', (join) =>
      join
        .onRef('transition.organisation_id', '=', 'person.organisation_id')
        .onRef('transition.person_id', '=', 'person.id'),
    )
    .where('person.id', '=', personId)
    .where('transition.gone_at', 'is', null)
    .$if(transitionId !== null, (query) => query.where('transition.id', '=', transitionId ?? ''))
    .select((eb) => [
      'transition.id',
      'transition.rule',
      'transition.occurrence',
      'transition.edition',
      'transition.falls_on as date',
      'transition.window_from as windowFrom',
      'transition.window_to as windowTo',
      'transition.certainty',
      'transition.law_version as lawVersion',
      'transition.because',
      'transition.over_because as overBecause',
      'transition.prompts',
      'transition.next_on as nextOn',
      'transition.duties',
      'transition.data_gaps as dataGaps',
      'transition.warnings',
      'transition.basis',
      'transition.cluster',
      'transition.urgent',
      'transition.version',
      ownOfRule.as('own'),
      eb
        .selectFrom('app.decision as decision')
        .innerJoin('app.worker as decider', 'decider.id', 'decision.decided_by')
        .whereRef('decision.transition_id', '=', 'transition.id')
        .where('decision.taken_back_at', 'is', null)
        .select(
          sql<
            MadeDecision[]
          >`coalesce(jsonb_agg(jsonb_build_object('kind', decision.kind, 'reason', decision.reason, 'note', decision.note,
            'backOn', decision.back_on, 'by', decider.name, 'on', ${scottishDay('decision.decided_at')}) order by decision.decided_at desc), '[]')`.as(
            'made',
          ),
        )
        .as('decisions'),
      eb
        .selectFrom('app.transition_move as move')
        .leftJoin('app.worker as mover', 'mover.id', 'move.moved_by')
        .whereRef('move.transition_id', '=', 'transition.id')
        .select(
          sql<
            MadeMove[]
          >`coalesce(jsonb_agg(jsonb_build_object('from', move.from_on, 'to', move.to_on, 'because', move.because,
            'by', mover.name, 'on', ${scottishDay('move.moved_at')}) order by move.moved_at desc), '[]')`.as(
            'made',
          ),
        )
        .as('moves'),
    ])
    .orderBy('transition.falls_on')
    .orderBy('transition.id')
    .$narrowType<{ decisions: NotNull; moves: NotNull }>()
}

type MadeDecision = {
  kind: 'acted' | 'not-now' | 'not-right' | 'already-done'
  reason:
    | 'not-safe-to-raise-now'
    | 'young-person-declined'
    | 'not-true'
    | 'already-doing'
    | 'other-agency-leads'
    | 'other'
    | null
  note: string
  backOn: CivilDate | null
  by: string
  on: CivilDate
}

type MadeMove = {
  from: CivilDate | null
  to: CivilDate | null
  because: string
  by: string | null
  on: CivilDate
}

/** The day in Scotland of an instant. */
function scottishDay(column: 'decision.decided_at' | 'move.moved_at') {
  return sql`to_char(${sql.ref(column)} at time zone 'Europe/London', 'YYYY-MM-DD')`
}
