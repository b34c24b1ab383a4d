import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { knownAs } from '~/caseload/known-as.server'
import type { CivilDate } from '~/shared/civil-date'
import type { Certainty } from '~/transitions/rule'
import { type Coverage, type LastSaid, UNCOVERED_A_PAGE } from './coverage'
import type { Month } from './month'

/** A change that passed with nothing recorded before its day. */
export type Uncovered = {
  id: string
  personId: string
  name: string
  bornOn: CivilDate | null
  rule: string
  date: CivilDate
  certainty: Certainty
  because: string
  overBecause: string | null
  worker: string | null
  lastSaid: LastSaid
  /** Sessions that they came to between the first prompt and the day, for whatever else. */
  met: number
}

/** How the changes that passed in a month were met, of the people whom this worker may see. */
export async function coverageOf(db: Db, worker: Worker, month: Month): Promise<Coverage> {
  const { rows } = await sql<Coverage>`
    select count(*)::int as passed,
           count(*) filter (where conversation)::int as conversation,
           count(*) filter (where plan)::int as plan,
           count(*) filter (where referral)::int as referral,
           count(*) filter (where "isNotRight" and not (conversation or plan or referral))::int as "notRight",
           count(*) filter (where not ("isNotRight" or conversation or plan or referral))::int as nothing
      from ${passedIn(db, worker, month).as('passed')}`.execute(db)
  return rows[0] ?? { passed: 0, conversation: 0, plan: 0, referral: 0, notRight: 0, nothing: 0 }
}

/** Those that had nothing, by their day, from the one after `after` on: a page and one more. Leaves an audit entry with who was shown. */
export async function uncoveredIn(
  db: Db,
  worker: Worker,
  month: Month,
  after: string | null,
): Promise<Uncovered[]> {
  const rows = await db
    .selectFrom(passedIn(db, worker, month).as('passed'))
    .where(sql<boolean>`not ("isNotRight" or conversation or plan or referral)`)
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(passed.date, passed.id) > (select t.falls_on, t.id from app.transition t where t.id = ${after}::uuid)`,
      ),
    )
    .select([
      'passed.id',
      'passed.personId',
      'passed.name',
      'passed.bornOn',
      'passed.rule',
      sql<CivilDate>`passed.date`.as('date'),
      'passed.certainty',
      'passed.because',
      'passed.overBecause',
      sql<string | null>`(select w.name from app.allocation a join app.worker w on w.id = a.worker_id
        where a.person_id = passed."personId" and a.kind = 'lead' and a.starts_at <= now() and (a.ends_at is null or a.ends_at > now()) limit 1)`.as(
        'worker',
      ),
      sql<LastSaid>`(select 'not-now' from app.decision d where d.transition_id = passed.id and d.kind = 'not-now' and d.taken_back_at is null
        and ${dayOf('d.decided_at')} < passed.date limit 1)`.as('lastSaid'),
      sql<number>`(select count(*)::int from app.session s where s.person_id = passed."personId" and s.status = 'recorded'
        and s.attendance in ('came', 'late') and s.planned_on >= passed."askedFrom" and s.planned_on < passed.date)`.as(
        'met',
      ),
    ])
    .orderBy('passed.date')
    .orderBy('passed.id')
    .limit(UNCOVERED_A_PAGE + 1)
    .execute()
  await recordAudit(db, { act: 'coverage.list', people: [...new Set(rows.map(({ personId }) => personId))] })
  return rows
}

/**
 * The changes whose day lies in this month and about which a prompt showed before that day, with what was done before it. What was
 * done for another change of the same period counts, as both stand on one card.
 */
function passedIn(db: Db, worker: Worker, { from, until }: Month) {
  const day = sql.ref('transition.falls_on')
  const askedFrom = sql<CivilDate>`(select min((prompt ->> 'on')::date) from jsonb_array_elements(transition.prompts) prompt)`
  const ofThePeriod = sql`(select t.id from app.transition t where t.organisation_id = transition.organisation_id
    and t.person_id = transition.person_id and (t.id = transition.id or t.cluster = transition.cluster))`
  return visiblePeople(db, worker)
    .innerJoin('app.transition as transition', (join) =>
      join
        .onRef('transition.organisation_id', '=', 'person.organisation_id')
        .onRef('transition.person_id', '=', 'person.id'),
    )
    .where('transition.gone_at', 'is', null)
    .where('transition.falls_on', '>=', from)
    .where('transition.falls_on', '<=', until)
    .where(sql<boolean>`${askedFrom} < ${day}`)
    .where(sql<boolean>`(person.closed_on is null or person.closed_on >= ${day})`)
    .select([
      'transition.id',
      'person.id as personId',
      knownAs.as('name'),
      'person.born_on as bornOn',
      'transition.rule',
      'transition.falls_on as date',
      'transition.certainty',
      'transition.because',
      'transition.over_because as overBecause',
      askedFrom.as('askedFrom'),
      sql<boolean>`exists (select from app.session s where s.transition_id in ${ofThePeriod} and s.status = 'recorded'
        and s.attendance in ('came', 'late') and s.planned_on < ${day})`.as('conversation'),
      sql<boolean>`(exists (select from app.session s where s.transition_id in ${ofThePeriod} and s.status <> 'cancelled'
          and ${dayOf('s.made_at')} < ${day})
        or exists (select from app.decision d where d.transition_id in ${ofThePeriod} and d.taken_back_at is null
          and d.kind in ('acted', 'already-done')
          and ${dayOf('d.decided_at')} < ${day}))`.as('plan'),
      sql<boolean>`exists (select from app.referral r where r.transition_id in ${ofThePeriod} and r.status not in ('draft', 'withdrawn')
        and ${dayOf('r.sent_at')} < ${day})`.as('referral'),
      sql<boolean>`exists (select from app.decision d where d.transition_id = transition.id and d.kind = 'not-right' and d.taken_back_at is null
        and ${dayOf('d.decided_at')} < ${day})`.as('isNotRight'),
    ])
}

/** The day in Scotland of an instant. */
function dayOf(column: string) {
  return sql`(${sql.ref(column)} at time zone 'Europe/London')::date`
}
