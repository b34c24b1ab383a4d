import { type Db, sql } from '#db/connection.server'
import { together } from '#db/together.server'
import { recordAudit } from '~/audit/write.server'
import { addDays, type CivilDate, yearOf } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import { scottishBankHolidays, workingDays } from '~/shared/working-days'
import type { DaysShown } from './days'

/** The organisation's working days: its own from a month ago on, the holidays that it starts with, how far they are known. */
export async function daysHere(db: Db, today: CivilDate): Promise<DaysShown> {
  const { own, counts, rederiving } = await together(db, {
    own: db
      .selectFrom('app.calendar_day')
      .where('day', '>=', addDays(today, -31))
      .select(['day', 'works', 'name'])
      .orderBy('day')
      .limit(500),
    counts: db
      .selectFrom('app.calendar_day_version')
      .where('day', '>=', addDays(today, -31))
      .groupBy('day')
      .select(['day', sql<number>`count(*)::int`.as('times')])
      .limit(5_000),
    rederiving: db
      .selectFrom('app.rederiving')
      .select(['people', 'people_in_all as peopleInAll', sql<boolean>`ended_at is not null`.as('hasEnded')])
      .orderBy('asked_at', 'desc')
      .limit(1),
  })
  const seenOf = new Map(counts.map(({ day, times }) => [day, times]))
  const { knownUntil } = workingDays()
  const years = []
  for (let year = yearOf(today); year <= yearOf(knownUntil); year += 1) years.push(year)
  return {
    own: own.map((each) => ({ ...each, seen: seenOf.get(each.day) ?? 0 })),
    holidays: years.flatMap(scottishBankHolidays).filter((day) => day >= today),
    knownUntil,
    rederiving: rederiving[0] ?? null,
  }
}

export type WhyNotADay = 'changed-meanwhile' | 'unchanged' | 'too-far'

type Said = { day: CivilDate; works: 'yes' | 'no' | 'gone'; name: string | null; seen: number }

/**
 * Sets a day of the organisation's own, or takes it away. `seen` is how often it had been changed; of a day that is typed anew, what
 * stands is what was seen. Everyone is derived anew in the background, where the day itself changed.
 */
export async function setDay(
  db: Db,
  { day, works, name, seen }: Said,
  today: CivilDate,
): Promise<Result<null, WhyNotADay>> {
  if (day < addDays(today, -366) || day > addDays(today, 3_660)) return refused('too-far')
  const { rows } = await sql<{ outcome: 'saved' | WhyNotADay }>`
    select sec.set_calendar_day(${day}::date, ${works === 'gone' ? null : works === 'yes'}::boolean, ${works === 'gone' ? null : name}, ${seen}::int) as outcome`.execute(
    db,
  )
  const outcome = rows[0]?.outcome ?? 'unchanged'
  if (outcome !== 'saved') return refused(outcome)
  await recordAudit(db, { act: 'days.change', detail: { day, works } })
  return ok(null)
}

/** How often a day was changed until now. */
export async function timesChanged(db: Db, day: CivilDate): Promise<number> {
  const row = await db
    .selectFrom('app.calendar_day_version')
    .where('day', '=', day)
    .select(sql<number>`count(*)::int`.as('times'))
    .executeTakeFirstOrThrow()
  return row.times
}
