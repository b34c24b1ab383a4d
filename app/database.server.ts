import { type Connection, connect } from '#db/connection.server'
import { startEmbedded } from '#db/embedded.server'
import { isUpToDate, migrate, urlAs } from '#db/migrate.server'
import type { Env } from './shared/env.server'

export type Database = {
  /** Who migrates, and makes tokens for work without a browser. */
  owner: Connection
  /** Who answers browsers. */
  app: Connection
  /** Who works without a browser: imports, rederiving. */
  jobs: Connection
  secret: string
  /** Worth a line at the start, such as a folder that had to be put elsewhere. */
  notes: readonly string[]
  close: () => Promise<void>
}

/** Opens the embedded database or the server, brought up to date; the same path from there on. */
export async function openDatabase(env: Env): Promise<Database> {
  const { url, secret, notes, stop } = await findDatabase(env)
  try {
    await migrate(url, secret)
    const named = env.namedStatements
    const owner = connect({ url, most: 2, within: 60_000, named })
    const app = connect({ url: env.appDatabaseUrl ?? urlAs('airt_app', url, secret), named })
    const jobs = connect({ url: urlAs('airt_jobs', url, secret), most: 4, within: 600_000, named })
    const close = async () => {
      await Promise.all([owner.close(), app.close(), jobs.close()])
      await stop()
    }
    return { owner, app, jobs, secret, notes, close }
  } catch (error) {
    await stop()
    throw error
  }
}

async function findDatabase(env: Env) {
  if (env.databaseUrl === null) {
    const embedded = await startEmbedded({ dataDir: env.dataDir })
    return { ...embedded, secret: env.secret ?? embedded.secret }
  }
  if (env.secret === null) throw new Error('AIRT_SECRET must be set where DATABASE_URL is')
  return { url: env.databaseUrl, secret: env.secret, notes: [], stop: async () => undefined }
}

/** Null when the database answers and is as new as this Airt; else why not. */
export async function whyNotReady({ app }: Database): Promise<string | null> {
  try {
    return (await isUpToDate(app.db)) ? null : 'the database is not brought up to date: run migrate'
  } catch {
    return 'the database does not answer'
  }
}
