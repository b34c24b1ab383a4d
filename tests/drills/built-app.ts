import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Agent, type RequestOptions, request } from 'node:http'
import { fileURLToPath } from 'node:url'
import { formKey } from '~/shared/form-key.server'
import { aFreePort } from '../support/free-port'

const root = fileURLToPath(new URL('../..', import.meta.url))

export type Said = { status: number; ms: number; location: string | null; requestId: string; text: string }

/** How somebody who is signed in asks one server, or a proxy before several. */
export type Door = {
  get: (path: string, token?: string) => Promise<Said>
  /** A form of ours; the same one again under the same key. */
  post: (path: string, token: string, fields: Record<string, string>, key?: string) => Promise<Said>
  /** A form of ours with a file. */
  upload: (
    path: string,
    token: string,
    fields: Record<string, string>,
    file: string,
    key: string,
  ) => Promise<Said>
  keyFor: (path: string) => string
  shut: () => void
}

export type BuiltApp = Door & {
  port: number
  pid: number
  /** Everything that it has written to its two ends. */
  said: () => string
  rssMb: () => number
  /** False from when it was told to end, or ended by itself. */
  isUp: () => boolean
  /** @returns the code with which it ended. */
  end: (signal: NodeJS.Signals) => Promise<number | null>
}

/** The product as it is built, in a process of its own. `npm run drills` builds it first. */
export async function startBuilt(
  secret: string,
  settings: Readonly<Record<string, string>>,
  port?: number,
): Promise<BuiltApp> {
  const at = port ?? (await aFreePort())
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, ['app/start.mjs'], {
    cwd: root,
    env: {
      ...{ PATH, HOME, NODE_ENV: 'production', PORT: String(at), AIRT_DEMO: '0' },
      ...settings,
    } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (part) => {
      said = `${said}${part}`.slice(-200_000)
    })
  const ended = new Promise<number | null>((settle) => child.once('close', settle))
  await isReady(child, () => said)
  const door = aDoor(secret, at, settings.AIRT_ORIGIN)

  return {
    ...door,
    port: at,
    pid: child.pid ?? 0,
    said: () => said,
    rssMb: () => rssOf(child.pid ?? 0),
    isUp: () => child.exitCode === null && child.signalCode === null && !child.killed,
    end: (signal) => {
      door.shut()
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      return ended
    },
  }
}

export function aDoor(secret: string, port: number, origin = `http://localhost:${port}`): Door {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const to = { agent, host: '127.0.0.1', port, timeout: 60_000 }
  const keyFor = (path: string) => formKey(secret, 'form secret', path)
  const isForm = { origin, 'content-type': 'application/x-www-form-urlencoded' }
  return {
    keyFor,
    get: (path, token) => ask({ ...to, path, headers: cookieOf(token) }),
    post: (path, token, fields, key = keyFor(path)) =>
      ask(
        { ...to, path, method: 'POST', headers: { ...cookieOf(token), ...isForm } },
        new URLSearchParams({ ...fields, formKey: key }).toString(),
      ),
    upload: (path, token, fields, file, key) => {
      const mark = `airt${key.replaceAll(/\W/g, '')}`
      const part = (about: string, value: string) =>
        `--${mark}\r\nContent-Disposition: form-data; ${about}\r\n\r\n${value}\r\n`
      const parts = Object.entries({ ...fields, formKey: key }).map(([name, value]) =>
        part(`name="${name}"`, value),
      )
      const sheet = part('name="file"; filename="list.csv"\r\nContent-Type: text/csv', file)
      const headers = { ...cookieOf(token), origin, 'content-type': `multipart/form-data; boundary=${mark}` }
      return ask({ ...to, path, method: 'POST', headers }, `${parts.join('')}${sheet}--${mark}--\r\n`)
    },
    shut: () => agent.destroy(),
  }
}

function isReady(child: ChildProcess, said: () => string): Promise<void> {
  return new Promise((settle, fail) => {
    child.stdout?.on('data', () => {
      if (said().includes('Airt is ready at')) settle()
    })
    child.once('close', (code) => fail(new Error(`Airt ended with ${code}, having said: ${said()}`)))
  })
}

function cookieOf(token: string | undefined) {
  return token === undefined ? {} : { cookie: `airt=${token}` }
}

function ask(options: RequestOptions, body?: string): Promise<Said> {
  const began = performance.now()
  return new Promise((settle, fail) => {
    const asking = request(options, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', fail)
      answer.on('end', () =>
        settle({
          status: answer.statusCode ?? 0,
          ms: performance.now() - began,
          location: answer.headers.location ?? null,
          requestId: String(answer.headers['x-request-id'] ?? ''),
          text: Buffer.concat(parts).toString(),
        }),
      )
    })
    asking.on('error', fail)
    asking.on('timeout', () => asking.destroy(new Error('no answer within a minute')))
    asking.end(body)
  })
}

/** 0 where the system does not tell. */
function rssOf(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

/** One fact as its form sends it, to be found again by the reference of its paper. */
export function aMove(documentRef: string): Record<string, string> {
  return {
    kind: 'MOVE_OF_HOME',
    happensOn: '2026-12-10',
    certainty: 'recorded',
    standing: 'fact',
    source: 'Told by phone',
    documentRef,
  }
}
