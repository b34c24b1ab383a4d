import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { civilDate } from '~/shared/civil-date'
import { aPersonWith, aWorker } from '../support/builders'
import { expect, signedInAs, test } from '../support/database'
import { randomEdits, seeded, storedAndFresh } from '../support/random-edits'

const SEQUENCES = 10_000

test('ten thousand people edited at random are each what deriving afresh would say', {
  timeout: 3_600_000,
}, async ({ db }) => {
  const ali = await aWorker(db, { role: 'justice-social-worker' })
  for (let seed = 1; seed <= SEQUENCES; seed += 1) {
    await undone(db, async () => {
      const { stored, fresh } = await edited(db, ali, seed)
      expect(stored, `seed ${seed}`).toEqual(fresh)
    })
  }
})

async function edited(db: Db, ali: Worker, seed: number) {
  const { id } = await aPersonWith(db, ali, { born_on: civilDate('2008-02-29') })
  await signedInAs(db, ali)
  await randomEdits(db, ali, id, seeded(seed), 6)
  return storedAndFresh(db, ali, id)
}

/** Each person goes again before the next comes, so that the last takes no longer than the first. */
async function undone(db: Db, run: () => Promise<void>): Promise<void> {
  await sql`savepoint person`.execute(db)
  await run()
  await sql`rollback to savepoint person`.execute(db)
}
