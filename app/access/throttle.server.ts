import { isIP } from 'node:net'

/** The address as Postgres reads it; null for one that is none, which then shares its tries with the others like it. */
export function addressOf(clientAddress: string): string | null {
  const plain = clientAddress.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  return isIP(plain) ? plain : null
}
