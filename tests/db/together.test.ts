import { sql } from '#db/connection.server'
import { together } from '#db/together.server'
import { civilDate } from '~/shared/civil-date'
import { aFact, aPersonWith, aWorker } from '../support/builders'
import { expect, signedInAs, test } from '../support/database'

test('several lists come in one question, each in its order and with its types', async ({ db }) => {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla)
  await aFact(db, calum, 'MOVE_OF_HOME', civilDate('2026-12-01'))
  await aFact(db, calum, 'MOVE_OF_HOME', civilDate('2026-11-20'), { source_id: 'earlier' })
  await signedInAs(db, isla)

  const { facts, people, nobody } = await together(db, {
    facts: db
      .selectFrom('app.fact')
      .where('kind', '=', 'MOVE_OF_HOME')
      .select(['happens_on as on', 'version'])
      .orderBy('happens_on'),
    people: db.selectFrom('app.person').select(['id', 'born_on as bornOn']).limit(1),
    nobody: db.selectFrom('app.person').where(sql<boolean>`false`).select('id'),
  })

  expect(facts).toEqual([
    { on: '2026-11-20', version: 1 },
    { on: '2026-12-01', version: 1 },
  ])
  expect(people).toEqual([{ id: calum.id, bornOn: '2010-10-01' }])
  expect(nobody).toEqual([])
})

test('what is not theirs to see is in none of the lists', async ({ db }) => {
  const calum = await aPersonWith(db, await aWorker(db))
  await aFact(db, calum, 'MOVE_OF_HOME', civilDate('2026-12-01'))
  await signedInAs(db, await aWorker(db))

  const { facts, people } = await together(db, {
    facts: db.selectFrom('app.fact').select('id'),
    people: db.selectFrom('app.person').select('id'),
  })

  expect([facts, people]).toEqual([[], []])
})
