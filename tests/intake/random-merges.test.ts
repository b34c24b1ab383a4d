import { expect, test } from '../support/database'
import { mergesAndUndoes } from '../support/merges-and-undoes'

test('a hundred merges at random, undone, leave every record as it was', { timeout: 300_000 }, async ({
  db,
}) => {
  const { merges, refused, chains } = await mergesAndUndoes(db, { seed: 7, merges: 100 })

  expect(merges).toBe(100)
  expect(chains).toBeGreaterThan(1)
  expect(refused['another-came-after']).toBeGreaterThan(1)
  expect(refused['both-are-referred']).toBeGreaterThan(1)
})
