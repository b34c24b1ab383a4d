import { spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { identityOf } from '#db/embedded/process.server'
import { type Embedded, type EmbeddedOptions, startEmbedded } from '#db/embedded.server'
import { aLauncher, anEmptyFolder, ask, end, isRoot, launch } from './embedded-process'

let launcher: string
/** A data folder that has been started and stopped once. */
let made: string
const folders: string[] = []
const started: Embedded[] = []

beforeAll(async () => {
  launcher = await aLauncher()
  made = aFolder()
  await (await startEmbedded({ dataDir: made })).stop()
})
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop()
})
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  rmSync(launcher, { force: true })
})

function aFolder() {
  const folder = anEmptyFolder()
  folders.push(folder)
  return folder
}

/** As if it had been started and stopped before; making one anew takes longer. */
function aUsedFolder() {
  const folder = aFolder()
  spawnSync('cp', ['-a', `${made}/.`, folder])
  return folder
}

async function start(dataDir: string, options: Omit<EmbeddedOptions, 'dataDir'> = {}) {
  const one = await startEmbedded({ dataDir, ...options })
  started.push(one)
  return one
}

const note = (dataDir: string) => join(dataDir, 'pg', 'postmaster.pid')
const postmasterOf = (dataDir: string) => Number(readFileSync(note(dataDir), 'utf8').split('\n')[0])
const portOf = (url: string) => new URL(url).port

test('the first start makes a database that a role without power over others owns', async () => {
  const dataDir = aFolder()

  const { url, secret } = await start(dataDir)

  const [me] = await ask(
    url,
    `select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, pg_get_userbyid(datdba) = rolname as owns,
       datlocprovider, datlocale, current_setting('data_checksums') as checksums
     from pg_roles, pg_database where rolname = current_user and datname = current_database()`,
  )
  expect(me).toEqual({
    rolname: 'airt_migrate',
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: true,
    rolcreatedb: false,
    owns: true,
    datlocprovider: 'b',
    datlocale: 'C.UTF-8',
    checksums: 'on',
  })
  expect(secret).toHaveLength(43)
})

test('nobody comes in without the password, and every file is its owner’s alone', async () => {
  const dataDir = aUsedFolder()

  const { url } = await start(dataDir)

  const wrong = new URL(url)
  wrong.password = 'guessed'
  await expect(ask(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
  const files = readdirSync(dataDir, { withFileTypes: true }).filter((entry) => entry.isFile())
  expect(files.map(({ name }) => name).sort()).toContain('secret')
  for (const { name } of files) expect([name, statSync(join(dataDir, name)).mode & 0o077]).toEqual([name, 0])
  expect(statSync(join(dataDir, 'pg')).mode & 0o777).toBe(0o700)
})

test('what is saved is safe on disk, and the log of the database holds no word of it', async () => {
  const dataDir = aUsedFolder()

  const { url } = await start(dataDir)

  await expect(ask(url, `select 'Canary Isla'::int`)).rejects.toMatchObject({ code: '22P02' })
  await expect(
    ask(url, `do $$ begin raise exception 'x' using detail = 'Canary Isla'; end $$`),
  ).rejects.toThrow()
  const settings = await ask<{ setting: string }>(
    url,
    `select distinct setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')`,
  )
  expect(settings).toEqual([{ setting: 'on' }])
  expect(readFileSync(join(dataDir, 'postgres.log'), 'utf8')).not.toContain('select')
})

test('a second start uses the server that is there, and the last to leave stops it', async () => {
  const dataDir = aUsedFolder()
  const first = await start(dataDir)
  const postmaster = postmasterOf(dataDir)

  const second = await launch(launcher, dataDir)

  expect(second.url).toBe(first.url)
  expect(await end(second.child, 'SIGTERM')).toBe(0)
  expect(await ask(first.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await first.stop()
  expect(identityOf(postmaster)).toBeNull()
})

test('whoever started the server may leave first', async () => {
  const dataDir = aFolder()
  const first = await launch(launcher, dataDir)
  const second = await start(dataDir)

  await end(first.child, 'SIGTERM')

  expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('two starts at once in an empty folder share one server', async () => {
  const dataDir = aUsedFolder()

  const [first, second, third] = await Promise.all([
    launch(launcher, dataDir),
    launch(launcher, dataDir),
    launch(launcher, dataDir),
  ])

  expect(new Set([first.url, second.url, third.url]).size).toBe(1)
  await Promise.all([first, second, third].map(({ child }) => end(child, 'SIGTERM')))
  expect(readdirSync(join(dataDir, 'pg'))).not.toContain('postmaster.pid')
})

test('a killed Airt leaves its server behind, which the next one takes over', async () => {
  const dataDir = aUsedFolder()
  const killed = await launch(launcher, dataDir)
  const postmaster = postmasterOf(dataDir)
  await end(killed.child, 'SIGKILL')

  const next = await start(dataDir)

  expect(next.url).toBe(killed.url)
  await next.stop()
  expect(identityOf(postmaster)).toBeNull()
})

test('a killed server comes back with everything that was acknowledged', async () => {
  const dataDir = aUsedFolder()
  const first = await start(dataDir)
  await ask(first.url, 'create table ledger (n int)')
  let acknowledged = 0
  const writers = [1, 2, 3, 4].map(async () => {
    for (;;) {
      const written = await ask(first.url, 'insert into ledger values (1)').catch(() => null)
      if (written === null) return
      acknowledged += 1
    }
  })
  await expect.poll(() => acknowledged, { timeout: 10_000 }).toBeGreaterThan(40)
  process.kill(postmasterOf(dataDir), 'SIGKILL')
  await Promise.all(writers)

  const again = await start(dataDir)

  const [{ found } = { found: 0 }] = await ask<{ found: number }>(
    again.url,
    'select count(*)::int as found from ledger',
  )
  expect(found).toBeGreaterThanOrEqual(acknowledged)
})

test.each([
  ['a dead process', async () => spawnSync('true').pid],
  ['a zombie', aZombie],
  ['some other process', async () => process.pid],
])('the note of %s does not hold up a start', async (_, whose) => {
  const dataDir = aUsedFolder()
  const pid = await whose()
  const lines = [pid, join(dataDir, 'pg'), 1, 5432, '', '127.0.0.1', '', 'ready']
  writeFileSync(note(dataDir), `${lines.join('\n')}\n`)

  const { url } = await start(dataDir)

  expect(portOf(url)).not.toBe('5432')
  expect(postmasterOf(dataDir)).not.toBe(pid)
})

test('what has been interrupted while it was made is made anew', async () => {
  const dataDir = aFolder()
  const half = join(dataDir, 'pg.half')
  spawnSync('mkdir', ['-p', half])
  writeFileSync(join(half, 'PG_VERSION'), '18')

  const { url } = await start(dataDir)

  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('data of another version, without its passwords, or thrown away by tests is refused in one sentence', async () => {
  const dataDir = aUsedFolder()
  const version = join(dataDir, 'pg', 'PG_VERSION')

  await expect(start(dataDir, { unsafe: true })).rejects.toThrow('tests may not use it')
  writeFileSync(version, '17\n')
  await expect(start(dataDir)).rejects.toThrow('made by PostgreSQL 17 and this Airt brings 18')
  writeFileSync(version, '18\n')
  rmSync(join(dataDir, 'postgres-password'))
  await expect(start(dataDir)).rejects.toThrow('postgres-password is missing')
})

test('a database that would lose what it is told is refused', async () => {
  const thrownAway = aFolder()
  await (await start(thrownAway, { unsafe: true })).stop()
  const weakened = aUsedFolder()
  const { superUrl, stop } = await start(weakened)
  await ask(superUrl, 'alter role airt_migrate set synchronous_commit = off')
  await stop()

  await expect(start(thrownAway)).rejects.toThrow('was made for tests')
  await expect(start(weakened)).rejects.toThrow('synchronous_commit is off')
})

test('a data folder that is a file is refused in one sentence', async () => {
  const file = join(aFolder(), 'data')
  writeFileSync(file, '')

  await expect(start(file)).rejects.toThrow(`AIRT_DATA_DIR must be a folder, which ${file} is not`)
})

test.skipIf(isRoot)('a data folder that may not be written to is refused in one sentence', async () => {
  const closed = aFolder()
  spawnSync('chmod', ['0500', closed])

  await expect(start(join(closed, 'data'))).rejects.toThrow('must be a folder that Airt may write to')
})

/** A process that has ended and that nobody has buried. */
async function aZombie() {
  const parent = spawn('sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 20'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const pid = await new Promise<number>((settle) =>
    parent.stdout.once('data', (text) => settle(Number(text))),
  )
  await expect.poll(() => readFileSync(`/proc/${pid}/stat`, 'utf8')).toContain(') Z')
  afterEach(() => void parent.kill('SIGKILL'))
  return pid
}
