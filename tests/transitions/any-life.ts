import fc from 'fast-check'
import { type CivilDate, civilDate, fromDayNumber } from '~/shared/civil-date'
import type { Fact, Life, OwnRecords } from '~/transitions/rule'
import { aFact, aLife } from './a-life'
import { type PartOfWeek, weeksOf } from './some-weeks'

export const day = fc.integer({ min: 14000, max: 22000 }).map(fromDayNumber)
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
export const fact: fc.Arbitrary<Fact> = fc
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

/** Anybody at all, with facts of every sort in no order. */
export const life: fc.Arbitrary<Life> = fc
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
