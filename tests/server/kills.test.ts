import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, sql } from '#db/connection.server'
import { urlAs } from '#db/migrate.server'
import { refuseUnsafe } from '#db/settings-held.server'
import { anOwnDatabase, type OwnDatabase } from '../support/own-database'
import { childrenOf, postmasterOf, sendTo } from '../support/postmaster'
import { aLedger } from './saved-once'
import { writers } from './writers'

let database: OwnDatabase
beforeAll(async () => {
  database = await anOwnDatabase()
})
afterAll(() => database.end())

test('two kills of the database under writers lose nothing that was acknowledged, and it comes back by itself', {
  timeout: 60_000,
}, async () => {
  const ledger = await aLedger(database, database.app)
  const account = writers(ledger, database.secret, 4)

  for (const withChildren of [false, true]) {
    const before = account.acknowledged.length
    await expect.poll(() => account.acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(before + 60)
    const postmaster = postmasterOf(database.dataDir)
    sendTo(withChildren ? [postmaster, ...childrenOf(postmaster)] : [postmaster], 'SIGKILL')
    const at = account.acknowledged.length
    await expect.poll(() => account.acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(at + 60)
    expect(postmasterOf(database.dataDir)).not.toBe(postmaster)
  }
  await account.stop()
  await ledger.stop()

  const { lost, twice } = await held(account.acknowledged)
  expect([lost, twice]).toEqual([0, 0])
})

test('a database that would forget for the role of the app is refused', async () => {
  await sql`alter role airt_app set synchronous_commit = off`.execute(database.owner.db)
  const fresh = connect({ url: urlAs('airt_app', database.url, database.secret), most: 1 })

  const refusal = await refuseUnsafe(fresh.db).catch((error) => error.message)

  await fresh.close()
  await sql`alter role airt_app reset synchronous_commit`.execute(database.owner.db)
  expect(refusal).toBe('The database would lose what it is told, as synchronous_commit is off: turn it on.')
})

async function held(acknowledged: readonly string[]): Promise<{ lost: number; twice: number }> {
  return database.owner.db.transaction().execute(async (db) => {
    await sql`set local role airt_owner`.execute(db)
    const { rows } = await sql<{ id: string; n: number }>`
      select subject_id as id, count(*) as n from aud.audit_entry where act = 'test.saved' group by subject_id`.execute(
      db,
    )
    const times = new Map(rows.map(({ id, n }) => [id, n]))
    return {
      lost: acknowledged.filter((id) => !times.has(id)).length,
      twice: rows.filter(({ n }) => n > 1).length,
    }
  })
}
