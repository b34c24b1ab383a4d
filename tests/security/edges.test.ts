import { sql } from '#db/connection.server'
import { building, expect, test } from '../support/database'
import { built } from './committed'
import { aSmallWorld, changeAtRandom } from './edge-changes'

const AT_ONCE = 500

test('who sees whom follows from what is stored after each of ten thousand changes', {
  timeout: 300_000,
}, async ({ database }) => {
  await built(database, aSmallWorld)

  let made = 0
  for (let batch = 0; batch < 10_000 / AT_ONCE; batch += 1)
    made += await built(database, (db) => changeAtRandom(db, batch / 100, AT_ONCE))

  expect(made).toBeGreaterThan(7_500)
})

test.for([
  'app.exclusion',
  'app.allocation',
  'app.person',
  'app.worker',
  'app.sharing_grant',
  'app.programme',
])('a trigger forgotten on %s is noticed', async (table, { database }) => {
  const transaction = await database.owner.db.startTransaction().execute()
  try {
    await sql`set local role airt_owner`.execute(transaction)
    await sql.raw(`alter table ${table} disable trigger user`).execute(transaction)

    const run = building(transaction, async () => {
      await aSmallWorld(transaction)
      return changeAtRandom(transaction, 0.5, 1_500)
    })

    await expect(run).rejects.toThrow(/after step/)
  } finally {
    await transaction.rollback().execute()
  }
})
