import { expect, test } from 'vitest'
import { addDays, type CivilDate, civilDate } from '~/shared/civil-date'
import { whyNotPossible } from '~/transitions/data-errors'
import { transitionsJson } from '~/transitions/list'
import { reconcile, rowOf } from '~/transitions/reconcile'
import type { Fact } from '~/transitions/rule'
import { transitionsIn } from '~/transitions/transitions-in'
import { aFact, aLife, foundBy, stepsAndDays, theOne } from './a-life'

const RL_02 = [
  ['-12w', '2026-12-18'],
  ['-6w', '2027-01-29'],
  ['-10d', '2027-03-02'],
  ['0', '2027-03-12'],
  ['+1d', '2027-03-13'],
  ['+7d', '2027-03-19'],
  ['+28d', '2027-04-09'],
  ['+12w', '2027-06-04'],
  ['+12m', '2028-03-12'],
]

function custody(months: string, on = '2026-03-02', part: Partial<Fact> = {}) {
  return aFact('CUSTODY', on, { details: { sentence_months: months, place_type: 'secure' }, ...part })
}

function official(on: string, type = 'EDL', part: Partial<Fact> = {}) {
  return aFact('RELEASE_DATE', on, {
    id: 'date',
    receivedOn: civilDate('2026-10-01'),
    details: { type },
    ...part,
  })
}

function releaseOf(...facts: Fact[]) {
  return theOne('RELEASE', aLife({ facts }))
}

function says(step: string, ...facts: Fact[]) {
  const release = releaseOf(...facts)
  return release.rule.words({ ...release, bornOn: civilDate('2010-02-03') }).says(step)
}

test('RL-01: no date is worked out of a sentence, anywhere; the ask is listed weekly', () => {
  const life = aLife({ facts: [custody('24')] })

  const listed = transitionsJson('A', life, foundBy('RELEASE', life), {
    asOf: civilDate('2026-03-02'),
    until: civilDate('2026-03-20'),
  })

  expect(listed).toMatchObject([{ date: null, certainty: 'unknown', window: null, duties: [] }])
  expect(listed[0]?.prompts.map(({ step, on }) => [step, on])).toEqual([
    ['ask', '2026-03-02'],
    ['ask', '2026-03-09'],
    ['ask', '2026-03-16'],
  ])
  expect(rowOf(releaseOf(custody('24'))).prompts).toEqual([{ step: 'ask', on: '2026-03-02' }])
  const named = new Set(JSON.stringify(rowOf(releaseOf(custody('24')))).match(/\d{4}-\d{2}-\d{2}/g))
  expect(named).toEqual(new Set(['2026-03-02']))
})

test('RL-02: the prompts of an official date, sentence under four years', () => {
  const release = releaseOf(custody('24'), official('2027-03-12'))

  expect(release).toMatchObject({ certainty: 'official-recorded', date: '2027-03-12', warnings: [] })
  expect(stepsAndDays(release)).toEqual(RL_02)
})

test('RL-03: four years or more adds the parole papers, and is a day from which they may be released', () => {
  const release = releaseOf(custody('60'), official('2027-03-12', 'PQD'))

  expect(stepsAndDays(release)).toEqual([['-16w', '2026-11-20'], ...RL_02])
  const words = release.rule.words({ ...release, bornOn: null })
  expect(words.title).toBe('May be released from this day')
  expect(words.explanation).toContain('May be released from 12 March 2027')
  expect(words.says('0')).toContain('may be released from today')
})

test.each([
  ['47', false],
  ['48', true],
])('RL-03: a sentence of %s months: parole papers %s', (months, hasParole) => {
  const steps = releaseOf(custody(months), official('2027-03-12')).prompts.map(({ step }) => step)

  expect(steps.includes('-16w')).toBe(hasParole)
})

test.each([
  ['24', true],
  ['47', true],
  ['48', false],
  ['', false],
])('Upside is named for sentences known to be under four years: %s months, %s', (months, isNamed) => {
  expect(says('-12w', custody(months), official('2027-03-12')).includes('Upside')).toBe(isNamed)
})

test('the length of the sentence is asked for where it is not recorded', () => {
  expect(releaseOf(custody(''), official('2027-03-12')).dataGaps).toContain('the length of the sentence')
  expect(releaseOf(custody('24'), official('2027-03-12')).dataGaps).toEqual([])
})

test.each([
  ['2027-01-01', true],
  ['2027-01-02', true],
  ['2027-01-03', true],
  ['2027-01-04', true],
  ['2027-01-05', false],
])('RL-04: a date on a weekend or holiday is likely to come forward: %s, %s', (on, isWarned) => {
  const { warnings } = releaseOf(official(on))

  expect(warnings).toEqual(isWarned ? ['weekend/holiday: likely to come forward, check'] : [])
})

test('RL-05: what had passed when it was recorded is one prompt, none back-dated', () => {
  const late = releaseOf(
    custody('24'),
    official('2027-03-12', 'EDL', { recordedOn: civilDate('2027-03-05') }),
  )

  expect(late.prompts[0]).toEqual({ step: 'now', on: '2027-03-05', covers: ['-12w', '-6w', '-10d'] })
  expect(stepsAndDays(late).slice(1)).toEqual(RL_02.slice(3))
})

test('RL-06: a changed date cancels the old prompts, issues new ones, and the move is kept', () => {
  const before = transitionsIn(aLife({ facts: [custody('24'), official('2027-03-12')] }))
  const after = transitionsIn(aLife({ facts: [custody('24'), official('2027-02-19')] }))
  const held = before.transitions.map((each, at) => ({ ...rowOf(each), id: `t${at}`, isGone: false }))

  const { put, moved, gone } = reconcile(held, after, () => [])

  const row = put.find(({ rule }) => rule === 'RELEASE')
  expect(row?.id).toBe(held.find(({ rule }) => rule === 'RELEASE')?.id)
  expect(row?.prompts.map(({ on }) => on).slice(0, 4)).toEqual([
    '2026-11-27',
    '2027-01-08',
    '2027-02-09',
    '2027-02-19',
  ])
  expect(moved).toMatchObject([{ rule: 'RELEASE', from: '2027-03-12', to: '2027-02-19' }])
  expect(gone).toEqual([])
})

test('RL-07: remand has no release, only its start and the court, where they could be released', () => {
  const life = aLife({ facts: [aFact('REMAND', '2026-11-10', { details: { next_court_on: '2026-11-27' } })] })
  const explanationOf = (code: string) => {
    const found = theOne(code, life)
    return found.rule.words({ ...found, bornOn: life.bornOn }).explanation
  }

  expect(foundBy('RELEASE', life)).toEqual([])
  expect(theOne('COURT_DATE', life).date).toBe('2026-11-27')
  expect(theOne('REMAND', life).date).toBe('2026-11-27')
  expect(explanationOf('REMAND')).toContain('could be released that day')
  expect(explanationOf('COURT_DATE')).toContain('could be released that day')
  expect(explanationOf('CUSTODY_START')).toContain('could be released that day')
})

test('RL-08: nobody under 18 is in a prison or young offenders institution after 28 August 2024', () => {
  const born = { bornOn: civilDate('2008-09-01') }
  const at = (on: string, place: string, kind = 'CUSTODY') =>
    whyNotPossible(aFact(kind, on, { details: { place } }), born)

  expect(at('2025-09-01', 'HMP & YOI Polmont')).toBe('under-eighteen-in-prison')
  expect(at('2024-08-29', 'HMP & YOI Polmont', 'REMAND')).toBe('under-eighteen-in-prison')
  expect(at('2024-08-28', 'HMP & YOI Polmont')).toBeNull()
  expect(at('2026-08-31', 'HMP & YOI Polmont')).toBe('under-eighteen-in-prison')
  expect(at('2026-09-01', 'HMP & YOI Polmont')).toBeNull()
  expect(at('2025-09-01', 'Rossie')).toBeNull()
  const release = theOne(
    'RELEASE',
    aLife({ ...born, facts: [custody('24', '2025-09-01', { details: { place_type: 'yoi' } })] }),
  )
  expect(release.warnings[0]).toContain('Nobody under 18')
})

test('RL-09: heard before the law changed, it is to be confirmed again until it is', () => {
  const heard = (on: string, part: Partial<Fact> = {}) =>
    releaseOf(custody('24'), official('2027-03-12', 'EDL', { receivedOn: civilDate(on), ...part })).warnings

  expect(heard('2026-02-01')).toEqual(['law changed since: confirm again'])
  expect(heard('2026-05-30')).toEqual(['law changed since: confirm again'])
  expect(heard('2026-05-31')).toEqual([])
  expect(heard('2026-02-01', { confirmedOn: civilDate('2026-06-02') })).toEqual([])
})

test('RL-09: a date within 30 days of the change is not asked about', () => {
  const on = (day: string) =>
    releaseOf(custody('3'), official(day, 'EDL', { receivedOn: civilDate('2026-04-01') })).warnings

  expect(on('2026-05-29')).toEqual([])
  expect(on('2026-06-02')).toEqual(['law changed since: confirm again'])
})

test('RL-10: turning 18 before release: both are raised, and both say 19 at most', () => {
  const life = aLife({
    bornOn: civilDate('2009-01-10'),
    facts: [custody('24'), official('2027-03-12')],
  })
  const explanations = ['AGE_18', 'RELEASE'].map((code) => {
    const found = theOne(code, life)
    return found.rule.words({ ...found, bornOn: life.bornOn }).explanation
  })

  expect(theOne('AGE_18', life).prompts).toHaveLength(5)
  expect(theOne('RELEASE', life).prompts).toHaveLength(9)
  for (const explanation of explanations) expect(explanation).toContain('19 at most')
})

test('RL-11: what somebody types is never read as a date', () => {
  const typed = custody('24', '2026-03-02', {
    details: { sentence_months: '24', place: '40% = 10 months, out 2027-01-02' },
  })

  const release = releaseOf(typed)

  expect(release).toMatchObject({ date: null, certainty: 'unknown', window: null })
  expect(JSON.stringify(rowOf(release))).not.toContain('2027')
})

test('a day that is not official never becomes a date, and the ask goes on', () => {
  for (const part of [
    { certainty: 'reported' },
    { certainty: 'recorded' },
    { standing: 'opinion' },
  ] as const) {
    const release = releaseOf(custody('24'), official('2027-03-12', 'EDL', part))

    expect(release).toMatchObject({ date: null, prompts: [{ step: 'ask', on: '2026-03-02' }] })
    expect(JSON.stringify(rowOf(release))).not.toContain('2027')
  }
})

test('an official date without its paper is recorded, and the paper is asked for', () => {
  const release = releaseOf(custody('24'), official('2027-03-12', 'EDL', { documentRef: null }))

  expect(release).toMatchObject({ date: '2027-03-12', certainty: 'recorded' })
  expect(release.dataGaps).toHaveLength(1)
})

test('the date that was heard last counts, not the one that is latest', () => {
  const earlier = official('2027-06-01', 'EDL', { id: 'first', receivedOn: civilDate('2026-09-01') })

  expect(releaseOf(custody('24'), earlier, official('2027-03-12')).date).toBe('2027-03-12')
})

test('once released, the day of release counts and what led up to it ends', () => {
  const release = releaseOf(custody('24'), official('2027-03-12'), aFact('RELEASED', '2027-03-10'))

  expect(release).toMatchObject({
    date: '2027-03-10',
    overBecause: 'Released',
    because: expect.stringContaining('released'),
  })
  expect(release.prompts.map(({ step }) => step)).toEqual(['0', '+1d', '+7d', '+28d', '+12w', '+12m'])
})

test('a release from remand, or with nothing before it, is raised the same day', () => {
  const released = aFact('RELEASED', '2026-11-27')
  const remand = aFact('REMAND', '2026-11-10')

  expect(releaseOf(remand, released)).toMatchObject({ date: '2026-11-27', occurrence: released.id })
  expect(releaseOf(released).prompts).toHaveLength(6)
})

test('a release belongs to the time inside before it: remand after a sentence leaves the sentence alone', () => {
  const facts = [
    custody('6', '2025-01-10'),
    aFact('RELEASED', '2025-04-01'),
    aFact('REMAND', '2026-01-10'),
    aFact('RELEASED', '2026-03-01'),
  ]

  const found = foundBy('RELEASE', aLife({ facts }))

  expect(found.map(({ occurrence, date }) => [occurrence, date])).toEqual([
    ['CUSTODY-2025-01-10', '2025-04-01'],
    ['RELEASED-2026-03-01', '2026-03-01'],
  ])
})

test('sentenced and out on the same day, with time on remand counted', () => {
  const release = releaseOf(
    aFact('REMAND', '2025-12-01'),
    custody('3', '2026-03-02'),
    aFact('RELEASED', '2026-03-02'),
  )

  expect(release).toMatchObject({
    occurrence: 'CUSTODY-2026-03-02',
    date: '2026-03-02',
    overBecause: 'Released',
  })
})

test('a date heard in the last stay is not the date of the next', () => {
  const facts = [
    custody('24', '2025-01-10'),
    official('2027-03-12', 'EDL', { receivedOn: civilDate('2025-02-01') }),
    aFact('RELEASED', '2026-02-01'),
    custody('12', '2026-09-01'),
  ]

  const [, second] = foundBy('RELEASE', aLife({ facts }))
  const [, heardAnew] = foundBy(
    'RELEASE',
    aLife({ facts: [...facts, official('2027-01-15', 'EDL', { id: 'new' })] }),
  )

  expect(second).toMatchObject({ date: null, prompts: [{ step: 'ask', on: '2026-09-01' }] })
  expect(heardAnew?.date).toBe('2027-01-15')
})

test('a second sentence before any release takes over: one date is asked for, not two', () => {
  const found = foundBy(
    'RELEASE',
    aLife({ facts: [custody('6', '2026-01-10'), custody('24', '2026-03-02')] }),
  )

  expect(found).toMatchObject([
    { date: null, prompts: [], overBecause: 'A later sentence began' },
    { date: null, prompts: [{ step: 'ask', on: '2026-03-02' }], overBecause: null },
  ])
})

test('a recall begins another round: the old date is gone and is asked for anew', () => {
  const recalled = aFact('RECALLED', '2027-05-01')
  const before = [custody('24'), official('2027-03-12'), aFact('RELEASED', '2027-03-12')]

  const again = releaseOf(...before, recalled)
  const dated = releaseOf(
    ...before,
    recalled,
    official('2027-09-01', 'EDL', { id: 'new', receivedOn: civilDate('2027-05-10') }),
  )

  expect(again).toMatchObject({
    date: null,
    round: recalled.id,
    prompts: [{ step: 'ask', on: '2027-05-01', round: recalled.id }],
  })
  expect(dated).toMatchObject({ date: '2027-09-01', occurrence: 'CUSTODY-2026-03-02', round: recalled.id })
})

test('an official date with no sentence recorded is still raised, until they are out', () => {
  const loose = official('2027-03-12')

  expect(releaseOf(loose)).toMatchObject({ date: '2027-03-12', occurrence: 'date' })
  const found = foundBy('RELEASE', aLife({ facts: [loose, aFact('RELEASED', '2027-03-11')] }))
  expect(found.map(({ occurrence }) => occurrence)).toEqual(['RELEASED-2027-03-11'])
})

test('a contradiction is shown and raises nothing', () => {
  const release = theOne('RELEASE', aLife({ bornOn: civilDate('2014-06-01'), facts: [custody('24')] }))

  expect(release.prompts).toEqual([])
  expect(release.warnings[0]).toContain('under 12')
})

test('the ask shows from the day it could be known, however long the stay has run', () => {
  const life = aLife({ openedOn: civilDate('2026-11-02'), facts: [custody('60', '2024-01-10')] })

  expect(theOne('RELEASE', life).prompts).toEqual([{ step: 'ask', on: '2026-11-02' }])
})

test('no length of sentence ever changes a day', () => {
  const of = (months: string, at: number) =>
    foundBy(
      'RELEASE',
      aLife({ facts: [custody(months), official(addDays(civilDate('2027-01-01'), at) as CivilDate)] }),
    )
  for (let months = 1; months < 240; months += 1) {
    const [short] = of(String(months), months)
    const [unknown] = of('', months)
    if (short?.date !== unknown?.date) throw new Error(`${months}`)
    const days = new Map(stepsAndDays(unknown ?? { prompts: [] }))
    for (const [step, on] of stepsAndDays(short ?? { prompts: [] })) {
      if (step !== '-16w' && days.get(step) !== on) throw new Error(`${months} ${step}`)
    }
    if (releaseOf(custody(String(months))).date !== null) throw new Error(`${months}`)
  }
})
