import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CivilDate, civilDate } from '~/shared/civil-date'
import { promptNow } from '~/transitions/present'
import { showsOn } from '~/transitions/prompts'
import type { Fact, Life } from '~/transitions/rule'
import { runs } from '../support/runs'
import { aFact, aLife } from './a-life'
import { day, fact, life } from './any-life'
import { Kept } from './kept'

const fiveDays = fc.uniqueArray(day, { minLength: 6, maxLength: 6 })

/** The same fact on another day; what ends with it keeps its length from it. */
function on({ happensOn: _, ...rest }: Fact, happensOn: CivilDate): Fact {
  return { ...rest, happensOn, endsOn: null }
}

test('any date that moves five times leaves one of each transition, as many moves as its day had, and what was decided', () => {
  fc.assert(
    fc.property(life, fact, fiveDays, (any, moving, days) => {
      const kept = new Kept()
      const others = any.facts
      const known: Life = { ...any, facts: [...others, on(moving, days[0] as CivilDate)] }
      kept.derive(known)
      const decided = decideAll(kept)
      const seen = new Map(kept.live().map((row) => [row.id, [row.fallsOn]]))

      for (const next of days.slice(1)) {
        kept.derive({ ...known, facts: [...others, on(moving, next)] })
        for (const row of kept.live()) seen.set(row.id, [...(seen.get(row.id) ?? []), row.fallsOn])
      }

      const keys = [...kept.rows.values()].map(({ rule, occurrence }) => `${rule} ${occurrence}`)
      must(new Set(keys).size === keys.length, 'one of each rule and occurrence')
      for (const row of kept.rows.values()) {
        const prompts = row.prompts.map(({ step }) => step)
        must(new Set(prompts).size === prompts.length, 'one live prompt a step')
        const moves = kept.moves.filter(
          (move) => move.rule === row.rule && move.occurrence === row.occurrence,
        )
        const fell = (seen.get(row.id) ?? []).filter((each, at, all) => at === 0 || each !== all[at - 1])
        const days = moves.filter(({ because }) => because !== 'plan changed')
        must(row.isGone || days.length >= fell.length - 1, 'each move of a day is in its history')
        for (const [at, move] of days.entries())
          must(at === 0 || move.from === days[at - 1]?.to, 'each move begins where the one before ended')
      }
      for (const [id, step] of decided) {
        const prompt = kept.rows.get(id)?.prompts.find((each) => each.step === step && step !== 'now')
        must(!prompt || prompt.round !== undefined || prompt.done === true, 'what was decided stays decided')
      }
    }),
    runs(100),
  )
})

/** One decision on each that waits, on the day on which it is due. */
function decideAll(kept: Kept): [id: string, step: string][] {
  return kept.live().flatMap((row) => {
    const prompt = promptNow(row.prompts, civilDate('2024-06-03'))
    if (!prompt || prompt.round !== undefined) return []
    kept.decide(row.id, prompt.step, 'acted', showsOn(prompt))
    return [[row.id, prompt.step]]
  })
}

/** Each a fact whose day is the day of its change, and the rule that finds it. */
test.each([
  ['COURT', 'COURT_DATE', '-10wd'],
  ['MOVE_OF_HOME', 'MOVE_OF_HOME', '0'],
  ['EXCLUSION', 'EXCLUSION', '0'],
  ['MISSING_RETURNED', 'MISSING_RETURN', '0'],
  ['BEREAVEMENT', 'BEREAVEMENT', '+1w'],
  ['HOSPITAL_VIOLENCE', 'HOSPITAL_VIOLENCE', '+1d'],
])('%s moved five times is one %s with five moves, and its step %s stays decided', (kind, rule, step) => {
  const days = ['2027-03-01', '2027-03-09', '2027-02-11', '2027-04-30', '2027-03-29', '2027-10-31']
  const kept = new Kept()
  const at = (happensOn: string) =>
    kept.derive(
      aLife({ facts: [aFact(kind, happensOn, { id: 'the one', details: { requirements: 'supervision' } })] }),
    )
  at(days[0] ?? '')
  const [before] = kept.live().filter((row) => row.rule === rule)
  kept.decide(before?.id ?? '', step, 'acted', civilDate('2027-02-01'))

  for (const happensOn of days.slice(1)) at(happensOn)

  const after = kept.live().filter((row) => row.rule === rule)
  expect(after).toHaveLength(1)
  expect(after[0]).toMatchObject({ id: before?.id, fallsOn: '2027-10-31' })
  expect(after[0]?.prompts[0]).toMatchObject({ step, done: true })
  expect(after[0]?.prompts.filter(({ done }) => !done).length).toBe((before?.prompts.length ?? 0) - 1)
  expect(kept.moves.filter((move) => move.rule === rule).map(({ from, to }) => [from, to])).toEqual(
    days.slice(1).map((to, index) => [days[index], to]),
  )
})

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what)
}
