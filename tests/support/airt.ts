import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { civilDate } from '~/shared/civil-date'

/** The day that walks are told on. */
export const walkDay = civilDate('2026-11-25')
export const password = 'northmoor walks on a wet morning'

export type Airt = {
  url: string
  /** A folder for files that a command is given. */
  folder: string
  /** A command beside the running server, on the same database. @returns what it printed; with `--json`, as data. */
  command: (...words: string[]) => Promise<unknown>
  stop: () => Promise<void>
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The product as it is built, started as a person starts it, on a data folder of its own with the demonstration in it. */
export async function startAirt(): Promise<Airt> {
  const folder = mkdtempSync(join(tmpdir(), 'airt-walk-'))
  const port = await aFreePort()
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NODE_ENV: 'production',
    PORT: String(port),
    AIRT_DATA_DIR: join(folder, 'data'),
    AIRT_DEMO: '1',
    AIRT_DEMO_PASSWORD: password,
    AIRT_TODAY: walkDay,
  }
  const server = give([], env)
  await server.says('Airt is ready at')
  return {
    url: `http://localhost:${port}`,
    folder,
    command: async (...words) => {
      const { code, out, said } = await give(['airt', ...words, '--json'], env).ended
      if (code !== 0) throw new Error(`airt ${words.join(' ')}: ${said}`)
      return JSON.parse(out)
    },
    stop: async () => {
      server.child.kill('SIGTERM')
      await server.ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
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

function aFreePort(): Promise<number> {
  return new Promise((settle, fail) => {
    const server = createServer()
    server.on('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => settle(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
