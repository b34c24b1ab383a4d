import { expect, test } from 'vitest'
import { civilDate } from '~/shared/civil-date'
import { workingDays } from '~/shared/working-days'
import { whyNotPossible, whyNotPossibleWords } from '~/transitions/data-errors'
import { reconcile, rowOf } from '~/transitions/reconcile'
import type { Fact } from '~/transitions/rule'
import { transitionsIn } from '~/transitions/transitions-in'
import { aFact, aLife, foundBy, stepsAndDays, theOne } from './a-life'

const remand = aFact('REMAND', '2026-11-10', {
  details: { next_court_on: '2026-11-27', place_type: 'secure' },
})

function hearingsOf(...facts: Fact[]) {
  return foundBy('COURT_DATE', aLife({ facts }))
}

test('a court date has prompts ten and two working days before, and the day after', () => {
  const court = theOne('COURT_DATE', aLife({ facts: [aFact('COURT', '2026-12-29')] }))

  expect(stepsAndDays(court)).toEqual([
    ['-10wd', '2026-12-11'],
    ['-2wd', '2026-12-23'],
    ['+1d', '2026-12-30'],
  ])
})

test("an organisation's own days count", () => {
  const closed = workingDays([{ date: civilDate('2026-12-24'), works: false }])

  const court = theOne('COURT_DATE', aLife({ facts: [aFact('COURT', '2026-12-29')], workingDays: closed }))

  expect(court.prompts.map(({ on }) => on)).toEqual(['2026-12-10', '2026-12-22', '2026-12-30'])
})

test('CT-06: moved twice, the prompts follow the latest and each move is kept with its reason', () => {
  const lives = ['2026-11-20', '2026-12-04', '2026-12-11'].map((on) =>
    aLife({ facts: [aFact('COURT', on, { id: 'c' })] }),
  )
  const [first, second, third] = lives.map((life) => transitionsIn(life))
  if (!first || !second || !third) throw new Error('three lives')
  const held = (found: typeof first) =>
    found.transitions.map((each) => ({ ...rowOf(each), id: `${each.rule.code}`, isGone: false }))

  const once = reconcile(held(first), second, () => [])
  const twice = reconcile(held(second), third, () => [])

  expect(once.moved).toMatchObject([{ from: '2026-11-20', to: '2026-12-04', because: 'date changed' }])
  expect(twice.moved).toMatchObject([{ from: '2026-12-04', to: '2026-12-11', because: 'date changed' }])
  expect(twice.put.filter(({ rule }) => rule === 'COURT_DATE')).toMatchObject([
    { id: 'COURT_DATE', occurrence: 'c', fallsOn: '2026-12-11' },
  ])
  const prompts = theOne('COURT_DATE', lives[2] ?? aLife()).prompts
  expect(prompts.map(({ on }) => on)).toEqual(['2026-11-26', '2026-12-09', '2026-12-12'])
})

test('CT-07: a court date of somebody under 12 is a contradiction, and raises nothing', () => {
  const born = { bornOn: civilDate('2014-11-25') }
  const before = aFact('COURT', '2026-11-24')

  expect(whyNotPossible(before, born)).toBe('before-the-twelfth-birthday')
  expect(whyNotPossible(aFact('COURT', '2026-11-25'), born)).toBeNull()
  expect(theOne('COURT_DATE', aLife({ ...born, facts: [before] }))).toMatchObject({
    prompts: [],
    warnings: [whyNotPossibleWords['before-the-twelfth-birthday']],
  })
})

test("a remand's next court day is a hearing at which they could be released", () => {
  const [court] = hearingsOf(remand)

  expect(court).toMatchObject({ date: '2026-11-27', occurrence: remand.id, because: 'remand' })
})

test('a hearing recorded later for that day is the same one, and what was decided stays with it', () => {
  const later = aFact('COURT', '2026-11-27', {
    recordedOn: civilDate('2026-11-20'),
    details: { court: 'Perth' },
  })

  const both = hearingsOf({ ...remand, recordedOn: civilDate('2026-11-10') }, later)

  expect(both).toHaveLength(1)
  expect(both[0]).toMatchObject({ occurrence: remand.id, date: '2026-11-27', because: 'remand' })
  expect(both[0]?.basis).toHaveLength(2)
})

test('a hearing that was recorded first stays the one, and they could still be released that day', () => {
  const first = aFact('COURT', '2026-11-27', { recordedOn: civilDate('2026-11-01') })

  const both = hearingsOf(first, { ...remand, recordedOn: civilDate('2026-11-10') })

  expect(both).toMatchObject([{ occurrence: first.id, because: 'remand' }])
})

test('recorded on one day, the hearing gives its name', () => {
  const hearing = aFact('COURT', '2026-11-27')

  expect(hearingsOf(remand, hearing)).toMatchObject([{ occurrence: hearing.id }])
})

test('another hearing on another day is another one', () => {
  expect(hearingsOf(remand, aFact('COURT', '2026-11-28'))).toHaveLength(2)
  expect(hearingsOf(remand, aFact('COURT', '2026-11-28')).map(({ because }) => because)).toEqual([
    'remand',
    'remand',
  ])
})

test('nobody could be released who is out, or sentenced, or not yet held', () => {
  const hearing = aFact('COURT', '2026-12-10')
  const because = (...facts: Fact[]) => hearingsOf(hearing, ...facts).map((each) => each.because)

  expect(because()).toEqual([''])
  expect(because(aFact('REMAND', '2026-12-10'))).toEqual([''])
  expect(because(aFact('REMAND', '2026-12-09'))).toEqual(['remand'])
  expect(because(aFact('REMAND', '2026-11-10'), aFact('RELEASED', '2026-12-09'))).toEqual([''])
  expect(because(aFact('REMAND', '2026-11-10'), aFact('CUSTODY', '2026-12-09'))).toEqual([''])
})

test('a next court day that is no day is none', () => {
  expect(hearingsOf({ ...remand, details: { next_court_on: '2026-02-31' } })).toEqual([])
  expect(hearingsOf({ ...remand, details: {} })).toEqual([])
})

test('past the last holidays that are known, working days are provisional and say so', () => {
  const far = (on: string) => theOne('COURT_DATE', aLife({ facts: [aFact('COURT', on)] })).warnings

  expect(far('2028-12-30')).toEqual([])
  expect(far('2028-12-31')).toEqual([
    'holidays are not known that far ahead: days counted in working days are provisional',
  ])
})

test('a recorded day asks for its paper; an official one with paper does not; a reported one stays reported', () => {
  const court = (part: Partial<Fact>) =>
    theOne('COURT_DATE', aLife({ facts: [aFact('COURT', '2026-12-29', part)] }))
  const paper = { receivedOn: civilDate('2026-11-01'), documentRef: 'A1' }

  expect(court(paper)).toMatchObject({ certainty: 'official-recorded', dataGaps: [] })
  expect(court({ ...paper, documentRef: null }).certainty).toBe('recorded')
  expect(court({ ...paper, certainty: 'recorded' }).dataGaps).toHaveLength(1)
  expect(court({ ...paper, certainty: 'reported' })).toMatchObject({ certainty: 'reported', dataGaps: [] })
  expect(court({ ...paper, standing: 'opinion' }).certainty).toBe('reported')
})

test('custody begins a plan on its first day, remand and recall too', () => {
  const facts = [remand, aFact('CUSTODY', '2026-12-10'), aFact('RECALLED', '2027-06-01')]

  const begun = foundBy('CUSTODY_START', aLife({ facts }))

  expect(begun.map(({ date, because, prompts }) => [date, because, prompts])).toEqual([
    ['2026-11-10', 'remand', [{ step: '0', on: '2026-11-10' }]],
    ['2026-12-10', 'sentence', [{ step: '0', on: '2026-12-10' }]],
    ['2027-06-01', 'recall', [{ step: '0', on: '2027-06-01' }]],
  ])
})

test('a stay recorded long after it began is still raised while it runs', () => {
  const opened = { openedOn: civilDate('2026-12-01') }
  const custody = aFact('CUSTODY', '2025-01-10')
  const prompts = (...facts: Fact[]) => theOne('CUSTODY_START', aLife({ ...opened, facts })).prompts

  expect(prompts(custody)).toEqual([{ step: 'now', on: '2026-12-01', covers: ['0'] }])
  expect(prompts(custody, aFact('RELEASED', '2025-06-10'))).toEqual([])
})

test('a move of home has prompts on the day, and one and four weeks after', () => {
  const move = theOne('MOVE_OF_HOME', aLife({ facts: [aFact('MOVE_OF_HOME', '2026-11-21')] }))

  expect(stepsAndDays(move)).toEqual([
    ['0', '2026-11-21'],
    ['+1w', '2026-11-28'],
    ['+4w', '2026-12-19'],
  ])
  expect(move.basis).toMatchObject([{ of: 'fact', passing: true }])
})
