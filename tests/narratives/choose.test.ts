import { describe, expect, test } from 'vitest'
import { cardsFor, type LiveCard, type Wanted } from '~/narratives/choose'
import { addDays, civilDate } from '~/shared/civil-date'
import { aLiveCard } from './a-card'

const today = civilDate('2026-11-27')
const turning16 = { rule: 'AGE_16', says: 'Turns 16 on 4 March 2027', on: civilDate('2027-03-04') }

function chosen(cards: readonly LiveCard[], wanted: Partial<Wanted> = {}) {
  const asked = { change: turning16, age: 15, today, topics: [], usedCards: [], recentlyHurt: [], ...wanted }
  return cardsFor(cards, asked)
}

function ids(cards: readonly LiveCard[], wanted: Partial<Wanted> = {}) {
  return chosen(cards, wanted).map(({ card }) => card.id)
}

const forChange = aLiveCard('C01', { transitions: ['AGE_16'] })
const forOther = aLiveCard('C02', { transitions: ['RELEASE'] })
const forAny = aLiveCard('C03')
const aboutDebt = aLiveCard('C04', { transitions: ['RELEASE'], topics: ['debt'] })
const hopeful = aLiveCard('C05', { transitions: ['AGE_16'], isOpportunity: true })
const hopefulElsewhere = aLiveCard('C06', { transitions: ['RELEASE'], isOpportunity: true })

test('what they raised comes first, the change second, and what fits any change after it', () => {
  expect(ids([forAny, forChange, aboutDebt], { topics: ['debt'] })).toEqual(['C04', 'C01', 'C03'])
})

test('a card for another change is not suggested', () => {
  expect(ids([forOther, aboutDebt])).toEqual([])
})

test('there are never more than three', () => {
  const many = ['D01', 'D02', 'D03', 'D04', 'D05'].map((id) => aLiveCard(id, { transitions: ['AGE_16'] }))

  expect(ids(many)).toEqual(['D01', 'D02', 'D03'])
})

describe('one of them speaks of what is possible', () => {
  const warnings = ['D01', 'D02', 'D03'].map((id) => aLiveCard(id, { topics: ['debt'] }))

  test('though three others come before it', () => {
    expect(ids([...warnings, hopeful], { topics: ['debt'] })).toEqual(['D01', 'D02', 'C05'])
  })

  test('though it is tagged for another change, when no other is there', () => {
    expect(ids([...warnings, hopefulElsewhere])).toEqual(['D01', 'D02', 'C06'])
    expect(ids([hopefulElsewhere])).toEqual(['C06'])
  })

  test('and before the others of the same standing', () => {
    expect(ids([forChange, hopeful])).toEqual(['C05', 'C01'])
  })

  test('but not for an age that it is not for', () => {
    expect(ids([forChange, { ...hopeful, ages: ['D'] }])).toEqual(['C01'])
  })
})

describe('each says why', () => {
  test('in the words of the change, of what they raised and of what it is', () => {
    const [first] = chosen([{ ...hopeful, topics: ['debt'] }], { topics: ['debt'] })

    expect(first?.why).toEqual([
      'They raised it: owing somebody',
      'Turns 16 on 4 March 2027',
      'Speaks of what is possible',
    ])
  })

  test('and when it was used, which puts it last', () => {
    const usedCards = [{ cardId: 'C01', usedOn: civilDate('2026-10-12'), landed: 'made-them-think' as const }]
    const suggested = chosen([forChange, forAny], { usedCards })

    expect(suggested.map(({ card }) => card.id)).toEqual(['C03', 'C01'])
    expect(suggested[1]?.why).toContain('Used on 12 October 2026: it made them think')
  })

  test('by the last of several times', () => {
    const usedCards = [
      { cardId: 'C01', usedOn: civilDate('2026-11-20'), landed: null },
      { cardId: 'C01', usedOn: civilDate('2026-10-12'), landed: 'fair' as const },
    ]

    expect(chosen([forChange], { usedCards })[0]?.why).toContain('Used on 20 November 2026')
  })
})

test.each(['not-for-them', 'too-much'] as const)('what was %s does not come again', (landed) => {
  expect(ids([forChange], { usedCards: [{ cardId: 'C01', usedOn: today, landed }] })).toEqual([])
})

describe('a card that rests after what hurt them', () => {
  const careful = aLiveCard('C07', { notAfter: ['bereavement', 'violence-injury', 'suicide-concern'] })

  test.each(['bereavement', 'violence-injury', 'suicide-concern'] as const)(
    'rests for twelve weeks after %s',
    (kind) => {
      const on = (days: number) => ids([careful], { recentlyHurt: [{ kind, on: addDays(today, -days) }] })

      expect(on(0)).toEqual([])
      expect(on(84)).toEqual([])
      expect(on(85)).toEqual(['C07'])
    },
  )

  test('also where they raised the topic themselves', () => {
    const recentlyHurt = [{ kind: 'bereavement' as const, on: today }]

    expect(ids([{ ...careful, topics: ['safety'] }], { topics: ['safety'], recentlyHurt })).toEqual([])
  })

  test('while others are there as ever', () => {
    expect(ids([forAny], { recentlyHurt: [{ kind: 'bereavement', on: today }] })).toEqual(['C03'])
  })
})

describe('ages', () => {
  const ages = (age: number | null, bands: LiveCard['ages']) => ids([{ ...forAny, ages: bands }], { age })

  test('the edges of each band', () => {
    expect(ages(9, ['A', 'B', 'C', 'D'])).toEqual([])
    expect([10, 12].map((age) => ages(age, ['A']))).toEqual([['C03'], ['C03']])
    expect([12, 13, 15, 16].map((age) => ages(age, ['B']).length)).toEqual([0, 1, 1, 0])
    expect([15, 16, 17, 18].map((age) => ages(age, ['C']).length)).toEqual([0, 1, 1, 0])
    expect([17, 18, 26].map((age) => ages(age, ['D']).length)).toEqual([0, 1, 1])
  })

  test('under 13 a card comes in its own words for them', () => {
    const [first] = chosen([forAny], { age: 11 })

    expect(first?.band).toBe('A')
    expect(first?.why).toContain('In its words for ages 10 to 12')
  })

  test('without a birth date nothing is suggested', () => {
    expect(ages(null, ['A', 'B', 'C', 'D'])).toEqual([])
  })
})

test('a lapsed card, one for workers and one with nothing real behind it are never suggested', () => {
  expect(ids([{ ...forAny, reviewBy: civilDate('2026-11-26') }])).toEqual([])
  expect(ids([{ ...forAny, reviewBy: today }])).toEqual(['C03'])
  expect(ids([{ ...forAny, audience: 'worker-only' }])).toEqual([])
  expect(ids([{ ...forAny, hasLiveAlternative: false }])).toEqual([])
})

test('the card about getting out is not raised for the first time on the day itself', () => {
  const gettingOut = aLiveCard('M26', { transitions: ['RELEASE'] })
  const release = (on: string) => ({ rule: 'RELEASE', says: 'Release', on: civilDate(on) })
  const usedCards = [{ cardId: 'M26', usedOn: civilDate('2026-11-01'), landed: 'fair' as const }]

  expect(ids([gettingOut], { change: release('2026-11-28') })).toEqual(['M26'])
  expect(ids([gettingOut], { change: release('2026-11-27') })).toEqual([])
  expect(ids([gettingOut], { change: release('2026-11-27'), usedCards })).toEqual(['M26'])
})
