import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))
const database = fileURLToPath(new URL('support/database.global.ts', import.meta.url))

/** These folders run only when they are named: they want minutes, a browser or a quiet machine. */
const onTheirOwn = ['bench', 'drills', 'walks'].map((folder) => `tests/${folder}`)
const notAsked = onTheirOwn.filter((folder) => !process.argv.some((word) => word.includes(folder)))

export default defineConfig({
  root,
  resolve: { alias: { '~': `${root}app`, '#db': `${root}db` } },
  test: {
    include: ['tests/**/*.test.{ts,tsx}', 'tests/bench/**/*.bench.ts'],
    exclude: notAsked.map((folder) => `${folder}/**`),
    globalSetup: existsSync(database) ? [database] : [],
    reporters: ['default', fileURLToPath(new URL('support/reporter.mjs', import.meta.url))],
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
