import { expect, test } from 'vitest'
import { addDays, birthdayOn, civilDate } from '~/shared/civil-date'
import { whyNotPossibleWords } from '~/transitions/data-errors'
import type { Fact, Life } from '~/transitions/rule'
import { aFact, aLife, foundBy, stepsAndDays, theOne } from './a-life'
import { everyBirthDate } from './birth-dates'

function bailOf(part: Partial<Fact> = {}, others: Fact[] = [], life: Partial<Life> = {}) {
  const bail = aFact('BAIL', part.happensOn ?? '2026-11-20', {
    atTime: '16:40',
    details: { supervised: 'yes' },
    receivedOn: civilDate('2026-11-20'),
    ...part,
  })
  return theOne('BAIL_START', aLife({ facts: [bail, ...others], ...life }))
}

test.each([
  ['an ordinary day', '2026-11-20', '16:40', '2026-11-21T16:40'],
  ['the clocks go back', '2026-10-24', '16:40', '2026-10-25T15:40'],
  ['the clocks go forward', '2027-03-27', '16:40', '2027-03-28T17:40'],
])(
  'whoever supervises bail sees them within 24 hours that have passed, when it is %s',
  (_when, on, time, by) => {
    const bail = bailOf({ happensOn: civilDate(on), atTime: time })

    expect(bail).toMatchObject({ date: on, duties: [{ by, standing: 'guidance' }], dataGaps: [] })
    expect(stepsAndDays(bail)).toEqual([['0', on]])
  },
)

test('without the time of leaving court the next day stands, and the time is asked for', () => {
  expect(bailOf({ atTime: null })).toMatchObject({
    duties: [{ by: '2026-11-21' }],
    dataGaps: ['the time they left court'],
  })
})

test('bail without supervision has no such meeting; where nobody knows, it stands and is asked about', () => {
  expect(bailOf({ details: { supervised: 'no' } })).toMatchObject({ duties: [], dataGaps: [], because: '' })
  expect(bailOf({ details: {} })).toMatchObject({
    duties: { length: 1 },
    dataGaps: ['whether the bail is supervised'],
  })
})

test('the review of bail is shown with its day; one before the bail is shown as what it is', () => {
  expect(bailOf({ details: { supervised: 'no', review_on: '2026-12-18' } }).duties).toEqual([
    { what: 'look at the conditions again', by: '2026-12-18', standing: 'practice' },
  ])
  expect(bailOf({ details: { supervised: 'no', review_on: '2026-11-19' } })).toMatchObject({
    duties: [],
    warnings: ['the review is before the bail: check'],
  })
})

test('bail is over when they are held again', () => {
  expect(bailOf({}, [aFact('REMAND', '2026-12-01')])).toMatchObject({
    overBecause: 'They were held after it',
    prompts: { length: 1 },
  })
  expect(bailOf({}, [aFact('REMAND', '2026-11-19')]).overBecause).toBeNull()
  expect(bailOf({}, [aFact('REMAND', '2026-12-01', { certainty: 'reported' })]).overBecause).toBeNull()
})

test.each(['BAIL', 'REMAND'])('%s under 12 raises nothing and has no duty', (kind) => {
  const code = kind === 'BAIL' ? 'BAIL_START' : 'REMAND'
  const fact = aFact(kind, '2026-11-20', { details: { next_court_on: '2026-12-01' } })
  const at = (born: string) => theOne(code, aLife({ facts: [fact], bornOn: civilDate(born) }))

  expect(at('2014-11-21')).toMatchObject({
    prompts: [],
    duties: [],
    warnings: [whyNotPossibleWords['before-the-twelfth-birthday']],
  })
  expect(at('2014-11-20').prompts.length).toBeGreaterThan(0)
})

function remandsOf(nextCourtOn: string | null, others: Fact[] = [], life: Partial<Life> = {}) {
  const details: Record<string, string> = { place_type: 'secure' }
  if (nextCourtOn !== null) details.next_court_on = nextCourtOn
  const fact = aFact('REMAND', '2026-11-10', { details })
  return foundBy('REMAND', aLife({ facts: [fact, ...others], ...life }))
}

test('remand is asked about on the day and each week, up to the next court day', () => {
  const [remand] = remandsOf('2026-12-08')

  expect(remand?.date).toBe('2026-12-08')
  expect(remand?.prompts.map(({ step, on }) => [step, on])).toEqual([
    ['0', '2026-11-10'],
    ['+1w', '2026-11-17'],
    ['+2w', '2026-11-24'],
    ['+3w', '2026-12-01'],
  ])
  expect(remandsOf('2026-12-09')[0]?.prompts.at(-1)).toEqual({ step: '+4w', on: '2026-12-08' })
})

test('until the next court day is known there is no day, and it is asked for', () => {
  expect(remandsOf(null)).toMatchObject([
    {
      date: null,
      certainty: 'unknown',
      prompts: [{ step: 'ask', on: '2026-11-10' }],
      dataGaps: ['the next court day'],
    },
  ])
})

test('a court day before the remand is no day, and is shown as what it is', () => {
  expect(remandsOf('2026-11-09')).toMatchObject([
    { date: null, warnings: ['the next court day is before the remand: check'] },
  ])
  expect(remandsOf('2026-11-10')).toMatchObject([{ date: '2026-11-10', prompts: [{ step: '0' }] }])
})

test.each([
  ['RELEASED', 'They were released'],
  ['BAIL', 'They were given bail'],
  ['CUSTODY', 'They were sentenced'],
  ['REMAND', 'They were remanded anew'],
])('remand ends with %s', (kind, because) => {
  const [remand] = remandsOf('2026-12-08', [aFact(kind, '2026-11-24')])

  expect(remand?.overBecause).toBe(because)
  expect(remand?.prompts.map(({ step }) => step)).toEqual(['0', '+1w'])
  expect(remandsOf(null, [aFact(kind, '2026-11-24')])[0]?.prompts).toEqual([])
  expect(
    remandsOf('2026-12-08', [aFact(kind, '2026-11-24', { certainty: 'reported' })])[0]?.overBecause,
  ).toBeNull()
})

test('while they are held, one recorded late is raised at once', () => {
  const late = { openedOn: civilDate('2027-06-01') }

  expect(remandsOf('2026-12-08', [], late)[0]?.prompts).toMatchObject([{ step: 'now', on: '2027-06-01' }])
  expect(remandsOf('2026-12-08', [aFact('RELEASED', '2026-12-08')], late)[0]?.prompts).toEqual([])
})

test('a child on remand lives where the council decides, and they could be released at court', () => {
  const said = (born: string) => {
    const [remand] = remandsOf('2026-12-08', [], { bornOn: civilDate(born) })
    return remand?.rule.words({ ...remand, bornOn: null }).explanation
  }

  expect(said('2008-11-11')).toContain('The council decides where they live')
  expect(said('2008-11-10')).not.toContain('The council decides')
  expect(said('2008-11-10')).toContain('could be released that day')
})

test('every birth date: the 18th birthday is the first day on which the council does not decide', () => {
  everyBirthDate((bornOn) => {
    const eighteenOn = birthdayOn(bornOn, 18)
    const isChild = (on: typeof bornOn) =>
      foundBy('REMAND', aLife({ bornOn, facts: [aFact('REMAND', on)] }))[0]?.because === 'under-18'
    if (isChild(eighteenOn) || !isChild(addDays(eighteenOn, -1))) throw new Error(bornOn)
  })
})

test('nobody under 18 is remanded to a prison: it is shown as what it is, and the rest is raised', () => {
  const fact = aFact('REMAND', '2026-11-10', { details: { place_type: 'yoi', next_court_on: '2026-12-08' } })

  const remand = theOne('REMAND', aLife({ facts: [fact], bornOn: civilDate('2009-06-01') }))

  expect(remand.warnings).toEqual([whyNotPossibleWords['under-eighteen-in-prison']])
  expect(remand.prompts).toHaveLength(4)
})

test('however far the court day lies, nobody is asked for ever', () => {
  expect(remandsOf('2036-12-08')[0]?.prompts).toHaveLength(60)
  const settings = { REMAND: { everyDays: 0 } }
  expect(remandsOf('2026-11-20', [], { settings })[0]?.prompts).toHaveLength(10)
})

test('at the court day of a remand nobody could be released who is out on bail', () => {
  const facts = [aFact('REMAND', '2026-11-10'), aFact('BAIL', '2026-11-20'), aFact('COURT', '2026-12-10')]

  expect(theOne('COURT_DATE', aLife({ facts })).because).toBe('')
})
