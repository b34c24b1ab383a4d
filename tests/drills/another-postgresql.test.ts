import { createServer } from 'node:net'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { startEmbedded } from '#db/embedded.server'
import {
  anAirt,
  anotherPlace,
  aFolder as aPlace,
  backupIn,
  inside,
  restoreIn,
  settingsIn,
  sweep,
} from '../backups/a-folder'
import { aFolder, listening, missingOf, running } from './programs'

afterEach(sweep)

const missing = missingOf('initdb', 'postgres')

test.skipIf(missing.length > 0)(
  'rows alone move from PostgreSQL 18 to a server of 15 and back, by roles that have no power over others',
  {
    timeout: 600_000,
  },
  async () => {
    const server = await aServer15()
    const folder = aPlace()
    const env = settingsIn(folder)
    const airt = await anAirt(env)
    const made = await backupIn(env, folder, 'logical')
    await airt.stop()
    const onServer = settingsIn(aPlace(), {
      AIRT_KEY_DIR: env.keyDir ?? '',
      DATABASE_URL: server.url,
      AIRT_SECRET: airt.secret,
      AIRT_ORIGIN: 'https://airt.example',
    })

    const there = await restoreIn(onServer, made.file)
    const again = restoreIn(onServer, made.file)
    await expect(again).rejects.toMatchObject({ why: 'not-empty' })
    const madeThere = await backupIn(onServer, folder)
    const home = anotherPlace(env)
    const back = await restoreIn(home, madeThere.file)

    const held = await startEmbedded({ dataDir: home.dataDir, unsafe: true })
    const slugs = await inside(
      held,
      async (client) => (await client.query('select slug from app.organisation')).rows,
    )
    await held.stop()
    await server.stop()
    expect(there).toMatchObject({ isCompared: true, dataDir: null, rows: made.rows })
    expect(madeThere).toMatchObject({ how: 'logical', postgres: 15 })
    expect(back).toMatchObject({ isCompared: true, rows: madeThere.rows })
    expect(slugs).toEqual([{ slug: 'northmoor' }])
    console.log(`18 to 15: ${there.seconds} s, 15 to 18: ${back.seconds} s, ${there.rows} rows`)
  },
)

async function aServer15() {
  const folder = aFolder('move')
  const made = running('initdb', [
    '-D',
    folder.path('db'),
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '-N',
  ])
  await made.ended
  const port = await aFreePort()
  const words = ['-D', folder.path('db'), '-p', String(port), '-h', '127.0.0.1', '-k', '', '-c', 'fsync=off']
  const server = running('postgres', words)
  await listening('127.0.0.1', port, server.said)
  const client = new pg.Client({ connectionString: `postgres://postgres@127.0.0.1:${port}/postgres` })
  await client.connect()
  await client.query('create role airt_migrate login createrole')
  await client.query('create database airt owner airt_migrate')
  await client.end()
  return {
    url: `postgres://airt_migrate@127.0.0.1:${port}/airt`,
    stop: async () => {
      await server.stop('SIGINT')
      folder.remove()
    },
  }
}

function aFreePort(): Promise<number> {
  return new Promise((settle) => {
    const listener = createServer()
    listener.listen(0, '127.0.0.1', () => {
      const address = listener.address()
      listener.close(() => settle(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
