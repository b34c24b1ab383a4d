import { addDays, civilDate } from '~/shared/civil-date'
import { caseload } from '~/transitions/caseload.server'
import { todayCards } from '~/transitions/present'
import { transitionsDue } from '~/transitions/queries.server'
import { aFact, aPersonOf, aPersonWith, aWorker, today } from '../support/builders'
import { expect, signedInAs, test } from '../support/database'

const everyone = { show: 'open', sort: 'next', after: null } as const

test('what waits for a decision stands before what is still to come', async ({ db }) => {
  const isla = await aWorker(db)
  const later = await aPersonWith(db, isla, { given_name: 'Ash', born_on: civilDate('2011-09-01') })
  const due = await aPersonWith(db, isla, { given_name: 'Zoe', born_on: civilDate('2010-12-10') })
  await signedInAs(db, isla)

  const people = await caseload(db, isla, today, everyone)

  expect(people.map(({ id, isDue }) => [id, isDue])).toEqual([
    [due.id, true],
    [later.id, false],
  ])
  expect(people[0]?.next?.rule).toBe('SCHOOL_LEAVING')
})

test('a page begins after the last person of the page before', async ({ db }) => {
  const isla = await aWorker(db)
  for (const given_name of ['Ash', 'Kit', 'Zoe']) await aPersonWith(db, isla, { given_name })
  await signedInAs(db, isla)
  const byName = { show: 'open', sort: 'name' } as const
  const [first, ...others] = await caseload(db, isla, today, { ...byName, after: null })

  const after = await caseload(db, isla, today, { ...byName, after: first?.id ?? null })

  expect(after.map(({ name }) => name)).toEqual(['Kit Reid', 'Zoe Reid'])
  expect(after).toEqual(others)
})

test('closed people, and people whom nobody works with, are lists of their own', async ({ db }) => {
  const maggie = await aWorker(db, { role: 'youth-worker' })
  const open = await aPersonWith(db, maggie)
  await aPersonOf(db, maggie.organisationId)
  await signedInAs(db, maggie)

  const shown = await caseload(db, maggie, today, { show: 'open', sort: 'name', after: null })
  const closed = await caseload(db, maggie, today, { show: 'closed', sort: 'name', after: null })

  expect(shown.map(({ id }) => id)).toEqual([open.id])
  expect(closed).toEqual([])
})

test('a prompt that rests on passing facts alone asks to confirm them once they are old', async ({ db }) => {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla, { born_on: null })
  const recorded = (recorded_on: typeof today) =>
    aFact(db, calum, 'MOVE_OF_HOME', addDays(today, -1), { recorded_on, source_id: `${recorded_on}` })
  await recorded(addDays(today, -1))
  await recorded(civilDate('2026-02-01'))
  await signedInAs(db, isla)

  const due = await transitionsDue(db, isla, today, { limit: 50 })

  const moves = due.filter(({ rule }) => rule === 'MOVE_OF_HOME')
  expect(moves.map(({ restsOnOld }) => restsOnOld).sort()).toEqual([false, true])
  const said = todayCards(moves, today).due.flatMap(({ prompts }) => prompts.map(({ says }) => says))
  expect(said.filter((says) => says.startsWith('This may be out of date'))).toHaveLength(1)
})
