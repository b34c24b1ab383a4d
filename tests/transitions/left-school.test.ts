import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isStaleFact } from '~/caseload/staleness'
import { addDays, addWeeks, birthdayOn, type CivilDate, civilDate, earlier } from '~/shared/civil-date'
import type { Fact, Life, Rule } from '~/transitions/rule'
import { destinationUnconfirmed } from '~/transitions/rules/destination-unconfirmed'
import { schoolLeaving } from '~/transitions/rules/school-leaving'
import { transitionsIn } from '~/transitions/transitions-in'
import { runs } from '../support/runs'
import { aFact, aLife, days, foundBy, stepsAndDays, theOne } from './a-life'
import { everyBirthDate } from './birth-dates'

const leftOn = civilDate('2026-05-31')
const left = (part: Partial<Fact> = {}) => aFact('SCHOOL_LEFT', leftOn, part)
const bornMarch = { bornOn: civilDate('2010-03-01') }

function only(rule: Rule, life: Life) {
  return transitionsIn(life, [rule]).transitions
}

function wordsOf(facts: Fact[], part: Partial<Life> = {}) {
  const one = theOne('DESTINATION_UNCONFIRMED', aLife({ ...bornMarch, facts, ...part }))
  return one.rule.words({ ...one, bornOn: null })
}

test('leaving school hands over to asking where they went, 2, 6 and 12 weeks later', () => {
  const life = aLife({ ...bornMarch, facts: [left()] })

  expect(stepsAndDays(theOne('DESTINATION_UNCONFIRMED', life))).toEqual([
    ['+2w', '2026-06-14'],
    ['+6w', '2026-07-12'],
    ['+12w', '2026-08-23'],
  ])
  expect(theOne('SCHOOL_LEAVING', life)).toMatchObject({ prompts: [], overBecause: 'They have left school' })
  expect(theOne('DESTINATION_UNCONFIRMED', life)).toMatchObject({ date: leftOn, occurrence: left().id })
})

test('nobody is asked whose place is confirmed, and somebody is whose place is not', () => {
  const found = (destination?: string) =>
    foundBy(
      'DESTINATION_UNCONFIRMED',
      aLife({ ...bornMarch, facts: [left({ details: destination ? { destination } : {} })] }),
    )

  expect(found('confirmed')).toEqual([])
  expect(found('unconfirmed')).toHaveLength(1)
  expect(found()).toHaveLength(1)
})

test('a lost job or course is asked about from its own day, and takes the place of the day they left', () => {
  const lost = aFact('WORK_OR_COURSE_LOST', '2026-09-01')
  const [first, second] = foundBy('DESTINATION_UNCONFIRMED', aLife({ ...bornMarch, facts: [left(), lost] }))

  expect(first).toMatchObject({ occurrence: left().id, prompts: [], overBecause: 'What came later counts' })
  expect(second).toMatchObject({ occurrence: lost.id, date: '2026-09-01', overBecause: null })
  expect(second?.prompts).toHaveLength(3)
})

test('what somebody only said takes no place, and is shown as said', () => {
  const lost = aFact('WORK_OR_COURSE_LOST', '2026-09-01', { certainty: 'reported' })
  const [first, second] = foundBy('DESTINATION_UNCONFIRMED', aLife({ ...bornMarch, facts: [left(), lost] }))

  expect(first?.prompts).toHaveLength(3)
  expect(second?.certainty).toBe('reported')
})

test('a place confirmed later, by a later day, ends the asking', () => {
  const sure = aFact('SCHOOL_LEFT', '2026-06-26', { details: { destination: 'confirmed' } })
  const found = foundBy('DESTINATION_UNCONFIRMED', aLife({ ...bornMarch, facts: [left(), sure] }))

  expect(found.map(({ prompts }) => prompts)).toEqual([[]])
})

test('somebody may leave at 15, and is asked; at 20 nobody is', () => {
  const asked = (born: string, on: string) =>
    foundBy(
      'DESTINATION_UNCONFIRMED',
      aLife({ bornOn: civilDate(born), facts: [aFact('SCHOOL_LEFT', on)] }),
    ).flatMap(({ prompts }) => prompts.map(({ step }) => step))

  expect(asked('2010-09-30', '2026-05-31')).toEqual(['+2w', '+6w', '+12w'])
  expect(asked('2010-10-01', '2026-05-31')).toEqual([])
  expect(asked('2006-08-23', '2026-05-31')).toEqual(['+2w', '+6w'])
  expect(asked('2006-08-24', '2026-05-31')).toEqual(['+2w', '+6w', '+12w'])
  expect(asked('2006-06-14', '2026-05-31')).toEqual([])
})

test('an uncertain birth date closes nothing, and says what to check', () => {
  const life = aLife({ bornOn: civilDate('2000-01-01'), birthDateCertainty: 'disputed', facts: [left()] })

  expect(theOne('DESTINATION_UNCONFIRMED', life).prompts).toHaveLength(3)
  expect(theOne('DESTINATION_UNCONFIRMED', life).warnings).toEqual([
    'the date of birth is not certain: check that they are 16 to 19',
  ])
  expect(theOne('DESTINATION_UNCONFIRMED', aLife({ bornOn: null, facts: [left()] })).dataGaps).toContain(
    'date of birth',
  )
})

test('a place that was sure before they left is spoken of', () => {
  const plan = aFact('SCHOOL_LEAVING_INTENDED', leftOn, { details: { destination: 'confirmed' } })

  expect(wordsOf([plan, left()]).explanation).toContain('A place was sure before they left')
  expect(wordsOf([left()]).explanation).toContain('Where they went is not recorded.')
  expect(wordsOf([left({ details: { destination: 'unconfirmed' } })]).explanation).toContain(
    'No place is confirmed.',
  )
})

test('a job lost while the record says that they are at school is a thing to check', () => {
  const lost = aFact('WORK_OR_COURSE_LOST', '2026-09-01')
  const warnings = (facts: Fact[], pupil: Life['pupil']) =>
    foundBy('DESTINATION_UNCONFIRMED', aLife({ ...bornMarch, pupil, facts })).map((each) => each.warnings)

  expect(warnings([lost], 'yes')).toEqual([['the record says that they are on a school roll: check']])
  expect(warnings([lost], 'no')).toEqual([[]])
  expect(warnings([left(), lost], 'yes')).toEqual([[], []])
})

test('every birth date from 1995 to 2030: asked from when they may leave to the 20th birthday, and on no other day', () => {
  const steps = [2, 6, 12]
  everyBirthDate((bornOn) => {
    const sixteenOn = birthdayOn(bornOn, 16)
    const leavesOn = only(schoolLeaving, aLife({ bornOn }))[0]?.date as CivilDate
    const from = earlier(leavesOn, sixteenOn)
    for (const on of [addDays(sixteenOn, -1), sixteenOn, addWeeks(birthdayOn(bornOn, 20), -2)]) {
      const expected = steps
        .map((weeks) => addWeeks(on, weeks))
        .filter((day) => day >= from && day < birthdayOn(bornOn, 20))

      const found = only(destinationUnconfirmed, aLife({ bornOn, facts: [aFact('SCHOOL_LEFT', on)] }))

      const asked = found.flatMap(({ prompts }) => prompts.map((prompt) => prompt.on))
      if (asked.join() !== expected.join()) throw new Error(`${bornOn} left ${on}: ${asked}, not ${expected}`)
    }
  })
})

test('a day that moves moves the asking, under the same name; a withdrawn one takes it away', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 5 }), (moves) => {
      const names = new Set<string>()
      for (const move of moves) {
        const on = addDays(leftOn, move)
        const one = theOne(
          'DESTINATION_UNCONFIRMED',
          aLife({ ...bornMarch, facts: [aFact('SCHOOL_LEFT', on, { id: 'left' })] }),
        )
        names.add(one.occurrence)
        expect(one.prompts.map((prompt) => prompt.on)).toEqual([2, 6, 12].map((weeks) => addWeeks(on, weeks)))
      }
      expect(names.size).toBe(1)
      expect(foundBy('DESTINATION_UNCONFIRMED', aLife(bornMarch))).toEqual([])
    }),
    runs(200),
  )
})

test('what was only told goes out of date in six months; the day they left does not', () => {
  const told = left({ certainty: 'reported', recordedOn: leftOn })

  expect(isStaleFact(told, civilDate('2026-11-29'))).toBe(false)
  expect(isStaleFact(told, civilDate('2026-11-30'))).toBe(true)
  expect(isStaleFact(left({ recordedOn: leftOn }), civilDate('2036-01-01'))).toBe(false)
})

test('days on which they left that contradict one another are shown, and the latest stands', () => {
  const life = (facts: Fact[], part: Partial<Life> = {}) => aLife({ ...bornMarch, facts, ...part })
  const warnings = (facts: Fact[], part: Partial<Life> = {}) =>
    theOne('SCHOOL_LEAVING', life(facts, part)).warnings

  expect(warnings([left(), aFact('SCHOOL_LEFT', '2026-06-26')])).toEqual([
    'two days are recorded on which they left school: check',
  ])
  expect(warnings([aFact('SCHOOL_LEFT', '2026-05-16')])).toEqual([
    'they left school before the day on which they may: check',
  ])
  expect(warnings([aFact('SCHOOL_LEFT', '2026-05-17')])).toEqual([])
  expect(warnings([left()], { attendedWeekStarting: civilDate('2026-06-01') })).toEqual([
    'they were in school after the day recorded as their last: check',
  ])
  expect(warnings([left()], { attendedWeekStarting: civilDate('2026-05-25') })).toEqual([])
  expect(days(leftOn)).toEqual([theOne('SCHOOL_LEAVING', life([left()])).date])
})
