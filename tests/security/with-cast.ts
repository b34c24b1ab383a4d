import { test as base } from '../support/database'
import { aCast, type Cast } from './cast'

/** A test beside whose database stands one cast for the whole file. */
export const test = base.extend<{ cast: Cast }>({
  cast: [async ({ database }, use) => use(await aCast(database)), { scope: 'file' }],
})
