import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type CivilDate, civilDate, fromDayNumber } from '~/shared/civil-date'
import type { Fact } from '~/transitions/rule'
import { runs } from '../support/runs'
import { aFact, aLife, foundBy, stepsAndDays, theOne } from './a-life'

function returned(on: string, atTime: string | null = '22:15', part: Partial<Fact> = {}) {
  return aFact('MISSING_RETURNED', on, { atTime, ...part })
}

function dutiesOf(...facts: Fact[]) {
  return theOne('MISSING_RETURN', aLife({ facts })).duties.map(({ by }) => by)
}

test('OT-01: a return discussion is arranged within 72 hours and held within a week', () => {
  const found = theOne('MISSING_RETURN', aLife({ facts: [returned('2026-11-20')] }))

  expect(found.date).toBe('2026-11-20')
  expect(found.duties.map(({ by, standing }) => [by, standing])).toEqual([
    ['2026-11-23T22:15', 'guidance'],
    ['2026-11-27', 'guidance'],
  ])
  expect(stepsAndDays(found)).toEqual([
    ['0', '2026-11-20'],
    ['+3d', '2026-11-23'],
    ['+1w', '2026-11-27'],
  ])
  expect(found.urgent).toBe(true)
})

test('OT-02: when clocks go back, 72 hours end an hour earlier on the clock', () => {
  expect(dutiesOf(returned('2026-10-24', '23:30'))).toEqual(['2026-10-27T22:30', '2026-10-31'])
})

test('OT-03: when clocks go forward, 72 hours end an hour later on the clock', () => {
  expect(dutiesOf(returned('2027-03-27', '20:00'))).toEqual(['2027-03-30T21:00', '2027-04-03'])
})

test('OT-04: three returns in ten days are asked about once, as the third return', () => {
  const facts = [returned('2026-11-10'), returned('2026-11-15'), returned('2026-11-20')]

  const found = foundBy('MISSING_RETURN', aLife({ facts }))
  const [first, second, third] = found
  const words = third?.rule.words({ ...third, bornOn: null })

  expect(found.filter(({ prompts }) => prompts.length > 0)).toEqual([third])
  expect(first?.overBecause).toBe('They were missing again: it is asked about the last return')
  expect(second?.overBecause).toBe(first?.overBecause)
  expect(third?.warnings).toEqual(['third return: consider a child protection discussion'])
  expect(words?.title).toBe('Missing again: third return')
  expect(words?.says('0')).toContain('Consider a child protection discussion')
})

test('three returns in eleven days are three, and a fourth within ten is the fourth or the third as it falls', () => {
  const apart = [returned('2026-11-10'), returned('2026-11-15'), returned('2026-11-21')]

  expect(foundBy('MISSING_RETURN', aLife({ facts: apart })).map(({ overBecause }) => overBecause)).toEqual([
    null,
    null,
    null,
  ])
  const four = [...apart.slice(0, 2), returned('2026-11-16'), returned('2026-11-20')]
  const last = foundBy('MISSING_RETURN', aLife({ facts: four })).at(-1)
  expect(last?.because).toBe('return 4')
  expect(foundBy('MISSING_RETURN', aLife({ facts: four })).filter(({ overBecause }) => !overBecause)).toEqual(
    [last],
  )
})

test('a discussion that was held ends it, one that is only said to have been held does not', () => {
  const held = aFact('RETURN_DISCUSSION_HELD', '2026-11-22')
  const ended = theOne('MISSING_RETURN', aLife({ facts: [returned('2026-11-20'), held] }))
  const said = theOne(
    'MISSING_RETURN',
    aLife({ facts: [returned('2026-11-20'), { ...held, certainty: 'reported' }] }),
  )

  expect(ended).toMatchObject({ prompts: [], duties: [], overBecause: 'A return discussion was held' })
  expect(said.prompts).toHaveLength(3)
  expect(said.warnings).toEqual(['a return discussion is said to have been held: check'])
})

test('a discussion before the return, on the same day too, is about an earlier one', () => {
  const before = (on: string, atTime: string | null) =>
    theOne(
      'MISSING_RETURN',
      aLife({ facts: [returned('2026-11-20'), aFact('RETURN_DISCUSSION_HELD', on, { atTime })] }),
    ).overBecause

  expect(before('2026-11-19', null)).toBeNull()
  expect(before('2026-11-20', '22:14')).toBeNull()
  expect(before('2026-11-20', '22:15')).toBe('A return discussion was held')
  expect(before('2026-11-20', null)).toBe('A return discussion was held')
})

test('two returns on one day are two', () => {
  const facts = [returned('2026-11-20', '08:00', { id: 'a' }), returned('2026-11-20', '23:00', { id: 'b' })]

  expect(
    foundBy('MISSING_RETURN', aLife({ facts }))
      .map(({ occurrence }) => occurrence)
      .sort(),
  ).toEqual(['a', 'b'])
})

test('without the time the whole day is counted, and the time is asked for', () => {
  const found = theOne('MISSING_RETURN', aLife({ facts: [returned('2026-11-20', null)] }))

  expect(found.duties[0]?.by).toBe('2026-11-23')
  expect(found.dataGaps).toContain('the time they returned')
})

const day = fc.integer({ min: 18000, max: 23000 }).map(fromDayNumber)
const time = fc
  .record({ hour: fc.nat({ max: 23 }), minute: fc.nat({ max: 59 }) })
  .map(({ hour, minute }) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
const inScotland = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/London',
  dateStyle: 'short',
  timeStyle: 'short',
})

test('72 hours are 72 hours by every clock of 14 years', () => {
  fc.assert(
    fc.property(day, time, (on, atTime) => {
      const [by] = dutiesOf(returned(on, atTime))

      const starts = instantsShown(on, atTime)
      if (starts.length === 0) return
      const ends = starts.map((at) => inScotland.format(new Date(at + 72 * 3_600_000)).replace(' ', 'T'))
      expect(by).toBe(ends[0])
    }),
    runs(500),
  )
})

/** Both instants where clocks show this time twice, none where they skip it. */
function instantsShown(on: CivilDate, atTime: string): number[] {
  const utc = Date.parse(`${on}T${atTime}:00Z`)
  return [utc - 3_600_000, utc].filter((at) => inScotland.format(new Date(at)) === `${on} ${atTime}`)
}

test('however many returns and discussions, each return is found once and at most the last of a matter is asked about', () => {
  const near = fc.nat({ max: 40 }).map((days) => addDays(civilDate('2026-03-01'), days))
  fc.assert(
    fc.property(fc.array(near, { maxLength: 8 }), fc.array(near, { maxLength: 3 }), (returns, talks) => {
      const facts = [
        ...returns.map((on, at) => returned(on, '10:00', { id: `r${at}` })),
        ...talks.map((on, at) => aFact('RETURN_DISCUSSION_HELD', on, { id: `t${at}` })),
      ]
      const found = foundBy('MISSING_RETURN', aLife({ facts }))

      expect(new Set(found.map(({ occurrence }) => occurrence)).size).toBe(returns.length)
      const open = found.filter(({ overBecause }) => overBecause === null)
      for (const { date, prompts } of open) {
        expect(prompts).toHaveLength(3)
        expect(talks.some((on) => date !== null && on >= date)).toBe(false)
      }
      const days = open.map(({ date }) => date ?? '').sort()
      for (let at = 2; at < days.length; at += 1) {
        expect(addDays(civilDate(days[at - 2] ?? ''), 10) < (days[at] ?? '')).toBe(true)
      }
    }),
    runs(500),
  )
})
