import type { Selectable } from 'kysely'
import type { Db } from '#db/connection.server'
import type { FoundProgramme } from './directory.server'
import type { ProgrammeTable } from './programme.table'

/** A programme as it stood at an earlier version; as it stands where that version is not kept. */
export async function programmeAt(
  db: Db,
  programme: FoundProgramme,
  version: number,
): Promise<FoundProgramme> {
  const past = await db
    .selectFrom('app.programme_version as past')
    .where('past.organisation_id', '=', programme.organisationId)
    .where('past.programme_id', '=', programme.id)
    .where('past.version', '=', version)
    .select('past.was')
    .executeTakeFirst()
  if (!past) return programme
  const was = past.was as Selectable<ProgrammeTable>
  return {
    ...programme,
    name: was.name,
    kind: was.kind,
    says: was.says,
    gives: was.gives,
    weekOne: was.week_one,
    youngestAge: was.youngest_age,
    oldestAge: was.oldest_age,
    councils: was.councils,
    place: was.place,
    times: was.times,
    isEvening: was.is_evening,
    isWeekend: was.is_weekend,
    nextStartOn: was.next_start_on,
    placesFree: was.places_free,
    waitingWeeks: was.waiting_weeks,
    fundedUntil: was.funded_until,
    funding: was.funding,
    usualWeeks: was.usual_weeks,
    sameWorker: was.same_worker,
    takesOrders: was.takes_orders,
    cost: was.cost,
    travel: was.travel,
    whoLeads: was.who_leads,
    status: was.status,
  }
}
