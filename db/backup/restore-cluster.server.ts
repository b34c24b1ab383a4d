import { chownSync, writeFileSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join, normalize } from 'node:path'
import pg from 'pg'
import { CannotStart } from '../cannot-start'
import { findPlace, makeFolderFor, type Place } from '../embedded/folder.server'
import { inRecovered, majorOf } from '../embedded/recover.server'
import { checkPages, type PagesChecked } from './check-pages.server'
import { type Counted, countTables, differing, PLAIN } from './count.server'
import { type Message, messagesIn, type Trailer } from './messages.server'
import { BackupRefused } from './refused'
import { altered, type Opened } from './sealed-file.server'
import { logAfter } from './wal-folder.server'
import { WAL_NAME } from './wal-names'

/** A moment to which the log is read on from the backup: an instant, or as far as there is any. */
export type Until = { at: Date } | 'latest' | null

export type ClusterToRestore = {
  opened: Opened
  key: Buffer
  /** An empty folder, or one that is not there yet. */
  dataDir: string
  until: Until
  /** Where the pieces of the log are that were kept since; needed for a moment after the backup. */
  walFolder: string | null
  unsafe?: boolean
  progress?: (line: string) => void
}

export type ClusterRestored = {
  tables: Counted
  /** Whether the rows were compared with those counted when the backup was made. */
  isCompared: boolean
  pages: PagesChecked
  /** How many pieces of the log were read on. */
  pieces: number
}

/** Makes the folder as it was, brings it to its moment, and checks it. @throws BackupRefused, with a half folder left behind. */
export async function restoreCluster(asked: ClusterToRestore): Promise<ClusterRestored> {
  const { opened, dataDir, until, unsafe = false, progress } = asked
  const place = findPlace(dataDir)
  const major = majorOf(place)
  if (opened.header.postgres !== major)
    throw new BackupRefused(
      'other-major',
      `This backup was made by PostgreSQL ${opened.header.postgres} and this Airt brings ${major}: restore it with the Airt that made it, make a backup there with --logical, and restore that.`,
    )
  if (until !== null && until !== 'latest' && until.at < new Date(opened.header.madeAt))
    throw new BackupRefused(
      'time-before',
      `This backup was made at ${opened.header.madeAt}, after the time you ask for: choose an earlier backup.`,
    )
  progress?.('Unpacking …')
  const { trailer, lastPiece, segmentBytes } = await unpack(place, messagesIn(opened.content()))
  if (trailer.label === undefined || trailer.point === undefined || lastPiece === null) throw altered()
  own(place, join(place.cluster, 'backup_label'), trailer.label)
  own(place, join(place.cluster, 'recovery.signal'), '')

  let pieces = 0
  if (until !== null) {
    progress?.('Reading the log that was kept since …')
    const end = until === 'latest' ? null : until.at
    for await (const { name, bytes } of logAfter({
      ...asked,
      log: opened.header.log,
      lastPiece,
      segmentBytes,
      end,
    })) {
      const file = join(place.cluster, 'pg_wal', name)
      own(place, file, bytes)
      const handle = await open(file, 'r+')
      await handle.truncate(segmentBytes)
      await handle.close()
      pieces += 1
    }
  }
  progress?.('Bringing the database to its moment, and checking it …')
  try {
    return await inRecovered(place, recoveryOf(until, trailer.point), unsafe, async (superUrl) => {
      return { ...(await check(superUrl, until === null ? trailer : null)), pieces }
    })
  } catch (error) {
    throw until === null ? error : asRefusal(error, until)
  }
}

/** All of the log lies in the folder already, so that nothing has to be fetched. Nobody is let in before the moment is reached. */
function recoveryOf(until: Until, point: string): Readonly<Record<string, string>> {
  const all = {
    restore_command: 'exit 1',
    hot_standby: 'off',
    recovery_target_action: 'promote',
    recovery_target_timeline: 'current',
  }
  if (until === null) return { ...all, recovery_target_name: point }
  if (until === 'latest') return all
  return { ...all, recovery_target_time: until.at.toISOString().replace('T', ' ').replace('Z', '+00') }
}

function asRefusal(error: unknown, until: Exclude<Until, null>): unknown {
  if (!(error instanceof CannotStart) || until === 'latest') return error
  if (error.message.includes('before configured recovery target'))
    return new BackupRefused(
      'time-after',
      `The log that was kept ends before ${until.at.toISOString()}: choose an earlier time, or --to-time latest.`,
    )
  if (error.message.includes('before consistent recovery point'))
    return new BackupRefused(
      'time-before',
      `This backup was not yet whole at ${until.at.toISOString()}: choose an earlier backup, or a later time.`,
    )
  return error
}

async function check(superUrl: string, trailer: Trailer | null): Promise<Omit<ClusterRestored, 'pieces'>> {
  const url = new URL(superUrl)
  url.pathname = '/airt'
  const client = new pg.Client({ connectionString: url.href, options: PLAIN })
  await client.connect()
  try {
    const tables = await countTables(client)
    const expected = trailer?.tables ?? null
    if (expected !== null) mustBeTheSame(expected, tables)
    const pages = await checkPages(client)
    return { tables, isCompared: expected !== null, pages }
  } finally {
    await client.end()
  }
}

/** @throws when a table holds other rows than it did. */
export function mustBeTheSame(expected: Counted, found: Counted): void {
  const others = differing(expected, found)
  if (others.length === 0) return
  throw new BackupRefused(
    'not-the-same',
    `What came back is not what was kept: ${others.slice(0, 5).join(', ')} ${others.length > 1 ? 'differ' : 'differs'}.`,
  )
}

async function unpack(place: Place, messages: AsyncIterable<Message>) {
  const seen: { trailer: Trailer | null; lastPiece: string | null; segmentBytes: number } = {
    trailer: null,
    lastPiece: null,
    segmentBytes: 0,
  }
  let writing: { handle: FileHandle; size?: number } | null = null
  const finish = async () => {
    if (writing?.size !== undefined) await writing.handle.truncate(writing.size)
    await writing?.handle.close()
    writing = null
  }
  try {
    for await (const message of messages) {
      if ('data' in message) {
        if (writing === null) throw altered()
        await writing.handle.writeFile(message.data)
        continue
      }
      await finish()
      if ('trailer' in message) seen.trailer = message.trailer
      else if ('folder' in message.part) makeFolderFor(place.account, placeOf(place, message.part.folder))
      else if ('file' in message.part) {
        const { file, size } = message.part
        const name = file.split('/').at(-1) ?? ''
        if (size !== undefined && WAL_NAME.test(name))
          Object.assign(seen, { lastPiece: name, segmentBytes: size })
        writing = { handle: await made(place, placeOf(place, file)), size }
      } else throw altered()
    }
    await finish()
  } finally {
    await finish()
  }
  if (seen.trailer === null) throw altered()
  return { ...seen, trailer: seen.trailer }
}

/** Where a part of the backup goes; nothing leaves the folder. */
function placeOf(place: Place, name: string): string {
  if (normalize(name) !== name || name.startsWith('/') || name.startsWith('..')) throw altered()
  return name === 'pg' || name.startsWith('pg/')
    ? join(place.cluster, name.slice(2))
    : join(place.dataDir, name)
}

async function made(place: Place, file: string): Promise<FileHandle> {
  const handle = await open(file, 'wx', 0o600)
  if (place.account && file.startsWith(place.cluster))
    await handle.chown(place.account.uid, place.account.gid)
  return handle
}

function own(place: Place, file: string, content: string | Buffer) {
  writeFileSync(file, content, { mode: 0o600, flush: true })
  if (place.account) chownSync(file, place.account.uid, place.account.gid)
}
