import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CivilDate, civilDate, fromDayNumber } from '~/shared/civil-date'
import { rowOf, type TransitionRow, toldOf } from '~/transitions/reconcile'
import type { Fact, Life, OwnRecords } from '~/transitions/rule'
import { rules, rulesByCode } from '~/transitions/rules'
import { skeletonOf } from '~/transitions/skeleton'
import { type Transition, transitionsIn } from '~/transitions/transitions-in'
import { runs } from '../support/runs'
import { aFact, aLife } from './a-life'
import { type PartOfWeek, weeksOf } from './some-weeks'

const day = fc.integer({ min: 14000, max: 22000 }).map(fromDayNumber)
const kinds = [
  ...['CSO_MADE', 'CSO_CONTINUED', 'CSO_TERMINATED', 'ICSO_MADE', 'ICSO_EXTENDED', 'ICSO_ENDED', 'CUSTODY'],
  ...['REMAND', 'RELEASED', 'RELEASE_DATE', 'RECALLED', 'COURT', 'MOVE_OF_HOME', 'LOOKED_AFTER'],
  ...[
    'DEBT_DISCLOSED',
    'MISSING_RETURNED',
    'RETURN_DISCUSSION_HELD',
    'PARENT_IMPRISONED',
    'PARENT_RELEASED',
    'BEREAVEMENT',
  ],
  ...[
    'HOMELESS_NOTICE',
    'HOMELESS',
    'HOSPITAL_VIOLENCE',
    'CP_INVESTIGATION',
    'CP_MEETING_HELD',
    'PROGRAMME_PLACE',
  ],
  ...['SECURE_PLACED', 'SECURE_LEFT', 'SCHOOL_LEFT', 'SCHOOL_LEAVING_INTENDED', 'BAIL', 'CPO_IMPOSED'],
  ...['EXCLUSION', 'PART_TIME_TIMETABLE', 'SCHOOL_MOVE', 'WORK_OR_COURSE_LOST'],
  ...['SECURE_AUTHORISED', 'SECURE_REVIEWED', 'CONTINUING_CARE_ENDED', 'EEI_REFERRED', 'EEI_DECIDED', 'RLO'],
  ...['DIVERSION_OFFERED', 'DIVERSION_ASSESSED', 'DIVERSION_STARTED', 'DIVERSION_ENDED', 'ORDER_REVIEW'],
  ...['ORDER_ENDED', 'STRUCTURED_DEFERRED_SENTENCE', 'LICENCE', 'SUPERVISED_RELEASE', 'DTTO_REVIEW'],
]
const fact: fc.Arbitrary<Fact> = fc
  .record({
    id: fc.uuid(),
    kind: fc.constantFrom(...kinds),
    happensOn: day,
    atTime: fc.option(fc.constantFrom('00:00', '01:30', '23:59')),
    endsOn: fc.option(day),
    certainty: fc.constantFrom('official' as const, 'recorded' as const, 'reported' as const),
    standing: fc.constantFrom('fact' as const, 'fact' as const, 'reported' as const, 'opinion' as const),
    documentRef: fc.option(fc.constant('A1')),
    receivedOn: fc.option(day),
    recordedOn: day,
    confirmedOn: fc.option(day),
    details: fc.record(
      {
        next_court_on: fc.oneof(day, fc.constant('soon')),
        sentence_months: fc.constantFrom('24', '60', 'two years'),
        place_type: fc.constantFrom('secure', 'yoi'),
        type: fc.constantFrom('EDL', 'PQD', 'HDC'),
        ended: fc.constantFrom('yes', 'no'),
        notice: fc.constantFrom('yes', 'no'),
        who: fc.constantFrom('parent', 'sibling'),
        first_visit_on: day,
        violent: fc.constantFrom('yes', 'no'),
        destination: fc.constantFrom('confirmed', 'unconfirmed'),
        returns_on: fc.oneof(day, fc.constant('soon')),
        review_on: day,
        unrecorded: fc.constant('yes'),
        route: fc.constantFrom('hearing', 'criminal'),
        supervised: fc.constantFrom('yes', 'no'),
        requirements: fc.constantFrom('supervision', 'unpaid work'),
        where: fc.constantFrom('at-home', 'foster', 'secure'),
        programme: fc.constantFrom('boxing', 'music'),
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<Record<string, string>>,
  })
  .map((part) => aFact(part.kind, part.happensOn, part))

const week: fc.Arbitrary<PartOfWeek> = fc.record({
  present: fc.integer({ min: 0, max: 10 }),
  excluded: fc.constantFrom(0, 0, 0, 6),
  unexplainedDays: fc.constantFrom(0, 0, 0, 0, 5),
  explained: fc.integer({ min: 0, max: 3 }),
  recordedOn: day,
})

const own: fc.Arbitrary<OwnRecords> = fc.record({
  workers: fc.array(
    fc.record({ id: fc.uuid(), kind: fc.constantFrom('lead', 'co-worker'), endsOn: day, saidOn: day }),
    { maxLength: 2 },
  ),
  programmes: fc.array(
    fc.record({
      id: fc.uuid(),
      programmeId: fc.uuid(),
      name: fc.constantFrom('Boxing', 'Music'),
      isOpen: fc.boolean(),
      sentOn: day,
      startedOn: fc.option(day),
      startedSaidOn: fc.option(day),
      plannedOn: fc.option(day),
      endedOn: fc.option(day),
      endedSaidOn: fc.option(day),
      usualWeeks: fc.option(fc.integer({ min: 1, max: 52 })),
      fundedUntil: fc.option(day),
      fundingSaidOn: fc.option(day),
      closedOn: fc.option(day),
    }),
    { maxLength: 2 },
  ),
})

const life: fc.Arbitrary<Life> = fc
  .record({
    bornOn: fc.option(day, { freq: 8 }),
    birthDateCertainty: fc.constantFrom('recorded' as const, 'estimated' as const, 'disputed' as const),
    schoolNation: fc.constantFrom('scotland' as const, 'scotland' as const, 'england' as const),
    pupil: fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const),
    deferredEntry: fc.boolean(),
    stage: fc.constantFrom(null, null, 'P6', 'P7', 'S1', 'S3', 'S5'),
    stageSession: fc.constantFrom('2018/19', '2024/25', '2026/27'),
    sessionStartsOn: fc.constantFrom<Record<string, CivilDate>>(
      {},
      { '2026/27': civilDate('2026-08-18'), '2020/21': civilDate('2020-08-11') },
    ),
    additionalSupportNeeds: fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const),
    attendedWeekStarting: fc.option(day),
    weeks: fc.array(week, { maxLength: 40 }).map((parts) => weeksOf(...parts)),
    christmasHolidayFirstDay: fc.dictionary(fc.constantFrom('2025/26', '2026/27'), day, { maxKeys: 2 }),
    own,
    openedOn: day,
    recordedOn: day,
    closedOn: fc.option(day),
    facts: fc.array(fact, { maxLength: 8 }),
  })
  .map((part) => aLife(part))

const many = runs(500)

test('no rule fails on any facts, in any order, and the order changes nothing', () => {
  fc.assert(
    fc.property(life, (any) => {
      const { transitions, failures } = transitionsIn(any)
      const turned = transitionsIn({ ...any, facts: [...any.facts].reverse() })

      expect(failures).toEqual([])
      expect(turned.transitions.map((each) => rowOf(each))).toEqual(transitions.map((each) => rowOf(each)))
    }),
    many,
  )
})

test('nothing is raised before it was known or after closing, each step once, in the order of the days', () => {
  fc.assert(
    fc.property(life, (any) => {
      for (const { prompts, knownFrom } of transitionsIn(any).transitions) {
        const steps = prompts.map(({ step }) => step)
        const days = prompts.map(({ on }) => on)

        expect(new Set(steps).size).toBe(steps.length)
        expect(days).toEqual([...days].sort())
        for (const on of days) {
          expect(on >= knownFrom && on >= any.openedOn).toBe(true)
          expect(any.closedOn === null || on <= any.closedOn).toBe(true)
        }
      }
    }),
    many,
  )
})

test('one transition for each rule and occurrence, and an unknown one has no day, nor one that is some day of a month', () => {
  fc.assert(
    fc.property(life, (any) => {
      const { transitions } = transitionsIn(any)

      const keys = transitions.map(({ rule, occurrence }) => `${rule.code} ${occurrence}`)

      expect(new Set(keys).size).toBe(keys.length)
      for (const { certainty, date, prompts, window } of transitions) {
        const isSomeDayOf = date === null && window !== null
        if (certainty === 'unknown') expect(date).toBeNull()
        if (date === null && !isSomeDayOf) expect(certainty).toBe('unknown')
        if (isSomeDayOf) expect(['provisional', 'reported']).toContain(certainty)
        else if (date === null) expect(prompts.every(({ step }) => step === 'ask')).toBe(true)
      }
    }),
    many,
  )
})

test('every prompt has its reason, facts, source and version, from what is stored alone', () => {
  fc.assert(
    fc.property(life, (any) => {
      for (const found of transitionsIn(any).transitions) {
        const row = rowOf(found)
        const words = rulesByCode.get(row.rule)?.words(toldOf(row, any.bornOn))

        expect(words?.explanation).toBe(found.rule.words({ ...found, bornOn: any.bornOn }).explanation)
        expect(words?.title).toBeTruthy()
        expect(words?.whatWouldEndIt).toBeTruthy()
        expect(found.rule.lawVersions.map(({ code }) => code)).toContain(row.lawVersion)
        if (row.prompts.length > 0) expect(row.basis.length).toBeGreaterThan(0)
        for (const { step } of row.prompts) {
          const says = words?.says(step) ?? ''
          expect(says.length).toBeGreaterThan(20)
          expect(says).not.toBe(words?.explanation)
          expect(`${words?.title} ${words?.explanation} ${says}`).not.toMatch(/undefined|null|NaN|planned \d/)
        }
      }
    }),
    many,
  )
})

/** domain/G, words to avoid. */
const AVOIDED =
  /\b(placement|unit|contact with|respite|offender|perpetrator|gang|non-engag|refused|failed to attend|abscond|challenging|high-risk|risk|lifestyle|vulnerable|client|criminal career|score)\b/i

test('no rule says a word that hurts', () => {
  fc.assert(
    fc.property(life, (any) => {
      for (const found of transitionsIn(any).transitions) {
        const { title, explanation, says, whatWouldEndIt, suggestedActions } = found.rule.words({
          ...found,
          bornOn: any.bornOn,
        })
        const spoken = [title, explanation, whatWouldEndIt, ...suggestedActions, ...found.warnings]

        for (const text of [...spoken, ...found.prompts.map(({ step }) => says(step))]) {
          expect(text).not.toMatch(AVOIDED)
        }
      }
    }),
    many,
  )
})

test('what tells of court or custody is for those who may read of it, in what it rests on too', () => {
  const justice = [
    'COURT',
    'BAIL',
    'REMAND',
    'CUSTODY',
    'RECALLED',
    'RELEASED',
    'RELEASE_DATE',
    'CPO_IMPOSED',
    'EEI_REFERRED',
    'EEI_DECIDED',
    'DIVERSION_OFFERED',
    'DIVERSION_STARTED',
    'DIVERSION_ENDED',
    'ORDER_REVIEW',
    'ORDER_ENDED',
    'STRUCTURED_DEFERRED_SENTENCE',
    'RLO',
    'LICENCE',
    'SUPERVISED_RELEASE',
    'DTTO_REVIEW',
  ]
  fc.assert(
    fc.property(life, (any) => {
      for (const found of transitionsIn(any).transitions) {
        if (rowOf(found).scope === 'justice') continue

        const rests = found.basis.flatMap((each) => (each.of === 'fact' ? [each.fact.kind] : []))

        expect(rests.filter((kind) => justice.includes(kind))).toEqual([])
        expect(found.because).not.toMatch(/custody|court|remand|released/)
      }
    }),
    many,
  )
})

test('the skeleton is the same if and only if everything stored is', () => {
  const stored = (transitions: readonly Transition[]) =>
    JSON.stringify(transitions.map((each) => ({ ...rowOf(each), skeleton: '' })))
  fc.assert(
    fc.property(life, fc.option(fact), fc.option(day), (any, another, bornOn) => {
      const one = transitionsIn(any).transitions
      const facts = another ? [...any.facts, another] : any.facts
      const other = transitionsIn({ ...any, facts, bornOn: bornOn ?? any.bornOn }).transitions

      expect(skeletonOf(one) === skeletonOf(other)).toBe(stored(one) === stored(other))
    }),
    many,
  )
})

test('each thing that is stored changes the skeleton', () => {
  const facts = [
    aFact('CSO_MADE', '2026-06-10'),
    aFact('CSO_CONTINUED', '2027-05-20', { endsOn: civilDate('2027-11-19') }),
    aFact('MOVE_OF_HOME', '2026-06-20'),
  ]
  const [cso] = transitionsIn(aLife({ openedOn: civilDate('2027-10-01'), facts })).transitions.filter(
    ({ rule }) => rule.code === 'CSO_END',
  )
  if (!cso) throw new Error('an order')
  const [prompt] = cso.prompts
  if (!prompt) throw new Error('a prompt')
  const on = civilDate('2027-01-01')
  const basis = { of: 'person', thing: 'stage', value: 'S4', passing: true } as const
  const duty = { what: 'ask', by: '2027-01-01', standing: 'practice' } as const

  const changed: Partial<Transition>[] = [
    { rule: { ...cso.rule, edition: cso.rule.edition + 1 } },
    { rule: { ...cso.rule, code: 'OTHER' } },
    { rule: { ...cso.rule, scope: 'health' } },
    { scope: 'programme' },
    { occurrence: 'other' },
    { date: on },
    { date: null },
    { window: null },
    { window: { from: on, to: cso.window?.to ?? on } },
    { window: { from: cso.window?.from ?? on, to: on } },
    { certainty: 'provisional' },
    { lawVersion: 'later' },
    { prompts: [] },
    { prompts: [...cso.prompts, { step: '+9w', on }] },
    { prompts: [{ ...prompt, step: '-1w' }, ...cso.prompts.slice(1)] },
    { prompts: [{ ...prompt, on }, ...cso.prompts.slice(1)] },
    { prompts: [{ ...prompt, covers: [...(prompt.covers ?? []), '-6w'] }, ...cso.prompts.slice(1)] },
    { prompts: [{ step: prompt.step, on: prompt.on, round: prompt.round ?? '' }, ...cso.prompts.slice(1)] },
    { prompts: [{ ...prompt, round: 'other' }, ...cso.prompts.slice(1)] },
    { duties: [duty] },
    { duties: [{ ...duty, by: '2027-01-02' }] },
    { duties: [{ ...duty, what: 'tell' }] },
    { duties: [{ ...duty, standing: 'guidance' }] },
    { dataGaps: ['a day'] },
    { dataGaps: ['a', 'day'] },
    { warnings: ['a day'] },
    { basis: [] },
    { basis: [...cso.basis, basis] },
    { basis: [...cso.basis, { ...basis, value: 'S5' }] },
    { basis: [...cso.basis, { ...basis, value: null }] },
    { basis: [...cso.basis, { ...basis, thing: 'pupil' }] },
    { basis: cso.basis.map((each) => ({ ...each, passing: true })) },
    { basis: [...cso.basis].reverse() },
    { expectedStage: 'S4' },
    { expectedStage: '' },
    { urgent: true },
    { cluster: 'abc' },
    { because: 'planned 2027-01-01' },
    { overBecause: 'over' },
    { overBecause: '' },
  ]

  const skeletons = [{}, ...changed].map((part) => skeletonOf([{ ...cso, ...part }]))

  expect(new Set(skeletons).size).toBe(skeletons.length)
  expect(skeletonOf([cso, cso])).not.toBe(skeletonOf([cso]))
  expect(Object.keys(rowOf(cso)).sort()).toEqual(COLUMNS)
})

/** Whoever adds a column adds it to the skeleton, and to the test above. */
const COLUMNS: (keyof TransitionRow)[] = [
  ...([
    'basis',
    'because',
    'certainty',
    'cluster',
    'dataGaps',
    'duties',
    'edition',
    'expectedStage',
  ] as const),
  ...(['fallsOn', 'lawVersion', 'nextOn', 'occurrence', 'overBecause', 'prompts', 'rule', 'scope'] as const),
  ...(['skeleton', 'urgent', 'warnings', 'windowFrom', 'windowTo'] as const),
]

test('every rule has a source, a version, an owner and a code of its own', () => {
  for (const { source, lawVersions, ownerRole, code, graceDays, edition } of rules) {
    expect(source.url).toMatch(/^https:\/\//)
    expect(lawVersions.length).toBeGreaterThan(0)
    expect([source.title, ownerRole, code].every(Boolean)).toBe(true)
    expect(graceDays > 0 && edition > 0).toBe(true)
  }
  expect(rulesByCode.size).toBe(rules.length)
})
