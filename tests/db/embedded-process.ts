import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import pg from 'pg'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const isRoot = process.getuid?.() === 0

/** Where a program of its own starts the database, as the product would. */
export async function aLauncher(folder = join(root, 'node_modules', '.cache', 'airt')): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const outfile = join(folder, `launch-${process.pid}.mjs`)
  await build({
    stdin: {
      contents: `import { startEmbedded } from './embedded.server'
        const [dataDir] = process.argv.slice(2)
        try {
          const { url, notes, stop } = await startEmbedded({ dataDir })
          process.on('SIGTERM', () => stop().then(() => process.exit(0)))
          console.log(JSON.stringify({ url, notes }))
          setInterval(() => undefined, 1000)
        } catch (error) {
          console.log(JSON.stringify({ refused: error.message, name: error.name }))
        }`,
      resolveDir: join(root, 'db'),
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outfile,
    logLevel: 'error',
  })
  return outfile
}

export type Said = { url: string; notes: string[]; refused?: string; name?: string }

/** Another process that starts the database on this folder. @returns the process, and its first line. */
export async function launch(launcher: string, dataDir: string, as: { uid?: number; gid?: number } = {}) {
  const child = spawn(process.execPath, [launcher, dataDir], { ...as, stdio: ['ignore', 'pipe', 'inherit'] })
  const said = await new Promise<Said>((settle, fail) => {
    let text = ''
    child.stdout.on('data', (part) => {
      text += part
      if (text.includes('\n')) settle(JSON.parse(text.split('\n')[0] ?? ''))
    })
    child.on('error', fail)
    child.on('exit', (code) => fail(new Error(`ended with ${code} and said ${text}`)))
  })
  return { child, ...said }
}

export function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  return new Promise((settle) => {
    if (child.exitCode !== null || child.signalCode !== null) return settle(child.exitCode)
    child.once('exit', settle)
    child.kill(signal)
  })
}

export function anEmptyFolder(): string {
  return mkdtempSync(join(tmpdir(), 'airt-embedded-'))
}

export async function ask<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}
