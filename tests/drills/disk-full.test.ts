import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { anOwnDatabase } from '../support/own-database'
import { startBuilt } from './built-app'
import { endure, told, wrongIn } from './endured'
import { somebody } from './somebody'

const [MOUNT, UNMOUNT] = ['mount', 'umount'] as const
const FULL_FOR_MS = Number(process.env.AIRT_FULL_SECONDS ?? 30) * 1_000
const volume = aVolume('600m')

/** Data and WAL on one volume, as they are where nobody has arranged it otherwise. */
test.skipIf(volume === null)(
  'D7: the volume of the data is full (this needs root and mount)',
  {
    timeout: 10 * 60_000,
  },
  async () => {
    const folder = volume ?? ''
    const outside = mkdtempSync(join(tmpdir(), 'airt-full-'))
    const database = await anOwnDatabase(join(folder, 'data'))
    const who = await somebody(database)
    const app = await startBuilt(database.secret, {
      AIRT_DATA_DIR: database.dataDir,
      AIRT_KEY_DIR: join(outside, 'keys'),
      AIRT_ANCHOR_DIR: outside,
    })
    try {
      const ballast = join(folder, 'ballast')
      const endured = await endure(app, who, async () => {
        // What the database gives back meanwhile is taken again, so that it stays full.
        for (const until = performance.now() + FULL_FOR_MS; performance.now() < until; await pause(200))
          fill(ballast)
        rmSync(ballast)
      })

      console.log(told('D7: disk full', endured))
      expect(endured.writes['503']).toBeGreaterThan(0)
      expect(await wrongIn(database, endured)).toEqual({ lost: 0, double: 0, unaudited: 0 })
      expect(Number.isNaN(endured.backAfterMs)).toBe(false)
    } finally {
      await app.end('SIGTERM')
      await database.end()
      rmSync(outside, { recursive: true, force: true })
      spawnSync(UNMOUNT, [folder])
      rmdirSync(folder)
    }
  },
)

/** A small volume of its own; null where this account may not make one. */
function aVolume(size: string): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return couldNot('root on Linux')
  const folder = mkdtempSync(join(tmpdir(), 'airt-volume-'))
  const { status } = spawnSync(MOUNT, ['-t', 'tmpfs', '-o', `size=${size},mode=755`, 'tmpfs', folder])
  if (status === 0) return folder
  rmdirSync(folder)
  return couldNot('the right to mount')
}

function couldNot(what: string): null {
  console.log(`D7: could not run: it needs ${what}`)
  return null
}

function fill(file: string): void {
  const part = Buffer.alloc(256 * 1024)
  const to = openSync(file, 'a')
  try {
    for (;;) writeSync(to, part)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  } finally {
    closeSync(to)
  }
}
