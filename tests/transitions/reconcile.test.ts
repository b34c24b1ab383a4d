import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, civilDate } from '~/shared/civil-date'
import { reconcile, rowOf, type TransitionRow } from '~/transitions/reconcile'
import type { Fact, Life } from '~/transitions/rule'
import { transitionsIn } from '~/transitions/transitions-in'
import { aFact, aLife } from './a-life'
import { Kept } from './kept'

const custody = aFact('CUSTODY', '2026-03-02', { details: { sentence_months: '24', place_type: 'secure' } })

function edl(on: string) {
  return aFact('RELEASE_DATE', on, {
    id: 'edl',
    receivedOn: civilDate('2026-10-01'),
    details: { type: 'EDL' },
  })
}

test('a moved date moves the same transition, says from where to where, and keeps the work done', () => {
  const kept = new Kept()
  kept.derive(aLife({ facts: [custody, edl('2027-03-12')] }))
  const release = kept.live().find(({ rule }) => rule === 'RELEASE')
  kept.decide(release?.id ?? '', '-12w', 'acted', civilDate('2026-12-18'))

  kept.derive(aLife({ facts: [custody, edl('2027-02-19')] }))

  const after = kept.live().filter(({ rule }) => rule === 'RELEASE')
  expect(after).toHaveLength(1)
  expect(after[0]).toMatchObject({ id: release?.id, fallsOn: '2027-02-19', nextOn: '2027-01-08' })
  expect(after[0]?.prompts[0]).toEqual({ step: '-12w', on: '2026-11-27', done: true })
  expect(kept.moves).toContainEqual({
    rule: 'RELEASE',
    occurrence: custody.id,
    from: '2027-03-12',
    to: '2027-02-19',
    because: 'date changed',
  })
})

test('what is no longer found goes with its history, and comes back as the same one', () => {
  const kept = new Kept()
  const court = aFact('COURT', '2026-12-04')
  kept.derive(aLife({ facts: [court] }))
  const [before] = kept.live().filter(({ rule }) => rule === 'COURT_DATE')
  kept.decide(before?.id ?? '', '-10wd', 'already-done', civilDate('2026-11-20'))

  kept.derive(aLife())
  const goneMeanwhile = kept.rows.get(before?.id ?? '')
  kept.derive(aLife({ facts: [court] }))

  expect(goneMeanwhile).toMatchObject({ isGone: true, nextOn: null })
  const [after] = kept.live().filter(({ rule }) => rule === 'COURT_DATE')
  expect(after?.id).toBe(before?.id)
  expect(after?.prompts[0]).toMatchObject({ step: '-10wd', done: true })
})

test('deriving the same life again writes nothing', () => {
  const kept = new Kept()
  const life = aLife({ facts: [custody, edl('2027-03-12'), aFact('COURT', '2026-12-04')] })

  kept.derive(life)

  expect(kept.derive(life)).toBe(0)
})

test('what a failed rule found before is left as it is', () => {
  const { transitions } = transitionsIn(aLife())
  const held = transitions.map((each, at) => ({ ...rowOf(each), id: `t${at}`, isGone: false }))

  const { put, gone } = reconcile(
    held,
    {
      transitions: transitions.filter(({ rule }) => rule.code !== 'AGE_18'),
      failures: [{ code: 'AGE_18', because: 'x' }],
    },
    () => [],
  )

  expect(put).toEqual([])
  expect(gone).toEqual([])
})

const kinds = [
  ...['CSO_MADE', 'CSO_CONTINUED', 'CSO_TERMINATED', 'ICSO_MADE', 'ICSO_EXTENDED', 'ICSO_ENDED', 'CUSTODY'],
  ...['REMAND', 'RELEASED', 'RELEASE_DATE', 'RECALLED', 'COURT', 'MOVE_OF_HOME', 'LOOKED_AFTER'],
  ...['SECURE_PLACED', 'SCHOOL_LEFT', 'SCHOOL_LEAVING_INTENDED'],
]
const day = fc.integer({ min: 0, max: 1400 }).map((days) => addDays(civilDate('2025-01-01'), days))
const which = fc.nat({ max: 20 })
const edit = fc.oneof(
  fc.record({ do: fc.constant('add' as const), kind: fc.constantFrom(...kinds), day }),
  fc.record({ do: fc.constant('move' as const), which, day }),
  fc.record({ do: fc.constant('end' as const), which, day }),
  fc.record({ do: fc.constant('doubt' as const), which }),
  fc.record({ do: fc.constant('withdraw' as const), which }),
  fc.record({ do: fc.constant('add again' as const), which }),
  fc.record({ do: fc.constant('birth' as const), day: fc.option(day) }),
  fc.record({ do: fc.constant('close' as const), day: fc.option(day) }),
  fc.record({
    do: fc.constant('decide' as const),
    which,
    step: which,
    kind: fc.constantFrom(
      'acted' as const,
      'not-now' as const,
      'not-right' as const,
      'already-done' as const,
    ),
    day,
  }),
)

test('10,000 random edits in any order leave what deriving afresh finds, and lose no decision', () => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 10 }), (edits) => {
      const kept = new Kept()
      let life = aLife({ bornOn: civilDate('2010-11-14') })
      let facts: Fact[] = []
      let withdrawn: Fact[] = []
      let decided = 0

      const change = (at: number, part: Partial<Fact>) => {
        const chosen = facts[at % (facts.length || 1)]
        facts = facts.map((fact) => (fact === chosen ? { ...fact, ...part } : fact))
      }
      for (const [at, each] of edits.entries()) {
        if (each.do === 'add') {
          const recordedOn = addDays(each.day, -(at % 3) * 20)
          facts = [aFact(each.kind, each.day, { id: `f${at}`, recordedOn, receivedOn: recordedOn }), ...facts]
        }
        if (each.do === 'move') change(each.which, { happensOn: each.day })
        if (each.do === 'end') change(each.which, { endsOn: each.day, details: { next_court_on: each.day } })
        if (each.do === 'doubt') change(each.which, { certainty: 'reported' })
        if (each.do === 'withdraw') {
          const chosen = facts[each.which % (facts.length || 1)]
          facts = facts.filter((fact) => fact !== chosen)
          if (chosen) withdrawn = [...withdrawn, chosen]
        }
        if (each.do === 'add again') {
          const chosen = withdrawn[each.which % (withdrawn.length || 1)]
          withdrawn = withdrawn.filter((fact) => fact !== chosen)
          if (chosen) facts = [...facts, chosen]
        }
        if (each.do === 'birth') life = { ...life, bornOn: each.day && addDays(each.day, -5600) }
        if (each.do === 'close') life = { ...life, closedOn: each.day }
        if (each.do === 'decide') {
          const open = kept.live().filter(({ nextOn }) => nextOn !== null)
          const row = open[each.which % (open.length || 1)]
          const undecided = row?.prompts.filter(({ done }) => !done) ?? []
          const prompt = undecided[each.step % (undecided.length || 1)]
          if (row && prompt) kept.decide(row.id, prompt.step, each.kind, each.day)
          decided += row && prompt ? 1 : 0
        }
        life = { ...life, facts }
        kept.derive(life)
        same(kept, life)
      }

      expect(kept.decisions).toHaveLength(decided)
    }),
    { numRuns: 10_000 },
  )
}, 120_000)

/** Derived afresh, with the facts the other way round and nothing remembered but the decisions. */
function same(kept: Kept, life: Life) {
  const { transitions, failures } = transitionsIn({ ...life, facts: [...life.facts].reverse() })
  const live = kept.live()
  const byKey = new Map(live.map((row) => [keyOf(row), row]))
  const steps = live.flatMap((row) => row.prompts.map(({ step }) => `${keyOf(row)} ${step}`))

  must(failures.length === 0, 'no rule fails')
  must(live.length === transitions.length && byKey.size === live.length, 'one row a rule and occurrence')
  must(new Set(steps).size === steps.length, 'one live prompt a rule, occurrence and step')
  for (const each of transitions) {
    const row = byKey.get(`${each.rule.code} ${each.occurrence}`)
    const afresh = rowOf(each, row ? kept.decisionsOf(row.id) : [])
    must(row !== undefined && textOf(row) === textOf(afresh), 'what is held is what deriving afresh finds')
  }
  for (const { id, decided } of kept.decisions) {
    if (decided.kind === 'not-now') continue
    const prompt = kept.rows.get(id)?.prompts.find(({ step }) => step === decided.step && step !== 'now')
    const isOfRound = (prompt?.round ?? null) === decided.round
    must(!prompt || !isOfRound || prompt.done === true, 'what was settled stays so')
  }
}

function keyOf({ rule, occurrence }: TransitionRow): string {
  return `${rule} ${occurrence}`
}

const texts = new WeakMap<object, string>()

/** Most rows stay as they are from one edit to the next. */
function textOf(row: TransitionRow): string {
  const text = texts.get(row) ?? JSON.stringify({ ...row, id: undefined, isGone: undefined })
  texts.set(row, text)
  return text
}

/** A quarter of a million checks: said plainly, they take seconds. */
function must(holds: boolean, what: string) {
  if (!holds) throw new Error(what)
}
