import { sql } from '#db/connection.server'
import { loadLibrary } from '~/narratives/load-library.server'
import { civilDate } from '~/shared/civil-date'
import { built, tokenFor } from '../security/committed'
import { aRealServer, today } from '../security/real-server'
import { aPersonWith, aWorker } from '../support/builders'
import { expect, test } from '../support/database'

test('cards are shown for whom they are looked at, in the words for their age, and accounted for', async ({
  database,
}) => {
  const { isla, child, stranger } = await built(database, async (db) => {
    await loadLibrary(db, today)
    const isla = await aWorker(db)
    const others = await aWorker(db)
    return {
      isla,
      child: await aPersonWith(db, isla, { born_on: civilDate('2015-03-04') }),
      stranger: await aPersonWith(db, others, { born_on: civilDate('2015-03-04') }),
    }
  })
  const token = await tokenFor(database, isla)
  const server = await aRealServer(database)
  const get = async (path: string) => {
    const { status, text } = await server.get(path, token)
    return { status, text: text.replaceAll('<!-- -->', '') }
  }

  const list = await get('/cards?band=A')
  const own = await get(`/cards/M06?person=${child.id}`)
  const others = await get('/cards/M06')
  const notForThem = await get(`/cards/M07?person=${child.id}`)
  const hidden = await get(`/cards/M06?person=${stranger.id}`)
  const none = await get('/cards/M99')
  await server.stop()

  expect(list.text.match(/<h2><a href="\/cards\/(M\d\d)"/g)).toHaveLength(3)
  expect(own.text).toContain('Somebody older asks you to carry a bag.')
  expect(own.text).not.toContain('If the bag goes, you may be told you owe.')
  expect(others.text).toContain('Someone asks you to keep a bag for one night.')
  expect(notForThem.text).toContain('This card has no words for their age.')
  expect([hidden.status, none.status]).toEqual([404, 404])
  const { rows } = await sql<{ act: string; outcome: string }>`
    select act, outcome from aud.audit_entry where act in ('card.view', 'access.denied') order by 1, 2`.execute(
    database.owner.db,
  )
  expect(rows).toEqual([
    { act: 'access.denied', outcome: 'denied' },
    { act: 'access.denied', outcome: 'denied' },
    { act: 'card.view', outcome: 'done' },
    { act: 'card.view', outcome: 'done' },
  ])
})

test('whoever is not signed in is asked to, and sees no card', async ({ database }) => {
  const server = await aRealServer(database)

  const answer = await server.get('/cards/M06', null)
  await server.stop()

  expect(answer.status).toBe(302)
  expect(answer.headers.location).toBe('/sign-in?to=%2Fcards%2FM06')
})
