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
    const { id } = await aPersonWith(db, ali, { born_on: civilDate('2008-02-29') })
    await signedInAs(db, ali)

    await randomEdits(db, ali, id, seeded(seed), 6)

    const { stored, fresh } = await storedAndFresh(db, ali, id)
    expect(stored, `seed ${seed}`).toEqual(fresh)
  }
})
