import { describe } from 'vitest'
import type { Cast, Referral, ReferralEvent } from '#db/demo/cast'
import { everybody } from '#db/demo/everybody'
import { mayMove, mayNote, type Side, type Status } from '~/referrals/lifecycle'
import { whyNotTheseCards } from '~/sessions/session'
import { addMonths, ageOn, civilDate } from '~/shared/civil-date'
import { workingDays } from '~/shared/working-days'
import { expect, test } from '../support/database'
import { days } from './loaded'

const opportunities = ['M18', 'M19', 'M20', 'M30']

describe.each(days.map(civilDate))('seen from %s', (day) => {
  const cast = everybody(day)
  const people = new Map(cast.people.map((person) => [person.key, person]))
  const over = cast.referrals.filter(({ person }) => people.get(person)?.closed)

  test('every referral went as the table of moves allows, each by its side', () => {
    for (const referral of cast.referrals) {
      let from: Status = 'draft'
      for (const event of referral.events) {
        const side = sideOf(event, referral, cast)
        const isAllowed = 'to' in event ? mayMove(from, event.to, side) : mayNote(event.note, from, side)
        expect([referral.person, referral.programme, from, event, isAllowed]).toContain(true)
        if ('to' in event) from = event.to
      }
    }
  })

  test('what happened happened in order, on working days, and before the record was closed', () => {
    for (const { person, madeOn, events } of over) {
      const { openedOn, closed } = people.get(person) ?? {}
      const told = [openedOn, madeOn, ...events.map(({ on }) => on), closed?.on]

      expect(told).toEqual([...told].sort())
      expect(events.every(({ on }) => workingDays().isWorkingDay(on))).toBe(true)
      expect((closed?.on ?? day) < day).toBe(true)
      expect((closed?.on ?? day) >= addMonths(day, -17)).toBe(true)
      expect(madeOn >= addMonths(day, -18)).toBe(true)
    }
    for (const { events } of cast.referrals) expect(events.every(({ on }) => on < day)).toBe(true)
  })

  test('nobody is referred twice to one programme, nor to one that does not take them', () => {
    const pairs = cast.referrals.map(({ person, programme }) => `${person} ${programme}`)
    expect(new Set(pairs).size).toBe(pairs.length)

    for (const { person, programme, madeOn } of cast.referrals) {
      const { born = null } = people.get(person) ?? {}
      const { ages: [youngest, oldest] = [0, 99] } =
        cast.programmes.find(({ name }) => name === programme) ?? {}
      const age = born === null ? youngest : ageOn(born, madeOn)
      expect([person, programme, age >= youngest && age <= oldest]).toEqual([person, programme, true])
    }
  })

  test('no session has more than two cards, and of two one opens a door', () => {
    for (const { person, on, cards = [] } of cast.sessions) {
      const chosen = cards.map(({ id }) => ({ isOpportunity: opportunities.includes(id) }))
      expect([person, on, whyNotTheseCards(chosen)]).toEqual([person, on, null])
    }
  })
})

test('the lives are the same every time, and no two have one name', () => {
  const first = everybody(civilDate('2026-11-25'))
  const again = everybody(civilDate('2026-11-25'))
  const later = everybody(civilDate('2027-08-01'))
  const names = first.people.map(({ given, family }) => `${given} ${family}`)

  expect(again).toEqual(first)
  expect(later.people.map(({ given, family }) => `${given} ${family}`)).toEqual(names)
  expect(new Set(names).size).toBe(names.length)
})

/** The left columns of domain/G2 and of “Words we use”, and what looks like a real organisation. */
const notOurs =
  /\b(offender|perpetrator|placement|unit|respite|contact|gang|dealer|runner|feral|client|case|non-engage\w*|refused|refuse|failed|absconded|abscond|challenging|aggressive|vulnerable|high.risk|at risk|lifestyle|siblings|DNA|breach|Police|NHS|Barnardo|Barnardo's)\b/i

test('is told in the words that we use, and speaks of no real organisation', () => {
  const { sessions, referrals, programmes, decisions } = everybody(civilDate('2026-11-25'))
  const sentences = textsIn([sessions, referrals, programmes, decisions]).filter(
    (text) => !Object.keys(notWords).includes(text),
  )

  expect(sentences.length).toBeGreaterThan(500)
  expect(sentences.filter((text) => notOurs.test(text))).toEqual([])
})

/** The codes of the table of moves among them. */
const notWords = { 'holding-contact': true }

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : []
}

function sideOf(event: ReferralEvent, { by, programme }: Referral, { programmes }: Cast): Side {
  const about = programmes.find(({ name }) => name === programme)
  const answers = [about?.lead, ...(about?.staff ?? [])]
  return event.by !== by && answers.includes(event.by) ? 'partner' : 'referrer'
}
