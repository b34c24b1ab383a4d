import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, addWeeks, civilDate, daysBetween } from '~/shared/civil-date'
import { rowOf } from '~/transitions/reconcile'
import type { Life, SchoolWeek } from '~/transitions/rule'
import { attendanceDrop } from '~/transitions/rules/attendance-drop'
import { transitionsIn } from '~/transitions/transitions-in'
import { whyOf } from '~/transitions/why'
import { runs } from '../support/runs'
import { aFact, aLife, foundBy, longAgo, stepsAndDays } from './a-life'
import { mondayOf, type PartOfWeek, percent, times, weeksOf } from './some-weeks'

function dropsOf(parts: readonly PartOfWeek[], part: Partial<Life> = {}) {
  return foundBy('ATTENDANCE_DROP', aLife({ weeks: weeksOf(...parts), ...part }))
}

function explained(parts: readonly PartOfWeek[]) {
  const [drop] = dropsOf(parts)
  return drop?.rule.words({ ...drop, bornOn: null }).explanation
}

test('AT-01: from 96 to 74 of a hundred is asked about, in the week of the last of them', () => {
  const [drop, ...others] = dropsOf([...times(12, percent(96)), ...times(4, percent(74))])

  expect(others).toEqual([])
  expect(drop).toMatchObject({ date: mondayOf(16), certainty: 'recorded', occurrence: 'week 13' })
  expect(drop && stepsAndDays(drop)).toEqual([['0', mondayOf(16)]])
  expect(drop?.rule.words({ ...drop, bornOn: null }).says('0')).toMatch(/^What has changed\?/)
})

test('AT-02: a level that has not changed is asked about by nobody', () => {
  expect(dropsOf([...times(12, percent(62)), ...times(4, percent(60))])).toEqual([])
})

test('AT-03: a fall that is explained is shown with its explanation, and asked about by nobody', () => {
  const parts = [...times(12, percent(90)), ...times(4, percent(68, { explained: 16 }))]

  expect(dropsOf(parts)).toMatchObject([{ prompts: [], overBecause: null }])
  expect(explained(parts)).toContain('There is a known explanation for most of it')
})

test('AT-04: weeks in which the school was closed are passed over', () => {
  const holiday = [
    { openings: 0, present: 0 },
    { openings: 4, present: 0 },
  ]
  const parts = [...times(12, percent(96)), ...times(2, percent(74)), ...holiday, ...times(2, percent(74))]

  expect(dropsOf(parts)).toMatchObject([{ date: mondayOf(18) }])
  expect(dropsOf(parts.slice(0, -1))).toEqual([])
})

test('AT-05: five school days in a row without explanation are asked about, whatever the share', () => {
  const parts = (days: number) => [...times(3), { present: 5, unexplainedDays: days }]
  const [drop] = dropsOf(parts(5))

  expect(dropsOf(parts(4))).toEqual([])
  expect(drop).toMatchObject({
    date: mondayOf(4),
    occurrence: 'week 4',
    dataGaps: ['12 earlier school weeks to compare with'],
  })
  expect(drop?.prompts).toHaveLength(1)
  expect(explained(parts(5))).toContain('They were away for 5 school days in a row')
})

test('AT-06: days on which they were excluded are no absence', () => {
  const excluded = { excluded: 6, present: 4 }
  const parts = [...times(12), ...times(3), excluded, {}]

  expect(dropsOf(parts)).toEqual([])
  expect(dropsOf([...times(12), ...times(4, { present: 7, excluded: 3 })])).toEqual([])
  expect(dropsOf([...times(12), ...times(4, { present: 7 })])).toHaveLength(1)
})

test('the fall counts exactly: twenty points and no less, whatever the fraction', () => {
  const falls = (earlier: number, recent: number) =>
    dropsOf([...times(12, percent(earlier)), ...times(4, percent(recent))]).length

  expect([falls(96, 76), falls(96, 78), falls(20, 0), falls(100, 80)]).toEqual([1, 0, 1, 1])
  // 9 of 10 before; 7 of 10 after, of which one third is no whole number of half-days.
  expect(dropsOf([...times(12, { present: 9 }), ...times(4, { openings: 10, present: 7 })])).toHaveLength(1)
  expect(
    dropsOf([...times(12, { present: 9 }), ...times(3, { present: 7 }), { openings: 9, present: 7 }]),
  ).toHaveLength(0)
})

test('it takes twelve earlier weeks to compare, of six half-days or more', () => {
  const low = times(4, { present: 2 })

  expect(dropsOf([...times(11), ...low])).toEqual([])
  expect(dropsOf([...times(12), ...low])).toHaveLength(1)
  expect(dropsOf([...times(11), { openings: 5, present: 5 }, ...low])).toEqual([])
  expect(dropsOf([...times(11), { openings: 6, present: 6 }, ...low])).toHaveLength(1)
})

test('a drop is asked about once while it lasts, and its name and day stay as weeks come in', () => {
  const parts = [...times(12), ...times(12, { present: 5 })]
  const seen = Array.from({ length: 9 }, (_, more) => dropsOf(parts.slice(0, 16 + more)))

  const [first] = seen[0] ?? []
  expect(seen.every((drops) => drops.length === 1)).toBe(true)
  expect(new Set(seen.map(([drop]) => `${drop?.occurrence} ${drop?.date}`)).size).toBe(1)
  expect(first?.occurrence).toBe('week 13')
})

test('after four weeks above it another drop is another, and after three it is the same', () => {
  const drop = times(4, { present: 5 })
  const back = (weeks: number) => [...times(12), ...drop, ...times(weeks), ...times(6, { present: 3 })]

  expect(dropsOf(back(3))).toHaveLength(1)
  const [first, second] = dropsOf(back(4))
  expect(first).toMatchObject({ prompts: [], overBecause: 'They have been in school more since' })
  expect(second).toMatchObject({ occurrence: 'week 21', overBecause: null })
  expect(second?.prompts).toHaveLength(1)
})

test('where less has become usual, a further fall is another drop', () => {
  const parts = [...times(12), ...times(16, { present: 7 }), ...times(4, { present: 4 })]

  expect(dropsOf(parts).map(({ occurrence }) => occurrence)).toEqual(['week 13', 'week 29'])
  expect(dropsOf(parts.slice(0, 28))).toHaveLength(1)
})

test('what was explained and no longer is, is asked about then, under the same name', () => {
  const ill = times(4, { present: 5, explained: 5 })
  const parts = [...times(12), ...ill, ...times(2, { present: 3 })]

  const [quiet] = dropsOf(parts.slice(0, 16))
  const [asked, ...others] = dropsOf(parts)

  expect(others).toEqual([])
  expect(quiet).toMatchObject({ prompts: [], occurrence: asked?.occurrence })
  expect(asked?.prompts).toHaveLength(1)
  expect(daysBetween(quiet?.date ?? mondayOf(1), asked?.date ?? mondayOf(1))).toBeGreaterThan(0)
})

test('what was explained covers four fifths of the absence, and no less', () => {
  const asked = (explainedEach: number) =>
    dropsOf([...times(12), ...times(4, { present: 5, explained: explainedEach })])[0]?.prompts.length

  expect([asked(4), asked(3)]).toEqual([0, 1])
})

test('days in a row are asked about though the rest is explained', () => {
  const parts = [...times(12), ...times(3, { present: 4, explained: 6 }), { present: 0, unexplainedDays: 5 }]

  expect(dropsOf(parts)).toMatchObject([{ prompts: [{ step: '0' }] }])
})

test('somebody who has left school is not asked about it', () => {
  const parts = [...times(12), ...times(4, { present: 2 })]
  const left = (on: string) => ({ facts: [aFact('SCHOOL_LEFT', on)] })

  expect(dropsOf(parts, left(mondayOf(16)))).toMatchObject([
    { prompts: [], overBecause: 'They have left school' },
  ])
  expect(dropsOf(parts, left(addDays(mondayOf(16), -1)))[0]?.prompts).toHaveLength(1)
})

test('weeks that come in late are asked about then, and those long gone are not', () => {
  const asked = (recordedOn: string) =>
    dropsOf([...times(12), ...times(4, { present: 2, recordedOn: civilDate(recordedOn) })])[0]?.prompts

  expect(asked(addDays(mondayOf(16), 4))).toEqual([
    { step: 'now', on: addDays(mondayOf(16), 4), covers: ['0'] },
  ])
  expect(asked(addWeeks(mondayOf(16), 12))).toHaveLength(1)
  expect(asked(addDays(addWeeks(mondayOf(16), 12), 1))).toEqual([])
})

test('the page shows the weeks that were compared, and how often they are there for context only', () => {
  const [drop] = dropsOf([...times(12), ...times(4, { present: 7, recordedOn: mondayOf(17) })])
  const row = drop && rowOf(drop)
  const person = {
    id: 'p',
    bornOn: null,
    birthDateCertainty: 'recorded',
    birthDateSource: 'import',
    recordedOn: longAgo,
    recordedBy: null,
    facts: [],
  } as const
  const held = { ...row, date: row?.fallsOn, decisions: [], moves: [] } as unknown as Parameters<
    typeof whyOf
  >[0]

  const why = whyOf(held, person, mondayOf(17))

  expect(why?.basis.map(({ fact, value, source, recordedOn }) => [fact, value, source, recordedOn])).toEqual([
    [
      'attendance_recent',
      '28 of 40 half-days, from the week of 29 June 2026 to that of 20 July 2026',
      'the school',
      mondayOf(17),
    ],
    [
      'attendance_earlier',
      '120 of 120 half-days, from the week of 6 April 2026 to that of 22 June 2026',
      'the school',
      mondayOf(17),
    ],
  ])
  expect(why?.explanation).toContain('for 28 of 40 half-days')
  expect(why?.explanation).toContain('for context only')
})

const aWeek: fc.Arbitrary<PartOfWeek> = fc
  .record({
    openings: fc.constantFrom(0, 4, 5, 6, 8, 10, 10, 10),
    absent: fc.double({ min: 0, max: 1, noNaN: true }),
    explained: fc.double({ min: 0, max: 1, noNaN: true }),
    excluded: fc.constantFrom(0, 0, 0, 2, 6),
    unexplainedDays: fc.constantFrom(0, 0, 0, 1, 4, 5, 9),
  })
  .map(({ openings, absent, explained: share, excluded, unexplainedDays }) => {
    const out = Math.min(excluded, openings)
    const missed = Math.round((openings - out) * absent * absent)
    const present = openings - out - missed
    return { openings, present, excluded: out, explained: Math.round(missed * share), unexplainedDays }
  })

test('whatever the weeks: each drop has a cause, its own name, and four weeks or twelve between it and the next', () => {
  fc.assert(
    fc.property(fc.array(aWeek, { maxLength: 60 }), (parts) => {
      const weeks = weeksOf(...parts)
      const drops = only(weeks)
      const counted = weeks.filter(({ openings, excluded }) => openings - excluded >= 6)
      const dates = drops.map(({ date }) => date as string)

      expect(new Set(drops.map(({ occurrence }) => occurrence)).size).toBe(drops.length)
      expect(dates).toEqual([...dates].sort())
      for (const { occurrence } of drops) expect(weeks.some(({ id }) => id === occurrence)).toBe(true)
      for (const [at, date] of dates.entries()) {
        expect(fallsAt(counted, date) || (weekAt(weeks, date)?.unexplainedDays ?? 0) >= 5).toBe(true)
        const between = counted.filter(({ starting }) => starting > (dates[at - 1] ?? '') && starting < date)
        if (at > 0) expect(between.length).toBeGreaterThanOrEqual(4)
      }
      const isAnyCause = weeks.some(
        ({ starting, unexplainedDays }) => unexplainedDays >= 5 || fallsAt(counted, starting),
      )
      expect(drops.length > 0).toBe(isAnyCause)
    }),
    runs(500),
  )
})

test('a later week never takes away or renames a drop that was found', () => {
  fc.assert(
    fc.property(fc.array(aWeek, { maxLength: 50 }), aWeek, (parts, next) => {
      const before = only(weeksOf(...parts)).map(({ occurrence }) => occurrence)
      const after = only(weeksOf(...parts, next)).map(({ occurrence }) => occurrence)

      expect(after.slice(0, before.length)).toEqual(before)
    }),
    runs(500),
  )
})

function only(weeks: SchoolWeek[]) {
  const { transitions, failures } = transitionsIn(aLife({ weeks }), [attendanceDrop])
  expect(failures).toEqual([])
  return transitions
}

function weekAt(weeks: readonly SchoolWeek[], date: string) {
  return weeks.find(({ starting }) => starting === date)
}

/** The rule as it reads in domain/A2, in whole numbers so large that nothing is rounded. */
function fallsAt(counted: readonly SchoolWeek[], date: string): boolean {
  const end = counted.findIndex(({ starting }) => starting === date) + 1
  if (end < 16) return false
  const sum = (weeks: readonly SchoolWeek[]) => ({
    present: BigInt(weeks.reduce((all, { present }) => all + present, 0)),
    open: BigInt(weeks.reduce((all, { openings, excluded }) => all + openings - excluded, 0)),
  })
  const recent = sum(counted.slice(end - 4, end))
  const earlier = sum(counted.slice(end - 16, end - 4))
  return 5n * (earlier.present * recent.open - recent.present * earlier.open) >= earlier.open * recent.open
}
