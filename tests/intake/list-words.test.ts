import textReadability from 'text-readability'
import { expect, test } from 'vitest'
import { KEY_DATE_COLUMNS } from '~/intake/fact-columns'
import * as words from '~/intake/list-words'
import { matchColumns, wrongColumns } from '~/intake/match-columns'
import { PEOPLE_COLUMNS } from '~/intake/person-columns'

/** Every sentence of the pages for lists. */
function sentencesIn(value: unknown): string[] {
  if (typeof value === 'string')
    return value.split(/(?<=[.?!])\s+/).filter((said) => said.split(' ').length > 4)
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(sentencesIn)
}

test('what the pages for lists say is short and plain', () => {
  const said = sentencesIn(words)
  const text = said.join(' ')

  expect(said.length).toBeGreaterThan(30)
  expect(textReadability.fleschKincaidGrade(text)).toBeLessThanOrEqual(8)
  expect(said.filter((sentence) => sentence.split(' ').length > 20)).toEqual([])
  expect(text).not.toMatch(/\b(offender|client|case|placement|risk|vulnerable|failed to attend)\b/i)
})

test('each of our columns has a name of its own', () => {
  const people = PEOPLE_COLUMNS.known.map((column) => words.columnInWords('people', column))
  const dates = KEY_DATE_COLUMNS.known.map((column) => words.columnInWords('key-dates', column))

  expect(new Set(people).size).toBe(people.length)
  expect(new Set(dates).size).toBe(dates.length)
})

test('columns are known by their own names, guessed by those of others, and as they were last time', () => {
  const own = matchColumns('people', ['reference', 'given_name', 'reason'], {})
  const others = matchColumns('people', ['pupil id', 'forename', 'd.o.b.', 'shoe size'], {})
  const again = matchColumns('people', ['pupil id', 'forename'], { 'pupil id': 'reference', forename: '' })

  expect(own).toEqual({
    columns: { reference: 'reference', given_name: 'given_name', reason: '' },
    isSure: true,
  })
  expect(others).toEqual({
    columns: { 'pupil id': 'reference', forename: 'given_name', 'd.o.b.': 'date_of_birth', 'shoe size': '' },
    isSure: false,
  })
  expect(again).toEqual({ columns: { 'pupil id': 'reference', forename: '' }, isSure: true })
})

test('no two columns are one of ours, and none that must be there is missing', () => {
  expect(wrongColumns('people', { a: 'reference', b: 'reference' })).toEqual({
    column: 'reference',
    twice: true,
  })
  expect(wrongColumns('key-dates', { a: 'reference', b: 'kind' })).toEqual({ column: 'date', twice: false })
  expect(wrongColumns('people', { a: 'reference', b: '' })).toBeNull()
})
