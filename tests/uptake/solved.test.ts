import { expect, test } from 'vitest'
import { HIDDEN } from '~/uptake/small-numbers'
import { lookAt } from './random-tables'
import { seeded, solve } from './solver'

test('whoever knows the rules works out no hidden number, nor holds one to two values, in a thousand tables', {
  timeout: 300_000,
}, () => {
  const { hidden, exact, nearly, examples } = lookAt(1_000, 1)

  expect(examples).toEqual([])
  expect({ exact, nearly }).toEqual({ exact: 0, nearly: 0 })
  expect(hidden).toBeGreaterThan(1_000)
})

test('with the small numbers alone hidden, the same solver works them out', () => {
  const values = solve(
    {
      cells: [12, HIDDEN, 20],
      totals: [{ of: [0, 1, 2], shown: 35 }],
      publishedOf: (cells) => JSON.stringify(cells.map((count) => (count > 0 && count < 5 ? HIDDEN : count))),
      published: JSON.stringify([12, HIDDEN, 20]),
    },
    [12, 3, 20],
    seeded(1),
  )

  expect(values.get(1)).toEqual(new Set([3]))
})
