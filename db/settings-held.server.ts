import { CannotStart } from './cannot-start'
import { type Db, sql } from './connection.server'

/** What must stand at each, or what is acknowledged is not yet kept. */
const mustBe: Readonly<Record<string, readonly string[]>> = {
  fsync: ['on'],
  full_page_writes: ['on'],
  synchronous_commit: ['on', 'remote_write', 'remote_apply'],
}

export type NotHeld = { name: string; setting: string }

/** Which settings are not as they must be on this very connection: a role or a database may have been given its own. */
export async function settingsNotHeld(db: Db): Promise<NotHeld[]> {
  const { rows } = await sql<NotHeld>`
    select name, setting from pg_settings where name = any(${Object.keys(mustBe)}) order by name`.execute(db)
  return rows.filter(({ name, setting }) => !mustBe[name]?.includes(setting))
}

/** In one sentence, for whoever runs the database. */
export function saysNotHeld({ name, setting }: NotHeld): string {
  return `the database would lose what it is told, as ${name} is ${setting}: turn it on`
}

/** @throws CannotStart where something would be lost; a database whose name ends in `_test` may be lost. */
export async function refuseUnsafe(db: Db): Promise<void> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db)
  if (rows[0]?.name.endsWith('_test')) return
  const [off] = await settingsNotHeld(db)
  if (off) throw new CannotStart(`${saysNotHeld(off).replace(/^t/, 'T')}.`)
}
