import { addDays, civilDate } from '~/shared/civil-date'
import { transitionsDue } from '~/transitions/queries.server'
import { aFact, aPersonOf, aPersonWith, aTeam, aWorker, today } from '../support/builders'
import { expect, signedInAs, test } from '../support/database'

/** Born so that the first prompt before 16 falls on the day that the test looks at. */
const bornOn = civilDate('2010-12-09')

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

test('a manager is shown what has waited too long, and what nobody leads', async ({ db }) => {
  const maggie = await aWorker(db, { role: 'team-manager' })
  const organisation = { id: maggie.organisationId, organisationId: maggie.organisationId }
  const isla = await aWorker(db, { organisation })
  const { id: team_id } = await aTeam(db, organisation, [maggie])
  const bornThen = { team_id, born_on: bornOn }
  const bornEarlier = { team_id, born_on: addDays(bornOn, -30) }
  const lately = await aPersonWith(db, isla, bornThen)
  const longAgo = await aPersonWith(db, isla, bornEarlier)
  const nobodys = await aPersonOf(db, organisation.organisationId, bornThen)

  for (const days of [-107, -106, -105, -77]) {
    await signedInAs(db, isla)
    await transitionsDue(db, isla, addDays(today, days), { limit: 50 })
  }
  await signedInAs(db, maggie)
  const shown = await transitionsDue(db, maggie, addDays(today, -70), { limit: 50 })

  const who = new Set(shown.filter(({ rule }) => rule === 'AGE_16').map(({ personId }) => personId))
  expect(who).toEqual(new Set([longAgo.id, nobodys.id]))
  expect(lately.id).not.toBe(nobodys.id)
})
