import { describe, expect, test } from 'vitest'
import { aboutOf } from '~/programmes/about'
import { type CivilDate, civilDate } from '~/shared/civil-date'
import { someone, today } from './a-programme'

type Fact = Parameters<typeof aboutOf>[0]['facts'][number]

function fact(kind: string, on: string, until: string | null, changes: Partial<Fact> = {}): Fact {
  return {
    kind,
    happensOn: civilDate(on),
    endsOn: until === null ? null : civilDate(until),
    certainty: 'recorded',
    standing: 'fact',
    withdrawnOn: null,
    ...changes,
  }
}

function onOrder(
  facts: Fact[],
  reads: 'court-orders' | 'no-court-orders' = 'court-orders',
  on: CivilDate = today,
) {
  const { isOnOrder: _, ...person } = someone()
  return aboutOf({ ...person, facts }, reads, on).isOnOrder
}

describe('whether somebody is on an order', () => {
  test('no, where every order would be seen and none is held', () => {
    expect(onOrder([fact('EXCLUSION', '2026-11-01', null)])).toBe(false)
  })

  test('not known, where an order of a court would not be seen', () => {
    expect(onOrder([], 'no-court-orders')).toBeNull()
  })

  test.each(['CSO_MADE', 'ICSO_EXTENDED', 'CPO_IMPOSED', 'LICENCE', 'RLO'])(
    'yes to the last day of %s and no from the day after',
    (kind) => {
      const order = [fact(kind, '2026-03-02', '2026-11-25')]

      expect(onOrder(order)).toBe(true)
      expect(onOrder(order, 'no-court-orders')).toBe(true)
      expect(onOrder(order, 'court-orders', civilDate('2026-11-26'))).toBe(false)
    },
  )

  test('yes, where it is set to begin', () => {
    expect(onOrder([fact('LICENCE', '2026-12-24', '2027-12-23')])).toBe(true)
  })

  test('yes, where it was continued past its first last day', () => {
    const orders = [
      fact('CSO_MADE', '2025-10-01', '2026-09-30'),
      fact('CSO_CONTINUED', '2026-09-15', '2027-09-14'),
    ]

    expect(onOrder(orders)).toBe(true)
  })

  test('no, where it was ended; yes, where another was made since', () => {
    const ended = [fact('CSO_MADE', '2026-01-01', '2026-12-31'), fact('CSO_TERMINATED', '2026-06-01', null)]

    expect(onOrder(ended)).toBe(false)
    expect(onOrder([...ended, fact('CSO_MADE', '2026-08-01', '2027-07-31')])).toBe(true)
  })

  test('not known, where one of two ended and nobody can tell which', () => {
    const orders = [
      fact('CPO_IMPOSED', '2026-01-01', '2026-12-31'),
      fact('RLO', '2026-02-01', '2026-12-31'),
      fact('ORDER_ENDED', '2026-06-01', null),
    ]

    expect(onOrder(orders)).toBeNull()
    expect(onOrder(orders.slice(1))).toBe(false)
  })

  test('not known, where no last day is held or it is only said', () => {
    expect(onOrder([fact('CSO_MADE', '2026-01-01', null)])).toBeNull()
    expect(onOrder([fact('CSO_MADE', '2026-01-01', '2026-12-31', { standing: 'reported' })])).toBeNull()
    expect(onOrder([fact('CSO_MADE', '2026-01-01', '2026-12-31', { certainty: 'reported' })])).toBeNull()
  })

  test('what was withdrawn says nothing, and so does an end that is only said', () => {
    const withdrawn = { withdrawnOn: civilDate('2026-02-01') }
    const order = fact('CSO_MADE', '2026-01-01', '2026-12-31')

    expect(onOrder([{ ...order, ...withdrawn }])).toBe(false)
    expect(onOrder([order, fact('CSO_TERMINATED', '2026-06-01', null, { standing: 'reported' })])).toBeNull()
  })
})
