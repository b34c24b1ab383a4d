import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Connection, connect } from '#db/connection.server'
import { startEmbedded } from '#db/embedded.server'
import { migrate, urlAs } from '#db/migrate.server'

export type BenchDatabase = {
  url: string
  secret: string
  owner: Connection
  app: Connection
  jobs: Connection
  /** As PostgreSQL's superuser, whom no row-level security holds, through the same pool as the others. */
  unguarded: Connection
  /** As PostgreSQL's superuser: to fill it, and to look at plans. */
  superuser: pg.Client
  /** How the product is told of it. */
  settings: Record<string, string>
}

export type Cluster = {
  database: (name: string) => Promise<BenchDatabase>
  /** CPU of all of PostgreSQL's processes so far; null where the system does not tell (elsewhere than on Linux). */
  cpuMs: (client: pg.Client) => Promise<number | null>
  stop: () => Promise<void>
}

/** A cluster of its own, as the product makes it: everything is made safe on disk. */
export async function aCluster(): Promise<Cluster> {
  const dataDir = mkdtempSync(join(tmpdir(), 'airt-bench-'))
  const { url, superUrl, secret, stop } = await startEmbedded({ dataDir })
  const closing: (() => Promise<unknown>)[] = []

  async function database(name: string): Promise<BenchDatabase> {
    const maintenance = new pg.Client({ connectionString: superUrl })
    await maintenance.connect()
    await maintenance.query(`create database ${maintenance.escapeIdentifier(name)} owner airt_migrate`)
    await maintenance.end()

    const own = named(url, name)
    await migrate(own, secret)
    const superuser = new pg.Client({ connectionString: named(superUrl, name) })
    await superuser.connect()
    const owner = connect({ url: own, most: 2, within: 600_000 })
    const app = connect({ url: urlAs('airt_app', own, secret) })
    const jobs = connect({ url: urlAs('airt_jobs', own, secret), most: 4, within: 600_000 })
    const unguarded = connect({ url: named(superUrl, name), most: 2 })
    closing.push(owner.close, app.close, jobs.close, unguarded.close, () => superuser.end())
    const settings = {
      DATABASE_URL: own,
      AIRT_SECRET: secret,
      AIRT_ORIGIN: 'http://localhost:3000',
      AIRT_DEMO: '1',
    }
    return { url: own, secret, owner, app, jobs, unguarded, superuser, settings }
  }

  return {
    database,
    cpuMs,
    stop: async () => {
      await Promise.all(closing.map((close) => close()))
      await stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function cpuMs(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query<{ pid: number }>(
    'select pid from pg_stat_activity where pid <> pg_backend_pid()',
  )
  let ns = 0
  for (const { pid } of rows) {
    const used = cpuOf(pid)
    if (used === null) return null
    ns += used
  }
  return ns / 1e6
}

/** In billionths of a second. A process that has just ended has used what it used before. */
function cpuOf(pid: number): number | null {
  if (process.platform !== 'linux') return null
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0])
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}

function named(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}
