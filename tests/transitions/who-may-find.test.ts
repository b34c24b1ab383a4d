import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rules } from '~/transitions/rules'
import { transitionsIn } from '~/transitions/transitions-in'
import { whoMayFind } from '~/transitions/who-may-find'
import { runs } from '../support/runs'
import { aFact } from './a-life'
import { life } from './any-life'

test('each rule is asked whose kinds of fact are there, in the order of the table, and whoever is not asked would find nothing', () => {
  fc.assert(
    fc.property(life, (any) => {
      const asked = whoMayFind(rules, any.facts)

      const plainly = rules.filter(
        ({ needs }) => needs === null || any.facts.some(({ kind }) => needs.has(kind)),
      )
      expect(asked.map(({ code }) => code)).toEqual(plainly.map(({ code }) => code))
      const facts = [...any.facts].sort((one, other) => (one.happensOn < other.happensOn ? -1 : 1))
      for (const rule of rules.filter((each) => !asked.includes(each)))
        expect(rule.find({ ...any, facts }, rule.settings)).toEqual([])
    }),
    runs(150),
  )
})

test('what the rules find together is what each finds alone, but for the period of change that it lies in', () => {
  fc.assert(
    fc.property(life, (any) => {
      const together = transitionsIn(any).transitions

      const alone = rules.flatMap((rule) => transitionsIn(any, [rule]).transitions)
      expect(together.map((each) => ({ ...each, cluster: null }))).toEqual(
        alone.map((each) => ({ ...each, cluster: null })),
      )
    }),
    runs(60),
  )
})

test('a table is asked by its own rules, beyond the first 32 of them too', () => {
  const last = rules.findLast(({ needs }) => needs !== null)
  const [kind] = last?.needs ?? []
  if (last === undefined || kind === undefined) throw new Error('A rule that needs a kind of fact')
  const facts = [aFact(kind, '2026-01-05')]

  const ofAll = whoMayFind(rules, facts)
  const ofTwo = whoMayFind([...rules.filter(({ needs }) => needs !== null).slice(0, 1), last], facts)

  expect(rules.indexOf(last)).toBeGreaterThanOrEqual(32)
  expect(ofAll).toContain(last)
  expect(ofTwo.at(-1)).toBe(last)
})
