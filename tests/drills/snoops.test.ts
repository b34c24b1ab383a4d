import { expect, test } from '../support/database'
import { inFigures, type SnoopKind, seededMonth } from '../support/seeded-month'

/** Of twenty, two look once by day at a neighbour, which nothing that is held can tell. */
const snoops: readonly SnoopKind[] = [
  ...Array<SnoopKind>(6).fill('namesake'),
  ...Array<SnoopKind>(5).fill('again'),
  ...Array<SnoopKind>(4).fill('evening'),
  ...Array<SnoopKind>(3).fill('harvest'),
  ...Array<SnoopKind>(2).fill('neighbour once'),
]

test.for([1, 2, 3])(
  'of twenty who snoop in a month eighteen are asked about, and few others (seed %i)',
  { timeout: 600_000 },
  async (seed, { database }) => {
    const told = await seededMonth(database, { teams: 12, weeksBefore: 2, weeks: 4, snoops, seed })
    const noticed = Object.values(told.noticed).reduce((sum, each) => sum + each.noticed, 0)
    console.log(`Snoops, seed ${seed}: ${inFigures(told)}`)

    expect(noticed).toBeGreaterThanOrEqual(18)
    expect(told.falseWeeks / told.userWeeks).toBeLessThanOrEqual(0.05)
  },
)
