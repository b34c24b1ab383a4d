import { spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { CannotStart } from '../cannot-start'
import { superUrlOf, withClient } from './ask.server'
import type { Binaries } from './binaries.server'
import { asAccount, lastWords } from './cluster.server'
import type { Place } from './folder.server'
import { identityOf, mayServe } from './process.server'
import { SETTINGS, UNSAFE_SETTINGS } from './settings'

export type Running = { pid: number; port: number; identity: string }

const LINGERING_MS = 10_000
const STARTING_MS = 60_000
const LOG_BYTES_MAX = 5_000_000

/**
 * The server that already works on this cluster, once it takes connections. The note of a dead one, of a
 * zombie, or of a number that now belongs to some other process, is removed. @returns null when none lives.
 */
export async function findRunning({ cluster }: Place, password: string): Promise<Running | null> {
  const note = join(cluster, 'postmaster.pid')
  for (const until = Date.now() + LINGERING_MS; ; await pause(50)) {
    const noted = readNote(note)
    if (noted === null) return null
    if (identityOf(noted.pid) === null || mayServe(noted.pid, cluster) === false) {
      rmSync(note, { force: true })
      return null
    }
    const running = await answering(noted, cluster, password)
    if (running) return running
    if (Date.now() > until) {
      throw new CannotStart(
        `Process ${noted.pid} holds the database in ${cluster} and does not answer: end it, and start again.`,
      )
    }
  }
}

/** What one start is told beyond the settings of every start, and how long it may take. */
export type Once = { settings: Readonly<Record<string, string>>; withinMs: number }

/**
 * Starts it, on the port that it had before wherever that is free: whoever was connected finds it again. What a killed server has left
 * behind may hold it up for a while.
 */
export async function startPostmaster(
  place: Place,
  binaries: Binaries,
  password: string,
  unsafe: boolean,
  once: Once = { settings: {}, withinMs: STARTING_MS },
): Promise<Running> {
  for (const until = Date.now() + LINGERING_MS; ; await pause(200)) {
    const started = await tryOnce(place, binaries, password, unsafe, once)
    if (typeof started !== 'string') return started
    const passes = /shared memory block|lock file|Address already in use|could not create any TCP/i.test(
      started,
    )
    if (passes && Date.now() < until) continue
    throw new CannotStart(
      `The database in ${place.cluster} did not start: ${lastWords(started)} (more in ${logOf(place)}).`,
    )
  }
}

/** A session of its own: what ends us from the keyboard must not end the database under requests in flight. */
async function tryOnce(
  place: Place,
  binaries: Binaries,
  password: string,
  unsafe: boolean,
  once: Once,
): Promise<Running | string> {
  const port = (await isFree(portBefore(place))) ?? (await freePort())
  const settings = { ...SETTINGS, ...(unsafe ? UNSAFE_SETTINGS : {}), ...once.settings, port }
  const log = openLog(place)
  const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(binaries.postgres, ['-D', place.cluster, ...words], {
    ...asAccount(place.account),
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log.file, log.file],
  })
  closeSync(log.file)
  let failed: string | null = null
  let hasEnded = false
  child.on('error', (error) => {
    failed = error.message
  })
  // Only noted: when it ends much later, its folder may be gone.
  child.on('exit', () => {
    hasEnded = true
  })
  child.unref()

  const note = join(place.cluster, 'postmaster.pid')
  for (const until = Date.now() + once.withinMs; Date.now() < until; await pause(10)) {
    if (failed !== null) return failed
    if (hasEnded) return readFileSync(logOf(place)).subarray(log.begins).toString()
    const noted = readNote(note)
    const running = noted && noted.pid === child.pid ? await answering(noted, place.cluster, password) : null
    if (running) return running
  }
  child.kill('SIGQUIT')
  return 'it took too long'
}

/** Waits for what is under way to end, and for the last page to be on disk. */
export async function stopPostmaster({ cluster }: Place, binaries: Binaries, { pid, identity }: Running) {
  const gone = async (withinMs: number) => {
    for (const until = Date.now() + withinMs; Date.now() < until; await pause(10)) {
      if (identityOf(pid) !== identity) return true
    }
    return false
  }
  if (process.platform === 'win32') {
    spawnSync(binaries.stopper, ['stop', '-D', cluster, '-m', 'fast', '-w'])
    return
  }
  if (identityOf(pid) !== identity) return
  process.kill(pid, 'SIGINT')
  if (await gone(30_000)) return
  process.kill(pid, 'SIGQUIT')
  if (!(await gone(10_000))) throw new Error(`The database process ${pid} did not end`)
}

type Note = { pid: number; port: number; isReady: boolean }

/** Line 1 is the process, line 4 the port, line 8 whether it takes connections. */
function readNote(file: string): Note | null {
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  return { pid: Number(lines[0]), port: Number(lines[3] ?? 0), isReady: lines[7]?.trim() === 'ready' }
}

/** Only a server that knows our password and works on this very folder is ours. */
async function answering(
  { pid, port, isReady }: Note,
  cluster: string,
  password: string,
): Promise<Running | null> {
  const identity = identityOf(pid)
  if (!isReady || port === 0 || identity === null) return null
  try {
    const [row] = await withClient(superUrlOf(port, password), async (client) => {
      return (await client.query<{ data_directory: string }>('show data_directory')).rows
    })
    return row && resolve(row.data_directory) === cluster ? { pid, port, identity } : null
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== '28P01') return null
    throw new CannotStart(
      `The database in ${cluster} does not take the password kept beside it: put back the file that came with it.`,
    )
  }
}

/** The port of the last start, as PostgreSQL notes it beside the data; 0 where there was none. */
function portBefore({ cluster }: Place): number {
  const words = join(cluster, 'postmaster.opts')
  if (!existsSync(words)) return 0
  return Number(/"port=(\d{1,5})"/.exec(readFileSync(words, 'utf8'))?.[1] ?? 0)
}

/** @returns the port, or null where something listens on it. */
function isFree(port: number): Promise<number | null> {
  if (port === 0) return Promise.resolve(null)
  return new Promise((settle) => {
    const listening = createServer()
    listening.once('error', () => settle(null))
    listening.listen(port, '127.0.0.1', () => listening.close(() => settle(port)))
  })
}

function freePort(): Promise<number> {
  return new Promise((settle, fail) => {
    const listening = createServer()
    listening.once('error', fail)
    listening.listen(0, '127.0.0.1', () => {
      const address = listening.address()
      listening.close(() => settle(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function logOf({ dataDir }: Place) {
  return join(dataDir, 'postgres.log')
}

/** Begun afresh when it has grown: it holds nothing but starts, stops and failures. */
function openLog(place: Place) {
  const log = logOf(place)
  const grown = existsSync(log) ? statSync(log).size : 0
  const begins = grown > LOG_BYTES_MAX ? 0 : grown
  return { file: openSync(log, begins === 0 ? 'w' : 'a', 0o600), begins }
}
