import { expect, test } from 'vitest'
import { lookAt } from '../uptake/random-tables'

test('whoever knows the rules works out no hidden number in ten thousand tables', {
  timeout: 3_600_000,
}, () => {
  const { hidden, exact, nearly, examples } = lookAt(10_000, 2, 100)

  expect(examples).toEqual([])
  expect({ exact, nearly }).toEqual({ exact: 0, nearly: 0 })
  expect(hidden).toBeGreaterThan(10_000)
})
