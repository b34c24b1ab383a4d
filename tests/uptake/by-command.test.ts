import { airt, anOrganisationCalled } from '../support/command'
import { expect, test } from '../support/database'

test('snapshot takes the week of a day once', async ({ database }) => {
  const slug = await anOrganisationCalled(database)

  const first = await airt(database, 'snapshot', '--as-of', '2026-11-25', '--json')
  const again = await airt(database, 'snapshot', '--as-of', '2026-11-23', '--json')

  expect(JSON.parse(first.out)).toMatchObject({ weekOn: '2026-11-23' })
  expect(JSON.parse(first.out).taken).toContainEqual({
    organisation: slug,
    counts: 'organisation',
    outcome: 'too-few',
  })
  expect(JSON.parse(again.out)).toEqual({ weekOn: '2026-11-23', taken: [] })
})

test('snapshot refuses what is no day, and a day to come', async ({ database }) => {
  expect(await airt(database, 'snapshot', '--as-of', 'soon')).toMatchObject({
    code: 1,
    err: '--as-of must be a day like 2026-11-25.\n',
  })
  expect(await airt(database, 'snapshot', '--as-of', '2026-11-26')).toMatchObject({
    code: 1,
    err: '--as-of must not be later than today.\n',
  })
})
