import { randomUUID } from 'node:crypto'
import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CannotStart } from './cannot-start'
import { superUrlOf, withClient } from './embedded/ask.server'
import { type Binaries, findBinaries } from './embedded/binaries.server'
import { makeCluster, refuseWrongCluster } from './embedded/cluster.server'
import { findPlace, keptSecret, type Place } from './embedded/folder.server'
import { findRunning, startPostmaster, stopPostmaster } from './embedded/postmaster.server'
import { identityOf } from './embedded/process.server'
import { keepReserve } from './embedded/reserve.server'
import { MUST_HOLD } from './embedded/settings'
import { enrol, inTurn, leave } from './embedded/turn.server'
import { keepRunning } from './embedded/watch.server'

export type Embedded = {
  /** As `airt_migrate` on the database `airt`: it owns the database and may make roles, and is no superuser. */
  url: string
  /** As PostgreSQL's superuser on the database `postgres`: for tests and restoring alone. */
  superUrl: string
  /** Signs forms and cookies: made once, kept in the data folder. */
  secret: string
  /** Holds back room on the disk, to be set free by hand when it is full. @returns how many bytes. */
  keepReserve: () => Promise<number>
  /** Gives it up; the last who uses the cluster stops the server. A second call does nothing. */
  stop: () => Promise<void>
  /** Worth a line at the start, such as a folder that had to be put elsewhere. */
  notes: string[]
}

export type EmbeddedOptions = {
  dataDir: string
  /** For a cluster that tests throw away: nothing is made safe on disk. */
  unsafe?: boolean
  log?: (line: string) => void
}

/**
 * A PostgreSQL of our own in the data folder, made on first use, adopted where it already runs, and started again when it dies
 * under those who use it.
 * @throws CannotStart in one plain sentence: a folder that can't be used, another version's data, a server that won't start.
 */
export async function startEmbedded({ dataDir, unsafe = false, log }: EmbeddedOptions): Promise<Embedded> {
  const place = findPlace(dataDir)
  const binaries = findBinaries(place.account, place.aside)
  const name = randomUUID()
  const begun = await inTurn(place.dataDir, () => begin(place, binaries, name, unsafe, log))
  const watched = keepRunning(place, binaries, begun.running, unsafe)

  let stopping: Promise<void> | null = null
  const stop = () => {
    stopping ??= watched.end().then(() =>
      inTurn(place.dataDir, async () => {
        process.off('exit', letGo)
        if (leave(place.dataDir, name)) await stopPostmaster(place, binaries, watched.running())
      }),
    )
    return stopping
  }
  // Whoever ends without saying so still lets the server stop, unless another uses it.
  const letGo = () => {
    const { pid, identity } = watched.running()
    if (process.platform === 'win32' || !leave(place.dataDir, name)) return
    if (identityOf(pid) === identity) process.kill(pid, 'SIGINT')
  }
  process.on('exit', letGo)
  return {
    ...begun.urls,
    secret: keptSecret(place.dataDir, 'secret'),
    keepReserve: () => keepReserve(dirname(place.cluster)),
    stop,
    notes: place.notes,
  }
}

async function begin(
  place: Place,
  binaries: Binaries,
  name: string,
  unsafe: boolean,
  log: EmbeddedOptions['log'],
) {
  const { dataDir } = place
  refuseLostPasswords(place)
  const password = keptSecret(dataDir, 'postgres-password')
  const ownPassword = keptSecret(dataDir, 'migrate-password')
  keptSecret(dataDir, 'secret')
  if (!existsSync(place.cluster)) {
    log?.('Making the database …')
    await makeCluster(place, binaries, password, unsafe)
  }
  place.cluster = realpathSync(place.cluster)
  refuseWrongCluster(place, binaries, unsafe)
  const running =
    (await findRunning(place, password)) ?? (await startPostmaster(place, binaries, password, unsafe))
  try {
    const urls = {
      url: `postgres://airt_migrate:${ownPassword}@127.0.0.1:${running.port}/airt`,
      superUrl: superUrlOf(running.port, password),
    }
    await makeOwner(urls.superUrl, ownPassword, unsafe)
    if (!unsafe) await refuseUnsafe(urls.url)
    enrol(dataDir, name)
    return { running, urls }
  } catch (error) {
    if (leave(dataDir, name)) await stopPostmaster(place, binaries, running)
    throw error
  }
}

/** A cluster without its passwords can't be entered; new ones would only hide that. */
function refuseLostPasswords({ cluster, dataDir }: Place) {
  if (!existsSync(cluster)) return
  for (const file of ['postgres-password', 'migrate-password', 'secret']) {
    if (existsSync(join(dataDir, file))) continue
    throw new CannotStart(
      `The file ${join(dataDir, file)} is missing: put it back, or choose another AIRT_DATA_DIR.`,
    )
  }
}

/** The role that owns the database and migrates it, and can do no more than one that an administrator would make; tests copy databases. */
async function makeOwner(superUrl: string, password: string, unsafe: boolean) {
  await withClient(superUrl, async (client) => {
    const { rows } = await client.query<{ role: boolean; database: boolean }>(
      `select exists(select from pg_roles where rolname = 'airt_migrate') as role,
              exists(select from pg_database where datname = 'airt') as database`,
    )
    const may = unsafe ? 'createrole createdb' : 'createrole'
    if (!rows[0]?.role) await client.query(`create role airt_migrate login ${may} password '${password}'`)
    if (!rows[0]?.database) await client.query('create database airt owner airt_migrate')
  })
}

/** A setting that a role or the database was given of its own beats ours: then nothing saved is safe. */
async function refuseUnsafe(url: string) {
  const [off] = await withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string; setting: string }>(
      'select name, setting from pg_settings where name = any ($1) and setting <> $2',
      [MUST_HOLD, 'on'],
    )
    return rows
  })
  if (off)
    throw new CannotStart(
      `The database would lose what it is told, as ${off.name} is ${off.setting}: turn it on.`,
    )
}
