import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type CivilDate, civilDate, daysBetween } from '~/shared/civil-date'
import { gapSays, gapTitle } from '~/transitions/gap-words'
import { type Cover, type Gap, gapsIn, isForManager, type Span } from '~/transitions/gaps'
import { runs } from '../support/runs'

const today = civilDate('2027-01-20')
const opened = civilDate('2020-01-01')

function aCover(part: Partial<Cover>): Cover {
  return {
    supports: [],
    cameOn: [],
    booked: [],
    workers: null,
    orders: [],
    openedOn: opened,
    closedOn: null,
    ...part,
  }
}

function support(title: string, from: string | null, until: string | null): Span {
  return {
    title,
    from: from === null ? null : civilDate(from),
    until: until === null ? null : civilDate(until),
  }
}

function worker(from: string, until: string | null) {
  return { from: civilDate(from), until: until === null ? null : civilDate(until) }
}

const secure = support('secure care', '2026-03-01', '2026-12-24')
const college = support('College', '2027-01-12', null)

test('secure care ends on 24 December, college begins on 12 January: 19 days, and no named worker for 6 of them', () => {
  const cover = aCover({
    supports: [secure, college],
    workers: [worker('2026-01-01', '2026-12-24'), worker('2026-12-30', null)],
  })

  const [one, other, ...others] = gapsIn(cover, today)

  expect(one).toMatchObject({ kind: 'support', state: 'closed', days: 19, withoutWorker: 6 })
  expect(other).toMatchObject({ kind: 'worker', state: 'closed', from: '2026-12-24', days: 6 })
  expect(others).toEqual([])
  expect(gapTitle(one as Gap)).toBe('19 days without support')
  expect(gapSays(one as Gap)).toBe(
    '19 days without support: 24 December 2026 to 12 January 2027, after secure care, when College began. No named worker for 6 of them.',
  )
})

test('a first session with the mentor three days after secure care closes the gap at three days', () => {
  const [gap] = gapsIn(aCover({ supports: [secure, college], cameOn: [civilDate('2026-12-27')] }), today)

  expect(gap).toMatchObject({ state: 'closed', until: '2026-12-27', days: 3 })
})

test('a session in the last days of a support closes nothing that comes after it', () => {
  const [gap] = gapsIn(aCover({ supports: [secure], cameOn: [civilDate('2026-12-23')] }), today)

  expect(gap).toMatchObject({ state: 'open', days: 27 })
})

test('a handover on the same day leaves no gap', () => {
  const sameDay = aCover({ supports: [secure, support('College', '2026-12-24', null)] })
  const met = aCover({ supports: [secure], cameOn: [civilDate('2026-12-24')] })

  expect([...gapsIn(sameDay, today), ...gapsIn(met, today)]).toEqual([])
})

test('the day after leaves a gap of one day', () => {
  const [gap] = gapsIn(aCover({ supports: [secure, support('College', '2026-12-25', null)] }), today)

  expect(gap).toMatchObject({ days: 1 })
})

test('while another support runs, the end of one leaves no gap', () => {
  const both = aCover({
    supports: [secure, support('school', null, '2027-01-05'), support('College', '2027-01-12', null)],
  })

  expect(gapsIn(both, today)).toMatchObject([{ from: '2027-01-05', days: 7, after: 'school' }])
})

test('29 February is a day like another, and the clocks going forward take none away', () => {
  const leap = aCover({
    supports: [support('one', '2024-01-01', '2024-02-28'), support('other', '2024-03-01', null)],
  })
  const clocks = aCover({
    supports: [support('one', '2026-01-01', '2026-03-28'), support('other', '2026-03-30', null)],
  })

  expect(gapsIn(leap, today)).toMatchObject([{ days: 2 }])
  expect(gapsIn(clocks, today)).toMatchObject([{ days: 2 }])
})

test('what is still open is counted until today, and what is booked covers nothing', () => {
  const booked = { on: civilDate('2027-02-01'), title: 'Garage Saturdays' }

  const [gap] = gapsIn(aCover({ supports: [secure], booked: [booked] }), today)

  expect(gap).toMatchObject({ state: 'open', until: null, days: 27, booked })
  expect(gapSays(gap as Gap)).toBe(
    'Without support since 24 December 2026, after secure care: still open, 27 days so far. A first meeting with Garage Saturdays is booked on 1 February 2027: it counts once they come.',
  )
})

test('an end that is known ahead, with nothing arranged, is said beforehand', () => {
  const [gap] = gapsIn(aCover({ supports: [support('secure care', '2026-03-01', '2027-03-01')] }), today)

  expect(gap).toMatchObject({ state: 'coming', from: '2027-03-01', days: null })
  expect(gapSays(gap as Gap)).toBe('From 1 March 2027, when secure care ends, nothing is arranged.')
})

test('what is booked to begin by then leaves no gap that is coming, and later it leaves the days between', () => {
  const ends = support('secure care', '2026-03-01', '2027-03-01')
  const bookedFor = (on: string) =>
    gapsIn(aCover({ supports: [ends], booked: [{ on: civilDate(on), title: 'College' }] }), today)

  expect(bookedFor('2027-03-01')).toEqual([])
  expect(bookedFor('2027-03-11')).toMatchObject([{ state: 'coming', days: 10 }])
})

test('where no support ever ended there is no gap', () => {
  expect(gapsIn(aCover({ supports: [college] }), today)).toEqual([])
  expect(gapsIn(aCover({ cameOn: [civilDate('2026-12-01')] }), today)).toEqual([])
})

test('who may not read who works with them is told nothing of workers', () => {
  const gaps = gapsIn(aCover({ supports: [secure, college], workers: null }), today)

  expect(gaps).toMatchObject([{ kind: 'support', withoutWorker: null }])
})

test('an order asks for a worker from its first day to the day somebody is named, or it ends', () => {
  const order = { title: 'an order', from: civilDate('2026-11-01'), until: civilDate('2026-12-01') }

  const never = gapsIn(aCover({ orders: [order], workers: [] }), today)
  const later = gapsIn(aCover({ orders: [order], workers: [worker('2026-11-08', null)] }), today)

  expect(never).toMatchObject([{ kind: 'worker', state: 'closed', days: 30, until: '2026-12-01' }])
  expect(later).toMatchObject([{ kind: 'worker', state: 'closed', days: 7 }])
})

test('a worker who will leave with nobody named after them is said beforehand', () => {
  const [gap] = gapsIn(aCover({ workers: [worker('2026-01-01', '2027-02-01')] }), today)

  expect(gap).toMatchObject({ kind: 'worker', state: 'coming', from: '2027-02-01', days: null })
})

test('of a closed record nothing is open and nothing is coming', () => {
  const cover = aCover({ supports: [secure], workers: [worker('2026-01-01', '2026-12-20')] })

  expect(gapsIn({ ...cover, closedOn: civilDate('2027-01-02') }, today)).toEqual([])
  expect(gapsIn(cover, today)).toHaveLength(2)
})

test.for([
  ['2027-01-06', 14, false],
  ['2027-01-05', 15, true],
] as const)('open since %s, %i days: a manager is shown it: %s', ([from, days, shown]) => {
  const [gap] = gapsIn(aCover({ supports: [support('school', null, from)] }), today)

  expect(gap).toMatchObject({ days })
  expect(isForManager(gap as Gap, today)).toBe(shown)
})

test('a manager is shown what comes within 12 weeks, and nothing that is over', () => {
  const coming = (days: number) =>
    gapsIn(aCover({ supports: [support('school', null, addDays(today, days))] }), today)
  const closed = gapsIn(aCover({ supports: [secure, college] }), today)

  expect(coming(84).map((gap) => isForManager(gap, today))).toEqual([true])
  expect(coming(85).map((gap) => isForManager(gap, today))).toEqual([false])
  expect(closed.map((gap) => isForManager(gap, today))).toEqual([false])
})

const day = fc.integer({ min: -60, max: 30 }).map((days) => addDays(today, days))
const past = fc.integer({ min: -60, max: 0 }).map((days) => addDays(today, days))
const aSpan = fc
  .record({ from: past, lasts: fc.option(fc.integer({ min: 0, max: 40 })) })
  .map(({ from, lasts }) => ({ title: 'one', from, until: lasts === null ? null : addDays(from, lasts) }))
const anOrder = fc
  .record({ from: day, lasts: fc.option(fc.integer({ min: 0, max: 40 })) })
  .map(({ from, lasts }) => ({ title: 'order', from, until: lasts === null ? null : addDays(from, lasts) }))
const anyCover = fc.record({
  supports: fc.array(aSpan, { maxLength: 5 }),
  cameOn: fc.array(past, { maxLength: 4 }),
  booked: fc.constant([]),
  workers: fc.option(fc.array(aSpan, { maxLength: 4 })),
  orders: fc.array(anOrder, { maxLength: 2 }),
  openedOn: fc.constant(opened),
  closedOn: fc.constant(null),
})

test('the same days are empty as when each day is asked by itself', () => {
  fc.assert(
    fc.property(anyCover, (cover) => {
      const gaps = gapsIn(cover, today)

      for (let at = -61; at < 0; at += 1) {
        const asked = addDays(today, at)
        const inGap = (kind: Gap['kind']) =>
          gaps.some((gap) => gap.kind === kind && gap.from <= asked && (gap.until ?? today) > asked)
        expect({ asked, empty: inGap('support') }).toEqual({ asked, empty: isEmpty(cover, asked) })
        expect({ asked, empty: inGap('worker') }).toEqual({ asked, empty: hasNobody(cover, asked) })
      }
      for (const gap of gaps) expectCounted(gap, cover)
    }),
    runs(300),
  )
})

/** By the definition, one day at a time. */
function isEmpty({ supports, cameOn }: Cover, asked: CivilDate): boolean {
  if (supports.some((span) => isThere(span, asked))) return false
  const ended = supports.flatMap(({ until }) => (until !== null && until <= asked ? [until] : [])).sort()
  const last = ended.at(-1)
  if (last === undefined) return false
  for (let day = last; day <= asked; day = addDays(day, 1)) if (cameOn.includes(day)) return false
  return true
}

function hasNobody({ workers, orders }: Cover, asked: CivilDate): boolean {
  if (workers === null || workers.some((span) => isThere(span, asked))) return false
  const hadOne = workers.some(({ from }) => from <= asked)
  return hadOne || orders.some((span) => isThere(span, asked))
}

function isThere({ from, until }: { from: CivilDate | null; until: CivilDate | null }, asked: CivilDate) {
  return (from === null || from <= asked) && (until === null || asked < until)
}

function expectCounted({ kind, state, from, until, days, withoutWorker }: Gap, { workers }: Cover) {
  if (state === 'coming') return
  const end = until ?? today
  expect(days).toBe(daysBetween(from, end))
  if (kind === 'worker' || workers === null) return
  let without = 0
  for (let day = from; day < end; day = addDays(day, 1)) {
    if (!workers.some((span) => isThere(span, day))) without += 1
  }
  expect(withoutWorker).toBe(without)
}
