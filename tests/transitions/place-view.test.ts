import { expect, test } from 'vitest'
import { civilDate } from '~/shared/civil-date'
import { families, rulesOfKind } from '~/transitions/families'
import {
  backTo,
  everything,
  placeViewFrom,
  placeViewTo,
  queryOf,
  stages,
  whens,
} from '~/transitions/place-view'
import { rules } from '~/transitions/rules'

const worker = '6f1f2b9e-0f4e-4b51-9f57-2f8f6a7f4c11'

function from(query: string) {
  return placeViewFrom(new URLSearchParams(query))
}

test('every rule belongs to one family, and every family names rules alone', () => {
  const listed = Object.values(families).flat() as string[]

  expect(listed.toSorted()).toEqual(rules.map(({ code }) => code).toSorted())
  expect(rulesOfKind('court-and-custody')).toContain('RELEASE')
  expect(rulesOfKind('RELEASE')).toEqual(['RELEASE'])
  expect(['release', 'NOTHING', '', 'toString'].map(rulesOfKind)).toEqual([null, null, null, null])
})

test('a view says the same in an address as what is read from it', () => {
  const kinds = [null, ...Object.keys(families), ...rules.map(({ code }) => code)]
  for (const kind of kinds)
    for (const stage of [null, ...stages])
      for (const when of whens)
        for (const lead of [null, 'nobody', worker]) {
          const view = { kind, stage, when, worker: lead }
          const { view: again, notUnderstood } = from(queryOf(view))
          expect(again).toEqual(view)
          expect(notUnderstood).toEqual([])
          // What a kept list may hold: the database refuses anything else.
          expect(queryOf(view)).toMatch(/^[A-Za-z0-9_=&-]{0,300}$/)
        }
})

test('a page begins after the last row of the one before, with a day and without', () => {
  for (const on of [civilDate('2027-03-01'), null]) {
    const to = placeViewTo(everything, { on, id: worker })
    expect(placeViewFrom(new URL(to, 'http://localhost').searchParams).after).toEqual({ on, id: worker })
  }
})

test.each([
  ['kind=gangs', ['kind']],
  ['stage=soon&when=tomorrow', ['stage', 'when']],
  ['worker=Ali', ['worker']],
  ['after=2027-02-30.6f1f2b9e-0f4e-4b51-9f57-2f8f6a7f4c11', ['after']],
  ['after=x', ['after']],
  ['kind=&worker=', []],
  ['colour=red', []],
] as const)('of %s this is left out and named: %j', (query, parts) => {
  const { view, after, notUnderstood } = from(query)

  expect(notUnderstood).toEqual(parts)
  expect({ view, after }).toEqual({ view: everything, after: null })
})

test('what leads back is a list of ours or Today, whatever was sent', () => {
  expect(
    [
      '/today',
      '/transitions?stage=coming',
      '?stage=coming',
      '//evil.example',
      'https://evil.example/?kind=school',
      '',
    ].map(backTo),
  ).toEqual([
    '/today',
    '/transitions?stage=coming',
    '/transitions?stage=coming',
    '/transitions',
    '/transitions?kind=school',
    '/transitions',
  ])
})
