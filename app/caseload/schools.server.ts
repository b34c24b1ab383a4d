import { randomUUID } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import type { CivilDate } from '~/shared/civil-date'

/** Every school of one of these names, capital letters apart. */
export async function schoolsNamed(db: Db, names: readonly string[]) {
  const { rows } = await sql<{ id: string; name: string; council: string | null; hasDays: boolean }>`
    select s.id, s.name, s.council, exists (select from app.school_session x where x.school_id = s.id) as "hasDays"
      from app.school s where lower(s.name) = any (${names.map((name) => name.toLowerCase())}::text[])
     order by s.name, s.council nulls first`.execute(db)
  return rows
}

/** Schools that were not known by this name and council until now. */
export async function addSchools(
  db: Db,
  schools: readonly { name: string; council: string | null }[],
): Promise<void> {
  if (schools.length === 0) return
  await db
    .insertInto('app.school')
    .values(schools.map(({ name, council }) => ({ id: randomUUID(), name, council })))
    .onConflict((conflict) => conflict.columns(['name', 'council']).doNothing())
    .execute()
}

export type SchoolDays = {
  schoolId: string
  session: string
  startsOn: CivilDate | null
  christmasHolidayFirstDay: CivilDate | null
  endsOn: CivilDate | null
}

export async function schoolDays(db: Db, schoolIds: readonly string[]): Promise<SchoolDays[]> {
  if (schoolIds.length === 0) return []
  return db
    .selectFrom('app.school_session')
    .where('school_id', 'in', [...schoolIds])
    .select([
      'school_id as schoolId',
      'session',
      'starts_on as startsOn',
      'christmas_holiday_first_day as christmasHolidayFirstDay',
      'ends_on as endsOn',
    ])
    .execute()
}

/** Keeps these days of schools. Whoever calls it derives anew everyone at those schools. */
export async function saveSchoolDays(db: Db, days: readonly SchoolDays[]): Promise<void> {
  if (days.length === 0) return
  await sql`
    insert into app.school_session (school_id, session, starts_on, christmas_holiday_first_day, ends_on)
    select r.school_id, r.session, r.starts_on, r.christmas_holiday_first_day, r.ends_on
      from jsonb_to_recordset(${JSON.stringify(days.map(columnsOf))}::jsonb)
        r (school_id uuid, session text, starts_on date, christmas_holiday_first_day date, ends_on date)
    on conflict (school_id, session) do update set starts_on = excluded.starts_on,
        christmas_holiday_first_day = excluded.christmas_holiday_first_day, ends_on = excluded.ends_on`.execute(
    db,
  )
}

function columnsOf({ schoolId, session, startsOn, christmasHolidayFirstDay, endsOn }: SchoolDays) {
  return {
    school_id: schoolId,
    session,
    starts_on: startsOn,
    christmas_holiday_first_day: christmasHolidayFirstDay,
    ends_on: endsOn,
  }
}

/**
 * The school of that name, in that council where two share the name; null where none is known by it. A name may say its council
 * too, after a comma, as an import names it.
 */
export async function schoolCalled(db: Db, name: string, council: string | null): Promise<string | null> {
  const found = await db
    .selectFrom('app.school')
    .where((eb) => eb.or([eb('name', '=', name), eb(sql`name || ', ' || council`, '=', name)]))
    .select(['id', 'council'])
    .orderBy('council')
    .execute()
  const here = found.find((school) => school.council === council)
  return (here ?? found[0])?.id ?? null
}

/** Up to three schools whose names share a word with what was typed, for whoever typed one that is not known. */
export async function schoolsLike(db: Db, typed: string): Promise<string[]> {
  const words = typed
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 3 && !/^(high|school|academy|secondary|primary)$/i.test(word))
  if (words.length === 0) return []
  const schools = await db
    .selectFrom('app.school')
    .where('name', '~*', words.join('|'))
    .select('name')
    .distinct()
    .orderBy('name')
    .limit(3)
    .execute()
  return schools.map(({ name }) => name)
}
