import { type Db, sql } from '#db/connection.server'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import { peopleWithLongGaps } from '~/transitions/gaps.server'
import { graceDaysIn } from '~/transitions/in-force.server'
import { budgetOf } from '~/transitions/turns.server'
import type { Counts, MailKind } from './counts'

type Counted = { workerId: string; counts: Counts }

/** What waits for every worker of an organisation for whom anything does, in one question. For work without a browser. */
export async function countsOf(
  db: Db,
  organisationId: string,
  kind: Exclude<MailKind, 'now'>,
  today: CivilDate,
): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select worker_id as "workerId", counts
      from sec.mail_counts(${organisationId}::uuid, ${today}::date, ${kind}, ${budgetOf}, ${graceDaysIn(organisationId)})`.execute(
    db,
  )
  return kind === 'week' ? withGaps(rows, await gapsByManager(db, organisationId, today)) : rows
}

/** Of how many people each manager sees days on which nothing is there, in words that their list counts by. Leaves its audit entry. */
async function gapsByManager(db: Db, organisationId: string, today: CivilDate): Promise<Map<string, number>> {
  const people = await peopleWithLongGaps(db, organisationId, today)
  await recordAudit(db, {
    act: 'gaps.count',
    subjectType: 'organisation',
    subjectId: organisationId,
    detail: { people: people.length },
  })
  if (people.length === 0) return new Map()
  const { rows } = await sql<{ workerId: string; seen: number }>`
    select worker_id as "workerId", seen from sec.seen_by_managers(${organisationId}::uuid, ${people}::uuid[])`.execute(
    db,
  )
  return new Map(rows.map(({ workerId, seen }) => [workerId, seen]))
}

function withGaps(counted: readonly Counted[], gaps: ReadonlyMap<string, number>): Counted[] {
  const known = new Set(counted.map(({ workerId }) => workerId))
  const others = [...gaps.keys()].filter((workerId) => !known.has(workerId))
  return [...counted, ...others.map((workerId) => ({ workerId, counts: {} }))].map(
    ({ workerId, counts }) => ({
      workerId,
      counts: { ...counts, gaps: gaps.get(workerId) },
    }),
  )
}
