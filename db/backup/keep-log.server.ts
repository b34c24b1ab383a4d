import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { segment } from './copy-cluster.server'
import { trailer } from './messages.server'
import { keyIdOf, writeSealed } from './sealed-file.server'
import { aboutSource, LOG_NAME, logOf } from './source.server'
import { fileOfPiece, folderOfLog } from './wal-folder.server'
import { bytesAt, endOf, segmentAfter, walNameAt } from './wal-names'

export type LogToKeep = {
  dataDir: string
  cluster: string
  superUrl: string
  key: Buffer
  backupDir: string
  now: () => Date
  /** A piece is ended after so long, full or not: no more than this is lost with the disk. */
  endAfterMs?: number
}

export type LogKeeper = {
  /** Keeps every piece that is whole, having ended the one under way when it is time. @returns how many were kept. */
  keep: (how: 'when-it-is-time' | 'now') => Promise<number>
  close: () => Promise<void>
}

const SLOT = 'airt_log'
const ONLY_ONE = 4183

/**
 * Copies the write-ahead log into the backup folder, piece by piece, sealed. PostgreSQL keeps each piece until it has been copied, up to
 * the limit of its settings; then there is a gap, and the next backup begins anew. @returns null where another process does it already.
 */
export async function openLogKeeper(asked: LogToKeep): Promise<LogKeeper | null> {
  const { dataDir, cluster, superUrl, key, backupDir, now, endAfterMs = 40_000 } = asked
  const client = new pg.Client({ connectionString: superUrl, application_name: 'airt log' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query<{ mine: boolean }>(`select pg_try_advisory_lock(${ONLY_ONE}) as mine`)
    if (!rows[0]?.mine) {
      await client.end()
      return null
    }
    await holdLog(client)
    const log = logOf(dataDir) ?? newLog(dataDir)
    const folder = folderOfLog(backupDir, log)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const url = new URL(superUrl)
    url.pathname = '/airt'
    const about = await aboutSource(url.href)
    let endedAt = now().getTime()
    let written = ''

    const keep: LogKeeper['keep'] = async (how) => {
      const stands = await whereItStands(client)
      if (stands.written !== written && (how === 'now' || now().getTime() - endedAt >= endAfterMs)) {
        await client.query('select pg_switch_wal()')
        endedAt = now().getTime()
        written = stands.written
      }
      const { kept, flushed, line, bytes } = await whereItStands(client)
      let count = 0
      for (
        let name = walNameAt(line, kept, bytes);
        bytesAt(endOf(name, bytes)) <= bytesAt(flushed);
        name = segmentAfter(name, bytes)
      ) {
        await keepPiece(join(cluster, 'pg_wal', name), name, bytes)
        await client.query('select pg_replication_slot_advance($1, $2::pg_lsn)', [SLOT, endOf(name, bytes)])
        count += 1
      }
      return count
    }

    /** One that is there already was kept before PostgreSQL could note it. */
    async function keepPiece(from: string, name: string, bytes: number) {
      const file = fileOfPiece(folder, name)
      if (existsSync(file)) return
      async function* content() {
        yield* segment(from, name, bytes)
        yield trailer({ tables: null })
      }
      const madeAt = now().toISOString()
      const keyId = keyIdOf(key)
      await writeSealed(
        file,
        key,
        { kind: 'wal', ...about, migrations: [], madeAt, keyId, log, secretId: null },
        content(),
      )
    }

    return { keep, close: () => client.end().catch(() => undefined) }
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
}

/** Lets PostgreSQL do away with its log as it likes: whoever begins to keep it again begins a new one. */
export async function keepNoLog({
  dataDir,
  superUrl,
}: Pick<LogToKeep, 'dataDir' | 'superUrl'>): Promise<void> {
  if (logOf(dataDir) === null) return
  const client = new pg.Client({ connectionString: superUrl, application_name: 'airt log' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(
      'select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1 and not active',
      [SLOT],
    )
    rmSync(join(dataDir, LOG_NAME), { force: true })
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function holdLog(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ lost: boolean }>(
    `select wal_status = 'lost' as lost from pg_replication_slots where slot_name = $1`,
    [SLOT],
  )
  if (rows[0]?.lost) await client.query('select pg_drop_replication_slot($1)', [SLOT])
  if (rows[0] === undefined || rows[0].lost)
    await client.query('select pg_create_physical_replication_slot($1, true)', [SLOT])
}

/** `written` changes only with what somebody wrote: PostgreSQL's own notes to itself are not worth a piece. */
async function whereItStands(client: pg.Client) {
  const { rows } = await client.query<{
    kept: string
    flushed: string
    line: string
    bytes: number
    written: string
  }>(
    `select restart_lsn::text as kept, pg_current_wal_flush_lsn()::text as flushed,
            upper(lpad(to_hex((select timeline_id from pg_control_checkpoint())), 8, '0')) as line,
            (select setting::int from pg_settings where name = 'wal_segment_size') as bytes,
            pg_snapshot_xmax(pg_current_snapshot())::text as written
       from pg_replication_slots where slot_name = $1`,
    [SLOT],
  )
  if (!rows[0]) throw new Error('PostgreSQL does not hold its log')
  return rows[0]
}

function newLog(dataDir: string): string {
  const log = randomBytes(6).toString('hex')
  writeFileSync(join(dataDir, LOG_NAME), `${log}\n`, { mode: 0o600, flush: true })
  return log
}
