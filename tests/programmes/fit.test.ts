import { describe, expect, test } from 'vitest'
import { type About, canBeChosen, fitAll, fitOf, type ProgrammeToFit } from '~/programmes/fit'
import { reasonInWords } from '~/programmes/fit-words'
import { civilDate } from '~/shared/civil-date'
import { aProgrammeToFit, someone, today } from './a-programme'

/** What it comes to, and each reason as the page says it of Jamie. */
function held(programme: Partial<ProgrammeToFit>, about: Partial<About> = {}) {
  const one = aProgrammeToFit(programme)
  const { verdict, reasons } = fitOf(one, someone(about), today)
  return { verdict, says: reasons.map((each) => `${each.is}: ${reasonInWords(each, one, 'Jamie').says}`) }
}

test('what meets all of it fits, and says of each thing why', () => {
  const { verdict, says } = held({})

  expect(verdict).toBe('fits')
  expect(says).toEqual([
    'yes: Takes 16 to 19: Jamie is 17 on the start day, 26 December 2026.',
    'yes: It works in Northmoor.',
    'yes: 2 places free, said on 24 November 2026.',
    'note: Funded until 31 March 2028.',
  ])
})

test('each reason says where it comes from and when that was checked', () => {
  const programme = aProgrammeToFit()

  const from = fitOf(programme, someone(), today).reasons.map(
    (each) => reasonInWords(each, programme, 'Jamie').from,
  )

  expect(from).toEqual([
    'The programme, checked on 3 November 2026, and the record',
    'The programme, checked on 3 November 2026, and the record',
    null,
    'The programme, checked on 3 November 2026',
  ])
})

describe('age, on the day it starts', () => {
  test('a birthday on that day is old enough', () => {
    expect(held({}, { bornOn: civilDate('2010-12-26') }).verdict).toBe('fits')
  })

  test('a birthday the day after is too young, and it says from when not', () => {
    const { verdict, says } = held({}, { bornOn: civilDate('2010-12-27') })

    expect(verdict).toBe('does-not-fit')
    expect(says[0]).toBe(
      'no: Takes 16 to 19: Jamie is 15 on the start day, 26 December 2026, and old enough on 27 December 2026.',
    )
  })

  test('the day before they are too old still fits', () => {
    expect(held({}, { bornOn: civilDate('2006-12-27') }).verdict).toBe('fits')
  })

  test('on the birthday after the oldest age it does not', () => {
    const { verdict, says } = held({}, { bornOn: civilDate('2006-12-26') })

    expect(verdict).toBe('does-not-fit')
    expect(says[0]).toBe('no: Takes 16 to 19: Jamie is 20 on the start day, 26 December 2026.')
  })

  test('somebody born on 29 February is old enough on 1 March, not the day before', () => {
    const born = { bornOn: civilDate('2012-02-29') }

    expect(held({ nextStartOn: civilDate('2028-02-28') }, born).says[0]).toContain(
      'old enough on 29 February 2028',
    )
    expect(held({ youngestAge: 15, nextStartOn: civilDate('2027-02-28') }, born).verdict).toBe('does-not-fit')
    expect(held({ youngestAge: 15, nextStartOn: civilDate('2027-03-01') }, born).verdict).toBe('fits')
  })

  test('where no day is known it is today', () => {
    const { says } = held({ nextStartOn: null }, { bornOn: civilDate('2010-11-26') })

    expect(says[0]).toBe('no: Takes 16 to 19: Jamie is 15 today, and old enough on 26 November 2026.')
  })

  test('a birth date that is not known is asked for', () => {
    const { verdict, says } = held({}, { bornOn: null })

    expect(verdict).toBe('check-first')
    expect(says[0]).toBe('ask: Takes 16 to 19, and Jamie’s birth date is not known. Ask.')
  })

  test.each(['estimated', 'disputed'] as const)('one that is %s settles nothing, either way', (certainty) => {
    expect(held({}, { birthDateCertainty: certainty }).verdict).toBe('check-first')
    const { verdict, says } = held({}, { birthDateCertainty: certainty, bornOn: civilDate('2013-01-01') })

    expect(verdict).toBe('check-first')
    expect(says[0]).toContain('birth date is not certain. By the record Jamie is 13 on the start day')
  })

  test('a programme that gives no ages is asked, whoever it is for', () => {
    const { verdict, says } = held({ youngestAge: null, oldestAge: null }, { bornOn: null })

    expect(verdict).toBe('check-first')
    expect(says[0]).toBe('ask: It gives no ages. Ask whether it would suit Jamie.')
  })

  test('with one end alone the other is open', () => {
    expect(held({ oldestAge: null }, { bornOn: civilDate('1996-01-01') }).says[0]).toContain(
      'Takes 16 and over',
    )
    expect(held({ youngestAge: null }, { bornOn: civilDate('2015-01-01') }).says[0]).toContain(
      'Takes people up to 19',
    )
  })

  test('who turns too old before it usually ends is told so, and fits', () => {
    const last = { bornOn: civilDate('2007-03-19') }
    const after = { bornOn: civilDate('2007-03-20') }

    expect(held({}, last)).toMatchObject({
      verdict: 'fits',
      says: expect.arrayContaining([
        'note: Jamie turns 20 on 19 March 2027, within the usual 12 weeks. Ask what happens then.',
      ]),
    })
    expect(held({}, after).says.join()).not.toContain('turns 20')
  })
})

describe('area', () => {
  test('a council that is not known is asked for', () => {
    expect(held({}, { council: null })).toMatchObject({
      verdict: 'check-first',
      says: expect.arrayContaining(['ask: It works in Northmoor, and Jamie’s council is not known. Ask.']),
    })
    expect(held({}, { council: ' ' }).verdict).toBe('check-first')
  })

  test('another council does not fit', () => {
    expect(held({ councils: ['Glenmarra', 'Westerlaw'] })).toMatchObject({
      verdict: 'does-not-fit',
      says: expect.arrayContaining([
        'no: It works in Glenmarra and Westerlaw, and Jamie’s council is Northmoor.',
      ]),
    })
  })

  test('a council is the same however it is written', () => {
    expect(held({ councils: ['Northmoor Council'] }, { council: 'northmoor ' }).verdict).toBe('fits')
  })

  test('a programme without councils takes people from anywhere, known or not', () => {
    expect(held({ councils: [] }, { council: null }).verdict).toBe('fits')
  })
})

describe('whether there is room', () => {
  test('a number holds for 28 days and is asked again on the 29th', () => {
    expect(held({ placesSetOn: civilDate('2026-10-28') }).verdict).toBe('fits')
    expect(held({ placesSetOn: civilDate('2026-10-27') })).toMatchObject({
      verdict: 'check-first',
      says: expect.arrayContaining([
        'ask: Ask first: 2 places free on 27 October 2026, and nobody has said since.',
      ]),
    })
  })

  test('a number that nobody ever gave is asked for', () => {
    expect(held({ placesFree: null, placesSetOn: null }).says).toContain(
      'ask: Nobody has said how many places are free. Ask.',
    )
  })

  test('one that is full is asked about, with the wait that it gave', () => {
    expect(held({ placesFree: 0, waitingWeeks: 6 })).toMatchObject({
      verdict: 'check-first',
      says: expect.arrayContaining([
        'ask: It was full on 24 November 2026: about 6 weeks to wait. Ask first.',
      ]),
    })
    expect(held({ placesFree: 0 }).says).toContain(
      'ask: It was full on 24 November 2026. Ask how long the wait is.',
    )
  })

  test.each([
    ['paused', 'no: It takes nobody new just now.'],
    ['closed', 'no: It has closed.'],
  ] as const)('one that is %s does not fit, and its places say nothing', (status, says) => {
    const found = held({ status })

    expect(found.verdict).toBe('does-not-fit')
    expect(found.says[0]).toBe(says)
    expect(found.says.join()).not.toContain('places')
  })

  test('a start day that has passed is asked about, and age is taken today', () => {
    const found = held({ nextStartOn: civilDate('2026-11-24') })

    expect(found.verdict).toBe('check-first')
    expect(found.says).toContain(
      'ask: The start day it gave, 24 November 2026, has passed. Ask when it starts next.',
    )
    expect(found.says).toContain('yes: Takes 16 to 19: Jamie is 17 today.')
    expect(held({ nextStartOn: today }).verdict).toBe('fits')
  })
})

describe('orders', () => {
  test.each([
    ['yes', true, 'fits', 'yes: Open to people on an order.'],
    ['no', true, 'does-not-fit', 'no: It takes nobody on an order, and Jamie is on one, or soon will be.'],
    ['ask', true, 'check-first', 'ask: Ask whether Jamie’s order would stand in the way.'],
    [
      'no',
      null,
      'check-first',
      'ask: It may not take people on an order. Ask Jamie’s social worker whether this matters.',
    ],
    [
      'ask',
      null,
      'check-first',
      'ask: It may not take people on an order. Ask Jamie’s social worker whether this matters.',
    ],
  ] as const)('takes them: %s, on one: %s, so it %s', (takesOrders, isOnOrder, verdict, says) => {
    const found = held({ takesOrders }, { isOnOrder })

    expect(found.verdict).toBe(verdict)
    expect(found.says).toContain(says)
  })

  test.each([
    ['yes', null],
    ['yes', false],
    ['no', false],
    ['ask', false],
  ] as const)('takes them: %s, on one: %s, and nothing is said of orders', (takesOrders, isOnOrder) => {
    const found = held({ takesOrders }, { isOnOrder })

    expect(found.verdict).toBe('fits')
    expect(found.says.join()).not.toContain('order')
  })
})

describe('money', () => {
  test('paid for to the last day of the usual weeks fits; a day less asks for a plan', () => {
    expect(held({ fundedUntil: civilDate('2027-03-19') }).verdict).toBe('fits')
    expect(held({ fundedUntil: civilDate('2027-03-18') })).toMatchObject({
      verdict: 'check-first',
      says: expect.arrayContaining([
        'ask: Its funding ends on 18 March 2027, before the usual 12 weeks are over on 19 March 2027. Ask for a plan of who carries on.',
      ]),
    })
  })

  test('money that ends before it starts asks for a plan, however long people stay', () => {
    expect(held({ usualWeeks: null, fundedUntil: civilDate('2026-12-25') }).says).toContain(
      'ask: Its funding ends on 25 December 2026, before it starts. Ask for a plan of who carries on.',
    )
    expect(held({ usualWeeks: null, fundedUntil: civilDate('2026-12-26') }).verdict).toBe('fits')
  })

  test('an end that is not said is noted', () => {
    const found = held({ fundedUntil: null })

    expect(found).toMatchObject({ verdict: 'fits' })
    expect(found.says).toContain('note: It does not say until when it is funded.')
  })
})

test('an entry that nobody has checked for more than 120 days says so', () => {
  expect(held({ lastCheckedOn: civilDate('2026-07-28') }).says.join()).not.toContain('checked')
  expect(held({ lastCheckedOn: civilDate('2026-07-27') }).says).toContain(
    'note: Nobody has checked what is written here since 27 July 2026.',
  )
  expect(held({ lastCheckedOn: null }).says).toContain('note: Nobody has checked what is written here.')
})

test('what stands against it is read first, then what to ask', () => {
  const { verdict, says } = held({ placesFree: 0, councils: ['Glenmarra'] })

  expect(verdict).toBe('does-not-fit')
  expect(says.map((each) => each.slice(0, each.indexOf(':')))).toEqual(['no', 'ask', 'yes', 'note'])
})

test('what fits comes first, then what starts soonest, then by name; no day comes last', () => {
  const named = (name: string, changes: Partial<ProgrammeToFit> = {}) => aProgrammeToFit({ name, ...changes })
  const programmes = [
    named('Zero fit', { oldestAge: 16, nextStartOn: civilDate('2026-11-26') }),
    named('Any day', { nextStartOn: null }),
    named('Walks', { nextStartOn: civilDate('2027-01-09') }),
    named('Bikes', { nextStartOn: civilDate('2027-01-09') }),
    named('Ask', { placesFree: null, nextStartOn: civilDate('2026-11-26') }),
    named('Passed', { nextStartOn: civilDate('2026-11-01') }),
    named('Soon', { nextStartOn: civilDate('2026-12-01') }),
  ]

  const found = fitAll(programmes, someone(), today)

  expect(found.map(({ programme, verdict }) => `${programme.name} ${verdict}`)).toEqual([
    'Soon fits',
    'Bikes fits',
    'Walks fits',
    'Any day fits',
    'Ask check-first',
    'Passed check-first',
    'Zero fit does-not-fit',
  ])
})

test('no reason and no verdict holds a number that weighs a person', () => {
  const reasons = fitAll([aProgrammeToFit(), aProgrammeToFit({ placesFree: 0 })], someone(), today)

  const keys = new Set(reasons.flatMap((fitted) => [fitted, ...fitted.reasons]).flatMap(Object.keys))
  expect([...keys].filter((key) => /score|rank|weight|points|likel/i.test(key))).toEqual([])
})

describe('what may be chosen', () => {
  const choice = (changes: Partial<ProgrammeToFit>) => {
    const programme = aProgrammeToFit(changes)
    return canBeChosen(programme, fitOf(programme, someone(), today))
  }

  test('what fits, and what must be checked first', () => {
    expect(choice({})).toBe('yes')
    expect(choice({ placesFree: 0 })).toBe('yes')
  })

  test('what does not fit, only with a reason', () => {
    expect(choice({ oldestAge: 16 })).toBe('with-a-reason')
  })

  test('nothing that takes nobody new', () => {
    expect(choice({ status: 'paused' })).toBe('no')
    expect(choice({ status: 'closed' })).toBe('no')
  })
})
