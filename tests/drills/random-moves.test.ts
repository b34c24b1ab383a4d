import { sql } from '#db/connection.server'
import { aCast, aSentReferral } from '../referrals/a-referral'
import { expect, test } from '../support/database'
import { inTurn, racedOver } from '../support/raced-moves'
import { seeded } from '../support/random-edits'
import { ON_ONE_CAST, randomMoves } from '../support/random-moves'

const SEQUENCES = 10_000
const IN_ONE_TRANSACTION = 500
const RACES = 500

const firsts = Array.from({ length: SEQUENCES / IN_ONE_TRANSACTION }, (_, at) => at * IN_ONE_TRANSACTION)

test.for(firsts)(
  'random moves and repeats from seed %i on reach no state that the table has not, and lose no event',
  {
    timeout: 600_000,
  },
  async (first, { db }) => {
    let cast = await aCast(db)
    for (let seed = first + 1; seed <= first + IN_ONE_TRANSACTION; seed += 1) {
      if (seed % ON_ONE_CAST === 0) cast = await aCast(db)
      await sql`savepoint sequence`.execute(db)
      const referralId = await aSentReferral(db, cast)

      await randomMoves(db, cast, referralId, seeded(seed), 12)

      await sql`rollback to savepoint sequence`.execute(db)
      await sql`release savepoint sequence`.execute(db)
    }
  },
)

test('five hundred races lose no move and make none twice', { timeout: 1_800_000 }, async ({ database }) => {
  for (let seed = 1; seed <= RACES; seed += 1) {
    const { told, events, version, status } = await racedOver(database, seeded(seed))

    expect(
      events.map((event) => event.version),
      `seed ${seed}`,
    ).toEqual(inTurn(events.length))
    expect([version, status], `seed ${seed}`).toEqual([events.length + 1, events.at(-1)?.to])
    expect(told.filter((answer) => answer === 'moved')).toHaveLength(events.length - 1)
  }
})
