import { familyOf, isSameFamily } from '~/oversight/family-name'
import { type Opened, unusualIn, type WorkersDay } from '~/oversight/unusual-rules'
import { expect, test } from '../support/database'

const rare = () => 0

function opened(changes: Partial<Opened> = {}): Opened {
  return {
    personId: 'a person',
    familyNames: ['Reid'],
    ways: ['team'],
    lookedAt: ['10:05'],
    works: 0,
    before: { days: 0, works: 0 },
    ...changes,
  }
}

function aDay(changes: Partial<WorkersDay> = {}): WorkersDay {
  return {
    name: 'Isla Munro',
    role: 'youth-worker',
    opened: [opened()],
    isWorkingDay: true,
    oddDaysBefore: 0,
    wasStopped: false,
    ...changes,
  }
}

function rulesIn(day: WorkersDay, howCommon = rare): string[] {
  return unusualIn(day, howCommon).map(({ rule }) => rule)
}

test('one look at a colleague’s young person by day asks for nothing', () => {
  expect(rulesIn(aDay())).toEqual([])
})

test.for([
  ['Isla Munro', 'Munro', true],
  ['Isla Munro', 'Munroe', true],
  ['Iain MacLeod', 'McLeod', true],
  ['Iain Mac Leod', 'MacLeod', true],
  ['Iain MacLeod', 'MacDonald', false],
  ['Isla Munro', 'Reid-Munro', true],
  ['Jo Reid', 'Wright', false],
  ['Jo Reid', 'Reddington', false],
  ['Jo Reid', 'Reed', true],
  ['Zoë O’Neill', 'ONeil', true],
] as const)('%s and a young person called %s: could be one family is %s', ([worker, family, expected]) => {
  const name = familyOf(worker)

  expect(name !== null && isSameFamily(name, family)).toBe(expected)
})

test('a namesake is asked about, unless they work with them, wrote something, or half the town is called so', () => {
  const namesake = opened({ familyNames: ['Munro'] })

  expect(rulesIn(aDay({ opened: [namesake] }))).toEqual(['same-family-name'])
  expect(rulesIn(aDay({ opened: [{ ...namesake, ways: ['co-worker'] }] }))).toEqual([])
  expect(rulesIn(aDay({ opened: [{ ...namesake, ways: ['cover', 'team'] }] }))).toEqual([])
  expect(rulesIn(aDay({ opened: [{ ...namesake, works: 1 }] }))).toEqual([])
  expect(rulesIn(aDay({ opened: [{ ...namesake, before: { days: 1, works: 1 } }] }))).toEqual([])
  expect(rulesIn(aDay({ opened: [namesake] }), () => 1.1)).toEqual([])
  expect(rulesIn(aDay({ opened: [namesake] }), () => 1)).toEqual(['same-family-name'])
})

test('a former name counts as well', () => {
  expect(rulesIn(aDay({ opened: [opened({ familyNames: ['Reid', 'Munro'] })] }))).toEqual([
    'same-family-name',
  ])
})

test('the fourth visit of a day and the third day of two weeks are asked about, not the one before', () => {
  const threeVisits = opened({ lookedAt: ['09:00', '09:14', '10:00', '11:00'] })
  const fourVisits = opened({ lookedAt: ['09:00', '09:15', '10:00', '11:00'] })

  expect(rulesIn(aDay({ opened: [threeVisits] }))).toEqual([])
  expect(rulesIn(aDay({ opened: [fourVisits] }))).toEqual(['again-and-again'])
  expect(rulesIn(aDay({ opened: [opened({ before: { days: 1, works: 0 } })] }))).toEqual([])
  expect(rulesIn(aDay({ opened: [opened({ before: { days: 2, works: 0 } })] }))).toEqual(['again-and-again'])
  expect(rulesIn(aDay({ opened: [opened({ before: { days: 2, works: 1 } })] }))).toEqual([])
  expect(rulesIn(aDay({ opened: [opened({ ways: ['lead'], before: { days: 9, works: 0 } })] }))).toEqual([])
})

test('who works by shares comes back more often before anybody asks', () => {
  const share = { ways: ['share'] }
  const partner = (days: number) =>
    rulesIn(aDay({ role: 'partner', opened: [opened({ ...share, before: { days, works: 0 } })] }))

  expect([partner(4), partner(5)]).toEqual([[], ['again-and-again']])
})

test('a manager looks at their own team as often as they like', () => {
  const often = opened({ before: { days: 9, works: 0 }, lookedAt: ['21:30'] })

  expect(rulesIn(aDay({ role: 'team-manager', opened: [often] }))).toEqual([])
})

test.for([
  ['06:59', ['out-of-hours']],
  ['07:00', []],
  ['19:59', []],
  ['20:00', ['out-of-hours']],
] as const)('opened at %s', ([time, expected]) => {
  expect(rulesIn(aDay({ opened: [opened({ lookedAt: [time] })] }))).toEqual(expected)
})

test('a weekend or holiday is out of hours all day, for who seldom works then and has nothing to do with them', () => {
  const sunday = { isWorkingDay: false }

  expect(rulesIn(aDay(sunday))).toEqual(['out-of-hours'])
  expect(rulesIn(aDay({ ...sunday, oddDaysBefore: 2 }))).toEqual(['out-of-hours'])
  expect(rulesIn(aDay({ ...sunday, oddDaysBefore: 3 }))).toEqual([])
  expect(rulesIn(aDay({ ...sunday, opened: [opened({ works: 1 })] }))).toEqual([])
  expect(rulesIn(aDay({ ...sunday, role: 'partner', opened: [opened({ ways: ['share'] })] }))).toEqual([])
})

test('more than three records out of hours are one question, and say how many', () => {
  const many = Array.from({ length: 4 }, (_, at) =>
    opened({ personId: `${at}`, lookedAt: [`2${at % 2}:10`] }),
  )

  expect(unusualIn(aDay({ opened: many.slice(0, 3) }), rare)).toHaveLength(3)
  expect(unusualIn(aDay({ opened: many }), rare)).toEqual([
    {
      rule: 'out-of-hours',
      personId: null,
      facts: { ways: ['team'], times: ['20:10', '21:10'], people: 4, isDayOff: false },
    },
  ])
})

test('forty people a day pass, forty-one are asked about, and a caseload explains any number', () => {
  const people = (count: number, ways: string[]) =>
    Array.from({ length: count }, (_, at) => opened({ personId: `${at}`, ways }))

  expect(rulesIn(aDay({ opened: people(40, ['team']) }))).toEqual([])
  expect(rulesIn(aDay({ opened: people(41, ['team']) }))).toEqual(['many-people'])
  expect(rulesIn(aDay({ opened: people(120, ['lead']) }))).toEqual([])
  expect(rulesIn(aDay({ role: 'team-manager', opened: people(120, ['team']) }))).toEqual([])
})

test('whoever was stopped is asked about, whatever stood open to them', () => {
  expect(unusualIn(aDay({ opened: [], wasStopped: true }), rare)).toEqual([
    { rule: 'many-people', personId: null, facts: { ways: [], people: 0, wasStopped: true } },
  ])
})
