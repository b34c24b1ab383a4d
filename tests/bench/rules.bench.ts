import { afterAll, expect, test } from 'vitest'
import type { AllRules } from './all-rules.program'
import { SHARED } from './by-airt'
import { asTable, type Figure, median, ratio } from './figures'
import { startProgram } from './program'
import type { SideBySide } from './side-by-side.program'

const figures: Figure[] = []
afterAll(() => {
  const table = asTable(figures)
  process.stdout.write(`\n${table}\n`)
})

const ROUNDS = 15

test('the same rules on the same lives by json-rules-engine and by a loop of date-fns', {
  timeout: 600_000,
}, async () => {
  const program = await startProgram('side-by-side')
  const warm = await program.ask<SideBySide>('3')
  const told = await program.ask<SideBySide>(String(ROUNDS))
  await program.stop()
  const everything = await startProgram('all-rules')
  await everything.ask('3')
  const allRules = await everything.ask<AllRules>(String(ROUNDS))
  await everything.stop()

  const say = (what: string, perSecond: readonly number[], goal = '', holds: boolean | null = null) =>
    figures.push({
      what,
      figure: `${median(perSecond).toLocaleString('en-GB')} people a second`,
      goal,
      holds,
    })
  say(`${SHARED.length} rules that all can say, ten facts each, loading left out: ours`, told.speeds.airt)
  say('the same, a loop of date-fns', told.speeds.dateFns)
  say('the same, json-rules-engine', told.speeds.jsonRules)
  say('all our rules, with the digest, in a process of their own', allRules)
  const byLoop = ratio(told.speeds.airt, told.speeds.dateFns)
  const byEngine = ratio(told.speeds.airt, told.speeds.jsonRules)
  figures.push({
    what: 'ours by a loop of date-fns',
    figure: `${byLoop.toFixed(1)} times`,
    goal: 'at least 3',
    holds: byLoop >= 3,
  })
  figures.push({
    what: 'ours by json-rules-engine',
    figure: `${byEngine.toFixed(0)} times`,
    goal: 'at least 40',
    holds: byEngine >= 40,
  })
  figures.push({
    what: `found alike by all three, of ${told.sample.toLocaleString('en-GB')} people`,
    figure: `${told.found.toLocaleString('en-GB')} findings, ${told.different} people differ`,
    goal: 'none',
    holds: told.different === 0,
  })
  expect(warm.found).toBe(told.found)
  expect(told.found).toBeGreaterThan(1_000)
  expect(told.different).toBe(0)
})
