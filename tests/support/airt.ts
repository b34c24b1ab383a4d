import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { type CivilDate, civilDate } from '~/shared/civil-date'
import { aFreePort } from './free-port'
import { aProxy } from './proxy'

/** The day that walks are told on. */
export const walkDay = civilDate('2026-11-25')
export const password = 'northmoor walks on a wet morning'

export type Airt = {
  url: string
  /** A folder for files that a command is given. */
  folder: string
  /** A command beside the running server, on the same database. @returns what it printed; with `--json`, as data. */
  command: (...words: string[]) => Promise<unknown>
  /** Started again where it was, on another day. */
  onDay: (day: CivilDate) => Promise<void>
  stop: () => Promise<void>
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Whom the database holds at first. */
export type People = 'the demonstration' | 'nobody'

/** The product as it is built, started as a person starts it: for this file alone. */
export function startAirt(people: People): Promise<Airt> {
  const server = process.env.DATABASE_URL
  return server === undefined ? startOne(people) : startTwo(people, server)
}

/** On a data folder of its own. */
async function startOne(people: People): Promise<Airt> {
  const folder = mkdtempSync(join(tmpdir(), 'airt-walk-'))
  const port = await aFreePort()
  const env = { ...settings(people, folder), PORT: String(port), AIRT_DATA_DIR: join(folder, 'data') }
  let server = give([], env)
  await server.says('Airt is ready at')
  const end = async () => {
    server.child.kill('SIGTERM')
    await server.ended
  }
  return {
    url: `http://localhost:${port}`,
    folder,
    command: (...words) => answered(words, env),
    onDay: async (day) => {
      await end()
      server = give([], { ...env, AIRT_TODAY: day })
      await server.says('Airt is ready at')
    },
    stop: async () => {
      await end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** On an empty database of that server: two at once, and in front of them a proxy that sends each request to the other one. */
async function startTwo(people: People, server: string): Promise<Airt> {
  const folder = mkdtempSync(join(tmpdir(), 'airt-walk-'))
  const database = await anEmptyDatabase(server)
  const proxy = await aProxy()
  const ports = [await aFreePort(), await aFreePort()]
  const url = `http://localhost:${proxy.port}`
  const env = {
    ...settings(people, folder),
    DATABASE_URL: database.url,
    AIRT_SECRET: process.env.AIRT_SECRET ?? 'a secret of the tests that is long enough',
    AIRT_ORIGIN: url,
    AIRT_TRUST_PROXY: '1',
    AIRT_DATA_DIR: join(folder, 'data'),
  }
  const begin = async (on: NodeJS.ProcessEnv) => {
    const begun = ports.map((port) => give([], { ...on, PORT: String(port) }))
    await Promise.all(begun.map(({ says }) => says('Airt is ready at')))
    return begun
  }
  let both = await begin(env)
  const end = async () => {
    for (const { child } of both) child.kill('SIGTERM')
    await Promise.all(both.map(({ ended }) => ended))
  }
  proxy.to(ports)
  return {
    url,
    folder,
    command: (...words) => answered(words, env),
    onDay: async (day) => {
      await end()
      both = await begin({ ...env, AIRT_TODAY: day })
    },
    stop: async () => {
      await proxy.stop()
      await end()
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function settings(people: People, folder: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NODE_ENV: 'production',
    AIRT_KEY_DIR: join(folder, 'keys'),
    ...(people === 'nobody'
      ? { AIRT_DEMO: '0' }
      : { AIRT_DEMO: '1', AIRT_DEMO_PASSWORD: password, AIRT_TODAY: walkDay }),
  }
}

async function answered(words: readonly string[], env: NodeJS.ProcessEnv): Promise<unknown> {
  const { code, out, said } = await give(['airt', ...words, '--json'], env).ended
  if (code !== 0) throw new Error(`airt ${words.join(' ')}: ${said}`)
  return JSON.parse(out)
}

async function anEmptyDatabase(server: string) {
  const name = `airt_${randomUUID().replaceAll('-', '').slice(0, 16)}_test`
  const url = new URL(server)
  url.pathname = `/${name}`
  await inPostgres(server, `create database ${name}`)
  return { url: url.href, drop: () => inPostgres(server, `drop database ${name} with (force)`) }
}

async function inPostgres(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}

type Ended = { code: number | null; out: string; said: string }

function give(words: string[], env: NodeJS.ProcessEnv) {
  const child: ChildProcess = spawn(process.execPath, ['app/start.mjs', ...words], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let said = ''
  const hearers = new Set<() => void>()
  const hear = (part: Buffer, isOut: boolean) => {
    if (isOut) out += part
    said += part
    for (const hearer of hearers) hearer()
  }
  child.stdout?.on('data', (part) => hear(part, true))
  child.stderr?.on('data', (part) => hear(part, false))
  const ended = new Promise<Ended>((settle) => child.on('close', (code) => settle({ code, out, said })))
  const says = (text: string) =>
    new Promise<void>((settle, fail) => {
      const hearer = () => {
        if (out.includes(text)) settle()
      }
      hearers.add(hearer)
      void ended.then(({ code }) => fail(new Error(`ended with ${code}: ${said}`)))
    })
  return { child, ended, says }
}
