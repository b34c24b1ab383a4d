import { createHash, randomBytes } from 'node:crypto'

const HOW_MANY = 10
const BYTES = 10
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Ten codes of 80 bits, each in the place of one from the app: `ABCD-EFGH-IJKL-MNOP`. */
export function newRecoveryCodes(): { codes: string[]; hashes: Buffer[] } {
  const codes = Array.from({ length: HOW_MANY }, () => inFours(lettersOf(randomBytes(BYTES))))
  return { codes, hashes: codes.map((code) => hash(code.replaceAll('-', ''))) }
}

/** As the database keeps it; null when it can't be a recovery code. */
export function hashOfRecoveryCode(said: string): Buffer | null {
  const code = said.replace(/[\s-]/g, '').toUpperCase()
  return /^[A-Z2-7]{16}$/.test(code) ? hash(code) : null
}

function hash(code: string): Buffer {
  return createHash('sha256').update(code).digest()
}

function lettersOf(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{5}/g) ?? []).map((five) => letters[Number.parseInt(five, 2)]).join('')
}

function inFours(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-')
}
