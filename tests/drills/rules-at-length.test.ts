import { vi } from 'vitest'

/** The properties of the rules, of which npm test tries a few hundred lives each, on ten thousand. */
process.env.AIRT_PROPERTY_RUNS = '10000'
vi.setConfig({ testTimeout: 1_200_000 })

await import('../transitions/random-lives.test')
await import('../transitions/five-moves.test')
await import('../transitions/secure.test')
await import('../transitions/early-help.test')
await import('../transitions/community-orders.test')
await import('../transitions/missing.test')
await import('../transitions/attendance.test')
await import('../transitions/exclusion.test')
await import('../transitions/left-school.test')
await import('../shared/elapsed-hours.test')
