import { hkdfSync } from 'node:crypto'
import { close, open } from './cipher.server'
import { currentMaster, masterKey } from './master-keys.server'

const UNDER_THE_SECRET = 1
const UNDER_A_MASTER_KEY = 2
const VERSION_BYTES = 4

/** What a sealed thing is for; each has a key of its own, so that one can't be passed off as another. */
export type Purpose = 'one-time code' | 'kept text' | 'draft' | 'supervision note'

/**
 * Sealed under a key made from the secret: for what goes to a browser and comes back within the hour. `of` is whose it is: it opens for
 * nobody else.
 */
export function seal(secret: string, purpose: Purpose, of: string, plain: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([UNDER_THE_SECRET]), close(keyOf(secret, purpose), of, plain)])
}

/** The same under the master key of now, and says under which: for what stays in the database. */
export function sealToKeep(purpose: Purpose, of: string, plain: Uint8Array): Buffer {
  const version = Buffer.alloc(VERSION_BYTES)
  version.writeUInt32BE(currentMaster())
  const key = keyOf(masterKey(version.readUInt32BE()), purpose)
  return Buffer.concat([Buffer.from([UNDER_A_MASTER_KEY]), version, close(key, of, plain)])
}

/** @returns null when it was not sealed by us for this purpose and this owner. */
export function unseal(secret: string, purpose: Purpose, of: string, sealed: Buffer): Buffer | null {
  if (sealed[0] === UNDER_THE_SECRET) return open(keyOf(secret, purpose), of, sealed.subarray(1))
  const version = masterOf(sealed)
  if (version === null) return null
  return open(keyOf(masterKey(version), purpose), of, sealed.subarray(1 + VERSION_BYTES))
}

/** The version of the master key under which this lies; null when it lies under none. */
export function masterOf(sealed: Buffer): number | null {
  if (sealed[0] !== UNDER_A_MASTER_KEY || sealed.length < 1 + VERSION_BYTES) return null
  return sealed.readUInt32BE(1)
}

function keyOf(secret: string | Buffer, purpose: Purpose): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `airt ${purpose}`, 32))
}
