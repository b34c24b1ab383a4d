import { expect, test } from '../support/database'
import { mergesAndUndoes } from '../support/merges-and-undoes'

const TEAMS = 10
const MERGES = 100

test('a thousand merges at random, undone, leave every record as it was', { timeout: 3_600_000 }, async ({
  db,
}) => {
  let merges = 0
  for (let seed = 1; seed <= TEAMS; seed += 1) {
    const run = await mergesAndUndoes(db, { seed, merges: MERGES })
    merges += run.merges
    console.log(
      `team ${seed}: ${run.merges} merges, ${run.chains} times more than two records, refused`,
      run.refused,
    )
  }

  expect(merges).toBe(TEAMS * MERGES)
})
