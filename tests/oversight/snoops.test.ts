import { expect, test } from '../support/database'
import { inFigures, seededMonth } from '../support/seeded-month'

test('of ten who look where they have no business nine are asked about, and hardly anybody else', {
  timeout: 60_000,
}, async ({ database }) => {
  const told = await seededMonth(database, {
    teams: 5,
    weeksBefore: 2,
    weeks: 2,
    snoops: [
      'namesake',
      'namesake',
      'namesake',
      'again',
      'again',
      'evening',
      'evening',
      'harvest',
      'harvest',
      'neighbour once',
    ],
    seed: 1,
  })
  const noticed = Object.values(told.noticed).reduce((sum, each) => sum + each.noticed, 0)
  console.log(inFigures(told))

  expect(noticed).toBeGreaterThanOrEqual(9)
  expect(told.noticed['neighbour once']).toEqual({ of: 1, noticed: 0 })
  // Ninety weeks of users are few: the whole month, where it is five of a hundred at most, is in tests/drills/snoops.test.ts.
  expect(told.falseWeeks / told.userWeeks).toBeLessThanOrEqual(0.1)
})
