import { randomUUID } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import { formKey } from '~/shared/form-key.server'
import { built, tokenFor } from '../security/committed'
import { aRealServer, type RealServer } from '../security/real-server'
import { origin } from '../server/support'
import { aPersonWith, aSession, aWorker } from '../support/builders'
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

async function aWriter(database: TestDatabase) {
  const { isla, calum, session } = await built(database, async (db) => {
    const isla = await aWorker(db)
    const calum = await aPersonWith(db, isla)
    return { isla, calum, session: await aSession(db, calum, isla) }
  })
  return {
    isla,
    calum,
    path: `/people/${calum.id}/sessions/${session.id}/record`,
    token: await tokenFor(database, isla),
  }
}

type Writer = Awaited<ReturnType<typeof aWriter>>

function keep(
  server: RealServer,
  writer: Pick<Writer, 'calum' | 'path'> & { token: string | null },
  changes: Record<string, unknown> = {},
) {
  const body = {
    id: randomUUID(),
    key: server.keyFor('/drafts/kept'),
    path: writer.path,
    personId: writer.calum.id,
    fields: [['theirWords', 'it was alright']],
    tried: false,
    ...changes,
  }
  return server.ask('/drafts/kept', {
    method: 'POST',
    headers: {
      origin,
      'content-type': 'application/json',
      ...(writer.token && { cookie: `airt=${writer.token}` }),
    },
    body: JSON.stringify(body),
  })
}

function draftsOf(database: TestDatabase, workerId: string): Promise<{ id: string; wasTried: boolean }[]> {
  return built(database, async (db: Db) => {
    await sql`select set_config('role', 'airt_sec', true)`.execute(db)
    const { rows } = await sql<{ id: string; wasTried: boolean }>`
      select id, tried_at is not null as "wasTried" from app.draft where worker_id = ${workerId}`.execute(db)
    await sql`select set_config('role', 'airt_jobs', true)`.execute(db)
    return rows
  })
}

test('one key keeps as often as it is asked, and says when', async ({ database, server }) => {
  const writer = await aWriter(database)
  const same = { id: randomUUID(), key: server.keyFor('/drafts/kept') }

  const first = await keep(server, writer, same)
  const again = await keep(server, writer, { ...same, fields: [['theirWords', 'it was magic']] })

  expect([first.status, again.status]).toEqual([200, 200])
  expect(JSON.parse(again.text)).toEqual({ at: expect.stringMatching(/^\d\d:\d\d$/) })
  expect(await draftsOf(database, writer.isla.id)).toEqual([{ id: same.id, wasTried: false }])
})

test('opening a form keeps nothing, and an empty one is never kept', async ({ database, server }) => {
  const writer = await aWriter(database)

  await server.get(writer.path, writer.token)
  const empty = await keep(server, writer, { fields: [] })

  expect(JSON.parse(empty.text)).toEqual({ at: '' })
  expect(await draftsOf(database, writer.isla.id)).toEqual([])
})

test('a key of another session is renewed for its worker, and nothing is kept under it', async ({
  database,
  server,
}) => {
  const writer = await aWriter(database)

  const old = await keep(server, writer, {
    key: formKey(database.secret, 'an earlier session', '/drafts/kept'),
  })
  const said = JSON.parse(old.text)
  const renewed = await keep(server, writer, { key: said.key })
  const sent = await server.post(
    writer.path,
    writer.token,
    { attendance: 'came', worry: 'no', version: '1' },
    said.formKey,
  )

  expect([old.status, said.owner, renewed.status, sent.status]).toEqual([403, writer.isla.id, 200, 303])
})

test.for([
  ['of another site', { headers: { origin: 'http://elsewhere.example' } }, 403],
  ['with a path that leads elsewhere', { path: '//elsewhere.example' }, 400],
  ['about somebody they do not see', { personId: '00000000-0000-4000-8000-000000000000' }, 404],
  ['of nobody', { token: null }, 401],
] as const)('a draft %s is not kept', async ([, changes, status], { database, server }) => {
  const writer = await aWriter(database)
  const { headers, token, ...body } = { headers: null, token: writer.token, ...changes } as {
    headers: Record<string, string> | null
    token: string | null
  }

  const answer = headers
    ? await server.ask('/drafts/kept', {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', cookie: `airt=${token}` },
        body: '{}',
      })
    : await keep(server, { ...writer, token }, body)

  expect(answer.status).toBe(status)
  expect(await draftsOf(database, writer.isla.id)).toEqual([])
})

test('the draft goes with the saving of its form', async ({ database, server }) => {
  const writer = await aWriter(database)
  const id = randomUUID()
  await keep(server, writer, { id })

  const sent = await server.post(writer.path, writer.token, {
    draftId: id,
    attendance: 'came',
    worry: 'no',
    version: '1',
  })

  expect(sent.status).toBe(303)
  expect(await draftsOf(database, writer.isla.id)).toEqual([])
})

test('a worry without who was told comes back with the steps and every word, and stays as a draft', async ({
  database,
  server,
}) => {
  const writer = await aWriter(database)
  const id = randomUUID()
  const typed = {
    did: 'We sat in the car',
    theirWords: 'they come to the door',
    worryWords: 'men at the door',
  }

  const sent = await server.post(writer.path, writer.token, {
    draftId: id,
    attendance: 'came',
    worry: 'yes',
    version: '1',
    ...typed,
  })

  expect(sent.status).toBe(422)
  for (const words of [...Object.values(typed), 'ring 999', 'Say who you told', 'Enter the day and the time'])
    expect(sent.text).toContain(words)
  expect(sent.text).toMatch(/name="worry"[^>]*checked[^>]*value="yes"/)
  expect(sent.text).toContain(id)
  expect(await draftsOf(database, writer.isla.id)).toEqual([{ id, wasTried: true }])
  const opened = await server.get(writer.path, writer.token)
  expect(opened.text).toContain('You have something unfinished from')
  expect(opened.text).not.toContain('they come to the door')
  const goneOn = await server.get(`${writer.path}?draft=${id}`, writer.token)
  expect(goneOn.text).toContain('they come to the door')
})

test('two who record one session: the second sees both, and keeps what they typed', async ({
  database,
  server,
}) => {
  const writer = await aWriter(database)
  const said = { attendance: 'came', worry: 'no', version: '1' }
  await server.post(writer.path, writer.token, { ...said, did: 'The first walked to the loch' })

  const second = await server.post(writer.path, writer.token, {
    ...said,
    did: 'The second went for chips',
    draftId: randomUUID(),
  })

  expect(second.status).toBe(409)
  expect(second.text).toContain('This was changed while you were writing')
  expect(second.text).toContain('The first walked to the loch')
  expect(second.text).toMatch(/<textarea[^>]*name="did"[^>]*>The second went for chips</)
})

test('a record that is sent twice is one record', async ({ database, server }) => {
  const writer = await aWriter(database)
  const path = `/people/${writer.calum.id}/sessions/record`
  const said = { on: '2026-11-25', attendance: 'came', worry: 'no', did: 'Chips' }
  const key = server.keyFor(path)

  const answers = await Promise.all([1, 2, 3].map(() => server.post(path, writer.token, said, key)))

  expect(new Set(answers.map(({ status, headers }) => `${status} ${headers.location}`)).size).toBe(1)
  const sessions = await built(database, async (db) => {
    const { rows } =
      await sql`select from app.session where person_id = ${writer.calum.id} and did = 'Chips'`.execute(db)
    return rows.length
  })
  expect(sessions).toBe(1)
})

test('a draft is thrown away from its list, which says whom it is about and how old it is', async ({
  database,
  server,
}) => {
  const writer = await aWriter(database)
  const id = randomUUID()
  await keep(server, writer, { id })

  const list = await server.get('/drafts', writer.token)
  const gone = await server.post('/drafts', writer.token, { id, back: '/drafts' })

  expect(list.text).toContain('What happened in a session: Calum Reid')
  expect(list.text).toContain('a moment ago')
  expect([gone.status, gone.headers.location]).toEqual([303, '/drafts'])
  expect(await draftsOf(database, writer.isla.id)).toEqual([])
})
