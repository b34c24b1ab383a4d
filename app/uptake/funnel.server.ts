import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { type ByPerson, byPerson } from './counted'
import { type ApartCode, apartAfter, apartCodes, nothingReached, type Reached } from './measures'
import type { Period } from './period'
import { changesReached, unlinkedReferrals } from './reached.server'

/**
 * How far the changes of the people whom this worker may see have got, as it stands now: an operational list of their own, with nothing
 * hidden. One query, and its audit entry. The transaction is readied first.
 */
export async function liveFunnel(db: Db, worker: Worker, period: Period): Promise<Reached> {
  await readyToCount(db, worker)
  const rows = await db
    .selectFrom(reachedNow(db, worker, period))
    .groupBy(['reached.endedAt', 'reached.isApart'])
    .select(['reached.endedAt', 'reached.isApart', sql<number>`count(*)`.as('counted')])
    .execute()
  await recordAudit(db, { act: 'insight.view', detail: { period: period.code, rule: 'live' } })

  const reached = nothingReached()
  for (const { endedAt, isApart, counted } of rows) {
    if (endedAt === null) reached.unlinked += counted
    else reached.endedAt[endedAt] += counted
    const code = isApart ? apartCodes.find((each: ApartCode) => apartAfter[each] === endedAt) : undefined
    if (code) reached.apart[code] += counted
  }
  return reached
}

/** The same by person, for what leaves the building: there a number is as small as the people whose it is. */
export async function livePeople(db: Db, worker: Worker, period: Period): Promise<ByPerson> {
  const rows = await db
    .selectFrom(reachedNow(db, worker, period))
    .groupBy(['reached.personId', 'reached.endedAt', 'reached.isApart'])
    .select([
      'reached.personId as person',
      'reached.endedAt',
      'reached.isApart',
      sql<number>`count(*)`.as('counted'),
    ])
    .execute()
  return byPerson(rows)
}

function reachedNow(db: Db, worker: Worker, { from, until }: Period) {
  const span = { from, until, before: null }
  return changesReached(db, visiblePeople(db, worker), span)
    .unionAll(unlinkedReferrals(visiblePeople(db, worker), span))
    .as('reached')
}

/**
 * Readies this transaction for counting: how few rows a list of people's ids leads to, the planner always guesses, and would then go
 * through them once for each other. @returns the number below which this worker's organisation hides what leaves it.
 */
export async function readyToCount(db: Db, worker: Worker): Promise<number> {
  const { smallUnder } = await db
    .selectFrom('app.organisation as organisation')
    .where('organisation.id', '=', worker.organisationId)
    .select([
      'organisation.small_under as smallUnder',
      sql`set_config('enable_nestloop', 'off', true)`.as('readied'),
    ])
    .executeTakeFirstOrThrow()
  return smallUnder
}
