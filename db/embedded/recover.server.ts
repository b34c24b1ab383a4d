import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { superUrlOf } from './ask.server'
import { findBinaries } from './binaries.server'
import { refuseWrongCluster } from './cluster.server'
import { keptSecret, type Place } from './folder.server'
import { startPostmaster, stopPostmaster } from './postmaster.server'

const RECOVERING_MS = 6 * 3_600_000

/**
 * Starts a copied cluster with what its recovery is told, does some work on it once it has got there, and stops it. Nobody else knows of it.
 * @throws CannotStart with PostgreSQL's last words where it does not get there.
 */
export async function inRecovered<T>(
  place: Place,
  settings: Readonly<Record<string, string>>,
  unsafe: boolean,
  work: (superUrl: string) => Promise<T>,
): Promise<T> {
  const binaries = findBinaries(place.account, place.aside)
  refuseWrongCluster(place, binaries, unsafe)
  const password = keptSecret(place.dataDir, 'postgres-password')
  const once = { settings, withinMs: RECOVERING_MS }
  const running = await startPostmaster(place, binaries, password, unsafe, once)
  try {
    return await work(superUrlOf(running.port, password))
  } finally {
    await stopPostmaster(place, binaries, running)
    rmSync(join(place.dataDir, 'postgres.log'), { force: true })
  }
}

export function majorOf(place: Place): number {
  return Number(findBinaries(place.account, place.aside).major)
}
