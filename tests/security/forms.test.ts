import { sql } from '#db/connection.server'
import type { FieldKeys } from '~/access/field-keys.server'
import { openTie } from '~/caseload/sealed-lines.server'
import { aPersonWith, aWorker } from '../support/builders'
import { test as base, expect, type TestDatabase } from '../support/database'
import { built, tokenFor } from './committed'
import { aRealServer, type RealServer } from './real-server'

const test = base.extend<{ server: RealServer }>({
  server: [
    async ({ database }, use) => {
      const server = await aRealServer(database)
      await use(server)
      await server.stop()
    },
    { scope: 'file' },
  ],
})

const tie = { name: 'Morag Reid', relation: 'family' }

/** A worker, and the page on which they write who matters to somebody. */
async function aPage(database: TestDatabase) {
  const { worker, person } = await built(database, async (db) => {
    const worker = await aWorker(db)
    return { worker, person: await aPersonWith(db, worker) }
  })
  return { path: `/people/${person.id}/ties`, personId: person.id, token: await tokenFor(database, worker) }
}

function tiesOf(database: TestDatabase, personId: string): Promise<string[]> {
  return built(database, async (db) => {
    const { rows } = await sql<{
      name: string
      keys: FieldKeys
    }>`select tie.name, sec.field_keys(tie.person_id, 0) as keys from app.person_tie tie where tie.person_id = ${personId}`.execute(
      db,
    )
    return rows.map(({ name, keys }) => openTie(keys, { name, about: null }).name).sort()
  })
}

test('a form that is posted five times at once is saved once and answered alike', async ({
  database,
  server,
}) => {
  const { path, personId, token } = await aPage(database)
  const key = server.keyFor(path)

  const answers = await Promise.all(Array.from({ length: 5 }, () => server.post(path, token, tie, key)))

  expect(answers.map(({ status, headers }) => [status, headers.location])).toEqual(
    Array.from({ length: 5 }, () => [303, path]),
  )
  expect(await tiesOf(database, personId)).toEqual(['Morag Reid'])
})

test('a form that is posted again is answered as it was', async ({ database, server }) => {
  const { path, personId, token } = await aPage(database)
  const key = server.keyFor(path)

  const first = await server.post(path, token, tie, key)
  const again = await server.post(path, token, tie, key)

  expect([again.status, again.headers.location]).toEqual([first.status, first.headers.location])
  expect(await tiesOf(database, personId)).toEqual(['Morag Reid'])
})

test('other words under a key that was used are refused and given back under a new one', async ({
  database,
  server,
}) => {
  const { path, personId, token } = await aPage(database)
  const key = server.keyFor(path)
  await server.post(path, token, tie, key)

  const other = await server.post(path, token, { ...tie, name: 'Fergus Reid' }, key)

  expect([409, 422]).toContain(other.status)
  expect(other.text).toContain('Fergus Reid')
  expect(other.text).not.toContain(key)
  expect(await tiesOf(database, personId)).toEqual(['Morag Reid'])
})

test('a form that was refused may be put right and sent again', async ({ database, server }) => {
  const { path, personId, token } = await aPage(database)
  const key = server.keyFor(path)

  const refused = await server.post(path, token, { ...tie, name: '' }, key)
  const right = await server.post(path, token, tie, key)

  expect([refused.status, right.status]).toEqual([422, 303])
  expect(await tiesOf(database, personId)).toEqual(['Morag Reid'])
})

test('the key of another form, of another session, and one that is made up save nothing', async ({
  database,
  server,
}) => {
  const mine = await aPage(database)
  const theirs = await aPage(database)
  const key = server.keyFor(mine.path)
  const [id = '', signature = ''] = key.split('.')

  const answers = [
    await server.post(mine.path, mine.token, tie, server.keyFor(theirs.path)),
    await server.post(mine.path, mine.token, tie, `${id}.${signature.slice(1)}`),
    await server.post(mine.path, mine.token, tie, crypto.randomUUID()),
    await server.post(mine.path, mine.token, tie, ''),
    await server.post(mine.path, null, tie, key),
  ]

  expect(answers.every(({ status }) => status >= 400 && status < 500)).toBe(true)
  expect(await tiesOf(database, mine.personId)).toEqual([])
})

test('what is posted for its data alone is saved once as well', async ({ database, server }) => {
  const { path, personId, token } = await aPage(database)
  const key = server.keyFor(path)

  await server.post(`${path}.data`, token, tie, key)
  await server.post(`${path}.data`, token, tie, key)

  expect(await tiesOf(database, personId)).toEqual(['Morag Reid'])
})
