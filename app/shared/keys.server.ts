import { hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { CannotStart } from '#db/cannot-start'
import type { Env } from './env.server'

/** The keys that wrap the keys of fields, by version; a new one is for what is written from then on. */
export type Keys = {
  /** Null where the key is made from AIRT_SECRET: such a one cannot be followed by another. */
  folder: string | null
  current: number
  /** 32 bytes. Null for a version that is not here: what was sealed under it can't be opened. */
  masterKey: (version: number) => Buffer | null
  /** 32 bytes, with which backups are made unreadable. */
  backupKey: () => Buffer
  /** The same keys as they lie now: another process may have added one. */
  again: () => Keys
  /** Worth a line at the start. */
  notes: readonly string[]
}

type Where = Pick<Env, 'keyDir' | 'dataDir' | 'databaseUrl' | 'secret'>

const MASTER = /^master-(\d{1,6})\.key$/
const BACKUP = 'backup.key'

/**
 * The keys of this Airt, made on first use: in AIRT_KEY_DIR; else, with the embedded database, in `.airt/keys` of the account's home, away
 * from the data; else, on a server, from AIRT_SECRET, so that every process has the same.
 * @throws CannotStart where a folder or a file in it can't be used.
 */
export function openKeys(where: Where): Keys {
  // A server that began with its secret alone and was given a folder since goes on opening what it sealed before.
  const before = where.databaseUrl !== null && where.secret !== null ? masterFrom(where.secret) : null
  if (where.keyDir !== null) return keysIn(folderAt(where.keyDir), [], before)
  if (where.databaseUrl !== null) return keysFrom(where.secret ?? '')
  const home = join(homedir(), '.airt', 'keys')
  const beside = join(resolve(where.dataDir), 'keys')
  // Once keys lie somewhere, they are looked for nowhere else: others would open nothing.
  if (!holdsKeys(beside) && (holdsKeys(home) || mayMake(home))) return keysIn(folderAt(home), [])
  const note = `The keys lie in ${beside}, beside what they open: set AIRT_KEY_DIR to a folder on another disk.`
  return keysIn(folderAt(beside), [note])
}

/** The key of backups where there is one already, and the folder it was looked for in; nothing is made. */
export function heldBackupKey(where: Where): { key: Buffer | null; folder: string | null } {
  if (where.keyDir === null && where.databaseUrl !== null)
    return { key: keysFrom(where.secret ?? '').backupKey(), folder: null }
  const home = join(homedir(), '.airt', 'keys')
  const beside = join(resolve(where.dataDir), 'keys')
  const folder = where.keyDir === null ? (holdsKeys(beside) ? beside : home) : resolve(where.keyDir)
  const file = join(folder, BACKUP)
  return { key: existsSync(file) ? keyAt(file) : null, folder }
}

/** A further master key in this folder. @returns its version. */
export function addMasterKey(folder: string): number {
  const version = Math.max(0, ...versionsIn(folder)) + 1
  made(join(folder, `master-${version}.key`))
  return version
}

function keysIn(folder: string, notes: readonly string[], before: Buffer | null = null): Keys {
  if (versionsIn(folder).length === 0) made(join(folder, 'master-1.key'))
  return keysThatLieIn(folder, notes, before)
}

function keysThatLieIn(folder: string, notes: readonly string[], before: Buffer | null): Keys {
  const keys = new Map(
    versionsIn(folder).map((version) => [version, keyAt(join(folder, `master-${version}.key`))]),
  )
  return {
    folder,
    current: Math.max(0, ...keys.keys()),
    masterKey: (version) => keys.get(version) ?? (version === 0 ? before : null),
    backupKey: () => made(join(folder, BACKUP)),
    again: () => keysThatLieIn(folder, notes, before),
    notes,
  }
}

function keysFrom(secret: string): Keys {
  const master = masterFrom(secret)
  const keys: Keys = {
    folder: null,
    current: 0,
    masterKey: (version) => (version === 0 ? master : null),
    backupKey: () => keyFrom(secret, 'backup key'),
    again: () => keys,
    notes: [],
  }
  return keys
}

function masterFrom(secret: string): Buffer {
  return keyFrom(secret, 'master key')
}

function keyFrom(secret: string, use: 'master key' | 'backup key'): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `airt ${use}`, 32))
}

function folderAt(asked: string): string {
  const folder = resolve(asked)
  if (!mayMake(folder))
    throw new CannotStart(`AIRT_KEY_DIR must be a folder that Airt may write to, which ${folder} is not.`)
  return folder
}

function mayMake(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    readdirSync(folder)
    return true
  } catch {
    return false
  }
}

function holdsKeys(folder: string): boolean {
  return existsSync(folder) && versionsIn(folder).length > 0
}

function versionsIn(folder: string): number[] {
  return readdirSync(folder).flatMap((name) => Number(MASTER.exec(name)?.[1] ?? Number.NaN) || [])
}

/** The key in this file, which appears whole or not at all: of two who make it at once, both have the first one's. */
function made(file: string): Buffer {
  if (existsSync(file)) return keyAt(file)
  const half = `${file}.${process.pid}.${randomBytes(6).toString('hex')}`
  try {
    writeFileSync(half, `${randomBytes(32).toString('base64url')}\n`, {
      mode: 0o400,
      flag: 'wx',
      flush: true,
    })
    linkSync(half, file)
  } catch (error) {
    if (!existsSync(file))
      throw new CannotStart(`The key ${file} could not be written: ${(error as Error).message}.`)
  } finally {
    rmSync(half, { force: true })
  }
  return keyAt(file)
}

function keyAt(file: string): Buffer {
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url')
  if (key.byteLength !== 32)
    throw new CannotStart(`The key in ${file} is damaged: put back the file that was there.`)
  return key
}
