import { vi } from 'vitest'

/** Gaps against the oracle that asks day by day, and the picture of any life: npm test tries a few hundred of each. */
process.env.AIRT_PROPERTY_RUNS = '10000'
vi.setConfig({ testTimeout: 1_200_000 })

await import('../transitions/gaps.test')
await import('../caseload/timeline-picture.test')
