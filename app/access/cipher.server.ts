import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const NONCE = 12
const TAG = 16

/** AES-256-GCM under a random nonce. `about` is where it lies and whose it is: it opens nowhere else. @returns nonce, tag and bytes. */
export function close(key: Buffer, about: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(about))
  const closed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), closed])
}

/** @returns null when it was not closed with this key for this place. */
export function open(key: Buffer, about: string, closed: Buffer): Buffer | null {
  if (closed.length < NONCE + TAG) return null
  const decipher = createDecipheriv('aes-256-gcm', key, closed.subarray(0, NONCE))
  decipher.setAAD(Buffer.from(about))
  decipher.setAuthTag(closed.subarray(NONCE, NONCE + TAG))
  const opened = decipher.update(closed.subarray(NONCE + TAG))
  try {
    return Buffer.concat([opened, decipher.final()])
  } catch {
    return null
  }
}
