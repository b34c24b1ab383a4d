import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { copyOfCluster } from '#db/backup/copy-cluster.server'
import { copyOfTables } from '#db/backup/copy-tables.server'
import { type Counted, rowsIn } from '#db/backup/count.server'
import { alreadyThere, type Header, keyIdOf, writeSealed } from '#db/backup/sealed-file.server'
import { aboutSource, embeddedSource, logOf, type Source, serverSource } from '#db/backup/source.server'
import { migrationDigests } from '#db/migrate.server'
import { now } from '~/shared/clock.server'
import type { Env } from '~/shared/env.server'
import { openKeys } from '~/shared/keys.server'

/** The whole folder of an embedded database, or the rows of every table, which go into any database. */
export type How = 'cluster' | 'logical'

export type Made = {
  file: string
  how: How
  madeAt: string
  bytes: number
  seconds: number
  organisations: number
  /** Null where the database was never still enough to count its rows. */
  tables: number | null
  rows: number | null
  keyId: string
  postgres: number
  /** Whether its tables are those of this Airt, so that something may be written down in them. */
  isOfThisAirt: boolean
}

export type ToMake = { file: string; how: How | null; unsafe?: boolean }

/**
 * Everything that this Airt holds, in one file that only the key of backups opens; while it runs or not. The keys are not in it.
 * @throws BackupRefused in one sentence; then there is no file.
 */
export async function makeBackup(env: Env, { file: asked, how, unsafe = false }: ToMake): Promise<Made> {
  const file = resolve(asked)
  if (existsSync(file)) throw alreadyThere(file)
  const key = openKeys(env).backupKey()
  const began = now()
  const source =
    env.databaseUrl === null ? await embeddedSource(env.dataDir, unsafe) : serverSource(env.databaseUrl)
  try {
    const kind = source.embedded === null ? 'logical' : (how ?? 'cluster')
    const about = await aboutSource(source.url)
    const header: Header = {
      kind,
      ...about,
      madeAt: began.toISOString(),
      keyId: keyIdOf(key),
      log: source.embedded && kind === 'cluster' ? logOf(source.embedded.dataDir) : null,
      secretId: secretIdOf(env.secret ?? source.embedded?.secret ?? ''),
    }
    let tables: Counted | null = null
    const content = contentOf(source, kind, (found) => {
      tables = found
    })
    const bytes = await writeSealed(file, key, header, content)
    return {
      file,
      how: kind,
      madeAt: header.madeAt,
      bytes,
      seconds: (now().getTime() - began.getTime()) / 1_000,
      organisations: about.organisations,
      tables: tables && Object.keys(tables).length,
      rows: tables && rowsIn(tables),
      keyId: header.keyId,
      postgres: about.postgres,
      isOfThisAirt: isAsNew(about),
    }
  } finally {
    await source.close()
  }
}

/** Whether this Airt's database is there, and as new as this Airt, so that something may be written down in it. */
export async function mayWriteDown(env: Env): Promise<boolean> {
  try {
    const source =
      env.databaseUrl === null ? await embeddedSource(env.dataDir) : serverSource(env.databaseUrl)
    try {
      return isAsNew(await aboutSource(source.url))
    } finally {
      await source.close()
    }
  } catch {
    return false
  }
}

function isAsNew({ migrations }: Pick<Header, 'migrations'>): boolean {
  return JSON.stringify(migrations) === JSON.stringify(migrationDigests())
}

function contentOf(source: Source, kind: How, counted: (tables: Counted | null) => void) {
  const { url, embedded } = source
  if (embedded !== null && kind === 'cluster') return copyOfCluster({ ...embedded, counted })
  // Without its secret, an embedded database's one-time codes would open for nobody; on a server AIRT_SECRET is kept by its administrator.
  const files: Record<string, Buffer> =
    embedded === null ? {} : { secret: Buffer.from(`${embedded.secret}\n`) }
  return copyOfTables(url, files, counted)
}

/** A mark by which two secrets are compared, and from which neither is known. */
export function secretIdOf(secret: string): string {
  return createHash('sha256').update('airt secret id').update(secret).digest('hex').slice(0, 16)
}
