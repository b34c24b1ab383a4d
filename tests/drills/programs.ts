import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folders = ['/usr/lib/postgresql/15/bin', ...(process.env.PATH ?? '').split(delimiter), '/usr/sbin']

/** Where a program of the machine's own lies; null when it has none. */
export function findProgram(name: string): string | null {
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null
}

/** The programs that this machine has not; a drill that needs one says so and is left out. */
export function missingOf(...names: string[]): string[] {
  const missing = names.filter((name) => findProgram(name) === null)
  if (missing.length) console.log(`Not on this machine, so not drilled: ${missing.join(', ')}`)
  return missing
}

/** A file as a page of ours prints it, so that what is drilled is what is read. `first` is its first line. */
export function filePrinted(page: string, first: string): string {
  const text = readFileSync(join(root, '.readme', page), 'utf8')
  const found = [...text.matchAll(/^```\w+\n([\s\S]*?)^```$/gm)].find(([, file]) =>
    file?.startsWith(`${first}\n`),
  )
  if (!found?.[1]) throw new Error(`${page} prints no ${first}`)
  return found[1]
}

/** What a printed file says, said otherwise: each must be in it. */
export function changed(file: string, changes: Readonly<Record<string, string>>): string {
  return Object.entries(changes).reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`There is no ${from} in it`)
    return text.replaceAll(from, to)
  }, file)
}

/** PostgreSQL and its companions refuse root: there they run as nobody. */
export const account = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}

/** A folder that they may use, gone with `remove`. */
export function aFolder(name: string) {
  const folder = mkdtempSync(join(tmpdir(), `airt-${name}-`))
  own(folder)
  return {
    path: (...parts: string[]) => join(folder, ...parts),
    write: (file: string, text: string, mode = 0o600) => {
      writeFileSync(join(folder, file), text, { mode })
      own(join(folder, file))
      return join(folder, file)
    },
    make: (name: string) => {
      mkdirSync(join(folder, name), { mode: 0o700 })
      own(join(folder, name))
      return join(folder, name)
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function own(path: string): void {
  if (account.uid !== undefined) chownSync(path, account.uid, account.gid)
}

export type Running = {
  pid: number
  /** Everything that it said. */
  said: () => string
  /** Once it has ended by itself. */
  ended: Promise<void>
  stop: (signal?: NodeJS.Signals) => Promise<void>
}

/** A program that runs until it is stopped, as an ordinary account. */
export function running(name: string, words: string[], env: Record<string, string> = {}): Running {
  const options: SpawnOptions = {
    ...account,
    env: { NODE_ENV: 'test', PATH: folders.join(delimiter), HOME: tmpdir(), LANG: 'C.UTF-8', ...env },
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe'],
  }
  const child: ChildProcess = spawn(findProgram(name) ?? name, words, options)
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (part) => {
      said = `${said}${part}`.slice(-20_000)
    })
  const ended = new Promise<void>((settle) => child.on('close', () => settle()))
  return {
    pid: child.pid ?? 0,
    said: () => said,
    ended,
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      await ended
    },
  }
}

/** Waits until somebody listens there. @throws after half a minute, with what was said. */
export async function listening(host: string, port: number, said: () => string): Promise<void> {
  for (let tries = 0; tries < 150; tries += 1) {
    if (await isOpen(host, port)) return
    await new Promise((settle) => setTimeout(settle, 200))
  }
  throw new Error(`Nobody listens on ${host}:${port}: ${said()}`)
}

function isOpen(host: string, port: number): Promise<boolean> {
  return new Promise((settle) => {
    const socket = createConnection({ host, port })
    socket.on('connect', () => settle(true)).on('error', () => settle(false))
    socket.on('connect', () => socket.destroy())
  })
}
