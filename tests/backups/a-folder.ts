import { randomUUID } from 'node:crypto'
import { chmodSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Until } from '#db/backup/restore-cluster.server'
import { connect } from '#db/connection.server'
import { type Embedded, startEmbedded } from '#db/embedded.server'
import { migrate, urlAs } from '#db/migrate.server'
import { makeBackup } from '~/backups/make.server'
import { restoreBackup } from '~/backups/restore.server'
import { settleRestored } from '~/backups/settle.server'
import { type Env, readEnv } from '~/shared/env.server'
import { anEmptyFolder } from '../db/embedded-process'

const folders: string[] = []

/** A folder of this test file's own, which the account of the database may go through; all of them go with `sweep`. */
export function aFolder(): string {
  const folder = anEmptyFolder()
  chmodSync(folder, 0o711)
  folders.push(folder)
  return folder
}

export function sweep(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}

/** The settings of an Airt with a data folder and keys of its own, each in a place that is not there yet. */
export function settingsIn(folder: string, more: Record<string, string> = {}): Env {
  return readEnv({ AIRT_DATA_DIR: join(folder, 'data'), AIRT_KEY_DIR: join(folder, 'keys'), ...more })
}

/** An embedded database of throw-away strength, brought up to date, with one organisation in it. */
export async function anAirt(env: Env): Promise<Embedded> {
  const embedded = await startEmbedded({ dataDir: env.dataDir, unsafe: true })
  await migrate(embedded.url, embedded.secret)
  await inside(embedded, (client) =>
    client.query("insert into app.organisation (slug, name) values ('northmoor', 'Northmoor Youth Project')"),
  )
  return embedded
}

/** As PostgreSQL's superuser in Airt's own database. */
export async function inside<T>(
  { superUrl }: Pick<Embedded, 'superUrl'>,
  run: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const url = new URL(superUrl)
  url.pathname = '/airt'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    return await run(client)
  } finally {
    await client.end()
  }
}

export const backupIn = (env: Env, folder: string, how: 'cluster' | 'logical' | null = null) =>
  makeBackup(env, { file: join(folder, `${randomUUID()}.backup`), how, unsafe: true })

export const restoreIn = (env: Env, file: string, until: Until = null, walFolder: string | null = null) =>
  restoreBackup(env, { file, until, walFolder, settle: settled(env), unsafe: true })

/** Opens what came back as the product does, save that a throw-away cluster is let through. */
export const settled = (keysOf: Env) =>
  settleRestored({ keysOf, by: 'a test', kind: 'restore', open: (env) => openThrowAway(env) })

async function openThrowAway(env: Env) {
  const embedded =
    env.databaseUrl === null ? await startEmbedded({ dataDir: env.dataDir, unsafe: true }) : null
  const url = env.databaseUrl ?? embedded?.url ?? ''
  const secret = env.secret ?? embedded?.secret ?? ''
  await migrate(url, secret)
  const [owner, jobs] = [connect({ url }), connect({ url: urlAs('airt_jobs', url, secret) })]
  return {
    owner,
    ownerUrl: url,
    jobs,
    close: async () => {
      await Promise.all([owner.close(), jobs.close()])
      await embedded?.stop()
    },
  }
}

/** Settings with the same keys and no data folder yet. */
export const anotherPlace = (env: Env) => settingsIn(aFolder(), { AIRT_KEY_DIR: env.keyDir ?? '' })
