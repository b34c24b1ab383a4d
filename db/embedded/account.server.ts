import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { CannotStart } from '../cannot-start'

/** The account that PostgreSQL runs as; null is our own. */
export type Account = { uid: number; gid: number } | null

/**
 * PostgreSQL refuses to run as root, and `initdb` wants an account that has a name: root's is `nobody`.
 * A cluster that is already somebody's stays theirs.
 */
export function accountFor(owner: { uid: number; gid: number } | null): Account {
  if (process.getuid?.() !== 0) return null
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  return { uid: idOf('-u'), gid: idOf('-g') }
}

function idOf(which: '-u' | '-g'): number {
  const told = spawnSync('id', [which, 'nobody'], { encoding: 'utf8' })
  const id = Number(told.stdout)
  if (told.status === 0 && Number.isInteger(id) && id > 0) return id
  throw new CannotStart(
    'The database may not run as root, and this machine has no account "nobody": start Airt as another user.',
  )
}

/** Whether this account may go into a folder, by the folders above it. */
export function mayEnter(account: Account, folder: string): boolean {
  if (account === null) return true
  for (let here = folder; ; here = dirname(here)) {
    const { mode, uid, gid } = statSync(here)
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if (!(mode & bit)) return false
    if (here === dirname(here)) return true
  }
}

export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
