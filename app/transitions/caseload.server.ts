import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { knownAs } from '~/caseload/known-as.server'
import type { CivilDate } from '~/shared/civil-date'
import type { Presented } from './present'

export type CaseloadView = {
  show: 'open' | 'closed' | 'without-worker'
  sort: 'name' | 'next'
  /** The last person of the page before. */
  after: string | null
}

export const PEOPLE_A_PAGE = 50

export type CaseloadRow = Awaited<ReturnType<typeof caseload>>[number]

/** Whoever leads may belong to an organisation whose people this worker does not know. */
const OF_ANOTHER_ORGANISATION = 'Somebody in another organisation'

/** What the list says of the next thing. */
type Next = Pick<Presented, 'rule' | 'date' | 'certainty' | 'because' | 'overBecause'>

/**
 * The people this worker may see, by name or by what comes first, 50 at a time and one more that says whether others follow; never
 * a total. Only of those is it looked up what comes next. Leaves an audit entry with who was shown.
 */
export async function caseload(db: Db, worker: Worker, today: CivilDate, view: CaseloadView) {
  const people = await peopleListed(db, worker, today, view).execute()
  await recordAudit(db, { act: 'people.list', people: people.map(({ id }) => id) })
  return people
}

/** The same as a query that was not asked yet, to stand among others: whoever shows it writes the audit entry. */
export function peopleListed(db: Db, worker: Worker, today: CivilDate, { show, sort, after }: CaseloadView) {
  const place = placeOf(sort, today)
  const page = visiblePeople(db, worker)
    .$if(show === 'open', (query) => query.where('person.closed_on', 'is', null))
    .$if(show === 'closed', (query) => query.where('person.closed_on', 'is not', null))
    .$if(show === 'without-worker', (query) =>
      query
        .where('person.closed_on', 'is', null)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('app.allocation as allocation')
                .whereRef('allocation.person_id', '=', 'person.id')
                .where(sql<boolean>`(allocation.ends_at is null or allocation.ends_at > now())`)
                .select('allocation.id'),
            ),
          ),
        ),
    )
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(${place}, person.id) > (select ${place}, person.id from app.person person where person.id = ${after}::uuid)`,
      ),
    )
    .select([
      'person.organisation_id',
      'person.id',
      'person.born_on',
      'person.closed_on',
      knownAs.as('name'),
      place.as('place'),
    ])
    .orderBy('place')
    .orderBy('person.id')
    .limit(PEOPLE_A_PAGE + 1)
    .as('person')

  return db
    .selectFrom(page)
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('app.transition as transition')
          .whereRef('transition.organisation_id', '=', 'person.organisation_id')
          .whereRef('transition.person_id', '=', 'person.id')
          .where(isAhead(today))
          .select([
            'transition.rule',
            'transition.falls_on',
            'transition.certainty',
            'transition.because',
            'transition.over_because',
            'transition.next_on',
          ])
          .orderBy(comesFirst(today))
          .orderBy('transition.id')
          .limit(1)
          .as('next'),
      (join) => join.onTrue(),
    )
    .select((eb) => [
      'person.id',
      'person.name',
      'person.born_on as bornOn',
      'person.closed_on as closedOn',
      eb
        .selectFrom('app.allocation as allocation')
        .leftJoin('app.worker as lead', 'lead.id', 'allocation.worker_id')
        .whereRef('allocation.person_id', '=', 'person.id')
        .where('allocation.kind', '=', 'lead')
        .where(
          sql<boolean>`allocation.starts_at <= now() and (allocation.ends_at is null or allocation.ends_at > now())`,
        )
        .select(sql<string>`coalesce(lead.name, ${OF_ANOTHER_ORGANISATION})`.as('name'))
        .limit(1)
        .as('worker'),
      sql<boolean>`exists (select from sec.edge edge where edge.user_id = ${worker.id} and edge.person_id = person.id
        and edge.scopes & 4096 <> 0 and edge.starts_at <= now() and edge.expires_at > now())`.as(
        'showsWorker',
      ),
      sql<Next | null>`case when next.rule is not null then jsonb_build_object('rule', next.rule, 'date', next.falls_on,
        'certainty', next.certainty, 'because', next.because, 'overBecause', next.over_because) end`.as(
        'next',
      ),
      sql<boolean>`coalesce(next.next_on <= ${today}::date, false)`.as('isDue'),
    ])
    .orderBy('person.place')
    .orderBy('person.id')
}

/** Where somebody comes in the list. An id and no name stands in the address of the next page. */
function placeOf(sort: CaseloadView['sort'], today: CivilDate) {
  return sort === 'name'
    ? sql<string>`lower(${knownAs})`
    : sql<string>`coalesce((select min(${comesFirst(today)}) from app.transition transition
        where transition.organisation_id = person.organisation_id and transition.person_id = person.id and ${isAhead(today)}), 'infinity'::date)`
}

/** What waits for a decision, or comes and is not over. */
function isAhead(today: CivilDate) {
  return sql<boolean>`(transition.gone_at is null and transition.prompts <> '[]' and (transition.next_on <= ${today}::date
    or transition.over_because is null and transition.falls_on >= ${today}::date))`
}

/** What waits for a decision comes a century before what is still to come, so that one day orders both. */
function comesFirst(today: CivilDate) {
  return sql<CivilDate>`(case when transition.next_on <= ${today}::date then transition.next_on - interval '100 years' else transition.falls_on end)::date`
}
