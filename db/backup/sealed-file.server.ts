import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { BackupRefused } from './refused'

/** What a backup says of itself before it is opened. It cannot be changed without the file being refused. */
export type Header = {
  /** A whole PostgreSQL folder; the rows of every table; or one piece of the write-ahead log. */
  kind: 'cluster' | 'logical' | 'wal'
  /** The major version of the PostgreSQL that it was made with. */
  postgres: number
  madeAt: string
  keyId: string
  organisations: number
  migrations: readonly { name: string; digest: string }[]
  /** Which log goes on from here: of a database that was restored, another one. Null where none is kept. */
  log: string | null
  /** A mark of the secret that codes and forms were sealed with. */
  secretId: string | null
}

const FORMAT = 1
const MAGIC = 'AIRT BACKUP '
/** So much is sealed at once. */
const FRAME = 1 << 20
const TAG = 16
const HEAD_MAX = 1 << 18
const FINAL = 0x8000_0000

/** Which key a file needs, without telling anything of the key. */
export function keyIdOf(key: Buffer): string {
  return createHash('sha256').update('airt backup key id').update(key).digest('hex').slice(0, 16)
}

/**
 * Packs and seals what arrives into one file that appears whole, on the disk and for its owner alone, or not at all; an existing file stays.
 * Each frame knows its place and the last one that it is the last, so that a cut, a swap or a changed bit is found.
 * @returns how many bytes the file has.
 */
export async function writeSealed(
  file: string,
  key: Buffer,
  header: Header,
  messages: AsyncIterable<Buffer>,
): Promise<number> {
  const salt = randomBytes(32)
  const head = Buffer.from(
    `${MAGIC}${FORMAT}\n${JSON.stringify({ ...header, salt: salt.toString('base64url') })}\n`,
  )
  const half = join(dirname(file), `.${basename(file)}.${process.pid}.${randomBytes(4).toString('hex')}.half`)
  const handle = await opened(half, file)
  let bytes = 0
  try {
    bytes += await written(handle, head)
    const gzip = createGzip({ level: 3, chunkSize: 1 << 16 })
    const packing = pipeline(Readable.from(messages, { objectMode: true, highWaterMark: 4 }), gzip)
    packing.catch(() => undefined)
    for await (const frame of sealedFrames(gzip, keyOfFile(key, salt), digest(head)))
      bytes += await written(handle, frame)
    await packing
    await handle.sync()
    await handle.close()
    linkOnly(half, file)
    syncFolder(dirname(file))
    return bytes
  } catch (error) {
    throw asRefusal(error, file)
  } finally {
    await handle.close().catch(() => undefined)
    rmSync(half, { force: true })
  }
}

export type Opened = {
  header: Header
  /** The bytes that were sealed; @throws BackupRefused at the first that is not as it was written. */
  content: () => AsyncIterable<Buffer>
}

/** Reads the head, and the rest on demand. @throws BackupRefused in one sentence. */
export async function openSealed(file: string, key: Buffer): Promise<Opened> {
  const { head, header, salt } = await readHead(file)
  if (header.keyId !== keyIdOf(key))
    throw new BackupRefused(
      'other-key',
      `This backup was made with another key (${header.keyId}) than the one that is here (${keyIdOf(key)}).`,
    )
  return {
    header,
    content: () => {
      const gunzip = createGunzip()
      const frames = openedFrames(file, head.byteLength, keyOfFile(key, salt), digest(head))
      pipeline(Readable.from(frames), gunzip).catch(() => undefined)
      return gunzip
    },
  }
}

async function readHead(file: string): Promise<{ head: Buffer; header: Header; salt: Buffer }> {
  const handle = await open(file, 'r').catch(() => {
    throw new BackupRefused('no-such-file', `There is no file that can be read at ${file}.`)
  })
  const notOne = new BackupRefused('not-a-backup', `This file is not a backup made by Airt: ${file}`)
  try {
    const start = Buffer.alloc(HEAD_MAX)
    const { bytesRead } = await handle.read(start, 0, HEAD_MAX, 0).catch(() => {
      throw notOne
    })
    const first = start.indexOf(10)
    const line = start.subarray(0, Math.max(first, 0)).toString('latin1')
    if (!/^AIRT BACKUP \d{1,4}$/.test(line)) throw notOne
    if (Number(line.slice(MAGIC.length)) > FORMAT)
      throw new BackupRefused('newer', 'This backup was made by a newer Airt: restore it with that one.')
    const second = start.indexOf(10, first + 1)
    if (second < 0 || second > bytesRead) throw bytesRead < HEAD_MAX ? cutShort() : altered()
    const head = start.subarray(0, second + 1)
    const said = parsed(start.subarray(first + 1, second).toString('utf8'))
    if (said === null) throw altered()
    const { salt, ...header } = said
    return { head, header, salt: Buffer.from(salt, 'base64url') }
  } finally {
    await handle.close()
  }
}

function parsed(text: string): (Header & { salt: string }) | null {
  try {
    const said = JSON.parse(text)
    const isOne =
      typeof said === 'object' &&
      said !== null &&
      ['cluster', 'logical', 'wal'].includes(said.kind) &&
      ['keyId', 'salt', 'madeAt'].every((name) => typeof said[name] === 'string') &&
      ['postgres', 'organisations'].every((name) => typeof said[name] === 'number') &&
      Array.isArray(said.migrations)
    return isOne ? said : null
  } catch {
    return null
  }
}

function keyOfFile(key: Buffer, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, 'airt backup file', 32))
}

function digest(head: Buffer): Buffer {
  return createHash('sha256').update(head).digest()
}

/** Every file has a key of its own, so that a frame's place can be its nonce. */
function nonceOf(place: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt8(isLast ? 1 : 0, 0)
  nonce.writeBigUInt64BE(BigInt(place), 4)
  return nonce
}

async function* sealedFrames(packed: AsyncIterable<Buffer>, key: Buffer, head: Buffer) {
  let waiting: Buffer[] = []
  let held = 0
  let place = 0
  for await (const chunk of packed) {
    waiting.push(chunk)
    held += chunk.byteLength
    while (held > FRAME) {
      const all = Buffer.concat(waiting)
      yield sealed(all.subarray(0, FRAME), false)
      waiting = [all.subarray(FRAME)]
      held -= FRAME
    }
  }
  yield sealed(Buffer.concat(waiting), true)

  function sealed(plain: Buffer, isLast: boolean): Buffer {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(place++, isLast)).setAAD(head)
    const body = cipher.update(plain)
    cipher.final()
    const length = Buffer.alloc(4)
    length.writeUInt32BE((body.byteLength | (isLast ? FINAL : 0)) >>> 0)
    return Buffer.concat([length, body, cipher.getAuthTag()])
  }
}

async function* openedFrames(file: string, from: number, key: Buffer, head: Buffer) {
  const handle = await open(file, 'r')
  try {
    let at = from
    for (let place = 0; ; place++) {
      const length = (await exactly(handle, at, 4)).readUInt32BE()
      const isLast = (length & FINAL) !== 0
      const size = length & ~FINAL
      if (size > FRAME) throw altered()
      const frame = await exactly(handle, at + 4, size + TAG)
      at += 4 + size + TAG
      yield unsealed(frame, place, isLast)
      if (!isLast) continue
      const { bytesRead } = await handle.read(Buffer.alloc(1), 0, 1, at)
      if (bytesRead > 0) throw altered()
      return
    }
  } finally {
    await handle.close()
  }

  function unsealed(frame: Buffer, place: number, isLast: boolean): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(place, isLast), { authTagLength: TAG })
    decipher.setAAD(head).setAuthTag(frame.subarray(-TAG))
    const plain = decipher.update(frame.subarray(0, -TAG))
    try {
      decipher.final()
    } catch {
      throw altered()
    }
    return plain
  }
}

async function exactly(handle: FileHandle, at: number, size: number): Promise<Buffer> {
  const buffer = Buffer.alloc(size)
  for (let had = 0; had < size; ) {
    const { bytesRead } = await handle.read(buffer, had, size - had, at + had)
    if (bytesRead === 0) throw cutShort()
    had += bytesRead
  }
  return buffer
}

function cutShort() {
  return new BackupRefused('cut-short', 'This backup is cut short: its end is missing.')
}

export function altered() {
  return new BackupRefused('altered', 'This backup was changed or damaged after it was made.')
}

async function opened(half: string, file: string): Promise<FileHandle> {
  try {
    return await open(half, 'wx', 0o600)
  } catch (error) {
    throw asRefusal(error, file)
  }
}

async function written(handle: FileHandle, bytes: Buffer): Promise<number> {
  for (let done = 0; done < bytes.byteLength; )
    done += (await handle.write(bytes, done, bytes.byteLength - done)).bytesWritten
  return bytes.byteLength
}

/** A disk that knows no links, such as a memory stick, is asked first and then renamed on. */
function linkOnly(half: string, file: string) {
  try {
    linkSync(half, file)
    rmSync(half)
  } catch (error) {
    if (existsSync(file)) throw alreadyThere(file)
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw error
    renameSync(half, file)
  }
}

export function alreadyThere(file: string) {
  return new BackupRefused('already-there', `There is a file at ${file} already: choose another name.`)
}

/** The name of a file is on the disk only when its folder is. */
function syncFolder(folder: string) {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

const cannotWrite: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EACCES: 'Airt may not write there',
  EPERM: 'Airt may not write there',
  EROFS: 'the disk can only be read',
  ENOENT: 'its folder is not there',
  ENOTDIR: 'its folder is not there',
  EIO: 'the disk fails',
}

function asRefusal(error: unknown, file: string): unknown {
  const why = cannotWrite[(error as NodeJS.ErrnoException).code ?? '']
  if (error instanceof BackupRefused || why === undefined) return error
  return new BackupRefused('cannot-write', `The backup could not be written to ${file}: ${why}.`)
}
