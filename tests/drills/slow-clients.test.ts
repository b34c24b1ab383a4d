import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anOwnDatabase, type OwnDatabase } from '../support/own-database'
import { type BuiltApp, startBuilt } from './built-app'
import { percentile } from './loaded'
import { type Somebody, somebody } from './somebody'

/** `AIRT_SLOW_SECONDS` says otherwise, to try it. */
const SECONDS = Number(process.env.AIRT_SLOW_SECONDS ?? 45)
const CONNECTIONS = 1_000
const PROGRAM = 'slowhttptest'
const hasProgram = spawnSync(PROGRAM, ['-h']).error === undefined
const MINUTES = { timeout: 10 * 60_000 }

let database: OwnDatabase
let app: BuiltApp
let who: Somebody
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'airt-slow-'))
  database = await anOwnDatabase()
  who = await somebody(database)
  app = await startBuilt(database.secret, {
    AIRT_DATA_DIR: database.dataDir,
    AIRT_KEY_DIR: join(folder, 'keys'),
    AIRT_ANCHOR_DIR: folder,
  })
  if (!hasProgram) console.log(`G3: ${PROGRAM} is not on this machine: sockets of our own are slow instead`)
}, 120_000)
afterAll(async () => {
  await app.end('SIGTERM')
  await database.end()
  rmSync(folder, { recursive: true, force: true })
}, 120_000)

/** A built file, which is what there is to be read slowly without signing in. */
function aLongFile(): string {
  const assets = fileURLToPath(new URL('../../build/client/assets', import.meta.url))
  const file = readdirSync(assets).find((name) => /^entry\.client.*\.js$/.test(name))
  return `/assets/${file}`
}

const attacks = {
  headers: {
    words: () => ['-H', '-i', '5', '-t', 'GET'],
    bytes: () => ['GET / HTTP/1.1\r\nHost: a\r\n', 'X-Slow: yes\r\n'],
  },
  bodies: {
    words: () => ['-B', '-i', '5', '-s', '100000', '-t', 'POST'],
    bytes: () => [
      `POST /sign-in HTTP/1.1\r\nHost: a\r\nOrigin: http://localhost:${app.port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\n`,
      'a=b&',
    ],
  },
  reading: {
    words: () => ['-X', '-n', '5', '-w', '1', '-y', '10', '-z', '5', '-k', '3'],
    bytes: () => [`GET ${aLongFile()} HTTP/1.1\r\nHost: a\r\n\r\n`, null],
  },
} as const

for (const [what, attack] of Object.entries(attacks))
  test(`G3: ${CONNECTIONS} connections with slow ${what} for ${SECONDS} seconds`, MINUTES, async () => {
    const before = app.rssMb()
    const path = what === 'reading' ? aLongFile() : '/sign-in'
    const stop = hasProgram ? byProgram(attack.words(), path) : bySockets(attack.bytes())
    const times: number[] = []
    const wrong: string[] = []
    for (const until = performance.now() + SECONDS * 1_000; performance.now() < until; await pause(200)) {
      const said = await app.get(`/people/${who.personId}`, who.token).catch((error) => error as Error)
      if (said instanceof Error) wrong.push(said.message)
      else if (said.status !== 200) wrong.push(String(said.status))
      else times.push(said.ms)
    }
    const most = app.rssMb()
    const came = await stop()

    console.log(
      `G3: slow ${what}: ${times.length} pages answered, ${wrong.length} not; p95 ${Math.round(percentile(times, 95))} ms, longest ${Math.round(percentile(times, 100))} ms; memory ${before.toFixed(0)} to ${most.toFixed(0)} MB; ${came}`,
    )
    expect(wrong).toEqual([])
    expect(times.length).toBeGreaterThan(SECONDS / 2)
  })

function byProgram(words: readonly string[], path: string): () => Promise<string> {
  const url = `http://127.0.0.1:${app.port}${path}`
  const all = [...words, '-c', String(CONNECTIONS), '-r', '200', '-l', String(SECONDS), '-p', '3', '-u', url]
  const child = spawn(PROGRAM, all, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part) => {
      said = `${said}${part}`.slice(-20_000)
    })
  const ended = new Promise((settle) => child.once('close', settle))
  return async () => {
    await Promise.race([ended, pause(15_000)])
    child.kill('SIGKILL')
    const plain = stripVTControlCharacters(said)
    const last = (name: string) => [...plain.matchAll(new RegExp(`${name}:\\s+(\\S+)`, 'g'))].at(-1)?.[1]
    return `${PROGRAM} says connected ${last('connected')}, closed ${last('closed')}, available ${last('service available')}`
  }
}

function bySockets([first, then]: readonly (string | null)[]): () => Promise<string> {
  const sockets: Socket[] = []
  let closed = 0
  for (let at = 0; at < CONNECTIONS; at += 1) {
    const socket = connect(app.port, '127.0.0.1', () => socket.write(first ?? ''))
    if (then === null) socket.pause()
    socket.on('error', () => undefined)
    socket.on('close', () => {
      closed += 1
    })
    sockets.push(socket)
  }
  const dripping = setInterval(() => {
    for (const socket of sockets) if (then && socket.writable) socket.write(then)
  }, 5_000)
  return async () => {
    clearInterval(dripping)
    const closedByThen = closed
    for (const socket of sockets) socket.destroy()
    return `${CONNECTIONS} sockets of our own, ${closedByThen} of them closed by Airt`
  }
}
