import { type Db, sql } from '#db/connection.server'
import { type Role, roles } from '~/access/permissions'
import { peopleOfWork } from '~/access/visible.server'
import { beginWork, inWork } from '~/access/work.server'
import { actsOfKind } from '~/audit/acts'
import { recordAudit } from '~/audit/write.server'
import { calendarOf } from '~/organisations/calendar.server'
import { addDays, type CivilDate } from '~/shared/civil-date'
import {
  type FoundRead,
  type HowCommon,
  isAllocated,
  isOddTime,
  unusualIn,
  type WorkersDay,
} from './unusual-rules'

export type Looked = { organisation: string; day: CivilDate; found: number }

/** Days that were missed are made up as far back as this. */
const DAYS_BACK = 14
/** Whoever owns what is found has so many working days for it. */
const WORKING_DAYS = 3
const HABIT_DAYS = 28
const LATELY_DAYS = 14
/** What was explained once is not asked again within this. */
const EXPLAINED_DAYS = 90

const looking = actsOfKind('look')

/**
 * Looks through what was opened in every organisation on each day up to yesterday that nobody has looked through yet. Done again it
 * finds nothing to do. `owner` is the connection that may begin work without a browser.
 */
export async function lookThroughYesterday(owner: Db, jobs: Db, today: CivilDate): Promise<Looked[]> {
  const token = await beginWork(owner, 'unusual.look', null)
  const waiting = await inWork(jobs, token, (db) => daysWaiting(db, addDays(today, -1)))
  const looked: Looked[] = []
  for (const { id, slug, day } of waiting) {
    const found = await inWork(jobs, token, (db) => lookThrough(db, id, day, today))
    if (found !== null) looked.push({ organisation: slug, day, found })
  }
  return looked
}

/** One day in every organisation, whether or not it is over. */
export async function lookThroughDay(
  owner: Db,
  jobs: Db,
  day: CivilDate,
  today: CivilDate,
): Promise<Looked[]> {
  const token = await beginWork(owner, 'unusual.look', null)
  const organisations = await inWork(jobs, token, (db) =>
    db.selectFrom('app.organisation').select(['id', 'slug']).orderBy('slug').execute(),
  )
  const looked: Looked[] = []
  for (const { id, slug } of organisations) {
    const found = await inWork(jobs, token, (db) => lookThrough(db, id, day, today))
    if (found !== null) looked.push({ organisation: slug, day, found })
  }
  return looked
}

async function daysWaiting(db: Db, yesterday: CivilDate) {
  const { rows } = await sql<{ id: string; slug: string; day: CivilDate }>`
    select o.id, o.slug, day::date as day from app.organisation o
      cross join lateral (select max(l.on_day) as last from app.unusual_look l where l.organisation_id = o.id) was
      cross join lateral generate_series(greatest(coalesce(was.last + 1, ${yesterday}::date), ${yesterday}::date - ${DAYS_BACK - 1}::int),
        ${yesterday}::date, '1 day') day
     order by o.slug, day`.execute(db)
  return rows
}

/**
 * One day of one organisation. A day that is not over yet is looked through again when it is.
 * @returns how many reads were found that nobody was asked about yet; null when that day was looked through before.
 */
export async function lookThrough(
  db: Db,
  organisationId: string,
  day: CivilDate,
  today: CivilDate,
): Promise<number | null> {
  const found = await findUnusual(db, organisationId, day)
  const isFirst = await markLooked(db, organisationId, day)
  const people = found.flatMap(({ personId }) => personId ?? [])
  await recordAudit(db, {
    act: 'unusual.look',
    people: [...new Set(people)],
    detail: { organisationId, day, found: found.length, isFirst },
  })
  if (!isFirst) return null
  if (found.length === 0) return 0
  const dueOn = (await calendarOf(db, organisationId)).addWorkingDays(today, WORKING_DAYS)
  const added = await db
    .insertInto('app.unusual_read')
    .values(
      found.map(({ workerId, rule, personId, facts }) => ({
        organisation_id: organisationId,
        rule,
        on_day: day,
        worker_id: workerId,
        person_id: personId,
        facts: JSON.stringify(facts),
        due_on: dueOn,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return added.length
}

/** @returns false when somebody has looked already; another process that is just looking is waited for. */
async function markLooked(db: Db, organisationId: string, day: CivilDate): Promise<boolean> {
  const { rows } = await sql<{ isOver: boolean }>`
    select ${day}::date < (now() at time zone 'Europe/London')::date as "isOver"`.execute(db)
  if (!rows[0]?.isOver) return true
  const marked = await db
    .insertInto('app.unusual_look')
    .values({ organisation_id: organisationId, on_day: day })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'on_day']).doNothing())
    .returning('on_day')
    .executeTakeFirst()
  return marked !== undefined
}

type Found = FoundRead & { workerId: string }

async function findUnusual(db: Db, organisationId: string, day: CivilDate): Promise<Found[]> {
  const reads = await readsOf(db, organisationId, day)
  const stopped = await stoppedOn(db, organisationId, day)
  const asking = reads.filter((read) => !isAllocated(read))
  const workers = await workersOf(db, [...new Set([...asking.map(({ workerId }) => workerId), ...stopped])])
  if (workers.size === 0) return []
  const people = [...new Set(asking.map(({ personId }) => personId))]
  const [names, families, habits, calendar, known] = [
    await familyNamesOf(db, people),
    await familiesOf(db, organisationId),
    await habitsBefore(db, organisationId, day, [...workers.keys()], people),
    await calendarOf(db, organisationId),
    await knownAlready(db, organisationId, day, [...workers.keys()]),
  ]
  const lately = addDays(day, -LATELY_DAYS)
  const atWork = new Set(reads.map(({ workerId }) => workerId)).size
  const isWorkingDay =
    calendar.isWorkingDay(day) || atWork >= STILL_AT_WORK * (await usuallyAtWork(db, organisationId))
  return [...workers].flatMap(([workerId, worker]) => {
    const theirs = habits.filter((habit) => habit.workerId === workerId)
    const oddDays = theirs.filter(
      ({ onDay, earliest, latest }) =>
        isOddTime(earliest) || isOddTime(latest) || !calendar.isWorkingDay(onDay),
    )
    const workersDay: WorkersDay = {
      ...worker,
      isWorkingDay,
      oddDaysBefore: new Set(oddDays.map(({ onDay }) => onDay)).size,
      wasStopped: stopped.includes(workerId),
      opened: asking
        .filter((read) => read.workerId === workerId)
        .map((read) => {
          const before = theirs.filter(({ personId, onDay }) => personId === read.personId && onDay >= lately)
          return {
            ...read,
            familyNames: names.get(read.personId) ?? [],
            before: {
              days: before.filter(({ looks }) => looks > 0).length,
              works: before.reduce((sum, { works }) => sum + works, 0),
            },
          }
        }),
    }
    return unusualIn(workersDay, howCommonIn(families))
      .filter(({ rule, personId }) => !known.has(`${workerId} ${rule} ${personId}`))
      .map((found) => ({ ...found, workerId }))
  })
}

async function readsOf(db: Db, organisationId: string, day: CivilDate) {
  const { rows } = await sql<{
    workerId: string
    personId: string
    ways: string[]
    lookedAt: string[] | null
    works: number
  }>`select worker_id as "workerId", person_id as "personId", ways, looked_at as "lookedAt", works
    from aud.reads_of_day(${organisationId}::uuid, ${day}::date, ${looking}::text[])`.execute(db)
  return rows.map(({ lookedAt, ...read }) => ({ ...read, lookedAt: lookedAt ?? [] }))
}

async function stoppedOn(db: Db, organisationId: string, day: CivilDate): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select stopped as id from aud.stopped_on(${organisationId}::uuid, ${day}::date) stopped`.execute(db)
  return rows.map(({ id }) => id)
}

/** A holiday or weekend on which so much of an organisation is at work is none for it. */
const STILL_AT_WORK = 1 / 3
const WITH_PEOPLE = ['youth-worker', 'justice-social-worker', 'team-manager', 'programme-lead'] as const

async function usuallyAtWork(db: Db, organisationId: string): Promise<number> {
  const { people } = await db
    .selectFrom('app.worker as worker')
    .where('worker.organisation_id', '=', organisationId)
    .where('worker.role', 'in', WITH_PEOPLE)
    .where('worker.ended_at', 'is', null)
    .select(sql<number>`count(*)`.as('people'))
    .executeTakeFirstOrThrow()
  return Math.max(people, FEW_AT_WORK)
}

/** Of fewer than that, one at work says nothing of the others. */
const FEW_AT_WORK = 9

/** Who signs in: work that Airt does by itself is nobody's. */
async function workersOf(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { name: string; role: Role }>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('app.worker as worker')
    .where('worker.id', 'in', ids)
    .where('worker.role', 'in', [...roles])
    .select(['worker.id', 'worker.name', 'worker.role'])
    .execute()
  return new Map(rows.map(({ id, name, role }) => [id, { name, role: role as Role }]))
}

/** The family name that each goes by now, and those that they went by. */
async function familyNamesOf(db: Db, people: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  if (people.length === 0) return new Map()
  const rows = await peopleOfWork(db)
    .where('person.id', 'in', people)
    .select((eb) => [
      'person.id',
      'person.family_name as familyName',
      eb
        .selectFrom('app.person_name as named')
        .whereRef('named.organisation_id', '=', 'person.organisation_id')
        .whereRef('named.person_id', '=', 'person.id')
        .where('named.kind', 'in', ['also', 'former'])
        .where('named.name', 'like', '% %')
        .select(sql<string[]>`coalesce(jsonb_agg(regexp_replace(named.name, '^.* ', '')), '[]')`.as('others'))
        .as('others'),
    ])
    .execute()
  return new Map(
    rows.map(({ id, familyName, others }) => [id, [...(familyName ? [familyName] : []), ...(others ?? [])]]),
  )
}

async function familiesOf(db: Db, organisationId: string): Promise<{ familyName: string; people: number }[]> {
  const rows = await peopleOfWork(db)
    .where('person.organisation_id', '=', organisationId)
    .where('person.family_name', 'is not', null)
    .groupBy('person.family_name')
    .select(['person.family_name as familyName', sql<number>`count(*)`.as('people')])
    .execute()
  return rows.flatMap(({ familyName, people }) => (familyName === null ? [] : [{ familyName, people }]))
}

/** Of few people one bears a name that is not common for that. */
const FEW = 3

function howCommonIn(families: readonly { familyName: string; people: number }[]): HowCommon {
  const everybody = families.reduce((sum, { people }) => sum + people, 0)
  return (isLike) => {
    const like = families.reduce((sum, { familyName, people }) => sum + (isLike(familyName) ? people : 0), 0)
    return like <= FEW ? 0 : (100 * like) / everybody
  }
}

async function habitsBefore(
  db: Db,
  organisationId: string,
  day: CivilDate,
  workers: readonly string[],
  people: readonly string[],
) {
  const { rows } = await sql<{
    workerId: string
    personId: string | null
    onDay: CivilDate
    earliest: string
    latest: string
    looks: number
    works: number
  }>`select worker_id as "workerId", person_id as "personId", on_day as "onDay", earliest, latest, looks, works
    from aud.habits_before(${organisationId}::uuid, ${day}::date, ${HABIT_DAYS}::int, ${workers}::uuid[], ${people}::uuid[], ${looking}::text[])`.execute(
    db,
  )
  return rows
}

/** What waits already, or was explained not long ago, is not asked again. */
async function knownAlready(
  db: Db,
  organisationId: string,
  day: CivilDate,
  workers: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('app.unusual_read as unusual')
    .where('unusual.organisation_id', '=', organisationId)
    .where('unusual.worker_id', 'in', workers)
    .where('unusual.person_id', 'is not', null)
    .where(({ or, and, eb }) =>
      or([
        eb('unusual.outcome', 'is', null),
        and([
          eb('unusual.outcome', '=', 'explained'),
          eb('unusual.on_day', '>=', addDays(day, -EXPLAINED_DAYS)),
        ]),
      ]),
    )
    .select(['unusual.worker_id as workerId', 'unusual.rule', 'unusual.person_id as personId'])
    .execute()
  return new Set(rows.map(({ workerId, rule, personId }) => `${workerId} ${rule} ${personId}`))
}
