import { type Db, sql } from '#db/connection.server'
import type { CivilDate } from '~/shared/civil-date'
import { type WorkingDays, workingDays } from '~/shared/working-days'

export type OwnDay = { day: CivilDate; works: boolean; name: string | null }

/** The working days of an organisation: its own days on top of the Scottish bank holidays. */
export async function calendarOf(db: Db, organisationId: string): Promise<WorkingDays> {
  const own = await ownDays(db, organisationId)
  return workingDays(own.map(({ day, works }) => ({ date: day, works })))
}

export async function ownDays(db: Db, organisationId: string): Promise<OwnDay[]> {
  return db
    .selectFrom('app.calendar_day')
    .where('organisation_id', '=', organisationId)
    .select(['day', 'works', 'name'])
    .orderBy('day')
    .execute()
}

/** Keeps these days as the organisation's own. Whoever calls it derives anew everyone of that organisation. */
export async function saveOwnDays(db: Db, organisationId: string, days: readonly OwnDay[]): Promise<void> {
  if (days.length === 0) return
  await sql`
    insert into app.calendar_day (organisation_id, day, works, name)
    select ${organisationId}::uuid, r.day, r.works, r.name
      from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) r (day date, works boolean, name text)
    on conflict (organisation_id, day) do update set works = excluded.works, name = excluded.name`.execute(db)
}
