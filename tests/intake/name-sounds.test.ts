import fc from 'fast-check'
import { expect, test } from 'vitest'
import { couldBe, soundsOf } from '~/caseload/name-sounds'

test('Kayleigh Mc finds Caley MacLeod', () => {
  expect(couldBe('Kayleigh Mc', 'Caley MacLeod')).toBe(true)
})

test.each([
  ['McLeod', 'Isla MacLeod'],
  ['Mac Leod', 'Isla McLeod'],
  ['mcleod', 'Isla Mac Leod'],
  ['Zoe', 'Zoë Núñez'],
  ['nunez', 'Zoë Núñez'],
  ['obrien', "Sean O'Brien"],
  ['Katriona', 'Catriona Brown'],
  ['Soren', 'Søren Łukasz'],
  ['lukasz', 'Søren Łukasz'],
])('%s finds %s', (typed, name) => {
  expect(couldBe(typed, name)).toBe(true)
})

test.each([
  ['Morag', 'Caley MacLeod'],
  ['', 'Caley MacLeod'],
  ['  -- ', 'Caley MacLeod'],
])('"%s" does not find %s', (typed, name) => {
  expect(couldBe(typed, name)).toBe(false)
})

test('a name is the same with and without its accents', () => {
  expect(soundsOf('Zoë Núñez')).toEqual(soundsOf('Zoe Nunez'))
})

test('any text has words and sounds, and whoever types a whole name finds it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      const { words } = soundsOf(name)

      const found = couldBe(name, name)

      expect(found).toBe(words !== '')
    }),
  )
})
