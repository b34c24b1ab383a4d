import { expect, test } from '../support/database'
import { mergesAndUndoes } from '../support/merges-and-undoes'

test('two hundred merges at random, undone, leave every record as it was', { timeout: 120_000 }, async ({
  db,
}) => {
  const { merges, refused, chains } = await mergesAndUndoes(db, { seed: 7, merges: 200 })

  expect(merges).toBe(200)
  expect(chains).toBeGreaterThan(20)
  expect(refused['another-came-after']).toBeGreaterThan(10)
  expect(refused['both-are-referred']).toBeGreaterThan(5)
})
