import { expect, test } from 'vitest'
import { addDays, type CivilDate, civilDate } from '~/shared/civil-date'
import { workingDays } from '~/shared/working-days'
import { transitionsJson } from '~/transitions/list'
import type { Fact, Life } from '~/transitions/rule'
import { aFact, aLife, days, foundBy, stepsAndDays, theOne } from './a-life'

function saysOf(code: string, facts: Fact[], step: string) {
  const found = theOne(code, aLife({ facts }))
  return found.rule.words({ ...found, bornOn: null }).says(step)
}

test('OT-05: the planning meeting is held within 28 calendar days of the investigation', () => {
  const found = theOne('CP_PROCESS', aLife({ facts: [aFact('CP_INVESTIGATION', '2026-11-03')] }))

  expect(found.duties).toEqual([
    {
      what: 'the family and others are told of the planning meeting',
      by: '2026-11-26',
      standing: 'guidance',
    },
    { what: 'the child protection planning meeting is held', by: '2026-12-01', standing: 'guidance' },
  ])
  expect(stepsAndDays(found)).toEqual([
    ['0', '2026-11-03'],
    ['+3w', '2026-11-24'],
  ])
})

test('OT-05: the core group meets within 15 working days of the meeting', () => {
  const facts = [aFact('CP_INVESTIGATION', '2026-11-03'), aFact('CP_MEETING_HELD', '2026-12-01')]

  const found = theOne('CP_PROCESS', aLife({ facts }))

  expect(found).toMatchObject({ date: '2026-11-03', occurrence: 'CP_INVESTIGATION-2026-11-03' })
  expect(found.duties.map(({ by }) => by)).toEqual(['2026-12-15', '2026-12-22'])
  expect(stepsAndDays(found)).toEqual([
    ['+1d', '2026-12-02'],
    ['+2w', '2026-12-15'],
  ])
})

test('working days across Christmas and by an own calendar count for the core group', () => {
  const facts = [aFact('CP_MEETING_HELD', '2026-12-17')]
  const coreGroup = (life: Partial<Life>) => theOne('CP_PROCESS', aLife({ facts, ...life })).duties[1]?.by

  expect(coreGroup({})).toBe('2027-01-13')
  expect(coreGroup({ workingDays: workingDays([{ date: civilDate('2026-12-24'), works: false }]) })).toBe(
    '2027-01-14',
  )
})

test('each meeting belongs to the investigation before it, one without any stands by itself', () => {
  const facts = [
    aFact('CP_MEETING_HELD', '2026-01-10'),
    aFact('CP_INVESTIGATION', '2026-03-01'),
    aFact('CP_INVESTIGATION', '2026-09-01'),
    aFact('CP_MEETING_HELD', '2026-09-20'),
  ]

  const found = foundBy('CP_PROCESS', aLife({ facts }))

  expect(found.map(({ occurrence, because }) => [occurrence, because])).toEqual([
    ['CP_MEETING_HELD-2026-01-10', 'alone'],
    ['CP_INVESTIGATION-2026-03-01', ''],
    ['CP_INVESTIGATION-2026-09-01', 'met 2026-09-20'],
  ])
})

test('a meeting that is only said to have been held moves nothing on, and from 18 it is another process', () => {
  const said = aFact('CP_MEETING_HELD', '2026-11-20', { standing: 'reported' })
  const found = theOne('CP_PROCESS', aLife({ facts: [aFact('CP_INVESTIGATION', '2026-11-03'), said] }))

  expect(found.warnings).toEqual(['the meeting is said to have been held: check with social work'])
  expect(found.duties).toHaveLength(2)
  const warned = (on: string) =>
    theOne('CP_PROCESS', aLife({ bornOn: civilDate('2010-02-03'), facts: [aFact('CP_INVESTIGATION', on)] }))
      .warnings
  expect(warned('2028-02-02')).toEqual([])
  expect(warned('2028-02-03')).toEqual(['from 18 it is adult support and protection: check with social work'])
})

test('OT-06: a programme that ends is spoken of before and after', () => {
  const place = aFact('PROGRAMME_PLACE', '2026-09-01', { endsOn: civilDate('2027-03-31') })

  const found = theOne('PROGRAMME_END', aLife({ facts: [place] }))

  expect(found.date).toBe('2027-03-31')
  expect(found.prompts.map(({ on }) => on)).toEqual(
    days('2027-02-17', '2027-03-17', '2027-04-14', '2027-05-12', '2027-06-23'),
  )
})

test('a place without a planned end has no day, and none is made up', () => {
  const found = theOne('PROGRAMME_END', aLife({ facts: [aFact('PROGRAMME_PLACE', '2026-09-01')] }))

  expect(found).toMatchObject({ date: null, certainty: 'unknown', prompts: [] })
  expect(found.dataGaps).toEqual(['the day it is planned to end'])
})

test('OT-07: a bereavement comes back after six weeks, half a year, and before the first anniversary', () => {
  const found = theOne('BEREAVEMENT', aLife({ facts: [aFact('BEREAVEMENT', '2026-11-01')] }))

  expect(stepsAndDays(found)).toEqual([
    ['+1w', '2026-11-08'],
    ['+6w', '2026-12-13'],
    ['+6m', '2027-05-01'],
    ['-2w', '2027-10-18'],
  ])
  expect(found.window).toEqual({ from: '2026-11-01', to: '2027-10-18' })
})

test('OT-07: the second anniversary is not asked about, and a leap day has an anniversary', () => {
  const found = theOne('BEREAVEMENT', aLife({ facts: [aFact('BEREAVEMENT', '2024-02-29')] }))

  expect(found.prompts.map(({ on }) => on)).toEqual(
    days('2024-03-07', '2024-04-11', '2024-08-29', '2025-02-14'),
  )
})

test('a sudden or violent death is told apart, and nothing of it in other words', () => {
  const explained = (details: Record<string, string>) => {
    const found = theOne('BEREAVEMENT', aLife({ facts: [aFact('BEREAVEMENT', '2026-11-01', { details })] }))
    return found.rule.words({ ...found, bornOn: null }).explanation
  }

  expect(explained({ violent: 'yes', relationship: 'his cousin' })).toContain('sudden or violent')
  expect(explained({ sudden: 'yes' })).toBe(explained({ violent: 'yes' }))
  expect(explained({ relationship: 'his cousin' })).not.toMatch(/cousin|sudden/)
})

const imprisoned = (part: Partial<Fact> = {}) => aFact('PARENT_IMPRISONED', '2026-11-02', part)

test('a parent in prison: the day, a week, four weeks, before the first visit and before the return', () => {
  const found = theOne(
    'PARENT_IMPRISONED',
    aLife({
      facts: [imprisoned({ endsOn: civilDate('2027-05-03'), details: { first_visit_on: '2026-12-14' } })],
    }),
  )

  expect(stepsAndDays(found)).toEqual([
    ['0', '2026-11-02'],
    ['+1w', '2026-11-09'],
    ['+4w', '2026-11-30'],
    ['-1w', '2026-12-07'],
    ['-4w', '2027-04-05'],
  ])
})

test('each step says what its own day is about, and who it is', () => {
  const facts = [
    imprisoned({
      endsOn: civilDate('2027-05-03'),
      details: { first_visit_on: '2026-12-14', who: 'sibling' },
    }),
  ]

  expect(saysOf('PARENT_IMPRISONED', facts, '-1w')).toContain('first visit')
  expect(saysOf('PARENT_IMPRISONED', facts, '-4w')).toContain('coming home')
  expect(saysOf('PARENT_IMPRISONED', facts, 'now')).toContain('a brother or sister')
  expect(saysOf('PARENT_IMPRISONED', [imprisoned()], 'now')).toContain('somebody of the family')
})

test('a return that happened ends what was asked about prison; of another of the family it does not', () => {
  const life = (back: Partial<Fact>) =>
    aLife({
      facts: [
        imprisoned({ endsOn: civilDate('2027-05-03'), details: { who: 'parent' } }),
        aFact('PARENT_RELEASED', '2026-11-20', back),
      ],
    })
  const steps = (back: Partial<Fact>) =>
    theOne('PARENT_IMPRISONED', life(back)).prompts.map(({ step }) => step)

  expect(steps({ details: { who: 'parent' } })).toEqual(['0', '+1w'])
  expect(steps({})).toEqual(['0', '+1w'])
  expect(steps({ details: { who: 'sibling' } })).toEqual(['0', '+1w', '+4w', '-4w'])
  expect(steps({ standing: 'reported' })).toEqual(['0', '+1w', '+4w', '-4w'])
})

test('a family member who comes back: four weeks before, the day, a week and four weeks after', () => {
  const found = theOne('PARENT_RELEASED', aLife({ facts: [aFact('PARENT_RELEASED', '2027-05-03')] }))

  expect(stepsAndDays(found)).toEqual([
    ['-4w', '2027-04-05'],
    ['0', '2027-05-03'],
    ['+1w', '2027-05-10'],
    ['+4w', '2027-05-31'],
  ])
})

test('a visit or return before the day itself is kept and shown as a contradiction', () => {
  const found = theOne(
    'PARENT_IMPRISONED',
    aLife({ facts: [imprisoned({ details: { first_visit_on: '2026-10-01' } })] }),
  )

  expect(found.warnings).toEqual(['a visit or a return is recorded before the day itself: check the days'])
})

test('where an organisation sets one step for both days, the first to come asks for both', () => {
  const found = theOne(
    'PARENT_IMPRISONED',
    aLife({
      facts: [imprisoned({ endsOn: civilDate('2027-05-03'), details: { first_visit_on: '2026-12-14' } })],
      settings: {
        PARENT_IMPRISONED: {
          beforeReturn: [{ step: '-1w', count: -7, unit: 'd' }],
          steps: [],
          beforeVisit: [{ step: '-1w', count: -7, unit: 'd' }],
        },
      },
    }),
  )
  const says = found.rule.words({ ...found, bornOn: null }).says('-1w')

  expect(stepsAndDays(found)).toEqual([['-1w', '2026-12-07']])
  expect(says).toContain('first visit')
  expect(says).toContain('coming home')
})

test('told that the home will be lost: the same day, and from two months before the council must help', () => {
  const notice = (lost: string | null) =>
    theOne(
      'HOMELESS_NOTICE',
      aLife({ facts: [aFact('HOMELESS_NOTICE', '2026-11-20', { endsOn: lost ? civilDate(lost) : null })] }),
    )

  expect(stepsAndDays(notice('2027-01-15'))).toEqual([['0', '2026-11-20']])
  expect(notice('2027-01-15').duties[0]).toMatchObject({ by: '2026-11-20', standing: 'statutory' })
  expect(notice('2027-01-20').duties[0]?.by).toBe('2026-11-20')
  expect(notice('2027-01-21').duties[0]?.by).toBe('2026-11-21')
  expect(notice(null).dataGaps).toContain('the day the home is lost')
  expect(notice(null).urgent).toBe(true)
})

test('the six months of the 2025 Act hold from the day that is set, and on no day before', () => {
  const from = civilDate('2026-12-01')
  const notice = (told: CivilDate, askAndActFrom: CivilDate | null) =>
    theOne(
      'HOMELESS_NOTICE',
      aLife({
        facts: [aFact('HOMELESS_NOTICE', told, { endsOn: civilDate('2027-06-15') })],
        settings: { HOMELESS_NOTICE: { steps: [], askAndActFrom } },
      }),
    )
  const lawAndDay = (...given: Parameters<typeof notice>) => {
    const { lawVersion, duties } = notice(...given)
    return [lawVersion, duties[0]?.by]
  }

  expect(lawAndDay(from, null)).toEqual(['1987-s24', '2027-04-15'])
  expect(lawAndDay(addDays(from, -1), from)).toEqual(['1987-s24', '2027-04-15'])
  expect(lawAndDay(from, from)).toEqual(['2025-s52', '2026-12-15'])
})

test('a night without a home is asked about that day', () => {
  const found = theOne('HOMELESS', aLife({ facts: [aFact('HOMELESS', '2026-11-20')] }))

  expect(stepsAndDays(found)).toEqual([['0', '2026-11-20']])
  expect(found).toMatchObject({ urgent: true, lawVersion: '1987-s24' })
})

test('after violence they are seen within one to three days, and again after two weeks', () => {
  const found = theOne('HOSPITAL_VIOLENCE', aLife({ facts: [aFact('HOSPITAL_VIOLENCE', '2026-11-20')] }))

  expect(stepsAndDays(found)).toEqual([
    ['+1d', '2026-11-21'],
    ['+3d', '2026-11-23'],
    ['+2w', '2026-12-04'],
  ])
  expect(found.rule.scope).toBe('health')
})

test('the summer too, where the school has given its last day', () => {
  const found = theOne('SEASON', aLife({ sessionEndsOn: { '2026/27': civilDate('2027-06-25') } }))

  expect(found).toMatchObject({ occurrence: 'summer 2026/27', date: '2027-06-25' })
  expect(stepsAndDays(found)).toEqual([['-2w', '2027-06-11']])
  expect(found.rule.words({ ...found, bornOn: null }).title).toBe('School stops for the summer')
})

test('the Christmas holiday of each session that a school has given, until they leave school', () => {
  const christmasHolidayFirstDay = { '2025/26': civilDate('2025-12-20'), '2026/27': civilDate('2026-12-19') }
  const found = (life: Partial<Life>) =>
    foundBy('SEASON', aLife({ christmasHolidayFirstDay, ...life })).map(({ occurrence, prompts }) => [
      occurrence,
      prompts[0]?.on,
    ])

  expect(found({})).toEqual([
    ['christmas 2025/26', '2025-12-06'],
    ['christmas 2026/27', '2026-12-05'],
  ])
  expect(found({ facts: [aFact('SCHOOL_LEFT', '2026-05-31')] })).toHaveLength(1)
  expect(found({ facts: [aFact('SCHOOL_LEFT', '2026-05-31', { certainty: 'reported' })] })).toHaveLength(2)
  expect(found({ pupil: 'no' })).toEqual([])
  expect(found({ christmasHolidayFirstDay: {} })).toEqual([])
})

test.for(['DEBT_DISCLOSED', 'EXPLOITATION_DISCLOSED', 'FOUND_FAR_FROM_HOME'])(
  'SAFEGUARDING_NOW: %s is listed as urgent, with its limits and no prompt',
  (kind) => {
    const life = aLife({ facts: [aFact(kind, '2026-11-27', { atTime: '22:40' })] })
    const found = theOne('SAFEGUARDING_NOW', life)

    const [listed] = transitionsJson('A', life, [found], { asOf: civilDate('2026-11-28') })

    expect(stepsAndDays(found)).toEqual([])
    expect(listed).toMatchObject({ rule: 'SAFEGUARDING_NOW', urgent: true, date: '2026-11-27' })
    expect(listed?.duties.map(({ by }) => by)).toEqual(['2026-11-27T22:40', '2026-12-01'])
  },
)
