import { expect, test } from 'vitest'
import {
  dueOn,
  isOpen,
  mayMove,
  mayNote,
  moves,
  type Side,
  type Status,
  statuses,
  whoseMove,
} from '~/referrals/lifecycle'
import { civilDate } from '~/shared/civil-date'
import { workingDays } from '~/shared/working-days'

const sides: readonly Side[] = ['referrer', 'partner']
const calendar = workingDays()
const friday = civilDate('2026-11-20')

/** domain/E, E3, as it is told there: from each state, to where, by whom. */
const told: Record<Status, Partial<Record<Side, readonly Status[]>>> = {
  draft: { referrer: ['sent', 'withdrawn'] },
  sent: {
    partner: ['asked', 'waiting', 'accepted', 'redirected', 'declined'],
    referrer: ['withdrawn'],
  },
  asked: { referrer: ['sent', 'withdrawn'], partner: ['declined'] },
  waiting: { partner: ['accepted', 'declined', 'redirected'], referrer: ['withdrawn'] },
  accepted: { partner: ['booked', 'did-not-connect', 'declined'], referrer: ['booked', 'withdrawn'] },
  booked: { partner: ['started', 'booked', 'did-not-connect'], referrer: ['booked', 'withdrawn'] },
  started: { partner: ['finished', 'stopped'], referrer: ['withdrawn'] },
  finished: {},
  stopped: {},
  'did-not-connect': {},
  redirected: {},
  declined: {},
  withdrawn: {},
}

test.each(statuses.flatMap((from) => statuses.flatMap((to) => sides.map((side) => ({ from, to, side })))))(
  '$side: from $from to $to',
  ({ from, to, side }) => {
    expect(mayMove(from, to, side)).toBe(told[from][side]?.includes(to) ?? false)
  },
)

test('each move stands in the table once', () => {
  const named = moves.map(({ from, to, side }) => `${from} ${to} ${side}`)

  expect(new Set(named).size).toBe(named.length)
})

test('what goes on can be withdrawn by who sent it, and what has ended goes nowhere', () => {
  for (const status of statuses) {
    expect(mayMove(status, 'withdrawn', 'referrer')).toBe(isOpen(status))
    expect(moves.some(({ from }) => from === status)).toBe(isOpen(status))
  }
})

test('whose move it is can make one, and has one word or another left to say after the end', () => {
  for (const status of statuses) {
    const side = whoseMove(status)
    if (isOpen(status)) expect(moves.some((move) => move.from === status && move.side === side)).toBe(true)
    else if (side) expect(mayNote('check-back', status, side)).toBe(true)
  }
})

test('what is only written down is each side’s own, while there is something to say it of', () => {
  expect(mayNote('seen', 'sent', 'partner')).toBe(true)
  expect(mayNote('seen', 'sent', 'referrer')).toBe(false)
  expect(mayNote('seen', 'draft', 'partner')).toBe(false)
  expect(mayNote('seen', 'withdrawn', 'partner')).toBe(false)
  expect(mayNote('third-session', 'booked', 'partner')).toBe(false)
  expect(mayNote('third-session', 'started', 'partner')).toBe(true)
  expect(mayNote('chased', 'asked', 'referrer')).toBe(false)
  expect(mayNote('holding-contact', 'accepted', 'partner')).toBe(false)
})

test('a partner has five working days to answer: St Andrew’s Day is none of them', () => {
  const facts = { on: friday, sentOn: friday, meetsOn: null }

  expect(dueOn('sent', facts, calendar)).toBe('2026-11-27')
  expect(dueOn('sent', { ...facts, on: civilDate('2026-11-24') }, calendar)).toBe('2026-12-02')
  expect(dueOn('asked', facts, calendar)).toBe('2026-11-27')
})

test('an organisation’s own days off are none of its working days', () => {
  const shut = workingDays([{ date: civilDate('2026-11-23'), works: false }])

  expect(dueOn('sent', { on: friday, sentOn: friday, meetsOn: null }, shut)).toBe('2026-12-01')
})

test('the first meeting is within fifteen working days of sending, and never less than five of accepting', () => {
  const soon = { on: civilDate('2026-11-24'), sentOn: friday, meetsOn: null }
  const late = { on: civilDate('2027-02-01'), sentOn: friday, meetsOn: null }

  expect(dueOn('accepted', soon, calendar)).toBe('2026-12-14')
  expect(dueOn('accepted', late, calendar)).toBe('2027-02-08')
})

test('whoever waits hears every fourteen days, on the working day before where that is none', () => {
  const saturday = { on: civilDate('2026-11-14'), sentOn: friday, meetsOn: null }

  expect(dueOn('waiting', { ...saturday, on: friday }, calendar)).toBe('2026-12-04')
  expect(dueOn('waiting', saturday, calendar)).toBe('2026-11-27')
})

test('a booked one is due on its day, and what nobody waits for has no clock', () => {
  const meetsOn = civilDate('2026-12-05')

  expect(dueOn('booked', { on: friday, sentOn: friday, meetsOn }, calendar)).toBe(meetsOn)
  expect(dueOn('finished', { on: friday, sentOn: friday, meetsOn }, calendar)).toBe(meetsOn)
  expect(dueOn('started', { on: friday, sentOn: friday, meetsOn }, calendar)).toBeNull()
  expect(dueOn('withdrawn', { on: friday, sentOn: friday, meetsOn: null }, calendar)).toBeNull()
})

test('a declined one waits two working days for its next option', () => {
  expect(dueOn('declined', { on: friday, sentOn: friday, meetsOn: null }, calendar)).toBe('2026-11-24')
})
