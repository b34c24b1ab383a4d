import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { countTables, PLAIN } from '#db/backup/count.server'
import { openLogKeeper } from '#db/backup/keep-log.server'
import { embeddedSource } from '#db/backup/source.server'
import { connect } from '#db/connection.server'
import { startEmbedded } from '#db/embedded.server'
import { migrate } from '#db/migrate.server'
import { declareRestore } from '~/audit/declare-restore.server'
import { verify } from '~/audit/verify.server'
import { openKeys } from '~/shared/keys.server'
import {
  anAirt,
  aFolder as aPlace,
  backupIn,
  inside,
  restoreIn,
  settingsIn,
  sweep,
} from '../backups/a-folder'
import { aFolder, listening, missingOf, running } from './programs'

afterEach(sweep)

const MB = 1_000_000
/** A row of about a kilobyte that packs no better than words do. */
const ROW = `repeat(md5(n::text || clock_timestamp()::text), 30)`

for (const megabytes of [4, 400])
  test(`an embedded database of ${megabytes} MB comes back as it was in the second before everything was deleted`, {
    timeout: 1_800_000,
  }, async () => {
    const backupDir = aPlace()
    const env = settingsIn(aPlace(), { AIRT_BACKUP_DIR: backupDir })
    const airt = await anAirt(env)
    const source = await embeddedSource(env.dataDir, true)
    if (!source.embedded) throw new Error('It is embedded')
    const key = openKeys(env).backupKey()
    const keeper = await openLogKeeper({
      ...source.embedded,
      key,
      backupDir,
      now: () => new Date(),
      endAfterMs: 0,
    })
    await inside(airt, (client) => fill(client, megabytes))

    const made = await backupIn(env, backupDir)
    const { at, expected } = await inside(airt, (client) =>
      workAndLose(client, async () => keeper?.keep('when-it-is-time')),
    )
    await keeper?.keep('now')
    await keeper?.close()
    await source.close()
    await airt.stop()
    const elsewhere = settingsIn(aPlace(), { AIRT_KEY_DIR: env.keyDir ?? '' })
    const restored = await restoreIn(elsewhere, made.file, { at }, backupDir)

    const back = await startEmbedded({ dataDir: elsewhere.dataDir, unsafe: true })
    const found = await counted(back.superUrl, '/airt')
    await back.stop()
    expect(found['public.written']).toEqual(expected)
    expect(restored.pieces).toBeGreaterThan(0)
    console.log(
      `embedded, ${megabytes} MB (a file of ${Math.round(made.bytes / MB)} MB): copied in ${made.seconds} s, restored and checked in ${restored.seconds} s, ${expected.rows} rows the same, the chain verifies`,
    )
  })

const missing = missingOf('initdb', 'postgres', 'pg_basebackup')

for (const megabytes of [4, 400])
  test.skipIf(missing.length > 0)(
    `a server of ${megabytes} MB comes back as it was in the second before, by its own tools`,
    { timeout: 1_800_000 },
    async () => {
      const folder = aFolder('pitr')
      const [wal, base] = [folder.make('wal'), folder.make('base')]
      await ended('initdb', [
        '-D',
        folder.path('first'),
        '-U',
        'postgres',
        '-A',
        'trust',
        '-k',
        '-E',
        'UTF8',
        '--locale=C.UTF-8',
        '-N',
      ])
      const first = await aServer(folder.path('first'), [
        'archive_mode=on',
        'wal_level=replica',
        `archive_command=test ! -f ${wal}/%f && cp %p ${wal}/%f`,
      ])
      const setUp = new pg.Client({ connectionString: `${first.url}/postgres` })
      await setUp.connect()
      await setUp.query('create role airt_migrate login createrole')
      await setUp.query('create database airt owner airt_migrate')
      await setUp.end()
      const secret = 'a secret of the drill, long enough'
      const asOwner = (url: string) => `${url.replace('postgres@', 'airt_migrate@')}/airt`
      await migrate(asOwner(first.url), secret)
      const client = new pg.Client({ connectionString: `${first.url}/airt`, options: PLAIN })
      await client.connect()
      await fill(client, megabytes)

      const began = performance.now()
      await ended('pg_basebackup', [
        '-d',
        `${first.url}/postgres`,
        '-D',
        join(base, 'one'),
        '-Fp',
        '-X',
        'none',
        '-c',
        'fast',
        '--no-sync',
      ])
      const copiedIn = seconds(began)
      const { at, expected } = await workAndLose(client)
      await client.query('select pg_switch_wal()')
      await keptAll(client)
      await client.end()
      await first.stop()

      const restoring = performance.now()
      writeFileSync(join(base, 'one', 'recovery.signal'), '')
      const second = await aServer(join(base, 'one'), [
        `restore_command=cp ${wal}/%f %p`,
        `recovery_target_time=${at.toISOString().replace('T', ' ').replace('Z', '+00')}`,
        'recovery_target_action=promote',
        'hot_standby=off',
      ])
      const took = seconds(restoring)
      const found = await counted(`${second.url}/airt`, '/airt')
      const anchors = folder.path('anchors.jsonl')
      const owner = connect({ url: asOwner(second.url), most: 1, within: 60_000 })
      await declareRestore(owner.db, { file: anchors }, { by: 'a drill', because: 'restored to a second' })
      const verdict = await verify(asOwner(second.url), anchors, 'all')
      await owner.close()
      await second.stop()
      folder.remove()

      expect(found['public.written']).toEqual(expected)
      expect(verdict.broken).toBeNull()
      console.log(
        `PostgreSQL 15, ${megabytes} MB: copied in ${copiedIn} s, usable ${took} s after the start of the restore, ${expected.rows} rows the same, the chain verifies`,
      )
    },
  )

async function fill(client: pg.Client, megabytes: number): Promise<void> {
  await client.query(
    'create table public.written (n bigint primary key, at timestamptz not null default clock_timestamp(), words text)',
  )
  await client.query('alter table public.written owner to airt_owner')
  await client.query(
    `insert into public.written (n, words) select n, ${ROW} from generate_series(1, $1::int) n`,
    [megabytes * 1_000],
  )
}

/** Work by the clock, everything deleted a second after the moment that is wanted, and work after that. */
async function workAndLose(client: pg.Client, between: () => Promise<unknown> = async () => undefined) {
  await client.query('create sequence public.counter start 1000000000')
  for (let turn = 0; turn < 20; turn++) {
    await client.query(
      `insert into public.written (n, words) select nextval('public.counter'), ${ROW} from generate_series(1, 20) n`,
    )
    if (turn % 5 === 0) await between()
    await pause(20)
  }
  await client.query("set search_path = pg_catalog; set timezone = 'UTC'")
  const expected = (await countTables(client))['public.written'] ?? { rows: 0, sum: '' }
  await pause(1_100)
  const { rows } = await client.query<{ at: Date }>('select clock_timestamp() as at')
  await pause(1_100)
  await client.query('delete from public.written')
  await client.query(`insert into public.written (n, words) select n, 'after' from generate_series(1, 10) n`)
  await between()
  return { at: rows[0]?.at ?? new Date(0), expected }
}

async function counted(url: string, database: string) {
  const address = new URL(url)
  address.pathname = database
  const client = new pg.Client({ connectionString: address.href, options: PLAIN })
  await client.connect()
  try {
    return await countTables(client)
  } finally {
    await client.end()
  }
}

/** Once the log is archived up to where it was switched. */
async function keptAll(client: pg.Client): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const { rows } = await client.query<{ kept: boolean }>(
      `select last_archived_wal >= pg_walfile_name(pg_current_wal_insert_lsn() - 1) or last_archived_wal = (
         select max(name) from pg_ls_waldir() where name ~ '^[0-9A-F]{24}$' and name < pg_walfile_name(pg_current_wal_lsn())) as kept from pg_stat_archiver`,
    )
    if (rows[0]?.kept) return
    await pause(100)
  }
}

async function aServer(folder: string, settings: readonly string[]) {
  const port = await aFreePort()
  const words = settings.flatMap((setting) => ['-c', setting])
  const server = running('postgres', [
    '-D',
    folder,
    '-p',
    String(port),
    '-h',
    '127.0.0.1',
    '-k',
    '',
    '-c',
    'fsync=off',
    ...words,
  ])
  await listening('127.0.0.1', port, server.said)
  const url = `postgres://postgres@127.0.0.1:${port}`
  await answers(`${url}/postgres`, server.said)
  return { url, stop: () => server.stop('SIGINT') }
}

async function answers(url: string, said: () => string): Promise<void> {
  for (let tries = 0; tries < 3_000; tries++) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => undefined)
    const isIn = await client.connect().then(
      () => true,
      () => false,
    )
    await client.end().catch(() => undefined)
    if (isIn) return
    await pause(100)
  }
  throw new Error(`It does not answer: ${said()}`)
}

async function ended(name: string, words: string[]): Promise<void> {
  await running(name, words).ended
}

function aFreePort(): Promise<number> {
  return new Promise((settle) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => settle(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function seconds(since: number): number {
  return Math.round((performance.now() - since) / 100) / 10
}
