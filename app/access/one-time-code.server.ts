import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { toDataURL } from 'qrcode'
import { sealToKeep, unseal } from './sealed.server'

const SECONDS = 30

/** What a phone's app makes the codes from: RFC 6238 with SHA-1, six digits and half a minute, which every app knows. */
export function newCodeSecret(): Buffer {
  return randomBytes(20)
}

export function sealCodeSecret(workerId: string, codeSecret: Buffer): Buffer {
  return sealToKeep('one-time code', workerId, codeSecret)
}

export function openCodeSecret(secret: string, workerId: string, sealed: Buffer): Buffer | null {
  return unseal(secret, 'one-time code', workerId, sealed)
}

/**
 * The half minute to which this code belongs: now, the one before or the one after; null when it is none of them.
 * That it is not used twice, the database sees to.
 */
export function stepOf(codeSecret: Buffer, code: string, at: Date): number | null {
  const token = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const timestamp = at.getTime()
  const away = codesOf(codeSecret).validate({ token, timestamp, window: 1 })
  return away === null ? null : Math.floor(timestamp / 1000 / SECONDS) + away
}

export type CodeToScan = { qr: string; secret: string }

/** The secret for an app: as a picture, and in letters for who can't scan it. */
export async function toScan(codeSecret: Buffer, email: string): Promise<CodeToScan> {
  const qr = await toDataURL(codesOf(codeSecret, email).toString(), {
    errorCorrectionLevel: 'M',
    margin: 2,
    scale: 5,
  })
  return { qr, secret: new Secret({ buffer: bytesOf(codeSecret) }).base32 }
}

function codesOf(codeSecret: Buffer, label = 'Airt'): TOTP {
  return new TOTP({
    issuer: 'Airt',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: SECONDS,
    secret: new Secret({ buffer: bytesOf(codeSecret) }),
  })
}

/** A copy of its own: a small Buffer shares its memory with others. */
function bytesOf(codeSecret: Buffer): ArrayBuffer {
  return new Uint8Array(codeSecret).buffer
}
