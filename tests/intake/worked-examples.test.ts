import { addWeeks, civilDate } from '~/shared/civil-date'
import { aFile, airt, anOrganisationCalled } from '../support/command'
import { expect, test } from '../support/database'

/** The same lives as in the tests of the rules, but as a source sends them: the command must say the same of them. */
const people = `reference,given_name,date_of_birth,school,school_nation,pupil,deferred_entry,birth_date_certainty,opened_on,recorded_on
SL-01,Ash,2010-03-01,,scotland,yes,,,2020-01-06,2020-01-06
SL-02,Ash,2010-05-31,,scotland,yes,,,2020-01-06,2020-01-06
SL-03,Ash,2010-06-01,,scotland,yes,,,2020-01-06,2020-01-06
SL-04,Ash,2010-09-30,,scotland,yes,,,2020-01-06,2020-01-06
SL-05,Ash,2010-10-01,,scotland,yes,,,2020-01-06,2020-01-06
SL-06,Ash,2010-10-01,Northmoor High,scotland,yes,,,2020-01-06,2020-01-06
SL-07,Ash,2010-12-25,Northmoor High,scotland,yes,,,2020-01-06,2020-01-06
SL-08,Ash,2011-01-01,,scotland,yes,,,2020-01-06,2020-01-06
SL-09,Ash,2011-02-28,,scotland,yes,,,2020-01-06,2020-01-06
SL-10,Ash,2011-03-01,,scotland,yes,,,2020-01-06,2020-01-06
SL-11,Ash,2012-02-29,,scotland,yes,,,2020-01-06,2020-01-06
SL-12,Ash,2012-03-01,,scotland,yes,,,2020-01-06,2020-01-06
SL-13,Ash,2010-11-15,,scotland,no,,,2020-01-06,2020-01-06
SL-14,Ash,2011-02-28,,scotland,yes,yes,,2020-01-06,2020-01-06
SL-15,Ash,,,scotland,yes,,,2020-01-06,2020-01-06
SL-16,Ash,2010-03-01,,england,yes,,,2020-01-06,2020-01-06
LT-03,Ash,2010-10-01,Northmoor High,scotland,yes,,,2026-09-01,2020-01-06
AG-01,Ash,2008-02-29,,,,,,2020-01-06,2020-01-06
AG-03,Ash,2009-08-31,,,,,,2020-01-06,2020-01-06
AG-04,Ash,2009-11-15,,,,,,2020-01-06,2020-01-06
AG-05,Ash,2010-01-14,,,,,,2020-01-06,2020-01-06
AG-07,Ash,2010-01-14,,,,,disputed,2020-01-06,2020-01-06
CS-01,Ash,2010-02-03,,,,,,2020-01-06,2020-01-06
CS-02,Ash,2009-03-05,,,,,,2020-01-06,2020-01-06
CS-03,Ash,2010-02-03,,,,,,2020-01-06,2020-01-06
CS-04,Ash,2010-02-03,,,,,,2020-01-06,2020-01-06
CS-05,Ash,2014-02-03,,,,,,2020-01-06,2020-01-06
CS-06,Ash,2010-02-03,,,,,,2020-01-06,2020-01-06
RL-01,Ash,2005-02-03,,,,,,2020-01-06,2020-01-06
RL-02,Ash,2005-02-03,,,,,,2020-01-06,2020-01-06
RL-03,Ash,2005-02-03,,,,,,2020-01-06,2020-01-06
RL-04,Ash,2005-02-03,,,,,,2020-01-06,2020-01-06
RL-05,Ash,2005-02-03,,,,,,2020-01-06,2020-01-06
RL-06,Ash,2005-02-03,,,,,,2020-01-06,2020-01-06
RL-07,Ash,2005-02-03,,,,,,2020-01-06,2020-01-06
RL-08,Ash,2009-01-01,,,,,,2020-01-06,2020-01-06
RL-09,Ash,2005-02-03,,,,,,2020-01-06,2020-01-06
RL-10,Ash,2009-01-10,,,,,,2020-01-06,2020-01-06
CT-06,Ash,2005-02-03,,,,,,2020-01-06,2020-01-06
CT-07,Ash,2015-02-03,,,,,,2020-01-06,2020-01-06
AT-01,Ash,2012-02-03,,,,,,2020-01-06,2020-01-06
AT-02,Ash,2012-02-03,,,,,,2020-01-06,2020-01-06
AT-03,Ash,2012-02-03,,,,,,2020-01-06,2020-01-06
AT-04,Ash,2012-02-03,,,,,,2020-01-06,2020-01-06
AT-05,Ash,2012-02-03,,,,,,2020-01-06,2020-01-06
AT-06,Ash,2012-02-03,,,,,,2020-01-06,2020-01-06
`

const schools = `school,session,session_starts_on,christmas_holiday_first_day,session_ends_on
Northmoor High,2026/27,2026-08-18,2026-12-19,2027-06-25
`

const edl = 'official,SPS-1,2026-10-01,2026-10-01,type=EDL'
const dates = `id,reference,kind,date,end_date,certainty,document_ref,received_on,recorded_on,details
c1,CS-01,CSO_MADE,2026-06-10,,,,,2026-06-11,
c2,CS-02,CSO_MADE,2026-06-10,,,,,2026-06-11,
c3,CS-03,CSO_MADE,2026-06-10,,,,,2026-06-11,
c3b,CS-03,CSO_CONTINUED,2027-05-20,2028-05-19,,,,2026-06-11,
c4,CS-04,ICSO_MADE,2026-06-01,,,,,2026-06-02,
c5,CS-05,CSO_MADE,2028-02-29,,,,,2026-06-11,
c6,CS-06,CSO_MADE,2026-06-10,,,,,2026-06-11,
c6b,CS-06,CSO_TERMINATED,2026-09-01,,,,,2026-09-02,
r1,RL-01,CUSTODY,2026-03-02,,,,,2026-03-02,sentence_months=24
r2,RL-02,CUSTODY,2026-03-02,,,,,2026-03-02,sentence_months=24
r2b,RL-02,RELEASE_DATE,2027-03-12,,${edl}
r3,RL-03,CUSTODY,2026-03-02,,,,,2026-03-02,sentence_months=60
r3b,RL-03,RELEASE_DATE,2027-03-12,,official,SPS-1,2026-10-01,2026-10-01,type=PQD
r4,RL-04,CUSTODY,2026-03-02,,,,,2026-03-02,sentence_months=24
r4b,RL-04,RELEASE_DATE,2027-01-02,,${edl}
r5,RL-05,CUSTODY,2026-03-02,,,,,2026-03-02,sentence_months=24
r5b,RL-05,RELEASE_DATE,2027-03-12,,official,SPS-1,2027-03-05,2027-03-05,type=EDL
r6,RL-06,CUSTODY,2026-03-02,,,,,2026-03-02,sentence_months=24
r6b,RL-06,RELEASE_DATE,2027-03-12,,${edl}
r7,RL-07,REMAND,2026-11-10,,,,,2026-11-10,next_court_on=2026-11-27
r8,RL-08,CUSTODY,2026-10-01,,,,,2026-10-01,place=HMP & YOI Polmont
r9,RL-09,CUSTODY,2026-01-12,,,,,2026-01-12,sentence_months=24
r9b,RL-09,RELEASE_DATE,2027-03-12,,official,SPS-1,2026-02-01,2026-02-01,type=EDL
r10,RL-10,CUSTODY,2026-03-02,,,,,2026-03-02,sentence_months=24; place_type=secure
r10b,RL-10,RELEASE_DATE,2027-03-12,,${edl}
t6,CT-06,COURT,2026-11-20,,,,,2026-10-01,
t7,CT-07,COURT,2026-12-01,,,,,2026-10-01,
a6,AT-06,EXCLUSION,2026-11-16,,,,,2026-11-16,returns_on=2026-11-19
`
const moved = `id,reference,kind,date,certainty,document_ref,received_on,recorded_on,details
r6b,RL-06,RELEASE_DATE,2027-02-19,official,SPS-2,2026-10-08,2026-10-08,type=EDL
t6,CT-06,COURT,2026-12-04,,,,2026-10-08,
`
const movedAgain = `id,reference,kind,date,recorded_on
t6,CT-06,COURT,2026-12-18,2026-10-15
`

/** Half-days of a week: open, present, explained, unexplained, excluded, and days in a row. In turn they come to 19 of 20. */
const nineteenInTwenty = Array.from({ length: 12 }, (_, at) =>
  at % 2 === 0 ? '10,9,1,0,0,0' : '10,10,0,0,0,0',
)
const fewer = '10,7,0,3,0,0'
const closed = '0,0,0,0,0,0'
const weeks: Readonly<Record<string, readonly string[]>> = {
  'AT-01': [...nineteenInTwenty, fewer, fewer, '10,8,0,2,0,0', fewer],
  'AT-02': Array(16).fill('10,6,0,4,0,0'),
  'AT-03': [...Array(12).fill('10,9,1,0,0,0'), ...Array(4).fill('10,6,4,0,0,0')],
  'AT-04': [...nineteenInTwenty, fewer, fewer, closed, closed, fewer, fewer],
  'AT-05': [...Array(4).fill('10,10,0,0,0,0'), '10,4,0,6,0,5'],
  'AT-06': [...nineteenInTwenty, ...Array(3).fill('10,10,0,0,0,0'), '10,4,0,0,6,0'],
}
const mondays = Array.from({ length: 18 }, (_, at) => addWeeks(civilDate('2026-07-20'), at))
const attendance = [
  'reference,week_starting,openings,present,absent_explained,absent_unexplained,excluded,longest_unexplained_run_days',
  ...Object.entries(weeks).flatMap(([id, all]) =>
    all.map((counts, at) => `${id},${mondays[at + mondays.length - all.length]},${counts}`),
  ),
].join('\n')

type Listed = {
  person: string
  rule: string
  date: string | null
  certainty: string
  window: unknown
  expectedStage: string | null
  dataGaps: string[]
  warnings: string[]
  explanation: string
  duties: { by: string }[]
  prompts: { step: string; on: string; covers?: string[] }[]
}

let listed: Listed[] = []
let rejects: { row: number; column: string; reason: string }[] = []

test.beforeAll(async ({ database }) => {
  const slug = await anOrganisationCalled(database)
  const of = ['--organisation', slug]
  await airt(database, 'import', 'schools', aFile(schools))
  const came = await airt(database, 'import', 'people', aFile(people), ...of, '--json')
  const dated = await airt(database, 'import', 'key-dates', aFile(dates), ...of, '--json')
  const attended = await airt(database, 'import', 'attendance', aFile(attendance), ...of, '--json')
  for (const file of [moved, movedAgain]) await airt(database, 'import', 'key-dates', aFile(file), ...of)

  const answer = await airt(
    database,
    ...['transitions', '--as-of', '2026-11-25', '--from', '2020-01-01', '--until', '2040-01-01', '--json'],
    ...of,
  )

  listed = JSON.parse(answer.out)
  rejects = JSON.parse(dated.out).rejects
  expect(JSON.parse(came.out)).toMatchObject({ added: 46, rejected: 0 })
  expect(JSON.parse(attended.out)).toMatchObject({ added: 87, rejected: 0, warned: 0 })
})

function of(person: string, rule: string): Listed[] {
  return listed.filter((each) => each.person === person && each.rule === rule)
}

test.each([
  ['SL-01', '2026-05-31', 'statutory-derived'],
  ['SL-02', '2026-05-31', 'statutory-derived'],
  ['SL-03', '2026-05-31', 'statutory-derived'],
  ['SL-04', '2026-05-31', 'statutory-derived'],
  ['SL-05', '2026-12-21', 'provisional'],
  ['SL-06', '2026-12-19', 'statutory-derived'],
  ['SL-07', '2026-12-19', 'statutory-derived'],
  ['SL-08', '2026-12-21', 'provisional'],
  ['SL-09', '2026-12-21', 'provisional'],
  ['SL-10', '2027-05-31', 'statutory-derived'],
  ['SL-11', '2027-12-21', 'provisional'],
  ['SL-12', '2028-05-31', 'statutory-derived'],
  ['SL-13', '2026-12-21', 'statutory-derived'],
  ['SL-14', '2026-12-21', 'provisional'],
  ['SL-15', null, 'unknown'],
  ['SL-16', null, 'unknown'],
] as const)('%s from its file: leaving school on %s, %s', (id, date, certainty) => {
  expect(of(id, 'SCHOOL_LEAVING')).toMatchObject([{ date, certainty }])
})

test('LT-01, LT-03 from their files: the duties, and one prompt for what has passed', () => {
  expect(of('SL-10', 'SCHOOL_LEAVING')[0]?.duties.map(({ by }) => by)).toEqual(
    expect.arrayContaining(['2026-05-31', '2026-11-30']),
  )
  expect(of('SL-06', 'SCHOOL_LEAVING')[0]?.duties.map(({ by }) => by)).toEqual(
    expect.arrayContaining(['2025-12-19', '2026-06-19']),
  )
  expect(of('LT-03', 'SCHOOL_LEAVING')[0]?.prompts[0]).toMatchObject({
    step: 'now',
    on: '2026-09-01',
    covers: ['-26w'],
  })
})

test.each([
  ['AG-01', 'AGE_16', '2024-02-29'],
  ['AG-01', 'AGE_18', '2026-03-01'],
  ['AG-01', 'AGE_19', '2027-03-01'],
  ['AG-01', 'AGE_21', '2029-03-01'],
  ['AG-01', 'AGE_26', '2034-03-01'],
  ['AG-03', 'AGE_17_6M', '2027-02-28'],
  ['AG-04', 'AGE_17_6M', '2027-05-15'],
  ['AG-05', 'AGE_16', '2026-01-14'],
  ['AG-05', 'AGE_18', '2028-01-14'],
  ['AG-05', 'AGE_19', '2029-01-14'],
  ['AG-05', 'AGE_21', '2031-01-14'],
  ['AG-05', 'AGE_26', '2036-01-14'],
])('%s from its file: %s on %s', (id, rule, date) => {
  expect(of(id, rule).map((each) => each.date)).toEqual([date])
})

test.each([
  ['AT-01', [['2026-11-16', 1]]],
  ['AT-02', []],
  ['AT-03', [['2026-11-16', 0]]],
  ['AT-04', [['2026-11-16', 1]]],
  ['AT-05', [['2026-11-16', 1]]],
  ['AT-06', []],
] as const)('%s from its file: attendance', (id, expected) => {
  const drops = of(id, 'ATTENDANCE_DROP').map(({ date, prompts }) => [date, prompts.length])

  expect(drops).toEqual(expected)
  expect(of(id, 'EXCLUSION').map(({ date }) => date)).toEqual(id === 'AT-06' ? ['2026-11-16'] : [])
})

test('AG-07 from its file: a disputed birth date makes every age reported', () => {
  expect(of('AG-07', 'AGE_18')).toMatchObject([{ certainty: 'reported' }])
})

test.each([
  ['CS-01', 'CSO_END', '2027-06-10', 'statutory-derived'],
  ['CS-02', 'CSO_END', '2027-03-05', 'statutory-derived'],
  ['CS-03', 'CSO_END', '2028-02-03', 'statutory-derived'],
  ['CS-04', 'ICSO_END', '2026-06-22', 'statutory-derived'],
  ['CS-05', 'CSO_END', '2029-02-28', 'provisional'],
  ['CS-06', 'CSO_END', '2026-09-01', 'recorded'],
])('%s from its file: %s on %s, %s', (id, rule, date, certainty) => {
  expect(of(id, rule)).toMatchObject([{ date, certainty }])
})

test('RL-01 from its file: no date anywhere, and the ask is listed weekly', () => {
  const [release] = of('RL-01', 'RELEASE')

  expect(release).toMatchObject({ date: null, certainty: 'unknown', window: null })
  expect(release?.prompts.slice(0, 3).map(({ step, on }) => [step, on])).toEqual([
    ['ask', '2026-03-02'],
    ['ask', '2026-03-09'],
    ['ask', '2026-03-16'],
  ])
})

const afterRelease = ['2027-03-12', '2027-03-13', '2027-03-19', '2027-04-09', '2027-06-04', '2028-03-12']

test.each([
  ['RL-02', ['2026-12-18', '2027-01-29', '2027-03-02', ...afterRelease]],
  ['RL-03', ['2026-11-20', '2026-12-18', '2027-01-29', '2027-03-02', ...afterRelease]],
] as const)('%s from its file: its prompts', (id, days) => {
  expect(of(id, 'RELEASE')[0]?.prompts.map(({ on }) => on)).toEqual(days)
})

test('RL-04, RL-09 from their files: a weekend, and law that changed since', () => {
  expect(of('RL-04', 'RELEASE')[0]?.warnings.join()).toContain('weekend/holiday')
  expect(of('RL-09', 'RELEASE')[0]?.warnings.join()).toContain('law changed since')
})

test('RL-05 from its file: what had passed is one prompt', () => {
  expect(of('RL-05', 'RELEASE')[0]?.prompts[0]).toMatchObject({
    step: 'now',
    on: '2027-03-05',
    covers: ['-12w', '-6w', '-10d'],
  })
})

test('RL-06, CT-06 from their files: a moved date has one transition, where it moved to', () => {
  expect(of('RL-06', 'RELEASE')).toMatchObject([{ date: '2027-02-19' }])
  expect(of('CT-06', 'COURT_DATE')).toMatchObject([{ date: '2026-12-18' }])
})

test('RL-07 from its file: remand raises no release, and the next court day is a court date', () => {
  expect(of('RL-07', 'RELEASE')).toEqual([])
  expect(of('RL-07', 'COURT_DATE')).toMatchObject([{ date: '2026-11-27' }])
  expect(of('RL-07', 'COURT_DATE')[0]?.explanation).toContain('could be released that day')
})

test('RL-08, CT-07 from their files: what cannot be is refused, in its row and column', () => {
  const rows = dates.split('\n')

  expect(rejects.map(({ row, column }) => [rows[row - 1]?.split(',')[1], column])).toEqual([
    ['RL-08', 'details'],
    ['CT-07', 'date'],
  ])
})

test('RL-10 from its file: turning 18 and release are both there', () => {
  expect(of('RL-10', 'AGE_18')[0]?.prompts.length).toBe(5)
  expect(of('RL-10', 'RELEASE')[0]?.prompts.length).toBe(9)
})
