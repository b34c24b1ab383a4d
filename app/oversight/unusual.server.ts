import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { knownAs } from '~/caseload/known-as.server'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import type { PageKey } from '~/transitions/queries.server'
import type { Outcome, UnusualRead } from './unusual'

export type Show = 'waiting' | 'reviewed'

/** The reads that this worker may review, those first whose day comes first; one more than `most` where there are more. */
export async function unusualReads(
  db: Db,
  worker: Worker,
  { show, after, most }: { show: Show; after: PageKey | null; most: number },
): Promise<UnusualRead[]> {
  const isPast =
    after === null ? sql`true` : sql`(u.due_on, u.id) > (${after.nextOn}::date, ${after.id}::uuid)`
  const reads = await readsWhere(
    db,
    worker,
    sql`(u.outcome is null) = ${show === 'waiting'} and ${isPast} order by u.due_on, u.id limit ${most + 1}`,
  )
  await recordAudit(db, { act: 'unusual.list', people: reads.flatMap(({ personId }) => personId ?? []) })
  return reads
}

/** One of them. Null: not theirs to review, or there is none. */
export async function openUnusual(db: Db, worker: Worker, id: string): Promise<UnusualRead | null> {
  const [read] = await readsWhere(db, worker, sql`u.id = ${id}::uuid`)
  if (!read) return null
  await recordAudit(db, {
    act: 'unusual.view',
    ...(read.personId !== null && { personId: read.personId }),
    subjectType: 'unusual-read',
    subjectId: id,
  })
  return read
}

/** A name only where whoever asks may open the record. */
async function readsWhere(db: Db, worker: Worker, where: ReturnType<typeof sql>): Promise<UnusualRead[]> {
  const { rows } = await sql<Omit<UnusualRead, 'name'>>`
    select u.id, u.rule, u.on_day as "onDay", u.facts, u.due_on as "dueOn", u.worker, u.role, u.organisation, u.person_id as "personId",
           u.reference, u.outcome, u.said, u.referred_to as "referredTo", u.reviewed_by as "reviewedBy", u.version
      from sec.unusual_reads() u where ${where}`.execute(db)
  const ids = rows.flatMap(({ personId }) => personId ?? [])
  if (ids.length === 0) return rows.map((row) => ({ ...row, name: null }))
  const people = await visiblePeople(db, worker)
    .where('person.id', 'in', ids)
    .select(['person.id', knownAs.as('name')])
    .execute()
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return rows.map((row) => ({ ...row, name: names.get(row.personId ?? '') ?? null }))
}

export type WhyNotReviewed = 'changed-meanwhile'

/** Keeps what came of it. Whoever calls this has opened it, as theirs to review. */
export async function reviewUnusual(
  db: Db,
  { id, personId }: Pick<UnusualRead, 'id' | 'personId'>,
  input: { outcome: Outcome; said: string; referredTo: string | null; version: number },
): Promise<Result<null, WhyNotReviewed>> {
  const { outcome, said, version } = input
  const referredTo = outcome === 'not-explained' ? input.referredTo : null
  const { rows } = await sql<{ isSaved: boolean }>`
    select sec.review_unusual(${id}::uuid, ${version}, ${outcome}, ${said}, ${referredTo}) as "isSaved"`.execute(
    db,
  )
  if (!rows[0]?.isSaved) return refused('changed-meanwhile')
  await recordAudit(db, {
    act: 'unusual.review',
    ...(personId !== null && { personId }),
    subjectType: 'unusual-read',
    subjectId: id,
    fields: ['outcome', 'said', ...(referredTo === null ? [] : ['referredTo'])],
  })
  return ok(null)
}

/** How many wait for whoever owns them and how many are late; for an administrator only how many are late. No row: there is nothing to say. */
export function unusualWaiting(db: Db, today: CivilDate) {
  return db
    .selectFrom(
      sql<{ waiting: number | null; late: number }>`(select * from sec.unusual_waiting(${today}::date))`.as(
        'unusual',
      ),
    )
    .select(['unusual.waiting', 'unusual.late'])
}
