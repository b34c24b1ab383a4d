import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from '#db/connection.server'
import { setPassword } from '~/access/password.server'
import type { Role } from '~/access/permissions'
import { mayWriteDown } from '~/backups/make.server'
import { readEnv } from '~/shared/env.server'
import { forgetTries } from '../access/support'
import { built, tokenFor } from '../security/committed'
import { aRealServer, type RealServer } from '../security/real-server'
import { aWorker } from '../support/builders'
import { airt } from '../support/command'
import { test as base, expect, type TestDatabase } from '../support/database'
import { aFolder, sweep } from './a-folder'

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

const PASSWORD = 'seven teapots in a harbour'

test('an administrator who showed their password of late asks for a backup, once however often', async ({
  database,
  server,
}) => {
  const { token } = await signedInAs(database, 'administrator')
  await forgetRuns(database)

  const sent = await Promise.all([1, 2, 3].map(() => server.post('/backups', token, { ask: 'backup' })))

  expect(sent.map(({ status, headers }) => [status, headers.location])).toEqual(
    sent.map(() => [303, '/backups?said=asked']),
  )
  expect(await runsOf(database)).toEqual([{ kind: 'backup', state: 'asked', because: 'page' }])
})

test('who signed in some time ago is asked for the password first, and then it is done', async ({
  database,
  server,
}) => {
  const { token, worker } = await signedInAs(database, 'administrator')
  await forgetRuns(database)
  await sql`update sec.session set proved_at = now() - interval '6 minutes' where worker_id = ${worker.id}`.execute(
    database.owner.db,
  )
  const ask = (fields: Record<string, string>) => server.post('/backups', token, { ask: 'backup', ...fields })

  const asked = await ask({})
  const wrong = await ask({ password: 'another harbour entirely' })
  const before = await runsOf(database)
  await forgetTries(database)
  const right = await ask({ password: PASSWORD })

  expect([asked.status, wrong.status, right.status]).toEqual([200, 422, 303])
  expect(asked.text).toContain('A backup holds everybody')
  expect(asked.text).toContain('Your password now')
  expect(wrong.text).toContain('This password is not right')
  expect(before).toEqual([])
  expect(await runsOf(database)).toEqual([{ kind: 'backup', state: 'asked', because: 'page' }])
})

test.for(['youth-worker', 'team-manager', 'data-protection', 'partner'] as const)(
  'a %s asks for none',
  async (role, { database, server }) => {
    const { token } = await signedInAs(database, role)
    await forgetRuns(database)

    const sent = await server.post('/backups', token, { ask: 'backup' })

    expect(sent.status).toBe(404)
    expect(await runsOf(database)).toEqual([])
  },
)

test('a try by command is the last try that the page shows', {
  timeout: 120_000,
}, async ({ database, server }) => {
  const { token } = await signedInAs(database, 'administrator')
  await forgetRuns(database)
  const file = join(aFolder(), 'airt.backup')
  await airt(database, 'backup', file)

  const tried = await airt(database, 'restore', file, '--try', '--json')
  const page = await server.get('/backups', token)

  expect(tried).toMatchObject({ code: 0 })
  expect(JSON.parse(tried.out)).toMatchObject({ isCounted: true, isCompared: true })
  expect(await runsOf(database)).toEqual([
    { kind: 'backup', state: 'done', because: 'command' },
    { kind: 'drill', state: 'done', because: 'command' },
  ])
  expect(page.text).toContain('One was tried about a minute ago.')
  sweep()
})

test('where there is no database of this Airt, or it does not answer, a try is written down nowhere', async ({
  database,
}) => {
  const addresses = { AIRT_ORIGIN: 'https://airt.example', AIRT_ANCHOR_DIR: aFolder() }
  const on = (url: string) => readEnv({ DATABASE_URL: url, AIRT_SECRET: 'x'.repeat(32), ...addresses })
  const empty = readEnv({ AIRT_DATA_DIR: join(aFolder(), 'data') })
  const gone = new URL(database.url)
  gone.port = '1'

  const may = [
    await mayWriteDown(on(database.url)),
    await mayWriteDown(on(gone.href)),
    await mayWriteDown(empty),
  ]

  expect(may).toEqual([true, false, false])
  expect(existsSync(empty.dataDir)).toBe(false)
  sweep()
})

async function signedInAs(database: TestDatabase, role: Role) {
  const worker = await built(database, (db) => aWorker(db, { role }))
  await setPassword(database.owner.db, { id: worker.id, role }, PASSWORD, { codeNeeded: false })
  return { worker, token: await tokenFor(database, worker) }
}

function forgetRuns(database: TestDatabase) {
  return database.owner.db.transaction().execute(async (db) => {
    await sql`set local role airt_owner`.execute(db)
    await sql`truncate app.backup_run`.execute(db)
  })
}

function runsOf(database: TestDatabase) {
  return built(database, (db) =>
    db.selectFrom('app.backup_run').select(['kind', 'state', 'because']).orderBy('asked_at').execute(),
  )
}
