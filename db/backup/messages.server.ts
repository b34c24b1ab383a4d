import type { Counted } from './count.server'
import { altered } from './sealed-file.server'

/** What follows in the file: a folder, a file of the data folder, or the rows of a table. */
export type Part =
  | { folder: string }
  /** With a size, what is missing at its end is nothing but zeros. */
  | { file: string; size?: number }
  | { table: string; columns: readonly string[] }

/** What is known only when everything else has been copied. */
export type Trailer = {
  /** Every table as it was at the moment that is restored; null when the database was never still enough to count. */
  tables: Counted | null
  sequences?: readonly { name: string; last: string; isCalled: boolean }[]
  /** PostgreSQL's own note that the folder is a copy. */
  label?: string
  /** The moment in the log to which the copy is brought. */
  point?: string
}

export type Message = { part: Part } | { data: Buffer } | { trailer: Trailer }

const PART = 1
const DATA = 2
const TRAILER = 3

export function part(said: Part): Buffer {
  return message(PART, Buffer.from(JSON.stringify(said)))
}

export function data(bytes: Uint8Array): Buffer {
  return message(DATA, bytes)
}

export function trailer(said: Trailer): Buffer {
  return message(TRAILER, Buffer.from(JSON.stringify(said)))
}

function message(kind: number, body: Uint8Array): Buffer {
  const whole = Buffer.allocUnsafe(5 + body.byteLength)
  whole.writeUInt8(kind, 0)
  whole.writeUInt32BE(body.byteLength, 1)
  whole.set(body, 5)
  return whole
}

/** The messages in their order; the trailer is the last. @throws BackupRefused when they are anything else. */
export async function* messagesIn(content: AsyncIterable<Buffer>): AsyncGenerator<Message> {
  let held: Buffer[] = []
  let size = 0
  let isOver = false
  for await (const chunk of content) {
    held.push(chunk)
    size += chunk.byteLength
    if (size < 5) continue
    const wanted = 5 + joined(5).readUInt32BE(1)
    if (size < wanted) continue
    const all = Buffer.concat(held)
    let at = 0
    while (all.byteLength - at >= 5) {
      const end = at + 5 + all.readUInt32BE(at + 1)
      if (end > all.byteLength) break
      if (isOver) throw altered()
      const read = readOne(all.readUInt8(at), all.subarray(at + 5, end))
      isOver = 'trailer' in read
      yield read
      at = end
    }
    held = [all.subarray(at)]
    size = all.byteLength - at
  }
  if (size > 0 || !isOver) throw altered()

  /** The first so many bytes of what is held, without joining all of it. */
  function joined(bytes: number): Buffer {
    const [first] = held
    if (first && first.byteLength >= bytes) return first
    held = [Buffer.concat(held)]
    return held[0] ?? Buffer.alloc(0)
  }
}

function readOne(kind: number, body: Buffer): Message {
  if (kind === DATA) return { data: body }
  if (kind === PART) return { part: JSON.parse(body.toString()) as Part }
  if (kind === TRAILER) return { trailer: JSON.parse(body.toString()) as Trailer }
  throw altered()
}
