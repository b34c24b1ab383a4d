import { describe, expect, test } from 'vitest'
import { clashesOf, overlaps } from '~/sessions/clash'
import { asKept, obstacleInWords, readKept } from '~/sessions/got-in-the-way'
import { chosenFirst, type OfferedCard, proposedPlan, type ToPropose } from '~/sessions/propose'
import { obstacles, whyNotTheseCards } from '~/sessions/session'
import { sessionKeyFrom, sessionKeyTo } from '~/sessions/session-key'
import { timeTyped } from '~/sessions/time-typed'
import { obstacleWords } from '~/sessions/words'
import { civilDate } from '~/shared/civil-date'
import { workingDays } from '~/shared/working-days'

const wednesday = civilDate('2026-11-25')

function aCard(id: string, changes: Partial<OfferedCard> = {}): OfferedCard {
  return {
    id,
    version: 1,
    title: id,
    askFirst: `What of ${id}?`,
    minutes: 10,
    isOpportunity: false,
    why: '',
    to: `/cards/${id}`,
    ...changes,
  }
}

const known: ToPropose = {
  today: wednesday,
  calendar: workingDays(),
  isPupil: true,
  last: null,
  booked: [],
  whatMatters: 'Boxing, and coaching the wee ones',
  coming: { title: 'Can leave school', actions: ['Ask what they want next', 'Speak to the school'] },
  cards: [aCard('M01'), aCard('M12'), aCard('M19', { isOpportunity: true })],
  alternatives: [{ value: 'offer skills', label: 'Careers adviser' }],
}

describe('a plan opens whole', () => {
  test('from what is coming, what fits and what matters to them', () => {
    const plan = proposedPlan(known)

    expect(plan).toEqual({
      plannedOn: '2026-11-26',
      plannedAt: '16:00',
      minutes: '50',
      place: '',
      aim: 'Can leave school: ask what they want next',
      opening: 'What of M19?',
      'card.M01': '1',
      'card.M19': '1',
      strengthToBuildOn: 'Boxing, and coaching the wee ones',
      alternative: 'offer skills',
      'bring.paper-cards': 'yes',
      keepSafe: '',
    })
  })

  test('at the time and place they know, with the strength seen last', () => {
    const last = {
      at: '13:30',
      place: 'the café',
      minutes: 40,
      strengthSeen: 'Kept his temper',
      keepSafe: 'By the door',
    }

    const plan = proposedPlan({ ...known, last })

    expect(plan).toMatchObject({
      plannedAt: '13:30',
      place: 'the café',
      minutes: '40',
      strengthToBuildOn: 'Kept his temper',
      keepSafe: 'By the door',
    })
  })

  test('on the next working day on which this worker is free: past a weekend and St Andrew’s Day', () => {
    const friday = civilDate('2026-11-27')
    const booked = [{ on: civilDate('2026-12-01'), at: '16:30', minutes: 30 }]

    const plan = proposedPlan({ ...known, today: friday, booked })

    expect(plan.plannedOn).toBe('2026-12-02')
  })

  test('without a card or anything coming, it is still a plan', () => {
    const plan = proposedPlan({ ...known, cards: [], coming: null, alternatives: [], whatMatters: null })

    expect(plan).toMatchObject({ aim: '', opening: '', alternative: '', strengthToBuildOn: '' })
  })
})

describe('which cards are taken first', () => {
  test.each([
    ['none', [], []],
    ['one', ['M01'], ['M01']],
    ['two of which one opens a door', ['M01', 'M12', 'M19*'], ['M01', 'M19*']],
    ['one, where none opens a door', ['M01', 'M12'], ['M01']],
    ['the first that opens a door, and the next', ['M19*', 'M01', 'M12'], ['M19*', 'M01']],
  ])('%s', (_what, offered, taken) => {
    const cards = offered.map((id) => aCard(id, { isOpportunity: id.endsWith('*') }))

    expect(chosenFirst(cards).map(({ id }) => id)).toEqual(taken)
    expect(whyNotTheseCards(chosenFirst(cards))).toBe(null)
  })
})

describe('a time as people type it', () => {
  test.each([
    ['14:30', '14:30'],
    ['14.30', '14:30'],
    ['1430', '14:30'],
    ['0930', '09:30'],
    ['9:05', '09:05'],
    ['2pm', '14:00'],
    ['2.30 pm', '14:30'],
    ['2:30PM', '14:30'],
    ['12am', '00:00'],
    ['12pm', '12:00'],
    ['noon', '12:00'],
    ['15', '15:00'],
    ['24:00', null],
    ['13pm', null],
    ['0am', null],
    ['9:60', null],
    ['2', null],
    ['soon', null],
  ])('%s is %s', (typed, time) => {
    expect(timeTyped(typed)).toBe(time)
  })
})

describe('two sessions of one day', () => {
  const at = (time: string | null, minutes: number | null = 50) => ({ on: wednesday, at: time, minutes })

  test.each([
    ['10:00', '10:49', true],
    ['10:00', '10:50', false],
    ['10:00', null, true],
    [null, null, true],
  ])('%s and %s: %s', (one, other, clash) => {
    expect(overlaps(at(one), at(other))).toBe(clash)
    expect(overlaps(at(other), at(one))).toBe(clash)
  })

  test('another day is no clash, and a clash is said by its time alone', () => {
    const session = { plannedOn: wednesday, plannedAt: '10:00', minutes: 50 }
    const booked = [at('10:30'), at(null), { ...at('10:30'), on: civilDate('2026-11-26') }]

    expect(clashesOf(session, booked)).toBe('at 10:30 and with no time yet')
  })
})

describe('what got in the way', () => {
  test.each([
    ['too-far', 'two buses', 'too-far: two buses'],
    ['too-far', '', 'too-far'],
    [null, 'his gran: she is ill', 'his gran: she is ill'],
  ] as const)('%s and “%s” are kept as one text and read again', (obstacle, words, kept) => {
    expect(asKept(obstacle, words)).toBe(kept)
    expect(readKept(kept)).toEqual({ obstacle, words })
  })

  test('begins with what the service can change, and never with the young person', () => {
    expect(obstacles.slice(0, 4).map((each) => obstacleWords[each])).toEqual([
      'Too far to come',
      'The wrong time for them',
      'They had waited too long',
      'No trust yet',
    ])
    expect(obstacleInWords('too-far: two buses')).toBe('Too far to come. two buses')
  })
})

test('a page of sessions begins where its key says, and holds nobody’s name', () => {
  const id = '00000000-0000-4000-8000-000000000001'

  for (const at of ['09:30', null]) {
    const key = sessionKeyTo({ on: wednesday, at, id })
    expect(sessionKeyFrom(key)).toEqual({ on: wednesday, at: at ?? '', id })
    expect(key).toMatch(/^[\w.-]+$/)
  }
  expect(sessionKeyFrom('2026-02-30..x')).toBe(null)
})
