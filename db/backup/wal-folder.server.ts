import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { messagesIn } from './messages.server'
import { BackupRefused } from './refused'
import { openSealed } from './sealed-file.server'
import { segmentAfter, WAL_NAME } from './wal-names'

const ENDING = '.wal'
/** Read on for so long after a moment, so that something later than it is met: only then is it known that all of it is there. */
const PAST_MS = 300_000

/** Where the pieces of one log lie in a backup folder. */
export function folderOfLog(backupDir: string, log: string): string {
  return join(backupDir, `wal-${log}`)
}

export function fileOfPiece(folder: string, name: string): string {
  return join(folder, `${name}${ENDING}`)
}

/** The names of the pieces that are kept, in their order. */
export function piecesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length))
    .filter((name) => WAL_NAME.test(name))
    .sort()
}

export type LogWanted = {
  walFolder: string | null
  log: string | null
  key: Buffer
  /** The last piece that is there already. */
  lastPiece: string
  segmentBytes: number
  /** Null: as far as there is any. */
  end: Date | null
}

/** The pieces that follow one another from there, up to the first that was ended after the moment asked for. */
export async function* logAfter({ walFolder, log, key, lastPiece, segmentBytes, end }: LogWanted) {
  if (walFolder === null || log === null || !existsSync(folderOfLog(walFolder, log)))
    throw new BackupRefused(
      'wal-missing',
      'The log since this backup is needed for that: say with --wal where the backup folder is.',
    )
  const folder = folderOfLog(walFolder, log)
  let found = 0
  for (let name = segmentAfter(lastPiece, segmentBytes); ; name = segmentAfter(name, segmentBytes)) {
    const file = fileOfPiece(folder, name)
    if (!existsSync(file)) break
    const { header, content } = await openSealed(file, key)
    const parts: Buffer[] = []
    for await (const message of messagesIn(content()))
      if ('data' in message) parts.push(Buffer.from(message.data))
    yield { name, bytes: Buffer.concat(parts) }
    found += 1
    if (end !== null && new Date(header.madeAt).getTime() > end.getTime() + PAST_MS) return
  }
  const [first] = piecesIn(folder).filter((name) => name > lastPiece)
  if (found === 0 && first !== undefined)
    throw new BackupRefused('wal-missing', `The log since this backup has a gap before its piece ${first}.`)
}
