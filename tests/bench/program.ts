import { type ChildProcess, fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A program of ours in a process of its own, bundled as the product is: what a test runner does to modules is not measured. */
export type Program = {
  /** What it answers to a word. */
  ask: <Answer>(word: string) => Promise<Answer>
  stop: () => Promise<void>
}

/** Starts `tests/bench/<name>.program.ts`, which answers each message with one of its own. */
export async function startProgram(name: string, env: Record<string, string> = {}): Promise<Program> {
  mkdirSync(join(root, 'node_modules', '.cache'), { recursive: true })
  const folder = mkdtempSync(join(root, 'node_modules', '.cache', 'airt-program-'))
  const outfile = join(folder, `${name}.mjs`)
  await build({
    entryPoints: [join(root, 'tests', 'bench', `${name}.program.ts`)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    alias: { '~': join(root, 'app'), '#db': join(root, 'db') },
    logLevel: 'error',
  })
  const { PATH, HOME } = process.env
  const child = fork(outfile, [], {
    env: { PATH, HOME, NODE_ENV: 'production', ...env } as NodeJS.ProcessEnv,
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  return {
    ask: (word) => ask(child, word),
    stop: async () => {
      const ended = new Promise((settle) => child.once('close', settle))
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function ask<Answer>(child: ChildProcess, word: string): Promise<Answer> {
  return new Promise((settle, fail) => {
    const gone = (code: number | null) => fail(new Error(`The program ended with ${code}`))
    child.once('close', gone)
    child.once('message', (answer) => {
      child.off('close', gone)
      settle(answer as Answer)
    })
    child.send(word)
  })
}
