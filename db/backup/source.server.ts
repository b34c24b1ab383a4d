import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { findPlace } from '../embedded/folder.server'
import { startEmbedded } from '../embedded.server'
import { BackupRefused } from './refused'
import type { Header } from './sealed-file.server'

export type Source = {
  /** As the role that migrates. */
  url: string
  /** The embedded database's own; null on a server. */
  embedded: { dataDir: string; cluster: string; superUrl: string; secret: string } | null
  close: () => Promise<void>
}

/** The embedded database of this folder, started where it does not run, and never made. */
export async function embeddedSource(dataDir: string, unsafe = false): Promise<Source> {
  const folder = resolve(dataDir)
  if (!existsSync(join(folder, 'pg')) && !existsSync(join(folder, 'pg-is-at')))
    throw new BackupRefused(
      'no-database',
      `There is no database in ${folder}: say where it is with AIRT_DATA_DIR.`,
    )
  const { url, superUrl, secret, stop } = await startEmbedded({ dataDir: folder, unsafe })
  const { dataDir: real, cluster } = findPlace(folder)
  return { url, embedded: { dataDir: real, cluster, superUrl, secret }, close: stop }
}

export function serverSource(url: string): Source {
  return { url, embedded: null, close: async () => undefined }
}

/** What the database says of itself. */
export async function aboutSource(
  url: string,
): Promise<Pick<Header, 'postgres' | 'organisations' | 'migrations'>> {
  const client = new pg.Client({ connectionString: url, application_name: 'airt backup' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows: there } = await client.query<{ major: number; made: boolean }>(
      `select current_setting('server_version_num')::int / 10000 as major, to_regclass('public.airt_migration') is not null as made`,
    )
    if (!there[0]?.made)
      throw new BackupRefused('no-database', 'This database has not been set up: there is nothing to keep.')
    const { rows: migrations } = await client.query<{ name: string; digest: string }>(
      'select name, digest from public.airt_migration order by name',
    )
    const { rows: counted } = await client.query<{ n: number }>(
      'select count(*)::int as n from app.organisation',
    )
    return { postgres: there[0].major, organisations: counted[0]?.n ?? 0, migrations }
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** The file of the data folder that names its log; a copy of the folder begins one of its own. */
export const LOG_NAME = 'wal-log'

/** Which log this database writes; null where none is kept. */
export function logOf(dataDir: string): string | null {
  const file = join(dataDir, LOG_NAME)
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null
}
