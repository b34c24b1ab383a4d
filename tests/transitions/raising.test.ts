import { expect, test } from 'vitest'
import { addDays, civilDate } from '~/shared/civil-date'
import { transitionsJson } from '~/transitions/list'
import type { Fact, Life } from '~/transitions/rule'
import { transitionsIn } from '~/transitions/transitions-in'
import { aFact, aLife, stepsAndDays, theOne } from './a-life'

function moveOf(part: Partial<Fact>, life: Partial<Life> = {}) {
  return theOne('MOVE_OF_HOME', aLife({ facts: [aFact('MOVE_OF_HOME', '2026-11-20', part)], ...life }))
}

test('a step on the very day it became known is itself; the day after, it is part of what had passed', () => {
  const known = (on: string) => stepsAndDays(moveOf({ recordedOn: civilDate(on) }))

  expect(known('2026-11-20')).toEqual([
    ['0', '2026-11-20'],
    ['+1w', '2026-11-27'],
    ['+4w', '2026-12-18'],
  ])
  expect(known('2026-11-21')[0]).toEqual(['now', '2026-11-21'])
  expect(known('2026-11-21')).toHaveLength(3)
  expect(moveOf({ recordedOn: civilDate('2026-11-27') }).prompts.slice(0, 2)).toEqual([
    { step: 'now', on: '2026-11-27', covers: ['0'] },
    { step: '+1w', on: '2026-11-27' },
  ])
  expect(moveOf({ recordedOn: civilDate('2026-12-19') }).prompts).toEqual([
    { step: 'now', on: '2026-12-19', covers: ['0', '+1w', '+4w'] },
  ])
})

test('the later of opening and recording counts', () => {
  const opened = moveOf({ recordedOn: civilDate('2026-11-21') }, { openedOn: civilDate('2026-12-01') })

  expect(opened.prompts[0]).toEqual({ step: 'now', on: '2026-12-01', covers: ['0', '+1w'] })
})

test('twelve weeks after the last step nothing is raised any more', () => {
  const lastStep = civilDate('2026-12-18')

  expect(moveOf({ recordedOn: addDays(lastStep, 84) }).prompts).toHaveLength(1)
  expect(moveOf({ recordedOn: addDays(lastStep, 85) }).prompts).toEqual([])
  expect(moveOf({ recordedOn: addDays(lastStep, 85) }).date).toBe('2026-11-20')
})

test('after closing nothing is raised: the day of closing is the last', () => {
  const until = (on: string) => moveOf({}, { closedOn: civilDate(on) }).prompts.map(({ step }) => step)

  expect(until('2026-11-27')).toEqual(['0', '+1w'])
  expect(until('2026-11-26')).toEqual(['0'])
  expect(until('2026-11-19')).toEqual([])
})

test('what became known after closing raises nothing', () => {
  const late = { recordedOn: civilDate('2026-12-05') }

  expect(moveOf(late, { closedOn: civilDate('2026-12-04') }).prompts).toEqual([])
})

test('when somebody has died nothing is found at all', () => {
  const life = aLife({
    closedBecause: 'died',
    closedOn: civilDate('2026-11-01'),
    facts: [aFact('COURT', '2026-12-01')],
  })

  expect(transitionsIn(life)).toEqual({ transitions: [], failures: [] })
})

function clustersOf(...facts: Fact[]) {
  const { transitions } = transitionsIn(aLife({ bornOn: civilDate('1990-01-01'), facts }))
  return transitions.filter(({ rule }) => rule.code === 'MOVE_OF_HOME').map(({ cluster }) => cluster)
}

test('a period of change is 28 days from its first transition, and does not chain', () => {
  const move = (on: string) => aFact('MOVE_OF_HOME', on)

  expect(clustersOf(move('2026-11-01'))).toEqual([null])
  expect(clustersOf(move('2026-11-01'), move('2026-11-30'))).toEqual([null, null])
  const [one, two, three, four] = clustersOf(
    move('2026-11-01'),
    move('2026-11-29'),
    move('2026-11-30'),
    move('2026-12-10'),
  )
  expect(one).not.toBeNull()
  expect(two).toBe(one)
  expect(three).not.toBe(one)
  expect(four).toBe(three)
})

test('a period of change tells nothing of what is in it', () => {
  const court = aFact('COURT', '2026-11-01', { id: 'hearing-7' })

  const [cluster] = clustersOf(court, aFact('MOVE_OF_HOME', '2026-11-05'))

  expect(cluster).toMatch(/^[\w-]{11}$/)
})

test('a rule that fails leaves the others standing', () => {
  const { rule } = theOne('AGE_18', aLife())
  const broken = {
    ...rule,
    code: 'BROKEN',
    find: () => {
      throw new Error('no such session')
    },
  }

  const { transitions, failures } = transitionsIn(aLife(), [broken, rule])

  expect(failures).toEqual([{ code: 'BROKEN', because: 'no such session' }])
  expect(transitions.map((each) => each.rule.code)).toEqual(['AGE_18'])
})

const span = { asOf: civilDate('2026-11-24') }

test('a prompt that rests on passing facts alone asks to confirm them after six months, until they are', () => {
  const said = (part: Partial<Fact>) => {
    const life = aLife({ facts: [aFact('MOVE_OF_HOME', '2026-12-20', part)] })
    const [move] = transitionsJson('A', life, [theOne('MOVE_OF_HOME', life)], span)
    return [move?.basis[0]?.stale, move?.prompts[0]?.says.includes('check that it is still true')]
  }

  expect(said({ recordedOn: civilDate('2026-05-24') })).toEqual([true, true])
  expect(said({ recordedOn: civilDate('2026-05-25') })).toEqual([false, false])
  expect(said({ recordedOn: civilDate('2026-01-01'), confirmedOn: civilDate('2026-05-25') })).toEqual([
    false,
    false,
  ])
})

test('one reason that stands is enough: nothing to confirm first', () => {
  const life = aLife({
    bornOn: civilDate('2008-06-15'),
    facts: [aFact('LOOKED_AFTER', '2020-01-01', { recordedOn: civilDate('2020-01-01') })],
  })

  const [nineteen] = transitionsJson('A', life, [theOne('AGE_19', life)], span)

  expect(nineteen?.basis.map(({ stale }) => stale)).toEqual([false, true])
  expect(nineteen?.prompts[0]?.says).not.toContain('still true')
})

test('listed is what has no day, or touches the span', () => {
  const listed = (from: string, until: string, facts: Fact[] = []) => {
    const life = aLife({ bornOn: civilDate('2010-02-03'), facts })
    const { transitions } = transitionsIn(life)
    return transitionsJson('A', life, transitions, {
      ...span,
      from: civilDate(from),
      until: civilDate(until),
    }).map(({ rule }) => rule)
  }

  expect(listed('2026-02-03', '2026-02-03')).toContain('AGE_16')
  expect(listed('2026-02-04', '2026-02-04')).not.toContain('AGE_16')
  expect(listed('2025-11-03', '2025-11-03')).toContain('AGE_16')
  expect(listed('2025-11-02', '2025-11-02')).not.toContain('AGE_16')
  expect(listed('2026-02-03', '2026-02-03', [aFact('CUSTODY', '2024-01-01')])).toContain('RELEASE')
})

test('the list has the names of the contract', () => {
  const life = aLife({
    bornOn: civilDate('2010-10-01'),
    stage: 'S4',
    stageSession: '2025/26',
    recordedOn: civilDate('2026-05-01'),
  })

  const [leaving] = transitionsJson('YP-014', life, [theOne('SCHOOL_LEAVING', life)], span)

  expect(leaving).toMatchObject({
    person: 'YP-014',
    rule: 'SCHOOL_LEAVING',
    occurrence: 'once',
    date: '2026-12-21',
    window: { from: '2026-06-22', to: '2027-03-15' },
    certainty: 'provisional',
    authoritative: false,
    lawVersion: '1980-s33',
    owner: 'lead professional',
    expectedStage: 'S5',
    title: 'Can leave school',
    dataGaps: ['first day of the Christmas holiday'],
    warnings: [],
    urgent: false,
    source: { title: 'Education (Scotland) Act 1980 s.33' },
  })
  expect(leaving?.basis[0]).toMatchObject({
    fact: 'date_of_birth',
    value: '2010-10-01',
    kind: 'fact',
    source: 'import',
    recordedOn: '2026-05-01',
    stale: false,
  })
  expect(leaving?.duties[1]).toEqual({
    what: 'pass information on, with agreement',
    by: '2026-06-21',
    standing: 'statutory',
  })
  expect(leaving?.prompts[0]).toMatchObject({ step: '-26w', on: '2026-06-22' })
})

test('a date of birth that is not sure is listed as reported', () => {
  const life = aLife({ birthDateCertainty: 'disputed' })

  const [age] = transitionsJson('A', life, [theOne('AGE_16', life)], span)

  expect(age).toMatchObject({ certainty: 'reported', authoritative: false, basis: [{ kind: 'reported' }] })
})
