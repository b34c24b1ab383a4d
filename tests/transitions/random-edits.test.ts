import { civilDate } from '~/shared/civil-date'
import { aPersonWith, aWorker } from '../support/builders'
import { expect, signedInAs, test } from '../support/database'
import { randomEdits, seeded, storedAndFresh } from '../support/random-edits'

/** The long run of it is a drill; this one keeps the way from the form to the stored row honest. */
test('after any edits, in any order, what is stored is what deriving afresh would say', async ({ db }) => {
  const ali = await aWorker(db, { role: 'justice-social-worker' })
  for (let seed = 1; seed <= 60; seed += 1) {
    const { id } = await aPersonWith(db, ali, { born_on: civilDate('2008-02-29') })
    await signedInAs(db, ali)

    await randomEdits(db, ali, id, seeded(seed), 8)

    const { stored, fresh, steps } = await storedAndFresh(db, ali, id)
    expect(stored, `seed ${seed}`).toEqual(fresh)
    for (const [rule, each] of steps) expect(new Set(each).size, `${rule}, seed ${seed}`).toBe(each.length)
  }
})
