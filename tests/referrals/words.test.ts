import { expect, test } from 'vitest'
import { acts } from '~/referrals/acts'
import { type Side, type Status, statuses } from '~/referrals/lifecycle'
import { declineReasons, notConnectedReasons, stopReasons } from '~/referrals/reasons'
import * as share from '~/referrals/share-words'
import * as words from '~/referrals/words'
import { civilDate } from '~/shared/civil-date'
import * as sharing from '~/sharing/words'

const today = civilDate('2026-11-20')
const due = civilDate('2026-11-24')

function move(status: Status, reader: Side, dueOn = due as typeof due | null, on = today): string {
  return words.moveInWords(status, dueOn, { reader, programme: 'Garage Saturdays', today: on })
}

test('whose move it is, is said to each side in its own words', () => {
  expect(move('sent', 'referrer')).toBe('Waiting for Garage Saturdays to answer by Tue 24 Nov')
  expect(move('sent', 'partner')).toBe('Answer by Tue 24 Nov')
  expect(move('asked', 'referrer')).toBe('Answer their question by Tue 24 Nov')
  expect(move('asked', 'partner')).toBe('Waiting for an answer to your question by Tue 24 Nov')
  expect(move('booked', 'referrer')).toBe('First meeting on Tue 24 Nov')
  expect(move('declined', 'referrer')).toBe('They could not take it. Find what comes next by Tue 24 Nov')
  expect(move('declined', 'referrer', null)).toBe('They could not take it')
})

test('what is past its day says so, and a first meeting asks who came on the day itself', () => {
  const late = civilDate('2026-11-25')

  expect(move('sent', 'referrer', due, due)).toBe('Waiting for Garage Saturdays to answer by Tue 24 Nov')
  expect(move('sent', 'referrer', due, late)).toBe(
    'Waiting for Garage Saturdays to answer. It was due on Tue 24 Nov',
  )
  expect(move('booked', 'partner', due, due)).toBe('Say whether they came on Tue 24 Nov')
})

test('a day is short and never two months at once', () => {
  expect(words.dayInBrief(civilDate('2027-09-01'))).toBe('Wed 1 Sept')
  expect(words.dayInBrief(civilDate('2027-05-31'))).toBe('Mon 31 May')
})

test('reasons begin with what lies with the service (D-11)', () => {
  const ours = [declineReasons[0], notConnectedReasons[0], stopReasons[0]]

  expect(ours).toEqual(['full', 'waited-too-long', 'programme-ended'])
  expect(notConnectedReasons.indexOf('said-not-now')).toBe(notConnectedReasons.length - 1)
})

test('nobody fails, nothing hangs, and no word is said that is not to be said of a young person', () => {
  const avoid =
    /\b(pending|failed?|failure|refus\w+|non-\w+|engag\w+|client|offender|service user|case|placement|respite|abscond\w*|vulnerable|at risk|high risk|dna|complian\w+|challenging|gang member|runner|lifestyle)\b/i
  const said = [...textsIn(words), ...textsIn(share), ...textsIn(sharing), ...everyMove()]

  expect(said.length).toBeGreaterThan(250)
  expect(said.filter((text) => avoid.test(text))).toEqual([])
})

test('no sentence that staff read is longer than twenty words', () => {
  const sentences = [...textsIn(words), ...textsIn(share), ...textsIn(sharing)].flatMap((text) =>
    text.split(/(?<=[.?!])\s/),
  )

  expect(sentences.filter((sentence) => sentence.split(/\s+/).length > 20)).toEqual([])
})

test('every act has its own words', () => {
  expect(Object.keys(acts).filter((name) => !(name in words.actWords))).toEqual([])
})

function everyMove(): string[] {
  return statuses.flatMap((status) =>
    (['referrer', 'partner'] as const).flatMap((reader) => [
      move(status, reader),
      move(status, reader, null),
      move(status, reader, today),
    ]),
  )
}

/** Every text in a file of words; one that is made is made with something plain. */
function textsIn(held: unknown): string[] {
  if (typeof held === 'string') return [held]
  if (typeof held === 'function')
    return held.length > 2 ? [] : textsIn(made(held as (...given: unknown[]) => unknown))
  return typeof held === 'object' && held !== null ? Object.values(held).flatMap(textsIn) : []
}

function made(say: (...given: unknown[]) => unknown): unknown {
  try {
    return say('2026-11-24', 'Cal')
  } catch {
    return null
  }
}
