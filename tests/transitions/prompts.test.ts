import { expect, test } from 'vitest'
import { addDays, civilDate } from '~/shared/civil-date'
import { DAYS_UNTIL_ASKED_AGAIN } from '~/transitions/decision'
import {
  coversOf,
  type Decided,
  dueOn,
  nextOn,
  type StoredPrompt,
  withDecisions,
} from '~/transitions/prompts'

const prompts: StoredPrompt[] = [
  { step: '-12w', on: civilDate('2026-09-01') },
  { step: '-6w', on: civilDate('2026-10-13') },
  { step: '-2w', on: civilDate('2026-11-10') },
]
const folded: StoredPrompt[] = [
  { step: 'now', on: civilDate('2026-10-20'), covers: ['-12w', '-6w'] },
  { step: '-2w', on: civilDate('2026-11-10') },
]
const today = civilDate('2026-10-20')

function decided(step: string, part: Partial<Decided> = {}): Decided {
  return { step, covers: [], kind: 'acted', backOn: null, round: null, ...part }
}

function notNow(step: string, backOn: string, part: Partial<Decided> = {}): Decided {
  return decided(step, { kind: 'not-now', backOn: civilDate(backOn), ...part })
}

function done(stored: readonly StoredPrompt[]) {
  return stored.filter((prompt) => prompt.done).map(({ step }) => step)
}

test('nothing decided: the first day is next, and the newest due one is last', () => {
  const stored = withDecisions(prompts, [])

  expect(stored).toEqual(prompts)
  expect(nextOn(stored)).toBe('2026-09-01')
  expect(dueOn(stored, today).map(({ step }) => step)).toEqual(['-12w', '-6w'])
})

test.each(['acted', 'not-right', 'already-done'] as const)('%s settles a step for good', (kind) => {
  const stored = withDecisions(prompts, [decided('-12w', { kind }), notNow('-12w', '2026-12-01')])

  expect(done(stored)).toEqual(['-12w'])
  expect(nextOn(stored)).toBe('2026-10-13')
})

test('a decision settles every other due step with it, and none that is still to come', () => {
  const covers = coversOf(prompts, '-6w', today)

  expect(covers).toEqual(['-12w'])
  expect(done(withDecisions(prompts, [decided('-6w', { covers })]))).toEqual(['-12w', '-6w'])
  expect(coversOf(prompts, '-2w', today)).toEqual([])
})

test('a prompt that was put off comes back on its day, with what was put off with it', () => {
  const covers = coversOf(prompts, '-6w', today)

  const stored = withDecisions(prompts, [notNow('-6w', '2026-10-27', { covers })])

  expect(stored.map(({ back }) => back)).toEqual(['2026-10-27', '2026-10-27', undefined])
  expect(nextOn(stored)).toBe('2026-10-27')
  expect(dueOn(stored, civilDate('2026-10-26'))).toEqual([])
  expect(dueOn(stored, civilDate('2026-10-27'))).toHaveLength(2)
})

test('of two days to come back on, the one given last holds', () => {
  const stored = withDecisions(prompts, [notNow('-12w', '2026-12-01'), notNow('-12w', '2026-11-01')])

  expect(stored[0]?.back).toBe('2026-11-01')
})

test('put off, then moved to a later day: it shows on its own day', () => {
  const moved = [{ step: '-12w', on: civilDate('2027-01-15') }]

  expect(withDecisions(moved, [notNow('-12w', '2026-11-01')])).toEqual(moved)
})

test('a now is settled with all that it stands for', () => {
  const covers = coversOf(folded, 'now', today)

  expect(covers).toEqual(['-12w', '-6w'])
  expect(done(withDecisions(folded, [decided('now', { covers })]))).toEqual(['now'])
  expect(done(withDecisions(prompts, [decided('now', { covers })]))).toEqual(['-12w', '-6w'])
})

test('a now is not settled while one of its steps is not', () => {
  const larger = [{ step: 'now', on: today, covers: ['-12w', '-6w', '-2w'] }]
  const earlier = decided('now', { covers: ['-12w', '-6w'] })

  expect(done(withDecisions(folded, [decided('-12w')]))).toEqual([])
  expect(done(withDecisions(folded, [decided('-12w'), decided('-6w')]))).toEqual(['now'])
  expect(done(withDecisions(larger, [earlier]))).toEqual([])
  expect(done(withDecisions(larger, [earlier, decided('-2w')]))).toEqual(['now'])
})

test('a now with one step that was never put off does not wait', () => {
  const stored = withDecisions(folded, [notNow('-12w', '2026-12-01')])

  expect(stored[0]?.back).toBeUndefined()
  expect(nextOn(stored)).toBe('2026-10-20')
})

test('a decision on one due prompt settles a now that is due beside it', () => {
  const due = civilDate('2026-11-12')

  const covers = coversOf(folded, '-2w', due)

  expect(covers).toEqual(['-12w', '-6w'])
  const stored = withDecisions(folded, [decided('-2w', { covers })])
  expect(done(stored)).toEqual(['now', '-2w'])
  expect(nextOn(stored)).toBeNull()
})

test('a decision counts for its own round alone', () => {
  const second = prompts.map((prompt) => ({ ...prompt, round: 'continued' }))

  expect(done(withDecisions(second, [decided('-12w')]))).toEqual([])
  expect(done(withDecisions(second, [decided('-12w', { round: 'continued' })]))).toEqual(['-12w'])
  expect(done(withDecisions(prompts, [decided('-12w', { round: 'continued' })]))).toEqual([])
})

test('an ask without an answer comes back in a week, as the one row that it is', () => {
  const ask = [{ step: 'ask', on: civilDate('2026-03-02') }]
  const answered = notNow('ask', addDays(today, DAYS_UNTIL_ASKED_AGAIN))

  const stored = withDecisions(ask, [answered])

  expect(stored).toEqual([{ step: 'ask', on: '2026-03-02', back: '2026-10-27' }])
})

test('deciding again over what is stored is the same as deciding over what was found', () => {
  const first = decided('-12w')
  const second = notNow('-6w', '2026-11-03')

  const stored = withDecisions(withDecisions(prompts, [first]), [first, second])

  expect(stored).toEqual(withDecisions(prompts, [first, second]))
})
