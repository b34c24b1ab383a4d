import type { Organisation, Worker } from './cast'

/** One account of each role; a colleague has an address that nobody signs in with. */
export function emailOf({ slug }: Organisation, { key, role, isAccount }: Worker): string {
  return isAccount ? `${role}@demo.example` : `${key}@${slug}.example`
}
