import { type Db, sql } from '#db/connection.server'
import { beginWork, inWork } from '~/access/work.server'
import { recordAudit } from '~/audit/write.server'
import { addDays, type CivilDate, isWeekend, weekday } from '~/shared/civil-date'
import { type WorkingDays, workingDays } from '~/shared/working-days'
import { isWorthSending } from './counts'
import { countsOf } from './counts.server'

export type Queued = { organisation: string; queued: number }

/**
 * Queues a mail for everybody for whom something waits and who wishes to hear this morning, in each organisation that works today. Done
 * again it finds nothing to do. `owner` is the connection that may begin work without a browser.
 */
export async function queueMornings(owner: Db, jobs: Db, today: CivilDate): Promise<Queued[]> {
  if (isWeekend(today)) return []
  const token = await beginWork(owner, 'mail.queue', null)
  await inWork(jobs, token, (db) => sql`select sec.forget_messages()`.execute(db))
  const organisations = await inWork(jobs, token, (db) => organisationsWith(db, today))
  const queued: Queued[] = []
  for (const { id, slug, ownDays } of organisations) {
    const calendar = workingDays(ownDays)
    if (!calendar.isWorkingDay(today)) continue
    const isFirst = isFirstOfTheWeek(today, calendar)
    const count = await inWork(jobs, token, (db) => queueMorning(db, id, isFirst ? 'week' : 'morning', today))
    queued.push({ organisation: slug, queued: count })
  }
  return queued
}

async function organisationsWith(db: Db, today: CivilDate) {
  return db
    .selectFrom('app.organisation as organisation')
    .select((eb) => [
      'organisation.id',
      'organisation.slug',
      eb
        .selectFrom('app.calendar_day as own')
        .whereRef('own.organisation_id', '=', 'organisation.id')
        .where('own.day', '>', addDays(today, -7))
        .where('own.day', '<=', today)
        .select(
          sql<
            { date: CivilDate; works: boolean }[]
          >`coalesce(jsonb_agg(jsonb_build_object('date', own.day, 'works', own.works)), '[]')`.as('days'),
        )
        .as('ownDays'),
    ])
    .orderBy('organisation.slug')
    .$narrowType<{ ownDays: { date: CivilDate; works: boolean }[] }>()
    .execute()
}

/** Whether nobody worked since Sunday. */
export function isFirstOfTheWeek(today: CivilDate, { isWorkingDay }: WorkingDays): boolean {
  for (let back = weekday(today) - 1; back > 0; back -= 1)
    if (isWorkingDay(addDays(today, -back))) return false
  return true
}

async function queueMorning(
  db: Db,
  organisationId: string,
  kind: 'morning' | 'week',
  today: CivilDate,
): Promise<number> {
  const counted = await countsOf(db, organisationId, kind, today)
  const worth = counted.filter(({ counts }) => isWorthSending(kind, counts))
  if (worth.length === 0) return 0
  const { rows } = await sql`
    insert into app.message (organisation_id, worker_id, kind, on_day, counts, counted_at)
    select w.organisation_id, w.id, ${kind}, ${today}::date, r.counts, now()
      from jsonb_to_recordset(${JSON.stringify(worth)}::jsonb) r ("workerId" uuid, counts jsonb)
      join app.worker w on w.organisation_id = ${organisationId}::uuid and w.id = r."workerId" and w.ended_at is null
      left join app.mail_choice c on c.organisation_id = w.organisation_id and c.worker_id = w.id
     where coalesce(c.often, 'daily') in ('now', 'daily') or c.often = 'weekly' and ${kind} = 'week'
    on conflict do nothing returning id`.execute(db)
  await recordAudit(db, {
    act: 'mail.queue',
    subjectType: 'organisation',
    subjectId: organisationId,
    detail: { kind, queued: rows.length },
  })
  return rows.length
}
