import { addDays } from '~/shared/civil-date'
import { built } from '../security/committed'
import { aFact, allocate, anOrganisation, aPersonOf, aTeam, aWorker, today } from '../support/builders'
import { expect, test } from '../support/database'
import { messagesOf, queueOn } from './sending'

const MONDAY = addDays(today, -2)

test('each Monday a manager is told how many of their own have a long gap, open or coming, and a worker is not', async ({
  database,
}) => {
  const { shona, rab, isla } = await built(database, async (db) => {
    const organisation = await anOrganisation(db)
    const made = { organisation }
    const isla = await aWorker(db, made)
    const shona = await aWorker(db, { ...made, role: 'team-manager' })
    const rab = await aWorker(db, { ...made, role: 'team-manager' })
    const hers = await aTeam(db, organisation, [shona])
    const his = await aTeam(db, organisation, [rab])
    const left = async (team: { id: string }, days: number) => {
      const person = await aPersonOf(db, organisation.id, { team_id: team.id })
      await allocate(db, person, isla)
      await aFact(db, person, 'SCHOOL_LEFT', addDays(MONDAY, -days))
    }
    await left(hers, 15)
    await left(hers, 40)
    await left(hers, 14)
    await left(his, 14)
    const soon = await aPersonOf(db, organisation.id, { team_id: hers.id })
    await allocate(db, soon, isla)
    await aFact(db, soon, 'SECURE_PLACED', addDays(MONDAY, -90), { ends_on: addDays(MONDAY, 20) })
    return { shona, rab, isla }
  })

  await queueOn(database, MONDAY)

  const gapsTold = async (worker: { id: string }) =>
    (await messagesOf(database, worker)).map(({ counts }) => (counts as { gaps?: number }).gaps)
  expect(await gapsTold(shona)).toEqual([3])
  expect((await gapsTold(rab)).filter(Boolean)).toEqual([])
  expect((await gapsTold(isla)).filter(Boolean)).toEqual([])
})
