import { expect, test } from 'vitest'
import { civilDate } from '~/shared/civil-date'
import type { Fact } from '~/transitions/rule'
import { transitionsIn } from '~/transitions/transitions-in'
import { aFact, aLife, foundBy } from './a-life'

const move = aFact('MOVE_OF_HOME', '2026-11-20')

/** What the rules warn of, and that all others find what they find without these facts. */
function warningsOf(...facts: Fact[]) {
  const { transitions, failures } = transitionsIn(aLife({ facts: [...facts, move] }))
  expect(failures).toEqual([])
  expect(transitions.filter(({ rule }) => rule.code === 'MOVE_OF_HOME')).toMatchObject([
    { date: '2026-11-20', warnings: [] },
  ])
  return transitions.flatMap(({ rule, warnings }) => warnings.map((says) => `${rule.code}: ${says}`))
}

test('two days of leaving school are kept, and both are to be checked', () => {
  const facts = [aFact('SCHOOL_LEFT', '2026-05-29'), aFact('SCHOOL_LEFT', '2026-06-25')]

  expect(warningsOf(...facts)).toContain(
    'SCHOOL_LEAVING: two days are recorded on which they left school: check',
  )
  expect(warningsOf(facts[0] as Fact).join()).not.toContain('two days')
})

test('an order that was continued before it was made is kept, and to be checked', () => {
  const continued = aFact('CSO_CONTINUED', '2026-03-01', { endsOn: civilDate('2027-02-28') })
  const says = 'CSO_END: continued before it was made: check the days'

  expect(warningsOf(continued, aFact('CSO_MADE', '2026-04-01'))).toContain(says)
  expect(warningsOf(continued, aFact('CSO_MADE', '2025-04-01'))).not.toContain(says)
  expect(warningsOf(continued, aFact('CSO_MADE', '2026-03-01'))).not.toContain(says)
  expect(warningsOf(continued)).not.toContain(says)
  expect(foundBy('CSO_END', aLife({ facts: [continued, aFact('CSO_MADE', '2026-04-01')] }))).toHaveLength(2)
})

test('an interim order that was extended before it was made is the same', () => {
  const facts = [aFact('ICSO_EXTENDED', '2026-03-01'), aFact('ICSO_MADE', '2026-03-10')]

  expect(warningsOf(...facts)).toContain('ICSO_END: extended before it was made: check the days')
})

test('a release before custody is kept, and to be checked', () => {
  const released = aFact('RELEASED', '2026-03-01')
  const says = 'RELEASE: a release is recorded before custody began: check the days'

  expect(warningsOf(released, aFact('CUSTODY', '2026-04-01'))).toContain(says)
  expect(warningsOf(released, aFact('CUSTODY', '2026-02-01'))).not.toContain(says)
  expect(warningsOf(released, aFact('REMAND', '2026-02-01'), aFact('CUSTODY', '2026-04-01'))).not.toContain(
    says,
  )
  expect(warningsOf(released)).not.toContain(says)
})

test('what is only said contradicts nothing', () => {
  const said = { certainty: 'reported' as const }

  expect(
    warningsOf(aFact('SCHOOL_LEFT', '2026-05-29'), aFact('SCHOOL_LEFT', '2026-06-25', said)).join(),
  ).not.toContain('two days')
})
