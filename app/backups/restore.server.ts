import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { rowsIn } from '#db/backup/count.server'
import { emptyAgain, loadTables, mustBeEmpty, readThrough } from '#db/backup/load-tables.server'
import { BackupRefused } from '#db/backup/refused'
import { restoreCluster, type Until } from '#db/backup/restore-cluster.server'
import { type Header, openSealed } from '#db/backup/sealed-file.server'
import { startEmbedded } from '#db/embedded.server'
import { migrate, migrationDigests } from '#db/migrate.server'
import { now } from '~/shared/clock.server'
import type { Env } from '~/shared/env.server'
import { heldBackupKey } from '~/shared/keys.server'
import { secretIdOf } from './make.server'

export type ToRestore = {
  file: string
  until: Until
  /** Where the pieces of the log lie; by default the folder of the backup. */
  walFolder: string | null
  /** What is done in the database that came back, before anybody may use it: @returns what to say of it. */
  settle: (env: Env, from: Header) => Promise<Settled>
  /** Where it is not the one that belongs to these settings. */
  key?: Buffer
  unsafe?: boolean
  progress?: (line: string) => void
}

export type Settled = { lines: readonly string[]; sessionsEnded: number }

export type Restored = {
  from: Header
  /** Null where it went into the database of DATABASE_URL. */
  dataDir: string | null
  tables: number
  rows: number
  /** Whether the rows were compared with those counted when the backup was made. */
  isCompared: boolean
  pages: { tables: number; indexes: number } | null
  pieces: number
  seconds: number
  settled: Settled
  notes: readonly string[]
}

/**
 * Brings a backup back, into an empty folder or an empty database, checks it, and only then puts it in its place. One that can't be
 * restored leaves everything as it was. @throws BackupRefused in one sentence.
 */
export async function restoreBackup(env: Env, asked: ToRestore): Promise<Restored> {
  const began = now()
  const key = asked.key ?? keyFor(env)
  const opened = await openSealed(resolve(asked.file), key)
  const { header } = opened
  refuseNewer(header)
  if (header.kind === 'wal')
    throw new BackupRefused(
      'other-kind',
      'This is a piece of the log: restore the backup before it, with --to-time.',
    )
  if (header.kind === 'logical' && asked.until !== null)
    throw new BackupRefused(
      'other-kind',
      'This backup holds one moment only: --to-time needs one of a whole folder.',
    )
  const into = { ...asked, opened, key, notes: notesOf(env, header) }
  const back = env.databaseUrl === null ? await intoFolder(env, into) : await intoServer(env, into)
  return { from: header, ...back, notes: into.notes, seconds: (now().getTime() - began.getTime()) / 1_000 }
}

/** Nobody's key is made here: a new one would open nothing. */
function keyFor(env: Env): Buffer {
  const { key, folder } = heldBackupKey(env)
  if (key) return key
  throw new BackupRefused(
    'no-key',
    `There is no key of backups in ${folder}: put backup.key there, or set AIRT_KEY_DIR.`,
  )
}

type Into = ToRestore & { opened: Awaited<ReturnType<typeof openSealed>>; key: Buffer; notes: string[] }

/** Aside until it is whole: the folder is there at once, or not at all. */
async function intoFolder(env: Env, into: Into) {
  const target = resolve(env.dataDir)
  mustBeEmptyFolder(target)
  const half = halfOf(target)
  try {
    const back =
      into.opened.header.kind === 'cluster'
        ? await restoreCluster({
            ...into,
            dataDir: half,
            walFolder: into.walFolder ?? dirname(resolve(into.file)),
          })
        : await rowsIntoFolder(half, env, into)
    const settled = await into.settle({ ...env, dataDir: half }, into.opened.header)
    putInPlace(half, target)
    return {
      dataDir: target,
      tables: Object.keys(back.tables).length,
      rows: rowsIn(back.tables),
      isCompared: back.isCompared,
      pages: back.pages,
      pieces: back.pieces,
      settled,
    }
  } catch (error) {
    removeFolder(half)
    throw error
  }
}

/** A cluster of this PostgreSQL, made anew, with the rows in it. */
async function rowsIntoFolder(half: string, env: Env, { opened, unsafe = false, progress, notes }: Into) {
  progress?.('Reading the backup through …')
  const { files } = await readThrough(opened)
  mkdirSync(half, { mode: 0o700 })
  const secret = files.secret?.toString().trim()
  if (secret !== undefined) writeFileSync(join(half, 'secret'), `${secret}\n`, { mode: 0o600, flush: true })
  else if (env.secret === null) notes.push(CODES_LOST)
  progress?.('Making the database, and filling it …')
  const made = await startEmbedded({ dataDir: half, unsafe })
  try {
    await migrate(made.url, env.secret ?? made.secret, isIn(opened.header))
    const tables = await loadTables(made.url, opened)
    return { tables, isCompared: true, pages: null, pieces: 0 }
  } finally {
    await made.stop()
  }
}

async function intoServer(env: Env, { opened, settle, progress, notes }: Into) {
  const url = env.databaseUrl ?? ''
  const { header } = opened
  if (header.kind === 'cluster')
    throw new BackupRefused(
      'other-kind',
      'This is the backup of an embedded database as a folder: make one of it with --logical, and restore that into a server.',
    )
  await mustBeEmpty(url)
  progress?.('Reading the backup through …')
  await readThrough(opened)
  progress?.('Filling the database …')
  try {
    await migrate(url, env.secret ?? '', isIn(header))
    const tables = await loadTables(url, opened)
    const settled = await settle(env, header)
    const count = { tables: Object.keys(tables).length, rows: rowsIn(tables) }
    return { dataDir: null, ...count, isCompared: true, pages: null, pieces: 0, settled, notes }
  } catch (error) {
    await emptyAgain(url)
    throw error
  }
}

function isIn({ migrations }: Header): (name: string) => boolean {
  const names = new Set(migrations.map(({ name }) => name))
  return (name) => names.has(name)
}

function refuseNewer({ migrations }: Header) {
  const known = new Map(migrationDigests().map(({ name, digest }) => [name, digest]))
  if (migrations.every(({ name, digest }) => known.get(name) === digest)) return
  throw new BackupRefused('newer', 'This backup was made by a newer Airt: restore it with that one.')
}

const CODES_LOST =
  'The backup was made under another AIRT_SECRET: until that one is set, one-time codes do not open; "airt user reset <email> --new-code" gives a new one.'

/** The secret of an embedded database comes with it; a server's is its administrator's. */
function notesOf(env: Env, { secretId }: Header): string[] {
  return env.secret !== null && secretId !== secretIdOf(env.secret) ? [CODES_LOST] : []
}

function mustBeEmptyFolder(folder: string) {
  const notEmpty = new BackupRefused(
    'not-empty',
    `${folder} is not an empty folder: set AIRT_DATA_DIR to one that is empty or not there yet.`,
  )
  if (!existsSync(folder)) return
  if (!statSync(folder).isDirectory()) throw notEmpty
  if (readdirSync(folder).some((name) => name !== 'lost+found')) throw notEmpty
}

/** Beside the folder, so that renaming it is all that is left to do; inside where the folder is a disk of its own. */
function halfOf(target: string): string {
  mkdirSync(dirname(target), { recursive: true })
  const isOwnDisk = existsSync(target) && statSync(target).dev !== statSync(dirname(target)).dev
  const half = isOwnDisk ? join(target, '.half') : `${target}.${process.pid}.half`
  removeFolder(half)
  return half
}

function putInPlace(half: string, target: string) {
  if (dirname(half) === target) {
    const names = readdirSync(half).sort((one, other) => Number(one === 'pg') - Number(other === 'pg'))
    for (const name of names) renameSync(join(half, name), join(target, name))
    rmdirSync(half)
    return
  }
  if (existsSync(target)) rmdirSync(target)
  renameSync(half, target)
}

/** A folder that was made here, with the cluster that may lie elsewhere for it. */
function removeFolder(folder: string) {
  const elsewhere = join(folder, 'pg-is-at')
  if (existsSync(elsewhere))
    rmSync(dirname(readFileSync(elsewhere, 'utf8').trim()), { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
}

/**
 * Restores a backup aside, checks it as a real restore would, and takes it away again. Nothing that is in use is touched.
 * @throws BackupRefused, or what went wrong: then this backup is no good.
 */
export async function tryBackup(env: Env, asked: ToRestore): Promise<Restored> {
  const isHere = env.databaseUrl === null && existsSync(env.dataDir)
  const aside = isHere
    ? join(resolve(env.dataDir), `drill-${process.pid}`)
    : mkdtempSync(join(tmpdir(), 'airt-drill-'))
  const folder = join(aside, 'data')
  // Its anchors are those that it brings: what is anchored elsewhere is not this copy's to go on with.
  const scratch: Env = { ...env, dataDir: folder, databaseUrl: null, appDatabaseUrl: null, anchorDir: null }
  try {
    mkdirSync(aside, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
    return await restoreBackup(scratch, { ...asked, key: asked.key ?? keyFor(env) })
  } finally {
    removeFolder(folder)
    rmSync(aside, { recursive: true, force: true })
  }
}
