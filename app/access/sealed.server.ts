import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const VERSION = 1
const NONCE = 12
const TAG = 16

/** What a sealed thing is for; each has a key of its own, so that one can't be passed off as another. */
export type Purpose = 'one-time code' | 'kept text' | 'draft'

/** AES-256-GCM under a key made from the secret. `of` is whose it is: it opens for nobody else. */
export function seal(secret: string, purpose: Purpose, of: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, purpose), nonce)
  cipher.setAAD(Buffer.from(of))
  const closed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), closed])
}

/** @returns null when it was not sealed by us for this purpose and this owner. */
export function unseal(secret: string, purpose: Purpose, of: string, sealed: Buffer): Buffer | null {
  if (sealed[0] !== VERSION || sealed.length < 1 + NONCE + TAG) return null
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret, purpose), sealed.subarray(1, 1 + NONCE))
  decipher.setAAD(Buffer.from(of))
  decipher.setAuthTag(sealed.subarray(1 + NONCE, 1 + NONCE + TAG))
  const opened = decipher.update(sealed.subarray(1 + NONCE + TAG))
  try {
    return Buffer.concat([opened, decipher.final()])
  } catch {
    return null
  }
}

function keyOf(secret: string, purpose: Purpose): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `airt ${purpose}`, 32))
}
