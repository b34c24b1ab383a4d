import { expect, test } from 'vitest'
import { fitAll, type ProgrammeToFit } from '~/programmes/fit'
import { groupsOf } from '~/programmes/fit-groups'
import { civilDate } from '~/shared/civil-date'
import { aProgrammeToFit, someone, today } from './a-programme'

function groups(...programmes: Partial<ProgrammeToFit>[]) {
  const found = groupsOf(fitAll(programmes.map(aProgrammeToFit), someone(), today))
  const { hasMore, ...named } = found
  const names = Object.entries(named).map(([group, fitted]) => [
    group,
    fitted.map(({ programme }) => programme.name),
  ])
  return { ...Object.fromEntries(names), hasMore }
}

test('what fits, what to check first and what does not stand apart', () => {
  const found = groups(
    { name: 'Full', placesFree: 0 },
    { name: 'Fits' },
    { name: 'Too old', oldestAge: 16 },
    { name: 'Paused', status: 'paused' },
  )

  expect(found).toEqual({
    fits: ['Fits'],
    checkFirst: ['Full'],
    nearest: [],
    doesNotFit: ['Paused', 'Too old'],
    hasMore: false,
  })
})

test('where there is neither, the three with least against them stand open, and none that is paused', () => {
  const found = groups(
    { name: 'Two against', oldestAge: 16, councils: ['Glenmarra'] },
    { name: 'Too old', oldestAge: 16 },
    { name: 'Paused', status: 'paused' },
    { name: 'Elsewhere', councils: ['Glenmarra'] },
    { name: 'Under 12', oldestAge: 12, nextStartOn: civilDate('2027-06-01') },
  )

  expect(found).toMatchObject({
    nearest: ['Elsewhere', 'Too old', 'Under 12'],
    doesNotFit: ['Paused', 'Two against'],
  })
})

test('of many that do not fit, the 25 with least against them are shown, and that there are others', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ name: `Too old ${at}`, oldestAge: 16 }))
  const far = { name: 'Aaa', oldestAge: 16, councils: ['Glenmarra'] }

  expect(groups({}, ...many(25))).toMatchObject({ hasMore: false })
  expect(groups({}, far, ...many(25))).toMatchObject({
    hasMore: true,
    doesNotFit: expect.not.arrayContaining(['Aaa']),
  })
})
