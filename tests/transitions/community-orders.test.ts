import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  birthdayOn,
  civilDate,
  dayOf,
  daysInMonth,
  monthOf,
  yearOf,
} from '~/shared/civil-date'
import { whyNotPossibleWords } from '~/transitions/data-errors'
import type { Fact, Life } from '~/transitions/rule'
import { stepsOf } from '~/transitions/steps'
import { runs } from '../support/runs'
import { aFact, aLife, foundBy, stepsAndDays, theOne } from './a-life'
import { everyBirthDate } from './birth-dates'

const adult = { bornOn: civilDate('2005-02-03') }

function cpo(on: string, part: Partial<Fact> & { requirements?: string } = {}): Fact {
  const { requirements = 'supervision', ...rest } = part
  const details: Record<string, string> = requirements === '' ? {} : { requirements }
  return aFact('CPO_IMPOSED', on, { details, receivedOn: civilDate('2026-11-01'), ...rest })
}

function startsOf(order: Fact, part: Partial<Life> = adult) {
  return foundBy('CPO_START', aLife({ facts: [order], ...part }))
}

test('CT-02: the first meeting is within five working days', () => {
  expect(startsOf(cpo('2026-12-17'))).toMatchObject([
    { date: '2026-12-17', duties: [{ by: '2026-12-24', standing: 'guidance' }] },
  ])
})

test('CT-03: and the holidays around the new year are not counted', () => {
  const [start] = startsOf(cpo('2026-12-23'))

  expect(start?.duties).toMatchObject([{ by: '2027-01-05' }])
  expect(start?.prompts.map(({ step, on }) => [step, on])).toEqual([
    ['0', '2026-12-23'],
    ['+3wd', '2026-12-30'],
  ])
})

test('an order without supervision has no such meeting; where nobody recorded it, it stands and is asked for', () => {
  expect(startsOf(cpo('2026-12-17', { requirements: 'unpaid work' }))).toEqual([])
  expect(startsOf(cpo('2026-12-17', { requirements: 'unpaid work, no supervision' }))).toEqual([])
  expect(startsOf(cpo('2026-12-17', { requirements: 'Unpaid work and Supervision' }))).toHaveLength(1)
  expect(startsOf(cpo('2026-12-17', { requirements: '' }))).toMatchObject([
    { duties: { length: 1 }, dataGaps: ['whether the order has a supervision requirement'] },
  ])
})

test('unpaid work at 16 or 17 comes with supervision: it is raised, and to be checked', () => {
  const at = (born: string) =>
    startsOf(cpo('2026-12-17', { requirements: 'unpaid work' }), { bornOn: civilDate(born) })

  expect(at('2008-12-18')).toMatchObject([
    { warnings: ['unpaid work at 16 or 17 comes with supervision: check the requirements'] },
  ])
  expect(at('2008-12-17')).toEqual([])
})

test('past the last holidays that are known, the meeting is provisional and says so, once', () => {
  expect(startsOf(cpo('2028-12-20'))[0]?.warnings).toEqual([])
  expect(startsOf(cpo('2028-12-29'))[0]?.warnings).toHaveLength(1)
})

function reviewsOf(facts: Fact[], part: Partial<Life> = adult) {
  return foundBy('CPO_REVIEW', aLife({ facts, ...part }))
}

test('CT-04: three months after 30 November is the last of February', () => {
  expect(reviewsOf([cpo('2026-11-30')])[0]).toMatchObject({
    date: '2027-02-28',
    duties: [{ by: '2027-02-28', standing: 'guidance' }],
    prompts: [{ step: '-2w', on: '2027-02-14' }],
  })
})

test('CT-05: at three months, at six and every six after, each counted from the day it was imposed', () => {
  const order = cpo('2026-12-17', { endsOn: civilDate('2028-12-17') })

  const reviews = reviewsOf([order])

  expect(reviews.map(({ occurrence, date, duties }) => [occurrence, date, duties[0]?.by])).toEqual([
    [order.id, '2027-03-17', '2027-03-17'],
    [`${order.id}/2`, '2027-06-17', '2027-06-17'],
    [`${order.id}/3`, '2027-12-17', '2027-12-17'],
    [`${order.id}/4`, '2028-06-17', '2028-06-17'],
  ])
  expect(new Set(reviews.map(({ certainty }) => certainty))).toEqual(new Set(['practice-standard']))
})

test('an order whose end nobody recorded is reviewed for three years, and its end is asked for', () => {
  const reviews = reviewsOf([cpo('2026-12-17')])

  expect(reviews.map(({ date }) => date)).toEqual([
    '2027-03-17',
    '2027-06-17',
    '2027-12-17',
    '2028-06-17',
    '2028-12-17',
    '2029-06-17',
  ])
  expect(reviews[0]?.dataGaps).toEqual(['the day the order ends'])
})

test('whatever the day, no review is counted from the one before it', () => {
  const days = fc.integer({ min: 0, max: 6000 }).map((count) => addDays(civilDate('2015-01-01'), count))
  fc.assert(
    fc.property(days, fc.integer({ min: 30, max: 1200 }), (on, length) => {
      const order = cpo(on, { endsOn: addDays(on, length) })
      const reviews = reviewsOf([order], { bornOn: civilDate('1995-01-01') }).map(
        ({ date }) => date as typeof on,
      )

      for (const [at, date] of reviews.entries()) {
        const months = (yearOf(date) - yearOf(on)) * 12 + monthOf(date) - monthOf(on)
        expect(months).toBe(at === 0 ? 3 : at * 6)
        expect(dayOf(date)).toBe(Math.min(dayOf(on), daysInMonth(yearOf(date), monthOf(date))))
        expect(date < addDays(on, length)).toBe(true)
      }
      expect(addMonths(on, reviews.length === 0 ? 3 : reviews.length * 6) >= addDays(on, length)).toBe(true)
    }),
    runs(500),
  )
})

test('an early end takes away the reviews after it', () => {
  const order = cpo('2026-12-17', { endsOn: civilDate('2028-12-17') })
  const ended = (on: string) => aFact('ORDER_ENDED', on, { details: { order: order.id } })

  expect(reviewsOf([order, ended('2027-06-17')]).map(({ date }) => date)).toEqual(['2027-03-17'])
  expect(reviewsOf([order, ended('2027-06-18')])).toHaveLength(2)
})

test("a court's review has the court's own day", () => {
  const order = cpo('2026-12-17', { endsOn: civilDate('2027-03-01') })
  const review = (on: string, details: Record<string, string> = { order: order.id }) =>
    aFact('ORDER_REVIEW', on, { details, receivedOn: civilDate('2026-12-01') })

  const [one] = reviewsOf([order, review('2027-02-10')])

  expect(one).toMatchObject({
    date: '2027-02-10',
    occurrence: 'ORDER_REVIEW-2027-02-10',
    certainty: 'official-recorded',
    duties: [{ by: '2027-02-10', standing: 'statutory' }],
    prompts: [{ step: '-2w', on: '2027-01-27' }],
    warnings: [],
  })
  expect(reviewsOf([order, review('2026-12-16')])[0]?.warnings).toEqual([
    'a review is recorded before the order began: check',
  ])
  expect(reviewsOf([order, review('2027-03-02')])[0]?.warnings).toEqual([
    'a review is recorded after the order ended: check',
  ])
  expect(reviewsOf([review('2027-02-10', {})])).toMatchObject([{ dataGaps: ['which order it is about'] }])
})

function endOf(order: Fact, others: Fact[] = [], part: Partial<Life> = adult) {
  const found = foundBy('ORDER_END', aLife({ facts: [order, ...others], ...part }))
  const [one] = found.filter(({ occurrence }) => occurrence === order.id)
  if (!one) throw new Error('an end')
  return one
}

const ORDERS = ['CPO_IMPOSED', 'RLO', 'LICENCE', 'SUPERVISED_RELEASE']

test.each(ORDERS)(
  '%s is talked about eight and four weeks before its end, and two and eight after',
  (kind) => {
    const order = aFact(kind, '2026-06-01', { endsOn: civilDate('2027-06-01') })

    expect(endOf(order)).toMatchObject({ date: '2027-06-01', occurrence: order.id })
    expect(stepsAndDays(endOf(order))).toEqual([
      ['-8w', '2027-04-06'],
      ['-4w', '2027-05-04'],
      ['+2w', '2027-06-15'],
      ['+8w', '2027-07-27'],
    ])
  },
)

test.each(ORDERS)('%s whose end nobody recorded has no day, and it is asked for', (kind) => {
  expect(endOf(aFact(kind, '2026-06-01'))).toMatchObject({
    date: null,
    certainty: 'unknown',
    prompts: [{ step: 'ask', on: '2026-06-01' }],
    dataGaps: ['the day it ends'],
  })
})

test('an early end leaves what follows, counted from that day', () => {
  const order = aFact('RLO', '2026-06-01', { endsOn: civilDate('2027-06-01') })
  const ended = aFact('ORDER_ENDED', '2027-01-05', {
    details: { order: order.id },
    receivedOn: civilDate('2027-01-05'),
  })

  expect(endOf(order, [ended])).toMatchObject({
    date: '2027-01-05',
    certainty: 'official-recorded',
    overBecause: 'It ended early',
    prompts: [
      { step: '+2w', on: '2027-01-19' },
      { step: '+8w', on: '2027-03-02' },
    ],
  })
  expect(endOf(order, [{ ...ended, happensOn: civilDate('2027-06-01') }]).overBecause).toBe('It has ended')
})

test('an end that is only said is asked about; one before the order began is shown as what it is', () => {
  const order = aFact('RLO', '2026-06-01', { endsOn: civilDate('2027-06-01') })
  const ended = (on: string, part: Partial<Fact> = {}) =>
    aFact('ORDER_ENDED', on, { details: { order: order.id }, ...part })

  expect(endOf(order, [ended('2027-01-05', { certainty: 'reported' })])).toMatchObject({
    date: '2027-06-01',
    warnings: ['said to have ended: check'],
  })
  expect(endOf(order, [ended('2026-05-31')])).toMatchObject({
    date: '2027-06-01',
    overBecause: null,
    warnings: ['an end is recorded before the order began: check'],
  })
})

test('an end that names no order is that of the only one that ran; of two nobody guesses', () => {
  const tag = aFact('RLO', '2026-06-01', { endsOn: civilDate('2027-06-01') })
  const licence = aFact('LICENCE', '2026-08-01', { endsOn: civilDate('2027-08-01') })
  const ended = aFact('ORDER_ENDED', '2027-01-05', { details: { order: 'the tag' } })
  const past = { ...licence, endsOn: civilDate('2027-01-04') }

  expect(endOf(tag, [ended]).date).toBe('2027-01-05')
  expect(endOf(tag, [past, ended]).date).toBe('2027-01-05')
  for (const order of [tag, licence]) {
    expect(endOf(order, [order === tag ? licence : tag, ended])).toMatchObject({
      date: order.endsOn,
      warnings: ['an order is recorded as ended, and not which: check'],
    })
  }
})

test('a tag under 18 needs the report of the council, from 5 May 2025', () => {
  const tag = (on: string, born: string, kind = 'RLO') =>
    endOf(aFact(kind, on, { endsOn: civilDate('2030-01-01') }), [], { bornOn: civilDate(born) })

  expect(tag('2025-05-05', '2007-05-06')).toMatchObject({
    lawVersion: '2024-tag-report',
    warnings: ["under 18: before a tag the court must have the council's report on support: check"],
  })
  expect(tag('2025-05-04', '2007-05-06')).toMatchObject({ lawVersion: 'no-duty-after-orders', warnings: [] })
  expect(tag('2025-05-05', '2007-05-05')).toMatchObject({ lawVersion: 'no-duty-after-orders', warnings: [] })
  expect(tag('2025-05-05', '2007-05-06', 'LICENCE').warnings).toEqual([])
})

test('every birth date: a tag on the 18th birthday needs no such report, the day before it does', () => {
  everyBirthDate((bornOn) => {
    const eighteenOn = birthdayOn(bornOn, 18)
    if (eighteenOn <= '2025-05-06') return
    const warned = (on: typeof bornOn) =>
      endOf(aFact('RLO', on, { endsOn: addDays(on, 90) }), [], { bornOn }).warnings.length
    if (warned(eighteenOn) !== 0 || warned(addDays(eighteenOn, -1)) !== 1) throw new Error(bornOn)
  })
})

test('an end before the start is shown as what it is, and stops no other rule', () => {
  const order = cpo('2026-12-17', { endsOn: civilDate('2026-12-01') })

  expect(endOf(order).warnings).toEqual([whyNotPossibleWords['ends-before-it-starts']])
  expect(startsOf(order)).toHaveLength(1)
  expect(reviewsOf([order])).toEqual([])
})

const sentence = aFact('STRUCTURED_DEFERRED_SENTENCE', '2026-11-02', {
  endsOn: civilDate('2027-05-03'),
  details: { review_on: '2027-02-01' },
  receivedOn: civilDate('2026-11-02'),
})

function sentenceOf(part: Partial<Fact> = {}, others: Fact[] = []) {
  return theOne(
    'STRUCTURED_DEFERRED_SENTENCE',
    aLife({ facts: [{ ...sentence, ...part }, ...others], ...adult }),
  )
}

test("a structured deferred sentence is asked about after its start, before the court's review and around its end", () => {
  const found = sentenceOf()
  const { says } = found.rule.words({ ...found, bornOn: null })

  expect(found).toMatchObject({ date: '2026-11-02', window: { from: '2026-11-02', to: '2027-05-31' } })
  expect(stepsAndDays(found)).toEqual([
    ['+1w', '2026-11-09'],
    ['-2w', '2027-01-18'],
    ['-4w', '2027-04-05'],
    ['+4w', '2027-05-31'],
  ])
  expect(says('-2w')).toContain('1 February 2027')
  expect(says('-4w')).toContain('3 May 2027')
  expect(says('+4w')).toContain('Ask what the court decided')
})

test('a sentence without review or end names what is missing', () => {
  const found = sentenceOf({ endsOn: null, details: {} })

  expect(found.prompts.map(({ step }) => step)).toEqual(['+1w'])
  expect(found.dataGaps).toEqual(['the day of the review', 'the day it ends'])
})

test('a sentence that ended early is asked about after that day alone', () => {
  const ended = aFact('ORDER_ENDED', '2027-01-10', { details: { order: sentence.id } })

  expect(sentenceOf({}, [ended])).toMatchObject({ overBecause: 'It has ended' })
  expect(stepsAndDays(sentenceOf({}, [ended]))).toEqual([
    ['+1w', '2026-11-09'],
    ['+4w', '2027-02-07'],
  ])
})

test('a review before the start is shown as what it is', () => {
  expect(sentenceOf({ details: { review_on: '2026-11-01' } })).toMatchObject({
    prompts: { length: 3 },
    warnings: ['the review is before the start: check'],
  })
})

test("an organisation's own steps say what they count from", () => {
  const settings = {
    STRUCTURED_DEFERRED_SENTENCE: {
      afterStart: stepsOf('+2w'),
      beforeReview: stepsOf('-3w'),
      beforeEnd: stepsOf('-6w'),
      afterEnd: stepsOf('+6w'),
    },
  }
  const found = theOne('STRUCTURED_DEFERRED_SENTENCE', aLife({ facts: [sentence], settings, ...adult }))
  const { says } = found.rule.words({ ...found, bornOn: null })

  expect(found.prompts.map(({ step }) => step)).toEqual(['+2w', '-3w', '-6w', '+6w'])
  expect([says('-3w'), says('-6w'), says('+2w')].map((text) => text.includes('2027'))).toEqual([
    true,
    true,
    false,
  ])
})

test('a review of a drug treatment and testing order is talked about the week before', () => {
  const review = aFact('DTTO_REVIEW', '2026-12-15')

  expect(stepsAndDays(theOne('DTTO_REVIEW', aLife({ facts: [review] })))).toEqual([['-1w', '2026-12-08']])
})

test.each([
  ['CPO_START', 'CPO_IMPOSED'],
  ['CPO_REVIEW', 'CPO_IMPOSED'],
  ['CPO_REVIEW', 'ORDER_REVIEW'],
  ['ORDER_END', 'RLO'],
  ['STRUCTURED_DEFERRED_SENTENCE', 'STRUCTURED_DEFERRED_SENTENCE'],
  ['DTTO_REVIEW', 'DTTO_REVIEW'],
])('%s raises nothing and has no duty for a %s before the 12th birthday', (code, kind) => {
  for (const endsOn of [null, civilDate('2027-11-20')]) {
    const at = (born: string) =>
      foundBy(code, aLife({ facts: [aFact(kind, '2026-11-20', { endsOn })], bornOn: civilDate(born) }))

    for (const found of at('2014-11-21')) {
      expect(found).toMatchObject({ prompts: [], duties: [] })
      expect(found.warnings).toContain(whyNotPossibleWords['before-the-twelfth-birthday'])
    }
    expect(at('2014-11-20').flatMap(({ prompts }) => prompts).length).toBeGreaterThan(0)
  }
})

test('a moved end moves the one transition, and a withdrawn order leaves none', () => {
  const moved = ['2027-03-01', '2027-06-01', '2027-02-01'].map((on) =>
    endOf(cpo('2026-06-01', { endsOn: civilDate(on) })),
  )

  expect(moved.map(({ occurrence, date }) => [occurrence, date])).toEqual([
    ['CPO_IMPOSED-2026-06-01', '2027-03-01'],
    ['CPO_IMPOSED-2026-06-01', '2027-06-01'],
    ['CPO_IMPOSED-2026-06-01', '2027-02-01'],
  ])
  expect(foundBy('ORDER_END', aLife())).toEqual([])
})
