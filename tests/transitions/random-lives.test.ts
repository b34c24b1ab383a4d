import fc from 'fast-check'
import { expect, test } from 'vitest'
import { civilDate } from '~/shared/civil-date'
import { rowOf, type TransitionRow, toldOf } from '~/transitions/reconcile'
import { rules, rulesByCode } from '~/transitions/rules'
import { skeletonOf } from '~/transitions/skeleton'
import { type Transition, transitionsIn } from '~/transitions/transitions-in'
import { runs } from '../support/runs'
import { aFact, aLife } from './a-life'
import { day, fact, life } from './any-life'

const many = runs(500)

test('no rule fails on any facts, in any order, and the order changes nothing', () => {
  fc.assert(
    fc.property(life, (any) => {
      const { transitions, failures } = transitionsIn(any)
      const turned = transitionsIn({ ...any, facts: [...any.facts].reverse() })

      expect(failures).toEqual([])
      expect(turned.transitions.map((each) => rowOf(each))).toEqual(transitions.map((each) => rowOf(each)))
    }),
    many,
  )
})

test('nothing is raised before it was known or after closing, each step once, in the order of the days', () => {
  fc.assert(
    fc.property(life, (any) => {
      for (const { prompts, knownFrom } of transitionsIn(any).transitions) {
        const steps = prompts.map(({ step }) => step)
        const days = prompts.map(({ on }) => on)

        expect(new Set(steps).size).toBe(steps.length)
        expect(days).toEqual([...days].sort())
        for (const on of days) {
          expect(on >= knownFrom && on >= any.openedOn).toBe(true)
          expect(any.closedOn === null || on <= any.closedOn).toBe(true)
        }
      }
    }),
    many,
  )
})

test('one transition for each rule and occurrence, and an unknown one has no day, nor one that is some day of a month', () => {
  fc.assert(
    fc.property(life, (any) => {
      const { transitions } = transitionsIn(any)

      const keys = transitions.map(({ rule, occurrence }) => `${rule.code} ${occurrence}`)

      expect(new Set(keys).size).toBe(keys.length)
      for (const { certainty, date, prompts, window } of transitions) {
        const isSomeDayOf = date === null && window !== null
        if (certainty === 'unknown') expect(date).toBeNull()
        if (date === null && !isSomeDayOf) expect(certainty).toBe('unknown')
        if (isSomeDayOf) expect(['provisional', 'reported']).toContain(certainty)
        else if (date === null) expect(prompts.every(({ step }) => step === 'ask')).toBe(true)
      }
    }),
    many,
  )
})

test('every prompt has its reason, facts, source and version, from what is stored alone', () => {
  fc.assert(
    fc.property(life, (any) => {
      for (const found of transitionsIn(any).transitions) {
        const row = rowOf(found)
        const words = rulesByCode.get(row.rule)?.words(toldOf(row, any.bornOn))

        expect(words?.explanation).toBe(found.rule.words({ ...found, bornOn: any.bornOn }).explanation)
        expect(words?.title).toBeTruthy()
        expect(words?.whatWouldEndIt).toBeTruthy()
        expect(found.rule.lawVersions.map(({ code }) => code)).toContain(row.lawVersion)
        if (row.prompts.length > 0) expect(row.basis.length).toBeGreaterThan(0)
        for (const { step } of row.prompts) {
          const says = words?.says(step) ?? ''
          expect(says.length).toBeGreaterThan(20)
          expect(says).not.toBe(words?.explanation)
          expect(`${words?.title} ${words?.explanation} ${says}`).not.toMatch(/undefined|null|NaN|planned \d/)
        }
      }
    }),
    many,
  )
})

/** domain/G, words to avoid. */
const AVOIDED =
  /\b(placement|unit|contact with|respite|offender|perpetrator|gang|non-engag|refused|failed to attend|abscond|challenging|high-risk|risk|lifestyle|vulnerable|client|criminal career|score)\b/i

test('no rule says a word that hurts', () => {
  fc.assert(
    fc.property(life, (any) => {
      for (const found of transitionsIn(any).transitions) {
        const { title, explanation, says, whatWouldEndIt, suggestedActions } = found.rule.words({
          ...found,
          bornOn: any.bornOn,
        })
        const spoken = [title, explanation, whatWouldEndIt, ...suggestedActions, ...found.warnings]

        for (const text of [...spoken, ...found.prompts.map(({ step }) => says(step))]) {
          expect(text).not.toMatch(AVOIDED)
        }
      }
    }),
    many,
  )
})

test('what tells of court or custody is for those who may read of it, in what it rests on too', () => {
  const justice = [
    'COURT',
    'BAIL',
    'REMAND',
    'CUSTODY',
    'RECALLED',
    'RELEASED',
    'RELEASE_DATE',
    'CPO_IMPOSED',
    'EEI_REFERRED',
    'EEI_DECIDED',
    'DIVERSION_OFFERED',
    'DIVERSION_STARTED',
    'DIVERSION_ENDED',
    'ORDER_REVIEW',
    'ORDER_ENDED',
    'STRUCTURED_DEFERRED_SENTENCE',
    'RLO',
    'LICENCE',
    'SUPERVISED_RELEASE',
    'DTTO_REVIEW',
  ]
  fc.assert(
    fc.property(life, (any) => {
      for (const found of transitionsIn(any).transitions) {
        if (rowOf(found).scope === 'justice') continue

        const rests = found.basis.flatMap((each) => (each.of === 'fact' ? [each.fact.kind] : []))

        expect(rests.filter((kind) => justice.includes(kind))).toEqual([])
        expect(found.because).not.toMatch(/custody|court|remand|released/)
      }
    }),
    many,
  )
})

test('the skeleton is the same if and only if everything stored is', () => {
  const stored = (transitions: readonly Transition[]) =>
    JSON.stringify(transitions.map((each) => ({ ...rowOf(each), skeleton: '' })))
  fc.assert(
    fc.property(life, fc.option(fact), fc.option(day), (any, another, bornOn) => {
      const one = transitionsIn(any).transitions
      const facts = another ? [...any.facts, another] : any.facts
      const other = transitionsIn({ ...any, facts, bornOn: bornOn ?? any.bornOn }).transitions

      expect(skeletonOf(one) === skeletonOf(other)).toBe(stored(one) === stored(other))
    }),
    many,
  )
})

test('each thing that is stored changes the skeleton', () => {
  const facts = [
    aFact('CSO_MADE', '2026-06-10'),
    aFact('CSO_CONTINUED', '2027-05-20', { endsOn: civilDate('2027-11-19') }),
    aFact('MOVE_OF_HOME', '2026-06-20'),
  ]
  const [cso] = transitionsIn(aLife({ openedOn: civilDate('2027-10-01'), facts })).transitions.filter(
    ({ rule }) => rule.code === 'CSO_END',
  )
  if (!cso) throw new Error('an order')
  const [prompt] = cso.prompts
  if (!prompt) throw new Error('a prompt')
  const on = civilDate('2027-01-01')
  const basis = { of: 'person', thing: 'stage', value: 'S4', passing: true } as const
  const duty = { what: 'ask', by: '2027-01-01', standing: 'practice' } as const

  const changed: Partial<Transition>[] = [
    { rule: { ...cso.rule, edition: cso.rule.edition + 1 } },
    { rule: { ...cso.rule, code: 'OTHER' } },
    { rule: { ...cso.rule, scope: 'health' } },
    { scope: 'programme' },
    { occurrence: 'other' },
    { date: on },
    { date: null },
    { window: null },
    { window: { from: on, to: cso.window?.to ?? on } },
    { window: { from: cso.window?.from ?? on, to: on } },
    { certainty: 'provisional' },
    { lawVersion: 'later' },
    { prompts: [] },
    { prompts: [...cso.prompts, { step: '+9w', on }] },
    { prompts: [{ ...prompt, step: '-1w' }, ...cso.prompts.slice(1)] },
    { prompts: [{ ...prompt, on }, ...cso.prompts.slice(1)] },
    { prompts: [{ ...prompt, covers: [...(prompt.covers ?? []), '-6w'] }, ...cso.prompts.slice(1)] },
    { prompts: [{ step: prompt.step, on: prompt.on, round: prompt.round ?? '' }, ...cso.prompts.slice(1)] },
    { prompts: [{ ...prompt, round: 'other' }, ...cso.prompts.slice(1)] },
    { duties: [duty] },
    { duties: [{ ...duty, by: '2027-01-02' }] },
    { duties: [{ ...duty, what: 'tell' }] },
    { duties: [{ ...duty, standing: 'guidance' }] },
    { dataGaps: ['a day'] },
    { dataGaps: ['a', 'day'] },
    { warnings: ['a day'] },
    { basis: [] },
    { basis: [...cso.basis, basis] },
    { basis: [...cso.basis, { ...basis, value: 'S5' }] },
    { basis: [...cso.basis, { ...basis, value: null }] },
    { basis: [...cso.basis, { ...basis, thing: 'pupil' }] },
    { basis: cso.basis.map((each) => ({ ...each, passing: true })) },
    { basis: [...cso.basis].reverse() },
    { expectedStage: 'S4' },
    { expectedStage: '' },
    { urgent: true },
    { cluster: 'abc' },
    { because: 'planned 2027-01-01' },
    { overBecause: 'over' },
    { overBecause: '' },
  ]

  const skeletons = [{}, ...changed].map((part) => skeletonOf([{ ...cso, ...part }]))

  expect(new Set(skeletons).size).toBe(skeletons.length)
  expect(skeletonOf([cso, cso])).not.toBe(skeletonOf([cso]))
  expect(Object.keys(rowOf(cso)).sort()).toEqual(COLUMNS)
})

/** Whoever adds a column adds it to the skeleton, and to the test above. */
const COLUMNS: (keyof TransitionRow)[] = [
  ...([
    'basis',
    'because',
    'certainty',
    'cluster',
    'dataGaps',
    'duties',
    'edition',
    'expectedStage',
  ] as const),
  ...(['fallsOn', 'lawVersion', 'nextOn', 'occurrence', 'overBecause', 'prompts', 'rule', 'scope'] as const),
  ...(['skeleton', 'urgent', 'warnings', 'windowFrom', 'windowTo'] as const),
]

test('every rule has a source, a version, an owner and a code of its own', () => {
  for (const { source, lawVersions, ownerRole, code, graceDays, edition } of rules) {
    expect(source.url).toMatch(/^https:\/\//)
    expect(lawVersions.length).toBeGreaterThan(0)
    expect([source.title, ownerRole, code].every(Boolean)).toBe(true)
    expect(graceDays > 0 && edition > 0).toBe(true)
  }
  expect(rulesByCode.size).toBe(rules.length)
})
