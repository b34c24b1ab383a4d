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

type Next = Presented & { nextOn: CivilDate | null }

/**
 * The people this worker may see, by name or by what comes first, 50 at a time and one more that says whether others follow; never
 * a total. Leaves an audit entry with who was shown.
 */
export async function caseload(
  db: Db,
  worker: Worker,
  today: CivilDate,
  { show, sort, after }: CaseloadView,
) {
  const name = sql<string>`lower(${knownAs})`
  const comes = sql<CivilDate>`coalesce(next.comes, 'infinity'::date)`
  const order = sort === 'name' ? name : comes
  const people = await visiblePeople(db, worker)
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('app.transition as transition')
          .whereRef('transition.organisation_id', '=', 'person.organisation_id')
          .whereRef('transition.person_id', '=', 'person.id')
          .where('transition.gone_at', 'is', null)
          .where(sql<boolean>`transition.prompts <> '[]'`)
          .where(
            sql<boolean>`(transition.next_on <= ${today}::date
              or transition.over_because is null and transition.falls_on >= ${today}::date)`,
          )
          .select([
            'transition.id',
            'transition.rule',
            'transition.falls_on as date',
            'transition.certainty',
            'transition.because',
            'transition.over_because as overBecause',
            'transition.prompts',
            'transition.next_on as nextOn',
            comesFirst(today).as('comes'),
          ])
          .orderBy(comesFirst(today))
          .orderBy('transition.id')
          .limit(1)
          .as('next'),
      (join) => join.onTrue(),
    )
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
        sql<boolean>`(${order}, person.id) > (select ${keyOf(sort, today)}, person.id from app.person person where person.id = ${after}::uuid)`,
      ),
    )
    .select((eb) => [
      'person.id',
      knownAs.as('name'),
      'person.born_on as bornOn',
      'person.closed_on as closedOn',
      eb
        .selectFrom('app.allocation as allocation')
        .leftJoin('app.worker as lead', 'lead.id', 'allocation.worker_id')
        .whereRef('allocation.person_id', '=', 'person.id')
        .where('allocation.kind', '=', 'lead')
        .where(sql<boolean>`(allocation.ends_at is null or allocation.ends_at > now())`)
        .select(sql<string>`coalesce(lead.name, ${OF_ANOTHER_ORGANISATION})`.as('name'))
        .limit(1)
        .as('worker'),
      sql<boolean>`exists (select from sec.edge edge where edge.user_id = ${worker.id} and edge.person_id = person.id
        and edge.scopes & 4096 <> 0 and edge.starts_at <= now() and edge.expires_at > now())`.as(
        'showsWorker',
      ),
      sql<Next | null>`to_jsonb(next)`.as('next'),
      sql<boolean>`coalesce(next."nextOn" <= ${today}::date, false)`.as('isDue'),
    ])
    .orderBy(order)
    .orderBy('person.id')
    .limit(PEOPLE_A_PAGE + 1)
    .execute()
  await recordAudit(db, { act: 'people.list', people: people.map(({ id }) => id) })
  return people
}

/** The place in the order of the person after whom a page begins; an id and no name stands in the address. */
function keyOf(sort: CaseloadView['sort'], today: CivilDate) {
  return sort === 'name'
    ? sql`lower(${knownAs})`
    : sql`coalesce((select min(${comesFirst(today)}) from app.transition transition where transition.organisation_id = person.organisation_id
        and transition.person_id = person.id and transition.gone_at is null and transition.prompts <> '[]' and (transition.next_on <= ${today}::date
          or transition.over_because is null and transition.falls_on >= ${today}::date)), 'infinity'::date)`
}

/** What waits for a decision comes a century before what is still to come, so that one day orders both. */
function comesFirst(today: CivilDate) {
  return sql<CivilDate>`(case when transition.next_on <= ${today}::date then transition.next_on - interval '100 years' else transition.falls_on end)::date`
}
