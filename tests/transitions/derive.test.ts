import { civilDate } from '~/shared/civil-date'
import { transitionsDue } from '~/transitions/queries.server'
import { aFact, aPersonWith, aWorker, today } from '../support/builders'
import { expect, signedInAs, test } from '../support/database'

test('what a new fact means stands on the list of whoever works with them', async ({ db }) => {
  const ali = await aWorker(db, { role: 'justice-social-worker' })
  const calum = await aPersonWith(db, ali, { born_on: civilDate('2009-03-09') })
  await aFact(db, calum, 'COURT', civilDate('2026-12-04'))

  await signedInAs(db, ali)
  const due = await transitionsDue(db, ali, today, { limit: 50 })

  expect(due.map(({ rule, nextOn }) => [rule, nextOn])).toContainEqual(['COURT_DATE', '2026-11-19'])
})

test('a youth worker is shown no word of a court', async ({ db }) => {
  const isla = await aWorker(db, { role: 'youth-worker' })
  const calum = await aPersonWith(db, isla, { born_on: civilDate('2009-03-09') })
  await aFact(db, calum, 'COURT', civilDate('2026-12-04'))

  await signedInAs(db, isla)
  const due = await transitionsDue(db, isla, today, { limit: 50 })

  expect(due.map(({ rule }) => rule)).not.toContain('COURT_DATE')
})
