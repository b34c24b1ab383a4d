import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, civilDate, fromDayNumber } from '~/shared/civil-date'
import { workingDays } from '~/shared/working-days'
import type { Fact, Life } from '~/transitions/rule'
import { skeletonOf } from '~/transitions/skeleton'
import { transitionsIn } from '~/transitions/transitions-in'

const calendar = workingDays()
const day = fc.integer({ min: 14000, max: 22000 }).map(fromDayNumber)
const kind = fc.constantFrom(
  ...[
    'CSO_MADE',
    'CSO_CONTINUED',
    'CSO_TERMINATED',
    'ICSO_MADE',
    'ICSO_ENDED',
    'CUSTODY',
    'REMAND',
    'RELEASED',
  ],
  ...[
    'RELEASE_DATE',
    'COURT',
    'MOVE_OF_HOME',
    'RECALLED',
    'LOOKED_AFTER',
    'SCHOOL_LEFT',
    'SCHOOL_LEAVING_INTENDED',
  ],
)
const fact = fc.record({
  id: fc.uuid(),
  kind,
  happensOn: day,
  atTime: fc.constant(null),
  endsOn: fc.option(day),
  certainty: fc.constantFrom('official', 'recorded', 'reported'),
  standing: fc.constantFrom('fact', 'reported', 'opinion'),
  source: fc.string(),
  documentRef: fc.option(fc.string()),
  receivedOn: fc.option(day),
  recordedOn: day,
  recordedBy: fc.constant(null),
  confirmedOn: fc.option(day),
  details: fc.constant({}),
}) as fc.Arbitrary<Fact>

function aLife(facts: Fact[], openedOn = civilDate('2010-01-01')): Life {
  return {
    bornOn: civilDate('2008-02-29'),
    birthDateCertainty: 'recorded',
    birthDateSource: 'import',
    recordedOn: openedOn,
    recordedBy: null,
    schoolNation: 'scotland',
    pupil: 'yes',
    stage: null,
    stageSession: null,
    deferredEntry: false,
    additionalSupportNeeds: 'unknown',
    christmasHolidayFirstDay: {},
    attendedWeekStarting: null,
    openedOn,
    closedOn: null,
    closedBecause: null,
    facts,
    workingDays: calendar,
  }
}

test('no rule fails on any facts, in any order, and nothing is raised before it was known', () => {
  fc.assert(
    fc.property(fc.array(fact, { maxLength: 8 }), (facts) => {
      const { transitions, failures } = transitionsIn(aLife(facts))
      const turned = transitionsIn(aLife([...facts].reverse())).transitions

      expect(failures).toEqual([])
      expect(skeletonOf(turned)).toBe(skeletonOf(transitions))
      for (const { prompts, knownFrom } of transitions)
        for (const { on } of prompts) expect(on >= knownFrom).toBe(true)
    }),
  )
})

test('LT-03: a case opened late has one prompt for what has passed', () => {
  const life = { ...aLife([], civilDate('2026-09-01')), bornOn: civilDate('2010-10-01') }
  const [leaving] = transitionsIn({
    ...life,
    christmasHolidayFirstDay: { '2026/27': civilDate('2026-12-19') },
  }).transitions

  expect(leaving?.prompts[0]).toEqual({ step: 'now', on: '2026-09-01', covers: ['-26w'] })
  expect(leaving?.duties.map(({ by }) => by)).toEqual(['2025-12-19', '2026-06-19'])
})

test('LT-01: a year and six months before leaving', () => {
  const [leaving] = transitionsIn({ ...aLife([]), bornOn: civilDate('2011-03-01') }).transitions

  expect(leaving?.duties.map(({ by }) => by)).toEqual(['2026-05-31', '2026-11-30'])
  expect(addDays(civilDate('2026-02-28'), 1)).toBe('2026-03-01')
})
