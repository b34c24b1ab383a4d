import { describe, expect, test } from 'vitest'
import { civilDate } from '~/shared/civil-date'
import type { Rule, Step, Told } from '~/transitions/rule'
import { rules } from '~/transitions/rules'
import { distanceInWords, stepFromWords, stepInWords } from '~/transitions/step-words'

const UNUSUAL = ['-39w', '-23d', '-7wd', '-8m', '+9d', '+3wd', '+17w', '+7m']
/** Marks that make rules say something else; those that a rule does not know change nothing. */
const MARKS = ['', 'released', 'PQD', 'planned 2027-08-01', 'remand', 'met 2027-01-04', 'alone', 'shock']

const listsOf = ({ settings }: Rule): (readonly Step[])[] =>
  Object.values(settings).filter((value) => Array.isArray(value))

describe.each(rules.filter((rule) => listsOf(rule).length > 0))('$code', (rule) => {
  const own = new Set(listsOf(rule).flatMap((list) => list.map(({ step }) => step)))

  test.each(MARKS)('says how far it is and asks something at a step of its own (%s)', (because) => {
    const words = rule.words(told(because))

    for (const step of UNUSUAL.filter((each) => !own.has(each))) {
      const distance = distanceInWords(step) ?? ''
      const said = words.says(step)
      expect(said.startsWith(`${distance} `), `${step}: ${said}`).toBe(true)
      expect(said.slice(distance.length), step).not.toMatch(ANOTHER_DISTANCE)
      expect(said.slice(distance.length), step).toMatch(
        /(\?|\b(ask|agree|check|find|get|list|look|make|meet|offer|plan|speak|start|talk)\b)/i,
      )
    }
  })

  test('says at its own steps what it said before', () => {
    for (const step of own) expect(rule.words(told('')).says(step)).not.toContain(`${distanceInWords(step)} `)
  })
})

/** So many weeks, or in a fortnight: how far another step lies. */
const ANOTHER_DISTANCE =
  /\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve) (working )?(day|week|month|year)s? (away|ago|to go|have passed|has passed)|\b(today|tomorrow|yesterday)\b/i

test('a lead time is read as it is said', () => {
  for (const step of [...UNUSUAL, '0', '-1w', '+1m', '+1wd'])
    expect(stepFromWords(stepInWords(step))).toBe(step)
  expect(stepFromWords('26 weeks')).toBe(null)
  expect(stepFromWords('soon')).toBe(null)
  expect(stepFromWords('-26w')).toBe('-26w')
})

function told(because: string): Told {
  return {
    bornOn: civilDate('2010-10-01'),
    date: civilDate('2027-03-12'),
    certainty: 'recorded',
    because,
    overBecause: null,
  }
}
