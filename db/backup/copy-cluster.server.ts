import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { type Counted, countTables, PLAIN, tablesOf } from './count.server'
import { data, part, type Trailer, trailer } from './messages.server'
import { segmentAfter } from './wal-names'

export type ClusterToCopy = {
  dataDir: string
  /** PostgreSQL's own folder. */
  cluster: string
  /** As its superuser, on the database `postgres`. */
  superUrl: string
  /** Hears what was counted, once it is. */
  counted?: (tables: Counted | null) => void
}

/**
 * A copy of a whole data folder while it is in use or not: PostgreSQL is told that a copy begins, its files are copied as they lie, and
 * the log of what was written meanwhile goes with them. The keys are no part of it, nor is what names the processes at work.
 */
export async function* copyOfCluster({
  dataDir,
  cluster,
  superUrl,
  counted,
}: ClusterToCopy): AsyncGenerator<Buffer, void> {
  const holding = clientOf(superUrl)
  await holding.connect()
  try {
    // Keeps the log until this connection ends.
    const slot = `airt_backup_${randomBytes(6).toString('hex')}`
    await holding.query('select pg_create_physical_replication_slot($1, true, true)', [slot])
    const begun = await one<{ name: string; bytes: number }>(
      holding,
      `select pg_walfile_name(pg_backup_start('airt', true)) as name,
              (select setting::int from pg_settings where name = 'wal_segment_size') as bytes`,
    )
    yield* filesOfDataFolder(dataDir)
    yield* filesOfCluster(cluster)
    // On the connection that began it: on another, PostgreSQL would know of no copy.
    const { label } = await one<{ label: string }>(
      holding,
      'select labelfile as label from pg_backup_stop(true)',
    )

    const still = await stillMoment(superUrl)
    try {
      const { name: last } = await one<{ name: string }>(
        holding,
        'select pg_walfile_name(pg_switch_wal()) as name',
      )
      for (let name = begun.name; name <= last; name = segmentAfter(name, begun.bytes))
        yield* segment(join(cluster, 'pg_wal', name), `pg/pg_wal/${name}`, begun.bytes)
      const ends: Trailer = { tables: await still.count(), label, point: still.point }
      counted?.(ends.tables)
      yield trailer(ends)
    } finally {
      await still.end()
    }
  } finally {
    await holding.end().catch(() => undefined)
  }
}

/** The moment to which the copy is brought when it is restored. */
const POINT = 'airt-backup'

/**
 * Marks a moment in the log at which nothing is half written, and keeps a view of exactly that moment. Whoever writes waits for it some
 * milliseconds; where the tables are never all free at once, the moment is marked all the same and nothing is counted.
 */
async function stillMoment(superUrl: string) {
  const url = new URL(superUrl)
  url.pathname = '/airt'
  const [locking, seeing] = [clientOf(url.href), clientOf(url.href)]
  await Promise.all([locking.connect(), seeing.connect()])
  const end = async () => {
    await Promise.all([locking.end().catch(() => undefined), seeing.end().catch(() => undefined)])
  }
  try {
    const tables = (await tablesOf(locking)).join(', ')
    const isStill = tables !== '' && (await lockAll(locking, tables))
    await seeing.query('begin isolation level repeatable read read only')
    await seeing.query('select pg_current_snapshot()')
    const point = `${POINT}-${randomBytes(6).toString('hex')}`
    await locking.query('select pg_create_restore_point($1)', [point])
    await locking.query('rollback')
    const count = async (): Promise<Counted | null> => (isStill ? countTables(seeing) : null)
    return { point, count, end }
  } catch (error) {
    await end()
    throw error
  }
}

/** Nobody is kept waiting by half of the locks: all of them at once, or none; at last for less time than a deadlock takes to be seen. */
async function lockAll(client: pg.Client, tables: string): Promise<boolean> {
  const tries = [...Array(40).fill('nowait'), ...Array(5).fill('')]
  for (const how of tries) {
    await client.query('begin')
    if (how === '') await client.query("set local lock_timeout = '400ms'")
    try {
      await client.query(`lock table ${tables} in share mode ${how}`)
      return true
    } catch (error) {
      await client.query('rollback')
      if (!(error instanceof pg.DatabaseError) || error.code !== '55P03') throw error
      await pause(20 + Math.random() * 80)
    }
  }
  await client.query('begin')
  return false
}

function clientOf(url: string): pg.Client {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: 'airt backup',
    options: PLAIN,
  })
  client.on('error', () => undefined)
  return client
}

async function one<T extends pg.QueryResultRow>(client: pg.Client, statement: string): Promise<T> {
  const { rows } = await client.query<T>(statement)
  if (!rows[0]) throw new Error('PostgreSQL did not answer')
  return rows[0]
}

/** The passwords, the secret and what else lies beside the cluster; not the keys, and nothing of the processes at work. */
async function* filesOfDataFolder(dataDir: string) {
  const entries = readdirSync(dataDir, { withFileTypes: true })
  for (const { name } of entries.filter((entry) => entry.isFile() && isKept(entry.name))) {
    yield part({ file: name })
    yield data(readFileSync(join(dataDir, name)))
  }
}

const NOT_KEPT = [
  /^turn($|\.)/,
  /^in-use-by-/,
  /^postgres\.log$/,
  /^pg-is-at$/,
  /^wal-log$/,
  /\.half$/,
  /\.key$/,
  // Room held back on the disk.
  /^reserve-/,
]

function isKept(name: string): boolean {
  return !NOT_KEPT.some((pattern) => pattern.test(name))
}

/** Made anew at every start: the folder is kept, and what is in it is not. */
const EMPTY = new Set([
  'pg_wal',
  'pg_wal/archive_status',
  'pg_wal/summaries',
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
])
const LEFT_OUT =
  /^(postmaster\.(pid|opts)|backup_label(\.old)?|tablespace_map|pgsql_tmp.*|pg_internal\.init(\.\d+)?)$/
const CONTROL = 'global/pg_control'

async function* filesOfCluster(cluster: string): AsyncGenerator<Buffer> {
  yield* folder('')
  // Last, as it says from where the log has to be read.
  yield* file(join(cluster, CONTROL), `pg/${CONTROL}`)

  async function* folder(path: string): AsyncGenerator<Buffer> {
    yield part({ folder: path === '' ? 'pg' : `pg/${path}` })
    for (const entry of readdirSync(join(cluster, path), { withFileTypes: true })) {
      const inside = path === '' ? entry.name : `${path}/${entry.name}`
      if (LEFT_OUT.test(entry.name) || inside === CONTROL) continue
      if (entry.isDirectory()) yield* folder(inside)
      else if (entry.isFile() && !EMPTY.has(path)) yield* file(join(cluster, inside), `pg/${inside}`)
    }
  }
}

const AT_ONCE = 1 << 19

/** A file may grow or go while it is read: the log makes up for either. */
async function* file(from: string, name: string): AsyncGenerator<Buffer> {
  const handle = await open(from, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (handle === null) return
  try {
    yield part({ file: name })
    for (;;) {
      const buffer = Buffer.allocUnsafe(AT_ONCE)
      const { bytesRead } = await handle.read(buffer, 0, AT_ONCE)
      if (bytesRead > 0) yield data(buffer.subarray(0, bytesRead))
      if (bytesRead < AT_ONCE) return
    }
  } finally {
    await handle.close()
  }
}

/** What of a piece of the log is written; the rest of it is nothing but zeros. */
export async function* segment(from: string, name: string, size: number): AsyncGenerator<Buffer> {
  const whole = readFileSync(from)
  yield part({ file: name, size })
  const end = endOf(whole)
  for (let at = 0; at < end; at += AT_ONCE) yield data(whole.subarray(at, Math.min(end, at + AT_ONCE)))
}

const ZEROS = Buffer.alloc(8_192)

function endOf(whole: Buffer): number {
  let end = whole.byteLength
  while (end >= ZEROS.byteLength && whole.subarray(end - ZEROS.byteLength, end).equals(ZEROS))
    end -= ZEROS.byteLength
  return end
}
