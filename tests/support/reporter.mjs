import { writeFileSync } from 'node:fs'

/**
 * Counts tests, and leaves the counts where `tests/run.mjs` asks for them by `AIRT_COUNTS`.
 * A file that could not be loaded, an error outside every test, and a run without a test are each one failure.
 */
export default class Counts {
  /** @param {readonly import('vitest/node').TestModule[]} modules @param {readonly unknown[]} errors */
  onTestRunEnd(modules, errors) {
    const counts = { passed: 0, failed: errors.length, skipped: 0 }
    for (const module of modules) {
      counts.failed += module.errors().length
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') counts.passed += 1
        if (state === 'failed') counts.failed += 1
        if (state === 'skipped') counts.skipped += 1
      }
    }

    if (process.env.AIRT_COUNTS) writeFileSync(process.env.AIRT_COUNTS, JSON.stringify(counts))
    else process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`)
  }
}
