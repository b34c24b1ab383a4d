import { existsSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Binaries } from './binaries.server'
import { keptSecret, type Place } from './folder.server'
import { findRunning, type Running, startPostmaster } from './postmaster.server'
import { identityOf } from './process.server'
import { inTurn } from './turn.server'

/** Where the system does not show its processes as files, looking costs a program. */
const LOOK_EVERY_MS = existsSync('/proc/self/stat') ? 250 : 2_000
const TRY_EVERY_MS = 1_000

/**
 * Starts the server again when it has died, for as long as it takes: its disk may be full, or what it left behind still there. Of
 * several who use it one does, and the others find it.
 */
export function keepRunning(place: Place, binaries: Binaries, first: Running, unsafe: boolean) {
  let running = first
  const ending = new AbortController()
  const watching = watch()

  async function watch() {
    while (!ending.signal.aborted) {
      if (identityOf(running.pid) === running.identity) await restFor(LOOK_EVERY_MS)
      else if (!(await startAgain())) await restFor(TRY_EVERY_MS)
    }
  }

  async function startAgain(): Promise<boolean> {
    try {
      await inTurn(place.dataDir, async () => {
        const password = keptSecret(place.dataDir, 'postgres-password')
        running =
          (await findRunning(place, password)) ?? (await startPostmaster(place, binaries, password, unsafe))
      })
      return true
    } catch {
      // Why is in its own log; whoever asks it for something hears that it does not answer.
      return false
    }
  }

  async function restFor(ms: number) {
    await pause(ms, undefined, { ref: false, signal: ending.signal }).catch(() => undefined)
  }

  return {
    running: () => running,
    /** No more starts; what has begun is waited for. */
    end: async () => {
      ending.abort()
      await watching
    },
  }
}
