import { sql } from '#db/connection.server'
import { expect, test } from '../support/database'
import { inTurn, racedOver } from '../support/raced-moves'
import { seeded } from '../support/random-edits'
import { ON_ONE_CAST, randomMoves } from '../support/random-moves'
import { aCast, aSentReferral } from './a-referral'

const SEQUENCES = 200

test('whatever is tried in whatever order, a referral stands where the table of moves says', {
  timeout: 240_000,
}, async ({ db }) => {
  let cast = await aCast(db)
  for (let seed = 1; seed <= SEQUENCES; seed += 1) {
    if (seed % ON_ONE_CAST === 0) cast = await aCast(db)
    await sql`savepoint sequence`.execute(db)
    const referralId = await aSentReferral(db, cast)

    await randomMoves(db, cast, referralId, seeded(seed), 12)

    await sql`rollback to savepoint sequence`.execute(db)
    await sql`release savepoint sequence`.execute(db)
  }
})

test('of those who move it at once one does, and each move that was made has its event', {
  timeout: 120_000,
}, async ({ database }) => {
  for (let seed = 1; seed <= 12; seed += 1) {
    const { told, events, version, status } = await racedOver(database, seeded(seed))

    expect(events.map(({ version }) => version)).toEqual(inTurn(events.length))
    expect(version).toBe(events.length + 1)
    expect(events.at(-1)?.to).toBe(status)
    expect(told.filter((answer) => answer === 'moved')).toHaveLength(events.length - 1)
    expect(told).not.toContain('lost')
  }
})
