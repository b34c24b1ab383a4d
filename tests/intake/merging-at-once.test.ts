import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { beginUnit } from '~/audit/unit.server'
import { mergePeople } from '~/intake/merge-people.server'
import { unmergePeople } from '~/intake/unmerge-people.server'
import { built, tokenFor } from '../security/committed'
import { aRealServer, type RealServer } from '../security/real-server'
import { allocate, anOrganisation, aPersonOf, aTeam, aWorker, today } from '../support/builders'
import { test as base, expect, type TestDatabase } from '../support/database'

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

/** Two managers of one team, a worker, and two records of one person whom the worker leads. */
async function twoRecords(database: TestDatabase) {
  const made = await built(database, async (db) => {
    const organisation = await anOrganisation(db)
    const [shona, grant] = [
      await aWorker(db, { role: 'team-manager', organisation }),
      await aWorker(db, { role: 'team-manager', organisation }),
    ]
    const isla = await aWorker(db, { organisation })
    const team = await aTeam(db, organisation, [shona, grant])
    const calum = await aPersonOf(db, organisation.id, { team_id: team.id })
    const callum = await aPersonOf(db, organisation.id, { team_id: team.id, given_name: 'Callum' })
    await allocate(db, calum, isla)
    await allocate(db, callum, isla)
    return { shona, grant, isla, calum, callum }
  })
  const tokens = {
    shona: await tokenFor(database, made.shona),
    grant: await tokenFor(database, made.grant),
    isla: await tokenFor(database, made.isla),
  }
  return { ...made, tokens }
}

/** In a transaction of their own, on a connection of their own. */
function as<T>(database: TestDatabase, token: string, run: (db: Db) => Promise<T>): Promise<T> {
  return database.app.db.transaction().execute(async (db) => {
    beginUnit(db, null)
    await sql`select from sec.enter(${token})`.execute(db)
    return run(db)
  })
}

function merging(db: Db, worker: Worker, [keptId, otherId]: readonly [string, string]) {
  const choices = { version: 1, otherVersion: 1, take: [], takeFacts: null }
  return mergePeople(db, worker, { keptId, otherId }, choices, today)
}

test('of two managers who put the same two together at once, one way or the other, one does', async ({
  database,
}) => {
  for (let time = 0; time < 5; time += 1) {
    const { shona, grant, calum, callum, tokens } = await twoRecords(database)

    const done = await Promise.all([
      as(database, tokens.shona, (db) => merging(db, shona, [calum.id, callum.id])),
      as(database, tokens.grant, (db) => merging(db, grant, [callum.id, calum.id])),
    ])

    expect(done.filter(({ ok }) => ok)).toHaveLength(1)
    expect(done.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'not-yours-to-merge' })
  }
})

test('of two managers who put them apart at once one does, and the other is told', async ({ database }) => {
  const { shona, grant, calum, callum, tokens } = await twoRecords(database)
  await as(database, tokens.shona, (db) => merging(db, shona, [calum.id, callum.id]))
  const mergeId = await built(database, async (db) => {
    const { rows } = await sql<{ id: string }>`
      select id from app.person_merge where person_id = ${calum.id}`.execute(db)
    return rows[0]?.id ?? ''
  })

  const done = await Promise.all([
    as(database, tokens.shona, (db) => unmergePeople(db, shona, mergeId)),
    as(database, tokens.grant, (db) => unmergePeople(db, grant, mergeId)),
  ])

  expect(done.filter(({ ok }) => ok)).toHaveLength(1)
  expect(done.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'undone-already' })
})

test('what a worker saves while the records are put together is lost in neither', {
  timeout: 60_000,
}, async ({ database, server }) => {
  for (let time = 0; time < 6; time += 1) {
    const { shona, calum, callum, tokens } = await twoRecords(database)
    const at = `/people/${callum.id}/ties`
    const tie = (name: string) => ({ name, relation: 'family' })

    const [merged, ...saved] = await Promise.all([
      as(database, tokens.shona, (db) => merging(db, shona, [calum.id, callum.id])),
      ...['Morag', 'Fergus', 'Ailsa'].map((name) => server.post(at, tokens.isla, tie(name))),
    ])

    const taken = saved.filter(({ status }) => status === 303).length
    expect(merged.ok).toBe(true)
    expect(saved.map(({ status }) => status).filter((status) => status !== 303 && status !== 307)).toEqual([])
    expect(await tiesOf(database, calum.id)).toBe(taken)
    expect(await tiesOf(database, callum.id)).toBe(0)
  }
})

function tiesOf(database: TestDatabase, personId: string): Promise<number> {
  return built(database, async (db) => {
    const { rows } = await sql<{ ties: number }>`
      select count(*)::int as ties from app.person_tie where person_id = ${personId}`.execute(db)
    return rows[0]?.ties ?? 0
  })
}

test('a page of the record that went leads on, and what is posted to it comes back to be saved where it went', async ({
  database,
  server,
}) => {
  const { shona, calum, callum, tokens } = await twoRecords(database)
  await as(database, tokens.shona, (db) => merging(db, shona, [calum.id, callum.id]))
  const written = { name: 'Morag Reid', relation: 'family' }

  const led = await server.get(`/people/${callum.id}/ways`, tokens.isla)
  const posted = await server.post(`/people/${callum.id}/ties`, tokens.isla, written)
  const there = await server.post(
    `/people/${calum.id}/ties`,
    tokens.isla,
    written,
    server.keyFor(`/people/${callum.id}/ties`),
  )

  expect([led.status, led.headers.location]).toEqual([307, `/people/${calum.id}/ways`])
  expect([posted.status, posted.headers.location]).toEqual([307, `/people/${calum.id}/ties`])
  expect(there.status).toBe(409)
  expect(there.text).toContain('Morag Reid')
})
