import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { knownAs } from '~/caseload/known-as.server'
import { addMonths, addWeeks, type CivilDate } from '~/shared/civil-date'
import { rulesOfKind } from './families'
import type { PlaceKey, PlaceView, Stage, When } from './place-view'

export const CHANGES_A_PAGE = 50

export type ListedChange = Awaited<ReturnType<ReturnType<typeof changesListed>['execute']>>[number]

/**
 * The changes of the people this worker may see, by day, what has no day last; of those behind us the latest first. At most 50 and one
 * more, which says that there is another page; never a total. Days on which nothing is asked are left out. A query that was not asked
 * yet, to stand among others: whoever shows it writes the audit entry.
 */
export function changesListed(
  db: Db,
  worker: Worker,
  today: CivilDate,
  view: PlaceView,
  after: PlaceKey | null,
) {
  const way = view.when === 'past' ? 'desc' : 'asc'
  const key = sql`(${sortedBy}, transition.id)`
  const last = sql`(${after?.on ?? 'infinity'}::date, ${after?.id ?? null}::uuid)`
  return narrowed(db, worker, today, view)
    .$if(after !== null, (query) =>
      query.where(view.when === 'past' ? sql<boolean>`${key} < ${last}` : sql<boolean>`${key} > ${last}`),
    )
    .select([
      'transition.id',
      'transition.person_id as personId',
      'transition.rule',
      'transition.falls_on as date',
      'transition.certainty',
      'transition.because',
      'transition.over_because as overBecause',
      'transition.prompts',
      'transition.next_on as nextOn',
      'transition.cluster',
      'transition.urgent',
      'transition.scope',
      'transition.version',
      stageOf(today).as('stage'),
      day.as('day'),
    ])
    .orderBy(sortedBy, way)
    .orderBy('transition.id', way)
    .limit(CHANGES_A_PAGE + 1)
}

/** How many each of these views shows, by its id, counted to one more than `most`. A query that was not asked yet. */
export function changesCounted(
  db: Db,
  worker: Worker,
  today: CivilDate,
  views: readonly { id: string; view: PlaceView }[],
  most: number,
) {
  const none = db
    .selectFrom('app.bulk_act as none')
    .where(sql<boolean>`false`)
    .select(['none.id', sql<number>`0`.as('count')])
  return views.reduce(
    (counted, { id, view }) =>
      counted.unionAll(
        db
          .selectFrom(
            narrowed(db, worker, today, view)
              .select('transition.id')
              .limit(most + 1)
              .as('some'),
          )
          .select([sql<string>`${id}::uuid`.as('id'), sql<number>`count(*)::int`.as('count')]),
      ),
    none,
  )
}

/** Who these people are, who leads the work with each, and which changes of theirs are close together. */
export function aboutListed(db: Db, worker: Worker, people: readonly string[]) {
  const theirs = sql<boolean>`person_id = any (${people}::uuid[])`
  return {
    people: visiblePeople(db, worker)
      .where(sql<boolean>`person.id = any (${people}::uuid[])`)
      .select(['person.id', 'person.born_on as bornOn', knownAs.as('name')]),
    leads: db
      .selectFrom('app.allocation as allocation')
      .leftJoin('app.worker as lead', 'lead.id', 'allocation.worker_id')
      .where(theirs)
      .where('allocation.kind', '=', 'lead')
      .where(sql<boolean>`(allocation.ends_at is null or allocation.ends_at > now())`)
      .select([
        'allocation.person_id as personId',
        sql<string>`coalesce(lead.name, ${OF_ANOTHER_ORGANISATION})`.as('name'),
      ]),
    clusters: db
      .selectFrom('app.transition as transition')
      .where(isIn(people))
      .where('transition.cluster', 'is not', null)
      .where('transition.gone_at', 'is', null)
      .groupBy(['transition.person_id', 'transition.cluster'])
      .select([
        'transition.person_id as personId',
        'transition.cluster',
        sql<number>`count(*)::int`.as('changes'),
      ]),
    edges: db
      .selectFrom('sec.edge as edge')
      .where('edge.user_id', '=', worker.id)
      .where(theirs)
      .where(sql<boolean>`edge.writes & 2048 <> 0 and edge.starts_at <= now() and edge.expires_at > now()`)
      .groupBy('edge.person_id')
      .select(['edge.person_id as personId', sql<number[]>`array_agg(edge.writes)`.as('writes')]),
  }
}

/** Whoever leads may belong to an organisation whose people this worker does not know. */
const OF_ANOTHER_ORGANISATION = 'Somebody in another organisation'

/** Those whose work a manager sees, to choose by, themselves among them; for any other role nobody. */
export function teamListed(db: Db, worker: Worker) {
  return db
    .selectFrom('app.worker as colleague')
    .where('colleague.organisation_id', '=', worker.organisationId)
    .where(sql<boolean>`(colleague.id = ${worker.id} or colleague.id = any ((select sec.my_team())::uuid[]))`)
    .$if(worker.role !== 'team-manager', (query) => query.where(sql<boolean>`false`))
    .select(['colleague.id', 'colleague.name'])
    .orderBy('colleague.name')
    .orderBy('colleague.id')
}

/**
 * Whose they are is asked first and handed over as one list: joined row by row, row-level security would look through all the
 * people of a manager for each of their changes.
 */
function narrowed(db: Db, worker: Worker, today: CivilDate, { kind, worker: lead, stage, when }: PlaceView) {
  const rules = kind === null ? null : rulesOfKind(kind)
  const open = visiblePeople(db, worker)
    .where(sql<boolean>`(person.closed_on is null or person.closed_on > ${today}::date)`)
    .select('person.id as id')
  const people =
    lead === null ? open : lead === 'nobody' ? open.except(ledNow(db)) : open.intersect(ledNow(db, lead))
  return db
    .selectFrom('app.transition as transition')
    .where(sql<boolean>`transition.person_id = any ((select array(${people}))::uuid[])`)
    .where(ofTheirOrganisations)
    .where('transition.gone_at', 'is', null)
    .where(isWithin(when, today))
    .where(sql<boolean>`transition.prompts <> '[]'`)
    .$if(rules !== null, (query) => query.where(sql<boolean>`transition.rule = any (${rules}::text[])`))
    .$if(stage !== null, (query) => query.where(stageOf(today), '=', stage as Stage))
}

function isIn(people: readonly string[]) {
  return sql<boolean>`(transition.person_id = any (${people}::uuid[]) and ${ofTheirOrganisations})`
}

/** Row-level security says no less; the index of the table begins with it. */
const ofTheirOrganisations = sql<boolean>`transition.organisation_id = any ((select array(
  select distinct edge.organisation_id from sec.edge edge where edge.user_id = sec.uid()))::uuid[])`

function ledNow(db: Db, lead: string | null = null) {
  return db
    .selectFrom('app.allocation as allocation')
    .where(sql<boolean>`(allocation.ends_at is null or allocation.ends_at > now())`)
    .$if(lead !== null, (query) =>
      query.where('allocation.kind', '=', 'lead').where('allocation.worker_id', '=', lead ?? ''),
    )
    .select('allocation.person_id as id')
}

/** By the day on which they plan to leave school where that is later: their steps count from it (domain/A). */
const day = sql<CivilDate | null>`(case when transition.because like '%planned %'
  then coalesce(substring(transition.because from '\\mplanned (\\d{4}-\\d{2}-\\d{2})')::date, transition.falls_on) else transition.falls_on end)`

const sortedBy = sql<CivilDate>`coalesce(${day}, 'infinity'::date)`

/** What has passed and still waits belongs to what is ahead: nobody may lose sight of it. */
function isWithin(when: When, today: CivilDate) {
  if (when === 'not-known') return sql<boolean>`${day} is null`
  if (when === 'past')
    return sql<boolean>`${day} between ${addMonths(today, -6)}::date and ${today}::date - 1`
  const until = { '6-months': addMonths(today, 6), '12-weeks': addWeeks(today, 12), 'all-ahead': FAR }[when]
  return sql<boolean>`(${day} is null or ${day} <= ${until}::date and (${day} >= ${today}::date or transition.next_on is not null))`
}

const FAR = '9999-12-31' as CivilDate

/** What each stage means in words stands in words.ts. */
function stageOf(today: CivilDate) {
  return sql<Stage>`(case
    when transition.next_on <= ${today}::date then 'needs-decision'
    when transition.next_on is not null and transition.prompts @? '$[*] ? (exists (@.back) && !exists (@.done))' then 'put-off'
    when transition.over_because is not null or ${day} < ${today}::date then 'passed'
    when transition.next_on is null then 'decided'
    else 'coming' end)`
}
