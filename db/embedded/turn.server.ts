import { randomUUID } from 'node:crypto'
import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { CannotStart } from '../cannot-start'
import { errorCode } from './account.server'
import { identityOf } from './process.server'

const WAIT_MS = 90_000

/** Does some work while no other process does its own on this data folder. A turn whose holder has died is free. */
export async function inTurn<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const turn = join(dataDir, 'turn')
  await take(turn)
  try {
    return await work()
  } finally {
    rmSync(turn, { force: true })
  }
}

/** A turn appears with its holder's name in it, or not at all. */
async function take(turn: string) {
  const ticket = `${turn}.${process.pid}.${randomUUID()}`
  writeFileSync(ticket, myself(), { mode: 0o600 })
  try {
    for (const until = Date.now() + WAIT_MS; Date.now() < until; await pause(50)) {
      try {
        return linkSync(ticket, turn)
      } catch (error) {
        if (errorCode(error) !== 'EEXIST') throw error
        freeIfDead(turn)
      }
    }
  } finally {
    rmSync(ticket, { force: true })
  }
  throw new CannotStart(
    `Another process has been starting or stopping the database for too long (see ${turn}).`,
  )
}

/** Moves a dead holder's turn away, and puts it back when somebody alive had taken it in between. */
function freeIfDead(turn: string) {
  const holder = read(turn)
  if (holder === null || isAlive(holder)) return
  const aside = `${turn}.${process.pid}.${randomUUID()}`
  try {
    renameSync(turn, aside)
    if (read(aside) !== holder) linkSync(aside, turn)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'EEXIST') throw error
  }
  rmSync(aside, { force: true })
}

/** Says that this process uses the cluster, until it says otherwise or has died. */
export function enrol(dataDir: string, name: string) {
  writeFileSync(join(dataDir, `${USER}${name}`), myself(), { mode: 0o600 })
}

/** @returns whether nobody else uses the cluster any more. */
export function leave(dataDir: string, name: string): boolean {
  rmSync(join(dataDir, `${USER}${name}`), { force: true })
  for (const file of readdirSync(dataDir).filter((file) => file.startsWith(USER))) {
    const who = read(join(dataDir, file))
    if (who !== null && isAlive(who)) return false
    rmSync(join(dataDir, file), { force: true })
  }
  return true
}

const USER = 'in-use-by-'

function myself(): string {
  return identityOf(process.pid) ?? String(process.pid)
}

function isAlive(who: string): boolean {
  return identityOf(Number(who.split(' ', 1)[0])) === who
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}
