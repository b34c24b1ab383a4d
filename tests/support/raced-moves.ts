import { sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { beginUnit } from '~/audit/unit.server'
import { type ActName, actNames, acts } from '~/referrals/acts'
import { moveReferral } from '~/referrals/move.server'
import { aCast, aSentReferral, heldReferral } from '../referrals/a-referral'
import { built, tokenFor } from '../security/committed'
import { today } from './builders'
import type { TestDatabase } from './database'

/** Moves only: what is written beside a referral may be written by two at once. */
const moving = actNames.filter((name) => 'to' in acts[name].does)

/**
 * Two people of each side, on four connections of their own, who all look at the referral and then do something at the same moment,
 * three times over. @returns what each was told, and what stands in the end.
 */
export async function racedOver(database: TestDatabase, random: () => number) {
  const { cast, referralId } = await built(database, async (db) => {
    const cast = await aCast(db)
    return { cast, referralId: await aSentReferral(db, cast) }
  })
  const racers = await Promise.all(
    [cast.staff, cast.lead, cast.isla, cast.isla].map(async (worker) => ({
      worker,
      token: await tokenFor(database, worker),
    })),
  )
  const told: string[] = []
  for (let round = 0; round < 3; round += 1) {
    const { version } = await built(database, (db) => heldReferral(db, referralId))
    told.push(
      ...(await Promise.all(
        racers.map(({ worker, token }) => tries(database, worker, token, referralId, version, oneOf(random))),
      )),
    )
  }
  const { status, version } = await built(database, (db) => heldReferral(db, referralId))
  const events = await built(database, (db) =>
    db
      .selectFrom('app.referral_event')
      .where('referral_id', '=', referralId)
      .where('kind', '=', 'move')
      .select(['version', 'from_status as from', 'to_status as to'])
      .orderBy('seq')
      .execute(),
  )
  return { told, events, status, version }
}

/** The versions that so many moves make, from the one that sent it. */
export function inTurn(moves: number): number[] {
  return Array.from({ length: moves }, (_, at) => at + 2)
}

function oneOf(random: () => number): ActName {
  return moving[Math.floor(random() * moving.length)] as ActName
}

async function tries(
  database: TestDatabase,
  worker: Worker,
  token: string,
  referralId: string,
  version: number,
  act: ActName,
): Promise<string> {
  const {
    side,
    ...asks
  }: { side: 'referrer' | 'partner'; reasons?: readonly string[]; note?: string; day?: string } = acts[act]
  return database.app.db.transaction().execute(async (db) => {
    beginUnit(db, null)
    await sql`select from sec.enter(${token})`.execute(db)
    const done = await moveReferral(
      db,
      worker,
      referralId,
      side,
      {
        act,
        version,
        reason: (asks.reasons?.[0] ?? null) as never,
        note: asks.note ? 'At once' : '',
        onDay: asks.day === 'must' ? today : null,
        atTime: null,
        place: null,
      },
      today,
    )
    return done.ok ? 'moved' : done.reason
  })
}
