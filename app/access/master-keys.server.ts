import { type Db, sql } from '#db/connection.server'
import type { Keys } from '~/shared/keys.server'
import { close, open } from './cipher.server'

const LOOKED_AT_LEAST_EVERY_MS = 10_000

let held: { keys: Keys; looked: number } | null = null

/** The master keys of this process, from here on. */
export function holdKeys(keys: Keys): void {
  held = { keys, looked: performance.now() }
}

/** The version under which whatever is wrapped from now on lies: at most ten seconds after another process added it. */
export function currentMaster(): number {
  const { keys, looked } = heldKeys()
  return performance.now() - looked > LOOKED_AT_LEAST_EVERY_MS ? lookAgain().current : keys.current
}

/** @throws when it does not lie here, though the folder was looked at again. */
export function masterKey(version: number): Buffer {
  const key = heldKeys().keys.masterKey(version) ?? lookAgain().masterKey(version)
  if (!key) throw new Error(`The master key ${version} is not here`)
  return key
}

function lookAgain(): Keys {
  const keys = heldKeys().keys.again()
  holdKeys(keys)
  return keys
}

function heldKeys(): { keys: Keys; looked: number } {
  if (!held) throw new Error('This process was given no keys')
  return held
}

const CHECKED = Buffer.from('airt')

/**
 * Why what is sealed in this database does not open with these keys, in one sentence; null when it does. `owner` is the connection that
 * migrates. Nothing is written.
 */
export async function whyKeysDoNotOpen(owner: Db, keys: Keys): Promise<string | null> {
  const { rows: there } = await sql<{ is: boolean }>`
    select to_regclass('sec.master_check') is not null as "is"`.execute(owner)
  // A database from before there were keys opens with any.
  if (!there[0]?.is) return null
  const { rows } = await sql<{ version: number; sealed: Buffer; isUsed: boolean }>`
    select c.version, c.sealed, exists (select from sec.organisation_key o where o.master_version = c.version) as "isUsed"
      from sec.master_check c order by c.version`.execute(owner)
  for (const { version, sealed, isUsed } of rows) {
    const key = keys.masterKey(version)
    if (key && !open(key, aboutCheck(version), sealed)) return isAnother(keys)
    if (!key && (isUsed || version > keys.current)) return isMissing(keys, version)
  }
  return null
}

/** Leaves in the database what the next start is held against. Null, or why these are not the keys of this database. */
export async function keepMasterChecks(owner: Db, keys: Keys): Promise<string | null> {
  const before = await whyKeysDoNotOpen(owner, keys)
  if (before) return before
  const key = keys.masterKey(keys.current)
  if (key) {
    const sealed = close(key, aboutCheck(keys.current), CHECKED)
    await sql`insert into sec.master_check (version, sealed) values (${keys.current}, ${sealed}) on conflict do nothing`.execute(
      owner,
    )
  }
  // Of two that begin at once with different keys, one finds the other's.
  return whyKeysDoNotOpen(owner, keys)
}

function aboutCheck(version: number): string {
  return `sec.master_check|sealed||${version}`
}

function isAnother({ folder }: Keys): string {
  return folder === null
    ? 'This database was sealed under another AIRT_SECRET: set the one it was begun with.'
    : `The keys in ${folder} are not those of this database: put back the ones it was begun with, or set AIRT_KEY_DIR to where they lie.`
}

function isMissing({ folder }: Keys, version: number): string {
  if (folder !== null)
    return `The key that this database needs is missing: put master-${version}.key back into ${folder}.`
  return `The key that this database needs is missing: set AIRT_KEY_DIR to the folder with master-${version}.key.`
}
