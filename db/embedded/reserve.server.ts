import { existsSync } from 'node:fs'
import { open, rename, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'

export const RESERVE = 'reserve-to-remove-when-the-disk-is-full'

const MOST_BYTES = 512 * 1024 * 1024
const LEAST_BYTES = 16 * 1024 * 1024
const PART = Buffer.alloc(4 * 1024 * 1024)

/**
 * Room held back on the disk of the data, a twentieth of what is free and 512 MB at most, which whoever runs Airt can set free with one
 * `rm` when nothing else can be: the database needs some to start at all. Where it was removed it is made again at the next start.
 * @returns how many bytes it holds; 0 where the disk is too small for it.
 */
export async function keepReserve(folder: string, most = MOST_BYTES): Promise<number> {
  const file = join(folder, RESERVE)
  const half = `${file}.half`
  await rm(half, { force: true })
  if (existsSync(file)) return most
  const { bavail, bsize } = await statfs(folder)
  const bytes = Math.min(most, Math.floor((bavail * bsize) / 20))
  if (bytes < Math.min(LEAST_BYTES, most)) return 0

  const held = await open(half, 'wx', 0o600)
  try {
    for (let at = 0; at < bytes; at += PART.byteLength)
      await held.write(PART, 0, Math.min(PART.byteLength, bytes - at))
    await held.sync()
    await held.close()
    await rename(half, file)
  } catch (error) {
    await held.close().catch(() => undefined)
    await rm(half, { force: true })
    throw error
  }
  return bytes
}
