import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { identityOf } from '#db/embedded/process.server'
import { anOwnDatabase, type OwnDatabase } from '../support/own-database'
import { childrenOf, postmasterOf, sendTo } from '../support/postmaster'
import { type BuiltApp, startBuilt } from './built-app'
import { endure, told, wrongIn } from './endured'
import { type Somebody, seen, somebody } from './somebody'

/** How long a database hangs; `AIRT_HANG_SECONDS` says otherwise, to try it. */
const HANGS_SECONDS = Number(process.env.AIRT_HANG_SECONDS ?? 45)
const FAULT_MS = Math.min(20, HANGS_SECONDS) * 1_000
const MINUTES = { timeout: 10 * 60_000 }

let database: OwnDatabase
let app: BuiltApp
let who: Somebody
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'airt-away-'))
  database = await anOwnDatabase()
  who = await somebody(database)
  const { dataDir, secret } = database
  app = await startBuilt(secret, {
    AIRT_DATA_DIR: dataDir,
    AIRT_KEY_DIR: join(folder, 'keys'),
    AIRT_ANCHOR_DIR: folder,
  })
}, 120_000)
afterAll(async () => {
  await app.end('SIGTERM')
  await database.end()
  rmSync(folder, { recursive: true, force: true })
}, 120_000)

const nothingWrong = { lost: 0, double: 0, unaudited: 0 }

async function held(what: string, fault: () => Promise<void>, readers?: number) {
  const endured = await endure(app, who, fault, readers)
  console.log(told(`D8: ${what}`, endured))
  expect(await wrongIn(database, endured)).toEqual(nothingWrong)
  expect(Number.isNaN(endured.backAfterMs)).toBe(false)
  expect(Object.keys({ ...endured.reads, ...endured.writes }).sort()).toEqual(['200', '303', '503'])
  return endured
}

test('D8: a database that can only be read', MINUTES, async () => {
  const { notReady } = await held('read-only', async () => {
    await seen(database, 'alter database airt set default_transaction_read_only = on')
    await seen(database, `select pg_terminate_backend(pid) from pg_stat_activity where usename like 'airt_%'`)
    await pause(FAULT_MS)
    await seen(database, 'alter database airt reset default_transaction_read_only')
  })
  expect(notReady?.says).toContain('the database cannot be written')
})

test(`D8: a database that hangs for ${HANGS_SECONDS} seconds`, MINUTES, async () => {
  const { notReady } = await held(`hung ${HANGS_SECONDS} s`, async () => {
    const postmaster = postmasterOf(database.dataDir)
    const all = [postmaster, ...childrenOf(postmaster)]
    sendTo(all, 'SIGSTOP')
    await pause(HANGS_SECONDS * 1_000)
    sendTo(all, 'SIGCONT')
  })
  expect(notReady).not.toBeNull()
})

test('D8: a database that is not there', MINUTES, async () => {
  const { notReady } = await held('refused', async () => {
    const turn = join(database.dataDir, 'turn')
    // Nobody may start it while somebody else has the turn.
    writeFileSync(turn, identityOf(process.pid) ?? '')
    sendTo([postmasterOf(database.dataDir)], 'SIGKILL')
    await pause(FAULT_MS)
    if (readFileSync(turn, 'utf8') === identityOf(process.pid)) rmSync(turn)
  })
  expect(notReady?.says).toContain('the database does not answer')
})

test('D8: every connection waits for one that holds a table', MINUTES, async () => {
  await held(
    'pool exhausted',
    async () => {
      const address = new URL(database.superUrl)
      address.pathname = '/airt'
      const client = new pg.Client({ connectionString: address.href })
      await client.connect()
      await client.query('begin; lock table app.person in access exclusive mode')
      await pause(FAULT_MS)
      await client.query('rollback')
      await client.end()
    },
    60,
  )
})
