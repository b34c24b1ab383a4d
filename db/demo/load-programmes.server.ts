import type { Db } from '#db/connection.server'
import type { Programme } from './cast'

/** One programme as the directory shows it, with who works on it. Returns its id. */
export async function addProgramme(
  db: Db,
  programme: Programme,
  ids: { organisationId: string; leadId: string; staffIds: readonly string[] },
): Promise<string> {
  const { organisationId, leadId, staffIds } = ids
  const { id } = await db
    .insertInto('app.programme')
    .values({ organisation_id: organisationId, lead_id: leadId, ...columnsOf(programme) })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const worker_id of staffIds) {
    await db
      .insertInto('app.programme_staff')
      .values({ organisation_id: organisationId, programme_id: id, worker_id })
      .execute()
  }
  return id
}

function columnsOf(programme: Programme) {
  const { ages, places, often = [] } = programme
  return {
    name: programme.name,
    kind: programme.kind,
    says: programme.says,
    gives: [...programme.gives],
    week_one: programme.weekOne,
    youngest_age: ages?.[0] ?? null,
    oldest_age: ages?.[1] ?? null,
    councils: [...(programme.councils ?? [])],
    place: programme.place,
    times: programme.times,
    is_evening: often.includes('evening'),
    is_weekend: often.includes('weekend'),
    next_start_on: programme.startsOn ?? null,
    places_free: places?.free ?? null,
    places_set_on: places?.saidOn ?? null,
    waiting_weeks: places?.waitingWeeks ?? null,
    funded_until: programme.fundedUntil ?? null,
    funding: programme.funding ?? '',
    usual_weeks: programme.usualWeeks ?? null,
    same_worker: programme.sameWorker ?? null,
    takes_orders: programme.takesOrders ?? 'ask',
    cost: programme.cost,
    travel: programme.travel,
    who_leads: programme.whoLeads,
    status: programme.status ?? 'open',
    last_checked_on: programme.checkedOn,
  }
}
