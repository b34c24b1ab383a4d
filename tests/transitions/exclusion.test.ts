import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, addWeeks, civilDate } from '~/shared/civil-date'
import { withDecisions } from '~/transitions/prompts'
import type { Fact, Life } from '~/transitions/rule'
import { runs } from '../support/runs'
import { aFact, aLife, foundBy, stepsAndDays, theOne } from './a-life'

const inWriting = { receivedOn: civilDate('2026-11-24') }
const excluded = (on = '2026-11-23', part: Partial<Fact> = {}) =>
  aFact('EXCLUSION', on, { ...inWriting, ...part })
const ending = (endsOn: string) => ({ endsOn: civilDate(endsOn) })

function wordsOf(life: Life, occurrence: string) {
  const one = foundBy('EXCLUSION', life).find((each) => each.occurrence === occurrence)
  if (!one) throw new Error('Nothing found')
  return one.rule.words({ ...one, bornOn: null })
}

test('an exclusion is asked about the same day, on the day they go back, and two weeks after that', () => {
  const one = theOne(
    'EXCLUSION',
    aLife({ facts: [excluded('2026-11-23', { details: { returns_on: '2026-11-26' } })] }),
  )

  expect(one).toMatchObject({ date: '2026-11-23', dataGaps: [], warnings: [] })
  expect(stepsAndDays(one)).toEqual([
    ['0', '2026-11-23'],
    ['+0d', '2026-11-26'],
    ['+2w', '2026-12-10'],
  ])
  expect(one.duties).toEqual([
    { what: 'have a support plan ready for the return', by: '2026-11-26', standing: 'guidance' },
  ])
})

test('where nobody said when they go back, the next working day stands in and is named as missing', () => {
  const one = theOne('EXCLUSION', aLife({ facts: [excluded('2026-11-25', ending('2026-11-27'))] }))

  expect(stepsAndDays(one)).toEqual([
    ['0', '2026-11-25'],
    ['+0d', '2026-12-01'],
    ['+2w', '2026-12-15'],
  ])
  expect(one.dataGaps).toEqual(['the day they go back to school'])
})

test('without any end only the first day is asked about, and the return is asked for', () => {
  const one = theOne('EXCLUSION', aLife({ facts: [excluded()] }))

  expect(stepsAndDays(one)).toEqual([['0', '2026-11-23']])
  expect(one.rule.words({ ...one, bornOn: null }).explanation).toContain(
    'The day they go back is not known: ask.',
  )
})

test('a return that cannot be is shown as a contradiction', () => {
  const warnings = (details: Record<string, string>, part: Partial<Fact> = {}) =>
    theOne('EXCLUSION', aLife({ facts: [excluded('2026-11-23', { details, ...part })] })).warnings

  expect(warnings({ returns_on: '2026-11-20' })).toEqual([
    'the day they go back is before the first day: check',
  ])
  expect(warnings({ returns_on: '2026-11-25' }, ending('2026-11-25'))).toEqual([
    'the day they go back is not after the last day: check',
  ])
  expect(warnings({ returns_on: '2026-11-26' }, ending('2026-11-25'))).toEqual([])
})

test('being sent home without a record is about their rights, in words of its own', () => {
  const unrecorded = excluded('2026-11-23', { details: { unrecorded: 'yes' } })
  const life = aLife({ facts: [unrecorded] })
  const words = wordsOf(life, unrecorded.id)

  expect(words.title).toBe('Sent home from school, not recorded')
  expect(words.explanation).toContain('A school must always record one.')
  expect(words.says('0')).toContain('their rights')
  expect(theOne('EXCLUSION', life).duties[0]).toMatchObject({
    what: 'record it as an exclusion',
    standing: 'guidance',
  })
})

test('how often it happened is counted within one school session, the unrecorded ones apart', () => {
  const facts = [
    excluded('2026-06-01'),
    excluded('2026-08-20'),
    excluded('2026-09-14', { details: { unrecorded: 'yes' } }),
    excluded('2026-11-23'),
  ]
  const words = wordsOf(aLife({ facts }), 'EXCLUSION-2026-11-23')

  expect(words.explanation).toContain(
    'There were one recorded and one not recorded before it in this school session.',
  )
  expect(wordsOf(aLife({ facts }), 'EXCLUSION-2026-08-20').explanation).not.toContain('before it')
})

test('the day before and the day after a session turns', () => {
  const explained = (on: string) =>
    wordsOf(aLife({ facts: [excluded('2026-07-31'), excluded(on)] }), `EXCLUSION-${on}`).explanation

  expect(explained('2026-08-01')).not.toContain('before it')
  expect(
    wordsOf(aLife({ facts: [excluded('2026-07-30'), excluded('2026-07-31')] }), 'EXCLUSION-2026-07-31')
      .explanation,
  ).toContain('There was one recorded before it')
})

test('whenever it begins and ends, the steps come in order, none before the first day, and what was decided stays', () => {
  const day = fc.integer({ min: 20_000, max: 21_500 })
  const start = civilDate('2024-10-04')
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }), (at, lasts, moves) => {
      const on = addDays(start, at - 20_000)
      const returns = addDays(on, lasts)
      const found = (returns_on: string) =>
        theOne('EXCLUSION', aLife({ facts: [excluded(on, { id: 'e', details: { returns_on } })] }))
      const one = found(returns)
      const moved = found(addDays(returns, moves))

      expect(stepsAndDays(one)).toEqual([
        ['0', on],
        ['+0d', returns],
        ['+2w', addWeeks(returns, 2)],
      ])
      expect(moved.occurrence).toBe(one.occurrence)
      const decided = [{ step: '+0d', covers: ['0'], kind: 'acted' as const, backOn: null, round: null }]
      const open = withDecisions(moved.prompts, decided).filter(({ done }) => !done)
      expect(open.map(({ step }) => step)).toEqual(['+2w'])
    }),
    runs(300),
  )
})

test.each([
  ['PART_TIME_TIMETABLE', true],
  ['SCHOOL_MOVE', false],
])('%s: at the start, two weeks later, and at the review', (kind, ages) => {
  const one = (review_on?: string) =>
    theOne(
      kind,
      aLife({
        facts: [aFact(kind, '2026-11-23', { ...inWriting, details: review_on ? { review_on } : {} })],
      }),
    )

  expect(stepsAndDays(one('2027-01-11'))).toEqual([
    ['0', '2026-11-23'],
    ['+2w', '2026-12-07'],
    ['+0d', '2027-01-11'],
  ])
  expect(stepsAndDays(one('2026-12-01')).map(([step]) => step)).toEqual(['0', '+0d', '+2w'])
  expect(one().dataGaps).toEqual(['the day of the review'])
  expect(one('2026-11-22').warnings).toEqual(['the review is before the start: check'])
  expect(one('2026-11-23').warnings).toEqual([])
  expect(one().basis.map(({ passing }) => passing)).toEqual([ages])
})

test.each(['PART_TIME_TIMETABLE', 'SCHOOL_MOVE'])(
  '%s: whoever has left school since is asked no more',
  (kind) => {
    const prompts = (leftOn: string, part: Partial<Fact> = {}) =>
      theOne(kind, aLife({ facts: [aFact(kind, '2026-11-23'), aFact('SCHOOL_LEFT', leftOn, part)] })).prompts
        .length

    expect(prompts('2026-11-23')).toBe(0)
    expect(prompts('2026-11-22')).toBe(2)
    expect(prompts('2026-12-01', { certainty: 'reported' })).toBe(2)
  },
)
