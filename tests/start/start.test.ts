import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, expect, test } from 'vitest'
import { aFreePort } from '../support/free-port'

const root = fileURLToPath(new URL('../..', import.meta.url))
const dataDir = mkdtempSync(join(tmpdir(), 'airt-start-'))
const keyDir = mkdtempSync(join(tmpdir(), 'airt-start-keys-'))
const running: ChildProcess[] = []

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})
afterAll(() => {
  for (const folder of [dataDir, keyDir]) rmSync(folder, { recursive: true, force: true })
})

type Ended = { code: number | null; out: string; err: string }

/** A command as a person gives it. `said` settles when standard output holds these words. */
function give(program: string, words: string[], settings: Record<string, string> = {}) {
  const { PATH, HOME } = process.env
  const env: Record<string, string | undefined> = {
    PATH,
    HOME,
    AIRT_DATA_DIR: dataDir,
    AIRT_KEY_DIR: keyDir,
    ...settings,
  }
  const child = spawn(program, words, {
    cwd: root,
    env: env as typeof process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.push(child)
  let out = ''
  let err = ''
  child.stdout.on('data', (part) => {
    out += part
  })
  child.stderr.on('data', (part) => {
    err += part
  })
  const ended = new Promise<Ended>((settle) => child.on('close', (code) => settle({ code, out, err })))
  const tooSoon = ended.then(({ code }) => {
    throw new Error(`ended with ${code}, having said: ${out}${err}`)
  })
  const said = (text: string) =>
    Promise.race([tooSoon, expect.poll(() => out, { timeout: 120_000, interval: 50 }).toContain(text)])
  tooSoon.catch(() => undefined)
  return { child, ended, said }
}

test('npm start says where it is, and a signal to npm ends it in good order', {
  timeout: 180_000,
}, async () => {
  const PORT = String(await aFreePort())
  const first = give('npm', ['start'], { PORT })
  await first.said(`Airt is ready at http://localhost:${PORT}`)
  expect((await fetch(`http://localhost:${PORT}/readyz`)).status).toBe(200)

  first.child.kill('SIGTERM')

  expect((await first.ended).code).toBe(0)
  const second = give('npm', ['start'], { PORT })
  await second.said('Airt is ready at')
  const third = await give('npm', ['start'], { PORT }).ended
  expect(third).toMatchObject({ code: 1, err: 'PORT must be one that nothing else listens on.\n' })
  second.child.kill('SIGTERM')
  expect((await second.ended).code).toBe(0)
})

test('whoever is told that it is ready may end it in the same moment, in good order', {
  timeout: 180_000,
}, async () => {
  const PORT = String(await aFreePort())
  const { child, ended } = give('node', ['app/start.mjs'], { PORT })
  child.stdout?.on('data', (part) => {
    if (String(part).includes('Airt is ready at')) child.kill('SIGTERM')
  })

  expect((await ended).code).toBe(0)
})

test('a setting that can’t be right stops the start with one sentence', { timeout: 120_000 }, async () => {
  const ended = await give('node', ['app/start.mjs'], { DATABASE_URL: '' }).ended

  expect(ended.code).toBe(1)
  expect(ended.err).toBe('DATABASE_URL must be postgres://user:password@host:port/database.\n')
})

test('a command answers on standard output alone, and says with its exit how it went', {
  timeout: 120_000,
}, async () => {
  const help = await give('npm', ['run', '-s', 'airt', '--', '--help']).ended
  const unknown = await give('npm', ['run', '-s', 'airt', '--', 'dance', '--json']).ended

  expect(help).toMatchObject({ code: 0, err: '' })
  expect(help.out).toContain('airt <command> [--json]')
  expect(unknown).toMatchObject({ code: 2, out: '' })
})
