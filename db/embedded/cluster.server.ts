import { spawn } from 'node:child_process'
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from '../cannot-start'
import type { Binaries } from './binaries.server'
import { makeFolderFor, type Place } from './folder.server'

/** Makes the cluster, whole or not at all: what an interrupted attempt has left is made anew. */
export async function makeCluster(place: Place, { initdb }: Binaries, password: string, unsafe: boolean) {
  const half = `${place.cluster}.half`
  rmSync(half, { recursive: true, force: true })
  makeFolderFor(place.account, half)
  const told = `${half}.password`
  writeFileSync(told, password, { mode: 0o600 })
  if (place.account) chownSync(told, place.account.uid, place.account.gid)

  const locale = process.platform === 'linux' ? 'C.UTF-8' : 'C'
  const words = [
    `--pgdata=${half}`,
    `--pwfile=${told}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    `--locale=${locale}`,
    '--data-checksums',
    '--no-instructions',
    ...(unsafe ? ['--no-sync'] : []),
  ]
  try {
    const { code, said } = await run(initdb, words, place)
    if (code !== 0)
      throw new CannotStart(`The database could not be made in ${place.cluster}: ${lastWords(said)}`)
    if (unsafe) writeFileSync(join(half, THROW_AWAY), '')
    renameSync(half, place.cluster)
  } finally {
    rmSync(told, { force: true })
    rmSync(half, { recursive: true, force: true })
  }
}

const THROW_AWAY = 'throw-away'

/** Whether it was made for tests, with nothing kept safe; such a cluster never becomes the product's, nor the other way. */
export function refuseWrongCluster({ cluster, dataDir }: Place, { major }: Binaries, unsafe: boolean) {
  const version = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  if (version !== major) {
    throw new CannotStart(
      `The database in ${dataDir} was made by PostgreSQL ${version} and this Airt brings ${major}: make a backup with the Airt that made it, and restore that into an empty AIRT_DATA_DIR.`,
    )
  }
  if (existsSync(join(cluster, THROW_AWAY)) === unsafe) return
  throw new CannotStart(
    unsafe
      ? `The database in ${dataDir} is kept safe on disk, so tests may not use it.`
      : `The database in ${dataDir} was made for tests and loses what it is told: choose another AIRT_DATA_DIR.`,
  )
}

/** Runs as the account of the database, in a folder that everyone may enter. */
function run(
  program: string,
  words: string[],
  { account }: Place,
): Promise<{ code: number | null; said: string }> {
  return new Promise((settle, fail) => {
    let said = ''
    const child = spawn(program, words, { ...asAccount(account), stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part) => {
        said += part
      })
    }
    child.on('error', fail)
    child.on('close', (code) => settle({ code, said }))
  })
}

type As = { env: NodeJS.ProcessEnv; cwd?: string; uid?: number; gid?: number }

/** What the server is told of our surroundings holds none of our settings. */
export function asAccount(account: Place['account']): As {
  const env: NodeJS.ProcessEnv = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
  for (const name of Object.keys(env)) if (/^(AIRT_|DATABASE_|PG)/.test(name)) delete env[name]
  return process.platform === 'win32' ? { env } : { env, cwd: '/', ...account }
}

/** The last line that says what is wrong. */
export function lastWords(said: string): string {
  const lines = said
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const wrong = lines.filter((line) => /\b(fatal|error|panic|could not|cannot)\b/i.test(line))
  return (wrong.at(-1) ?? lines.at(-1) ?? 'it said nothing').replace(/^.*?(FATAL|ERROR|PANIC|error):\s*/, '')
}
