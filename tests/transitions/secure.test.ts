import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, addMonths, birthdayOn, type CivilDate, civilDate, daysInMonth } from '~/shared/civil-date'
import { whyNotPossibleWords } from '~/transitions/data-errors'
import type { Fact, Life } from '~/transitions/rule'
import { runs } from '../support/runs'
import { aFact, aLife, foundBy, stepsAndDays, theOne } from './a-life'

const hearing = { details: { route: 'hearing' } }
const criminal = { details: { route: 'criminal' } }
const placed = aFact('SECURE_PLACED', '2026-09-07', hearing)

function reviewsOf(facts: Fact[], part: Partial<Life> = {}) {
  return foundBy('SECURE_REVIEW', aLife({ facts, ...part }))
}

function exitsOf(facts: Fact[], part: Partial<Life> = {}) {
  return foundBy('SECURE_EXIT', aLife({ facts, ...part }))
}

function reviewed(on: string, part: Partial<Fact> = {}) {
  return aFact('SECURE_REVIEWED', on, part)
}

test('SE-01: by a hearing, the first review is due within seven days of moving in', () => {
  expect(reviewsOf([placed])).toMatchObject([
    {
      date: '2026-09-14',
      occurrence: placed.id,
      certainty: 'statutory-derived',
      duties: [{ by: '2026-09-14', standing: 'statutory' }],
      warnings: [],
    },
  ])
})

test('SE-02: the second is due within a month of the first', () => {
  const [first, second] = reviewsOf([placed, reviewed('2026-09-11')])

  expect(first).toMatchObject({ date: '2026-09-14', overBecause: 'The review was held', prompts: [] })
  expect(second).toMatchObject({
    date: '2026-10-11',
    occurrence: `${placed.id}/2`,
    duties: [{ by: '2026-10-11' }],
    overBecause: null,
  })
})

test('SE-03: a month from 31 January ends with February', () => {
  const stay = aFact('SECURE_PLACED', '2027-01-26', hearing)

  expect(reviewsOf([stay, reviewed('2027-01-31')]).at(-1)?.date).toBe('2027-02-28')
  expect(reviewsOf([stay, reviewed('2028-01-31')]).at(-1)?.date).toBe('2028-02-29')
})

test('SE-04: by a court, reviews are never more than three months apart', () => {
  const stay = aFact('SECURE_PLACED', '2026-09-07', criminal)

  const [first, second] = reviewsOf([stay, reviewed('2026-09-14')])

  expect(first).toMatchObject({ date: '2026-09-14', lawVersion: 'ssi-2013-205-r13' })
  expect(second).toMatchObject({ date: '2026-12-14', certainty: 'statutory-derived', warnings: [] })
})

test('by a court the first seven days may count the day of moving in, and that is said', () => {
  const [first] = reviewsOf([aFact('SECURE_PLACED', '2026-09-07', criminal)])

  expect(first).toMatchObject({ certainty: 'provisional' })
  expect(first?.warnings).toEqual(['the day they moved in may count as the first of the seven days: check'])
})

test('whoever reads of a review is told whose it is, and that it is not for them to hold', () => {
  const review = theOne('SECURE_REVIEW', aLife({ facts: [placed] }))
  const words = review.rule.words({ ...review, bornOn: civilDate('2010-02-03') })

  expect(review.rule.ownerRole).toBe('chief social work officer')
  expect(words.title).toContain('review due around')
  expect(words.explanation).toContain('The chief social work officer sees to it; it is not for you to hold')
  expect(stepsAndDays(review)).toEqual([['-2d', '2026-09-12']])
})

test('review after review, each is counted from the last that was held', () => {
  const held = ['2026-09-14', '2026-10-12', '2026-11-30'].map((on) => reviewed(on))

  const reviews = reviewsOf([placed, ...held])

  expect(reviews.map(({ occurrence, date }) => [occurrence, date])).toEqual([
    [placed.id, '2026-09-14'],
    [`${placed.id}/2`, '2026-10-14'],
    [`${placed.id}/3`, '2026-11-12'],
    [`${placed.id}/4`, '2026-12-30'],
  ])
  expect(reviews.filter(({ overBecause }) => overBecause === null)).toHaveLength(1)
})

test('where the way they came there is not known, the shorter time counts and the way is asked for', () => {
  const unknown = aFact('SECURE_PLACED', '2026-09-07')
  const [first, second] = reviewsOf([unknown, reviewed('2026-09-14')])

  expect(first).toMatchObject({ date: '2026-09-14', certainty: 'statutory-derived' })
  expect(second).toMatchObject({ date: '2026-10-14', certainty: 'provisional' })
  expect(second?.dataGaps).toEqual(['whether they are there by a hearing or by a court'])
  expect(reviewsOf([unknown, reviewed('2026-09-14', criminal)]).at(-1)?.date).toBe('2026-12-14')
})

test('a review that somebody only speaks of is asked about, and moves nothing', () => {
  const said = reviewed('2026-09-10', { certainty: 'reported' })

  const [review, ...others] = reviewsOf([placed, said])

  expect(others).toEqual([])
  expect(review).toMatchObject({ date: '2026-09-14', overBecause: null })
  expect(review?.warnings).toEqual(['a review is said to have been held: check'])
})

test('who left before a review was due has none coming; one that was missed is over and still told', () => {
  const left = (on: string) => aFact('SECURE_LEFT', on)

  expect(reviewsOf([placed, left('2026-09-14')])).toEqual([])
  expect(reviewsOf([placed, left('2026-09-15')])).toMatchObject([
    { date: '2026-09-14', prompts: [], overBecause: 'They left secure care' },
  ])
  expect(reviewsOf([placed, left('2026-09-13'), reviewed('2026-09-11')])).toHaveLength(1)
})

test('whoever moved in anew before leaving was recorded is reviewed in the later stay', () => {
  const again = aFact('SECURE_PLACED', '2026-09-10', hearing)

  expect(reviewsOf([placed, again])).toMatchObject([{ occurrence: again.id, date: '2026-09-17' }])
})

test('a review before moving in is kept, shown as what it is, and stops nothing', () => {
  const reviews = reviewsOf([reviewed('2026-09-01'), placed])

  expect(reviews).toMatchObject([{ occurrence: placed.id, date: '2026-09-14' }])
  expect(reviews[0]?.warnings).toEqual(['reviewed before they moved in: check the days'])
  expect(reviews[0]?.prompts).toHaveLength(1)
})

test('reviews of a stay whose beginning is not recorded go on from the first that is', () => {
  const first = reviewed('2026-09-14', hearing)

  expect(reviewsOf([first])).toMatchObject([{ occurrence: `${first.id}/2`, date: '2026-10-14' }])
})

test('under 12 nothing of a court is raised: it is shown as the contradiction it is', () => {
  const stay = aFact('SECURE_PLACED', '2026-09-07', criminal)
  const bornOn = (on: string) => reviewsOf([stay], { bornOn: civilDate(on) })[0]

  expect(bornOn('2014-09-08')).toMatchObject({ prompts: [], duties: [] })
  expect(bornOn('2014-09-08')?.warnings).toContain(whyNotPossibleWords['before-the-twelfth-birthday'])
  expect(bornOn('2014-09-07')?.prompts).toHaveLength(1)
  expect(reviewsOf([placed], { bornOn: civilDate('2014-09-08') })[0]?.prompts).toHaveLength(1)
})

test('a review that is due after 19 says that secure care ends by then', () => {
  const at = (born: string) => reviewsOf([placed], { bornOn: civilDate(born) })[0]?.warnings

  expect(at('2007-09-14')).toEqual([])
  expect(at('2007-09-13')).toEqual(['after the 19th birthday, when secure care ends at the latest: check'])
})

test('a stay that somebody only speaks of makes its review reported', () => {
  expect(reviewsOf([{ ...placed, certainty: 'reported' }])[0]?.certainty).toBe('reported')
  expect(reviewsOf([placed], { birthDateCertainty: 'disputed' })[0]?.certainty).toBe('statutory-derived')
  expect(reviewsOf([placed], { bornOn: null })[0]?.date).toBe('2026-09-14')
})

const authorised = (on: string, atTime: string | null, part: Partial<Fact> = {}) =>
  aFact('SECURE_AUTHORISED', on, { atTime, ...part })

test.each([
  ['an ordinary week', '2026-11-20', '22:15', '2026-11-23T22:15'],
  ['the clocks go back', '2026-10-24', '23:30', '2026-10-27T22:30'],
  ['the clocks go forward', '2027-03-27', '20:00', '2027-03-30T21:00'],
])('a decision on an authorisation has 72 hours that have passed, when %s', (_when, on, time, by) => {
  const decision = theOne('SECURE_REVIEW', aLife({ facts: [authorised(on, time)] }))

  expect(decision).toMatchObject({ date: on, duties: [{ by, standing: 'statutory' }] })
  expect(stepsAndDays(decision)).toEqual([['0', on]])
  expect(decision.rule.words({ ...decision, bornOn: null }).says('0')).toContain('appeal within 21 days')
})

test('without the time it was received the day stands, and the time is asked for', () => {
  const decision = theOne('SECURE_REVIEW', aLife({ facts: [authorised('2026-11-20', null)] }))

  expect(decision.duties).toMatchObject([{ by: '2026-11-23' }])
  expect(decision.dataGaps).toEqual(['the time it was received: the 72 hours run out at that time of day'])
})

test('who has moved in needs no decision any more', () => {
  const moved = aFact('SECURE_PLACED', '2026-11-21', hearing)

  const [decision] = reviewsOf([authorised('2026-11-20', '10:00'), moved])

  expect(decision).toMatchObject({ prompts: [], overBecause: 'They moved into secure care' })
  expect(
    reviewsOf([authorised('2026-11-22', '10:00'), moved])[0]?.overBecause,
    'an authorisation of a later day is another one',
  ).toBeNull()
})

test('whatever the day of moving in, the first review is a week later, and the next no further than the law', () => {
  const days = fc.integer({ min: 0, max: 13_000 }).map((count) => addDays(civilDate('2013-06-24'), count))
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 40 }), fc.boolean(), (on, wait, isHearing) => {
      const stay = aFact('SECURE_PLACED', on, isHearing ? hearing : criminal)
      const heldOn = addDays(on, wait)
      const [first, next] = reviewsOf([stay, reviewed(heldOn)], { bornOn: addMonths(on, -15 * 12) })

      expect(first?.date).toBe(addDays(on, 7))
      expect(next?.date).toBe(sameDayOrLast(heldOn, isHearing ? 1 : 3))
    }),
    runs(500),
  )
})

/** Counted by hand, and not as the rule counts. */
function sameDayOrLast(day: CivilDate, months: number): CivilDate {
  const [year = 0, month = 0, on = 0] = day.split('-').map(Number)
  const all = year * 12 + month - 1 + months
  const last = daysInMonth(Math.floor(all / 12), (all % 12) + 1)
  const text = [Math.floor(all / 12), (all % 12) + 1, Math.min(on, last)]
  return civilDate(text.map((part) => String(part).padStart(2, '0')).join('-'))
}

const planned = { ...placed, endsOn: civilDate('2027-03-08') }

test('leaving secure care has steps before the planned day and after it', () => {
  expect(stepsAndDays(theOne('SECURE_EXIT', aLife({ facts: [planned] })))).toEqual([
    ['-12w', '2026-12-14'],
    ['-8w', '2027-01-11'],
    ['-4w', '2027-02-08'],
    ['-2w', '2027-02-22'],
    ['0', '2027-03-08'],
    ['+1d', '2027-03-09'],
    ['+1w', '2027-03-15'],
    ['+4w', '2027-04-05'],
    ['+12w', '2027-05-31'],
  ])
})

test('the day they left takes the place of the planned one: the steps before it end, the others count from it', () => {
  const left = aFact('SECURE_LEFT', '2027-01-20', { receivedOn: civilDate('2027-01-20') })
  const exit = theOne('SECURE_EXIT', aLife({ facts: [planned, left] }))

  expect(exit).toMatchObject({
    date: '2027-01-20',
    occurrence: placed.id,
    certainty: 'official-recorded',
    overBecause: 'They left secure care',
  })
  expect(stepsAndDays(exit)).toEqual([
    ['0', '2027-01-20'],
    ['+1d', '2027-01-21'],
    ['+1w', '2027-01-27'],
    ['+4w', '2027-02-17'],
    ['+12w', '2027-04-14'],
  ])
})

test('without a planned day there is none, and it is named as missing', () => {
  expect(exitsOf([placed])).toMatchObject([
    { date: null, certainty: 'unknown', prompts: [], dataGaps: ['the day they are planned to leave'] },
  ])
})

test('somebody said that they left: asked about, not believed', () => {
  const said = aFact('SECURE_LEFT', '2027-01-20', { certainty: 'reported' })

  expect(exitsOf([planned, said])).toMatchObject([
    { date: '2027-03-08', overBecause: null, warnings: ['said to have left: check'] },
  ])
})

test('a planned day that has passed is still asked about while nobody says that they left', () => {
  const late = { openedOn: civilDate('2027-09-01') }

  expect(exitsOf([planned], late)[0]?.prompts).toMatchObject([{ step: 'now', on: '2027-09-01' }])
  expect(exitsOf([planned, aFact('SECURE_LEFT', '2027-03-08')], late)[0]?.prompts).toEqual([])
})

test('who left, and of whom moving in was never recorded, is still asked how it is', () => {
  expect(exitsOf([aFact('SECURE_LEFT', '2027-01-20')])).toMatchObject([
    { date: '2027-01-20', occurrence: 'SECURE_LEFT-2027-01-20', prompts: { length: 5 } },
  ])
})

test('one stay after another, each is left by itself; one that was never left is over by the next', () => {
  const again = aFact('SECURE_PLACED', '2027-06-01', { ...hearing, endsOn: civilDate('2027-09-01') })

  expect(exitsOf([planned, aFact('SECURE_LEFT', '2027-06-01'), again]).map(({ date }) => date)).toEqual([
    '2027-06-01',
    '2027-09-01',
  ])
  expect(exitsOf([planned, again])).toMatchObject([
    { date: '2027-03-08', prompts: [], overBecause: 'They moved into secure care anew' },
    { date: '2027-09-01', overBecause: null },
  ])
})

test('a planned day after 18 says so, and one after 19 is to be checked', () => {
  const at = (born: string) => exitsOf([planned], { bornOn: civilDate(born) })[0]

  expect(at('2009-03-08')).toMatchObject({ because: '', warnings: [] })
  expect(at('2009-03-07')).toMatchObject({ because: 'past-18', warnings: [] })
  expect(at('2008-03-08')?.warnings).toEqual([])
  expect(at('2008-03-07')?.warnings).toEqual([
    'after the 19th birthday, when secure care ends at the latest: check',
  ])
})

test('every birth date: who leaves on or before the 19th birthday is not told to check', () => {
  for (let born = civilDate('2005-01-01'); born <= '2010-12-31'; born = addDays(born, 1)) {
    const onTheDay = { ...placed, happensOn: addDays(born, 6000), endsOn: birthdayOn(born, 19) }
    const dayAfter = { ...onTheDay, endsOn: addDays(birthdayOn(born, 19), 1) }
    const warned = (fact: Fact) => exitsOf([fact], { bornOn: born })[0]?.warnings.length
    if (warned(onTheDay) !== 0 || warned(dayAfter) !== 1) throw new Error(born)
  }
})

test('a planned day before they moved in is shown as what it is', () => {
  const wrong = { ...placed, endsOn: civilDate('2026-09-01') }

  expect(exitsOf([wrong])[0]?.warnings).toEqual([whyNotPossibleWords['ends-before-it-starts']])
  expect(reviewsOf([wrong])).toHaveLength(1)
})
