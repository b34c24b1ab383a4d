import { vi } from 'vitest'

/** What stands in front of a worker, of which npm test lives through a few caseloads, through hundreds of them. */
process.env.AIRT_PROPERTY_RUNS = '400'
vi.setConfig({ testTimeout: 1_200_000 })

await import('../transitions/budget.test')
