import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import type { DirectoryView } from './directory-view'

export const PROGRAMMES_A_PAGE = 50

/**
 * The directory in the order of its names, 50 at a time and one more that says whether others follow; never a total. A programme that
 * gives no ages, or no area, is among those of any. What has closed shows only to the organisation that ran it.
 */
export async function programmesFor(
  db: Db,
  worker: Worker,
  { whose, kind, council, age, after }: DirectoryView & { after: string | null },
) {
  return directory(db)
    .$if(whose === 'ours', (query) => query.where('programme.organisation_id', '=', worker.organisationId))
    .$if(whose === 'all', (query) => query.where('programme.status', '<>', 'closed'))
    .$if(kind !== null, (query) => query.where('programme.kind', '=', kind ?? 'sport'))
    .$if(council !== null, (query) =>
      query.where(
        sql<boolean>`(programme.councils = '{}' or lower(${council}) = any (lower(programme.councils::text)::text[]))`,
      ),
    )
    .$if(age !== null, (query) =>
      query.where(
        sql<boolean>`coalesce(programme.youngest_age, 0) <= ${age} and coalesce(programme.oldest_age, 99) >= ${age}`,
      ),
    )
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(programme.name, programme.id) > (select last.name, last.id from app.programme last where last.id = ${after}::uuid)`,
      ),
    )
    .orderBy('programme.name')
    .orderBy('programme.id')
    .limit(PROGRAMMES_A_PAGE + 1)
    .execute()
}

/** The councils that some programme names, to choose from. */
export async function councilsServed(db: Db): Promise<string[]> {
  const { rows } = await sql<{ council: string }>`
    select distinct unnest(programme.councils) as council from app.programme programme where programme.status <> 'closed'
     order by council`.execute(db)
  return rows.map(({ council }) => council)
}

/** Everything that is not closed, with what `fitAll` holds against a person: one query for a page of any number of people. */
export async function programmesNear(db: Db) {
  return directory(db).where('programme.status', '<>', 'closed').execute()
}

/** What takes somebody new where these people live, as a query that was not asked yet, to stand among others. */
export function openNear(db: Db, people: readonly string[]) {
  return directory(db)
    .where('programme.status', '=', 'open')
    .where(
      sql<boolean>`(programme.councils = '{}' or programme.councils && array(select person.council from app.person person
        where person.id = any (${people}::uuid[])) or exists (select from app.person person
        where person.id = any (${people}::uuid[]) and person.council is null))`,
    )
}

export type FoundProgramme = NonNullable<Awaited<ReturnType<typeof findProgramme>>>

/** One entry, whole; null where there is none. Who leads it and works on it is known within its own organisation. */
export async function findProgramme(db: Db, id: string) {
  const programme = await directory(db)
    .leftJoin('app.worker as changer', 'changer.id', 'programme.changed_by')
    .where('programme.id', '=', id)
    .select((eb) => [
      'programme.says',
      'programme.gives',
      'programme.week_one as weekOne',
      'programme.place',
      'programme.times',
      'programme.funding',
      'programme.same_worker as sameWorker',
      'programme.cost',
      'programme.travel',
      'programme.who_leads as whoLeads',
      'programme.version',
      'programme.lead_id as leadId',
      'changer.name as changedBy',
      sql<string[]>`array(${eb
        .selectFrom('app.programme_staff as staff')
        .whereRef('staff.organisation_id', '=', 'programme.organisation_id')
        .whereRef('staff.programme_id', '=', 'programme.id')
        .select('staff.worker_id')})`.as('staffIds'),
    ])
    .executeTakeFirst()
  return programme ?? null
}

/** What this worker is to a programme: its lead changes all of it, its staff say how many places are free. */
export function partIn(
  { leadId, staffIds }: Pick<FoundProgramme, 'leadId' | 'staffIds'>,
  worker: Pick<Worker, 'id'>,
): 'lead' | 'staff' | null {
  if (leadId === worker.id) return 'lead'
  return staffIds.includes(worker.id) ? 'staff' : null
}

function directory(db: Db) {
  return db
    .selectFrom('app.programme as programme')
    .innerJoin('app.organisation as provider', 'provider.id', 'programme.organisation_id')
    .select([
      'programme.organisation_id as organisationId',
      'programme.id',
      'programme.name',
      'provider.name as provider',
      'programme.kind',
      'programme.status',
      'programme.youngest_age as youngestAge',
      'programme.oldest_age as oldestAge',
      'programme.councils',
      'programme.is_evening as isEvening',
      'programme.is_weekend as isWeekend',
      'programme.next_start_on as nextStartOn',
      'programme.places_free as placesFree',
      'programme.places_set_on as placesSetOn',
      'programme.waiting_weeks as waitingWeeks',
      'programme.takes_orders as takesOrders',
      'programme.funded_until as fundedUntil',
      'programme.usual_weeks as usualWeeks',
      'programme.last_checked_on as lastCheckedOn',
    ])
}
