import { type Db, sql } from '#db/connection.server'
import { actNames, acts } from '~/referrals/acts'
import { isOpen, mayMove, moves, type Side, type Status, statuses } from '~/referrals/lifecycle'
import { expect, signedInAs, test } from '../support/database'
import { aCast, aReferralThatIs, type Cast, doAct, eventsOf, heldReferral } from './a-referral'

const sides: readonly Side[] = ['referrer', 'partner']

test('the database holds the same table of moves', async ({ db }) => {
  const held = await db
    .selectFrom('app.referral_move')
    .select(['from_status as from', 'to_status as to', 'side'])
    .execute()

  expect(named(held)).toEqual(named(moves))
})

test.for(statuses)(
  'from %s, every act of either side does what the table says, or nothing',
  async (from, { db }) => {
    const cast = await aCast(db)
    const referralId = await aReferralThatIs(db, cast, from)
    const before = await standing(db, referralId)

    for (const act of actNames) {
      const { does, side, ...how } = { from: undefined, ...acts[act] }
      const { result, after } = await tried(db, referralId, async () => {
        await signedInAs(db, by(side, cast))
        return doAct(db, cast, referralId, act, before.version)
      })

      const isLegal = 'to' in does && mayMove(from, does.to, side) && (how.from ?? from) === from
      if ('to' in does) expect(result.ok, act).toBe(isLegal)
      expect(after.status, act).toBe(isLegal ? does.to : from)
      expect(after.events.length - before.events.length, act).toBe(result.ok ? 1 : 0)
    }
  },
)

test.for(statuses)('from %s, the wrong side can do nothing', async (from, { db }) => {
  const cast = await aCast(db)
  const referralId = await aReferralThatIs(db, cast, from)
  const before = await standing(db, referralId)

  for (const act of actNames) {
    const other = acts[act].side === 'partner' ? 'referrer' : 'partner'
    for (const claimed of sides) {
      const { result, after } = await tried(db, referralId, async () => {
        await signedInAs(db, by(other, cast))
        return doAct(db, cast, referralId, act, before.version, claimed)
      })

      expect(result.ok, `${act} as ${claimed}`).toBe(false)
      expect(after, `${act} as ${claimed}`).toEqual(before)
    }
  }
})

test.for(statuses)(
  'from %s, the database itself takes the moves of the table and refuses every other',
  async (from, { db }) => {
    const cast = await aCast(db)
    const referralId = await aReferralThatIs(db, cast, from)
    const before = await standing(db, referralId)

    for (const to of statuses) {
      for (const side of sides) {
        for (const who of sides) {
          const { result, after } = await tried(db, referralId, async () => {
            await signedInAs(db, by(who, cast))
            return refusedOr(db, () => move(db, referralId, before.version, to, side))
          })

          // A draft is sent with what is shared, which a bare move lacks.
          const isLegal = who === side && mayMove(from, to, side) && from !== 'draft'
          const isBare = from === 'draft' && to === 'withdrawn' && who === 'referrer' && side === 'referrer'
          expect(result, `${who} as ${side} to ${to}`).toBe(isLegal || isBare)
          expect(after.status).toBe(isLegal || isBare ? to : from)
          if (!isLegal && !isBare) expect(after).toEqual(before)
        }
      }
    }
  },
)

test('nobody writes a status or an event beside the one door', async ({ db }) => {
  const cast = await aCast(db)
  const referralId = await aReferralThatIs(db, cast, 'sent')
  const before = await standing(db, referralId)

  for (const side of sides) {
    for (const statement of [
      sql`update app.referral set status = 'accepted' where id = ${referralId}`,
      sql`update app.referral set payload = '{}' where id = ${referralId}`,
      sql`update app.referral set version = version + 1 where id = ${referralId}`,
      sql`delete from app.referral where id = ${referralId}`,
      sql`insert into app.referral_event select * from app.referral_event where referral_id = ${referralId}`,
      sql`update app.referral_event set note = 'else' where referral_id = ${referralId}`,
      sql`delete from app.referral_event where referral_id = ${referralId}`,
      sql`insert into app.referral_move values ('sent', 'started', 'partner')`,
    ]) {
      const { after } = await tried(db, referralId, async () => {
        await signedInAs(db, by(side, cast))
        return refusedOr(db, async () => (await statement.execute(db)).numAffectedRows !== 0n)
      })

      expect(after).toEqual(before)
    }
  }
})

test('a version that no longer stands changes nothing, in the act and in the database', async ({ db }) => {
  const cast = await aCast(db)
  const referralId = await aReferralThatIs(db, cast, 'accepted')
  const before = await standing(db, referralId)
  await signedInAs(db, cast.staff)

  const done = await doAct(db, cast, referralId, 'book', before.version - 1)
  const { rows } = await sql<{ moved: boolean; version: number; status: string }>`
    select * from sec.move_referral(${referralId}, ${before.version - 1}, 'move', 'booked', 'partner', null, '', null, null, null, null)`.execute(
    db,
  )

  expect(done).toEqual({ ok: false, reason: 'changed-meanwhile' })
  expect(rows).toEqual([{ moved: false, version: before.version, status: 'accepted' }])
  expect(await standing(db, referralId)).toEqual(before)
})

test('what has ended begins again only as another that follows it', async ({ db }) => {
  const cast = await aCast(db)
  const ended = statuses.filter((status) => !isOpen(status))

  for (const status of ended) {
    const referralId = await aReferralThatIs(db, cast, status)
    await signedInAs(db, cast.isla)

    expect((await doAct(db, cast, referralId, 'answer', 1)).ok, status).toBe(false)
  }
  expect(ended).toHaveLength(6)
})

function named(all: readonly { from: Status; to: Status; side: Side }[]) {
  return all.map(({ from, to, side }) => `${from} ${to} ${side}`).sort()
}

function by(side: Side, { isla, staff }: Cast) {
  return side === 'partner' ? staff : isla
}

async function standing(db: Db, referralId: string) {
  return { ...(await heldReferral(db, referralId)), events: await eventsOf(db, referralId) }
}

/** Does it, looks at what became of it, and takes it back. */
async function tried<T>(db: Db, referralId: string, run: () => Promise<T>) {
  await sql`savepoint before`.execute(db)
  const result = await run()
  const after = await standing(db, referralId)
  await sql`rollback to savepoint before`.execute(db)
  return { result, after }
}

async function move(db: Db, referralId: string, seen: number, to: Status, side: Side): Promise<boolean> {
  const { rows } = await sql<{ moved: boolean }>`
    select moved from sec.move_referral(${referralId}, ${seen}, 'move', ${to}, ${side}, null, '', null, null, null, null)`.execute(
    db,
  )
  return rows[0]?.moved ?? false
}

/** False where the database refuses it; what it says must be a refusal of rights or of what the table holds. */
async function refusedOr(db: Db, run: () => Promise<boolean>): Promise<boolean> {
  await sql`savepoint within`.execute(db)
  try {
    return await run()
  } catch (error) {
    await sql`rollback to savepoint within`.execute(db)
    expect(String((error as { code?: string }).code)).toMatch(/^(42501|23503|23514)$/)
    return false
  }
}
