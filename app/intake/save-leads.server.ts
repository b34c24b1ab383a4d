import { randomUUID } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import { BY_IMPORT } from './held-people.server'

/** `isFirst`: the person is new, so that nobody led before. */
export type NewLead = { personId: string; workerId: string; isFirst: boolean }

/** Who leads from now on: whoever led before, and whatever else the new one was to them, ends and stays in the history. */
export async function saveLeads(db: Db, organisationId: string, leads: readonly NewLead[]): Promise<void> {
  await endBefore(
    db,
    organisationId,
    leads.filter(({ isFirst }) => !isFirst),
  )
  if (leads.length === 0) return
  await sql`
    insert into app.allocation (organisation_id, id, person_id, worker_id, kind, because)
    select ${organisationId}::uuid, r.id, r.person_id, r.worker_id, 'lead', ${BY_IMPORT}
      from unnest(${leads.map(() => randomUUID())}::uuid[], ${leads.map(({ personId }) => personId)}::uuid[],
             ${leads.map(({ workerId }) => workerId)}::uuid[]) r (id, person_id, worker_id)`.execute(db)
}

async function endBefore(db: Db, organisationId: string, leads: readonly NewLead[]): Promise<void> {
  if (leads.length === 0) return
  await sql`
    update app.allocation a set ends_at = now()
      from unnest(${leads.map(({ personId }) => personId)}::uuid[], ${leads.map(({ workerId }) => workerId)}::uuid[])
        r (person_id, worker_id)
     where a.organisation_id = ${organisationId} and a.person_id = r.person_id and a.ends_at is null
       and (a.kind = 'lead' or a.worker_id = r.worker_id)`.execute(db)
}
