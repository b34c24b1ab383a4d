import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { addMonths, addWeeks, civilDate, monthOf, yearOf } from '~/shared/civil-date'
import { ComingList } from '~/transitions/coming-list'
import { comingItems } from '~/transitions/present'
import { rowOf } from '~/transitions/reconcile'
import type { Life } from '~/transitions/rule'
import { p7ToS1 } from '~/transitions/rules/p7-s1'
import { transitionsIn } from '~/transitions/transitions-in'
import { aFact, aLife, foundBy, stepsAndDays, theOne } from './a-life'
import { everyBirthDate } from './birth-dates'

const may = { bornOn: civilDate('2015-05-10') }
const starts = { sessionStartsOn: { '2027/28': civilDate('2027-08-17'), '2026/27': civilDate('2026-08-18') } }

function startOf(part: Partial<Life>) {
  return theOne('P7_S1', aLife(part))
}

function wordsOf(part: Partial<Life>) {
  const one = startOf(part)
  return one.rule.words({ ...one, bornOn: null })
}

test.each([
  ['ST-01', may, 2027],
  ['ST-02', { bornOn: civilDate('2016-01-15') }, 2027],
  ['ST-03', { bornOn: civilDate('2016-01-15'), deferredEntry: true }, 2028],
  ['ST-04', { ...may, stage: 'P6', stageSession: '2026/27' }, 2028],
])('%s: secondary school begins on some day of the right August', (_id, part, year) => {
  const start = startOf(part)

  expect(start).toMatchObject({
    date: null,
    certainty: 'provisional',
    occurrence: 'once',
    expectedStage: 'S1',
  })
  expect(start.window).toEqual({ from: `${year}-08-01`, to: `${year}-08-31` })
  expect(start.dataGaps).toContain('first day of the school session')
  expect(wordsOf(part).title).toBe(`Starts secondary school in August ${year}`)
})

test('ST-04: the school record is believed, and the deferral is to be checked', () => {
  const warnings = (part: Partial<Life>) => startOf({ ...may, ...part }).warnings
  const checks = ['check deferral: the stage on the record is not the one that the date of birth gives']

  expect(warnings({ stage: 'P6', stageSession: '2026/27' })).toEqual(checks)
  expect(warnings({ stage: 'P7', stageSession: '2026/27' })).toEqual([])
  expect(warnings({ stage: 'P6', stageSession: '2026/27', deferredEntry: true })).toEqual([])
  expect(warnings({ stage: 'P6', stageSession: '2026/27', birthDateCertainty: 'disputed' })).toEqual([])
  expect(warnings({})).toEqual([])
})

test('the first day of the session at their school is the day, and steps and duties count from it', () => {
  const start = startOf({ ...may, ...starts, additionalSupportNeeds: 'yes' })

  expect(start).toMatchObject({
    date: '2027-08-17',
    certainty: 'statutory-derived',
    dataGaps: ['stage at school'],
  })
  expect(stepsAndDays(start)).toEqual([
    ['-12w', '2027-05-25'],
    ['-4w', '2027-07-20'],
    ['+2w', '2027-08-31'],
    ['+6w', '2027-09-28'],
  ])
  expect(start.duties.map(({ by, standing }) => [by, standing])).toEqual([
    ['2026-08-17', 'practice'],
    ['2027-02-17', 'practice'],
  ])
})

test('without that day steps and duties count from 1 August', () => {
  const start = startOf(may)

  expect(start.prompts.map(({ on }) => on)).toEqual(
    [-12, -4, 2, 6].map((weeks) => addWeeks(civilDate('2027-08-01'), weeks)),
  )
  expect(start.duties.map(({ by }) => by)).toEqual(
    [-12, -6].map((months) => addMonths(civilDate('2027-08-01'), months)),
  )
  expect(startOf({ ...may, additionalSupportNeeds: 'no' }).duties).toEqual([])
})

test('how sure it is: from the school, by the birth date, or by one that is not certain', () => {
  const certainty = (part: Partial<Life>) => startOf({ ...may, ...part }).certainty
  const stage = { stage: 'P7', stageSession: '2026/27' }

  expect(certainty({ ...stage, ...starts })).toBe('recorded')
  expect(certainty(stage)).toBe('provisional')
  expect(certainty({ birthDateCertainty: 'disputed' })).toBe('reported')
  expect(certainty({ birthDateCertainty: 'estimated', ...starts })).toBe('reported')
  expect(certainty({ birthDateCertainty: 'disputed', ...stage, ...starts })).toBe('recorded')
})

test('nothing is found for who is at no Scottish school, or began long before anybody wrote of them', () => {
  const found = (part: Partial<Life>) => foundBy('P7_S1', aLife({ ...may, ...part })).length

  expect(found({ pupil: 'no' })).toBe(0)
  expect(found({ schoolNation: 'england' })).toBe(0)
  expect(found({ bornOn: null })).toBe(0)
  expect(found({ bornOn: null, stage: 'P7', stageSession: '2026/27' })).toBe(1)
  expect(found({ openedOn: civilDate('2028-12-31') })).toBe(1)
  expect(found({ openedOn: civilDate('2029-01-01') })).toBe(0)
})

test('it is over once the record says a later stage, or that they have left', () => {
  const left = aFact('SCHOOL_LEFT', '2027-06-01')

  expect(startOf({ ...may, stage: 'S1', stageSession: '2027/28' })).toMatchObject({ overBecause: null })
  expect(startOf({ ...may, stage: 'S2', stageSession: '2028/29' })).toMatchObject({
    prompts: [],
    overBecause: 'They are in a later stage',
  })
  expect(startOf({ ...may, facts: [left] })).toMatchObject({
    prompts: [],
    overBecause: 'They have left school',
  })
})

test('every birth date from 1995 to 2030: the August of entry and seven years, a deferral one more', () => {
  everyBirthDate((bornOn) => {
    for (const deferredEntry of [false, true]) {
      const [start] = transitionsIn(aLife({ bornOn, deferredEntry }), [p7ToS1]).transitions
      const first = yearOf(bornOn) + (monthOf(bornOn) >= 3 ? 5 : 4) + (deferredEntry ? 1 : 0)
      if (start?.window?.from !== `${first + 7}-08-01`) throw new Error(`${bornOn}: ${start?.window?.from}`)
    }
  })
})

test('the day before and after the boundary of the year, a leap day among them', () => {
  const year = (born: string) => startOf({ bornOn: civilDate(born) }).window?.from.slice(0, 4)

  expect([year('2015-12-31'), year('2016-01-01'), year('2016-02-29'), year('2016-03-01')]).toEqual([
    '2027',
    '2027',
    '2027',
    '2028',
  ])
})

test('a stage goes out of date in six months, and the prompt stays', () => {
  const { basis, prompts } = startOf({ bornOn: null, stage: 'P7', stageSession: '2026/27' })

  expect(basis).toEqual([{ of: 'person', thing: 'stage', value: 'P7', passing: true }])
  expect(prompts).toHaveLength(4)
})

const s3 = { bornOn: civilDate('2012-05-10'), stage: 'S3', stageSession: '2026/27' }

test('the last years of school: before S4, and at the return for S5 and S6', () => {
  const found = foundBy('S4_S5_S6', aLife({ ...s3, ...starts }))

  expect(found.map(({ occurrence, date, certainty }) => [occurrence, date, certainty])).toEqual([
    ['S4', '2027-08-17', 'recorded'],
    ['S5', null, 'provisional'],
    ['S6', null, 'provisional'],
  ])
  expect(found.map(stepsAndDays)).toEqual([
    [['-10w', '2027-06-08']],
    [['0', '2028-08-01']],
    [['0', '2029-08-01']],
  ])
  expect(found.map((each) => each.rule.words({ ...each, bornOn: null }).title)).toEqual([
    'Starts S4',
    'Starts S5 in August 2028',
    'Starts S6 in August 2029',
  ])
})

test('by the stage on the record alone, and not for those who leave or have left', () => {
  const asked = (part: Partial<Life>) =>
    foundBy('S4_S5_S6', aLife({ ...s3, ...part })).map(({ prompts }) => prompts.length)
  const plan = (on: string) => ({ facts: [aFact('SCHOOL_LEAVING_INTENDED', on)] })

  expect(asked({ stage: null })).toEqual([])
  expect(asked({})).toEqual([1, 1, 1])
  expect(asked(plan('2028-05-31'))).toEqual([1, 0, 0])
  expect(asked(plan('2028-08-01'))).toEqual([1, 0, 0])
  expect(asked(plan('2028-08-02'))).toEqual([1, 1, 0])
  expect(asked({ facts: [aFact('SCHOOL_LEFT', '2028-05-31')] })).toEqual([0, 0, 0])
})

test('what is over without a day stands among what has passed', () => {
  const today = civilDate('2029-01-10')
  const passed = { stage: 'S5', stageSession: '2028/29' }
  const held = foundBy('S4_S5_S6', aLife({ ...s3, ...passed })).map((each) => {
    const row = rowOf(each)
    return { ...row, id: each.occurrence, date: row.fallsOn, decisions: [] }
  })

  const list = renderToStaticMarkup(<ComingList items={comingItems('p', held, null)} today={today} />)

  expect(list).toMatch(/Passed \(1\).*Starts S4 in August 2027/)
  expect(list).toContain('They are in a later stage')
})
