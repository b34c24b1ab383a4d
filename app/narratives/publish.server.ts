import { type Db, sql } from '#db/connection.server'
import { recordAudit } from '~/audit/write.server'
import { type CivilDate, later } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import { findCard, liveAlternatives } from './cards.server'
import { type WhyNotPublished, whyNotPublished } from './harm-guard'

type Version = { cardId: string; version: number }

/**
 * Shows this version of a card from now on; the one that was shown rests. In the caller's transaction, as work without a browser:
 * nobody else may write a card. A day that was set behind the database's own never lets a lapsed card through.
 * @returns every reason at once where it may not be shown; then nothing has changed.
 */
export async function publishCard(
  db: Db,
  { cardId, version }: Version,
  today: CivilDate,
): Promise<Result<null, readonly WhyNotPublished[]>> {
  const card = await findCard(db, cardId, version)
  if (!card) return refused(['no-such-card'] as const)

  const day = later(today, await dayOfDatabase(db))
  const reasons = whyNotPublished(card, { today: day, liveAlternatives: await liveAlternatives(db, today) })
  if (reasons.length) return refused(reasons)

  await db
    .updateTable('app.card')
    .set({ status: 'resting' })
    .where('id', '=', cardId)
    .where('version', '<>', version)
    .where('status', '=', 'live')
    .execute()
  await db
    .updateTable('app.card')
    .set({ status: 'live' })
    .where('id', '=', cardId)
    .where('version', '=', version)
    .execute()
  await recordAudit(db, { act: 'card.publish', subjectType: 'card', detail: { card: cardId, version } })
  return ok(null)
}

async function dayOfDatabase(db: Db): Promise<CivilDate> {
  const { rows } = await sql<{ day: CivilDate }>`
    select (now() at time zone 'Europe/London')::date as day`.execute(db)
  const [found] = rows
  if (!found) throw new Error('The database did not say what day it is')
  return found.day
}
