import { connect } from '#db/connection.server'
import { urlAs } from '#db/migrate.server'
import { aCrowd, noTally, oneRequest, rowsOutside } from '../security/pool-run'
import { expect, test } from '../support/database'

const TRANSACTIONS = 100_000
const USERS = 64
const CONNECTIONS = 8

test('a hundred thousand transactions on a shared pool show nobody a row of another', {
  timeout: 1_800_000,
}, async ({ database }) => {
  const crowd = await aCrowd(database, USERS)
  const tally = noTally()
  const pool = connect({ url: urlAs('airt_app', database.url, database.secret), most: CONNECTIONS })

  await Promise.all(
    crowd.map(async (user, at) => {
      for (let turn = 0; turn * USERS < TRANSACTIONS; turn += 1)
        await oneRequest(pool, user, at + turn * 3, tally)
    }),
  )
  const outside = await rowsOutside(pool, CONNECTIONS)
  await pool.close()

  expect(tally.transactions).toBeGreaterThanOrEqual(TRANSACTIONS)
  expect(tally).toMatchObject({ foreign: 0, missing: 0 })
  expect(outside).toBe(0)
})
