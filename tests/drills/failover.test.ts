import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe } from 'vitest'
import { connect, sql } from '#db/connection.server'
import { migrate } from '#db/migrate.server'
import { urlAs } from '#db/roles.server'
import { isHeldTwice } from '#db/standby.server'
import { built, tokenFor } from '../security/committed'
import { aRealServer, type RealServer } from '../security/real-server'
import { aPersonWith, aWorker } from '../support/builders'
import { expect, type TestDatabase, test } from '../support/database'
import { aPair, needed, type Pair, signal, until } from './patroni-pair'
import { missingOf } from './programs'

const SECRET = 'a secret of the failover drill, long enough'
const WRITERS = 8
const PEOPLE_OF_ONE = 12
/** Between the fault and the question whether all is there again, at least. */
const AFTER_MS = 10_000

type Writer = { token: string; people: string[] }
type Ledger = {
  /** What was answered as saved, and when the last one was. */
  saved: Set<string>
  sent: number
  answers: Record<string, number>
  longestWrite: number
  longestRead: number
}

let pair: Pair
let database: TestDatabase
let server: RealServer
let writers: Writer[]

describe.skipIf(missingOf(...needed).length)('a pair that holds every change twice', () => {
  beforeAll(async () => {
    pair = await aPair(SECRET)
    database = await anAirtOn(pair)
    writers = await someWriters(database)
    server = await aRealServer(database)
  }, 300_000)

  afterAll(async () => {
    await server?.stop()
    await Promise.all([database?.owner, database?.app, database?.jobs].map((each) => each?.close()))
    await pair?.stop()
  }, 60_000)

  test.for([
    ['the leader is killed', killLeader],
    ['a switchover is asked for', switchOver],
    ['the leader’s database is killed and Patroni is not', killDatabase],
    ['the leader hangs for 45 seconds', hangLeader],
    ['two of three votes are gone for 40 seconds', losesVotes],
    ['the leader is killed while the standby has not read what it was sent', killUnread],
    ['waiting commits are cancelled, and the leader is killed', cancelAndKill],
    ['the standby is killed, and one goes on alone', killStandby],
  ] as const)('nothing saved is lost or done twice when %s', { timeout: 420_000 }, async ([name, fault]) => {
    const { ledger, lost, doubled } = await underWriters(fault)

    tell(name, ledger, { lost, doubled })
    expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 })
    expect(ledger.saved.size).toBeGreaterThan(50)
  })

  test('a pair that holds changes once loses some, and is seen to', { timeout: 420_000 }, async () => {
    await pair.holdTwice('once')

    const { ledger, lost, doubled } = await underWriters(killUnread, 'replica')

    await pair.holdTwice('twice')
    tell('control, changes held once: the leader is killed while the standby has not read', ledger, {
      lost,
      doubled,
    })
    expect(lost).toBeGreaterThan(0)
  })
})

async function killLeader() {
  const leader = await pair.leader()
  signal(pair.processesOf(leader), 'SIGKILL')
  return () => pair.start(leader)
}

async function switchOver() {
  await pair.switchOver(await pair.leader())
  return null
}

async function killDatabase() {
  signal([pair.postmaster(await pair.leader())], 'SIGKILL')
  return null
}

async function hangLeader() {
  const hung = pair.processesOf(await pair.leader())
  signal(hung, 'SIGSTOP')
  await pause(45_000)
  signal(hung, 'SIGCONT')
  return null
}

async function losesVotes() {
  const gone = pair.votes('vote', 'db-2')
  signal(gone, 'SIGSTOP')
  await pause(40_000)
  signal(gone, 'SIGCONT')
  return null
}

/** What a dying machine had still to send is lost with it. On one machine the system would deliver it all the same. */
async function killUnread() {
  const [leader, receiver] = await frozen()
  await pause(800)
  signal(pair.processesOf(leader), 'SIGKILL')
  signal([receiver], 'SIGKILL')
  return () => pair.start(leader)
}

/** As an administrator does who sees commits that hang. */
async function cancelAndKill() {
  const [leader, receiver] = await frozen()
  for (let times = 0; times < 30; times += 1) {
    await pair.asSuperuser(
      `select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'`,
      [],
      leader,
    )
    await pause(100)
  }
  signal(pair.processesOf(leader), 'SIGKILL')
  signal([receiver], 'SIGKILL')
  return () => pair.start(leader)
}

async function killStandby() {
  const standby = await pair.standby()
  expect(await isHeldTwice(database.app.db)).toBe(true)
  signal(pair.processesOf(standby), 'SIGKILL')
  await pause(25_000)
  await until(async () => !(await isHeldTwice(database.app.db)))
  return () => pair.start(standby)
}

async function frozen() {
  const leader = await pair.leader()
  const standby = leader === 'db-1' ? 'db-2' : 'db-1'
  const receiver = pair.receiverOf(standby)
  expect(receiver).toBeGreaterThan(0)
  signal([receiver], 'SIGSTOP')
  return [leader, receiver] as const
}

/** A fault under people who save and read; then both databases are whole again, and what they hold is held against what was said. */
async function underWriters(fault: () => Promise<(() => void) | null>, other?: 'replica') {
  const ledger: Ledger = { saved: new Set(), sent: 0, answers: {}, longestWrite: 0, longestRead: 0 }
  const going = { on: true }
  let lastSaved = performance.now()
  const saved = () => {
    ledger.longestWrite = Math.max(ledger.longestWrite, performance.now() - lastSaved)
    lastSaved = performance.now()
  }
  const all = [...writers.map((writer) => write(writer, ledger, going, saved)), read(ledger, going)]

  await pause(4_000)
  const before = ledger.saved.size
  const repair = await fault()
  await pause(AFTER_MS)
  const during = ledger.saved.size
  await until(async () => ledger.saved.size > Math.max(during, before) + WRITERS)
  going.on = false
  saved()
  await Promise.all(all)
  repair?.()
  await pair.isWhole(other)

  const held = await pair.asSuperuser<{ note: string; times: string }>(
    'select note, count(*) as times from app.fact where note is not null group by note',
  )
  const times = new Map(held.map((row) => [row.note, Number(row.times)]))
  return {
    ledger,
    lost: [...ledger.saved].filter((note) => !times.has(note)).length,
    doubled: [...times.values()].filter((each) => each > 1).length,
  }
}

/** Each change is sent with its key until it is answered as saved, as somebody does who presses Save again. */
async function write(writer: Writer, ledger: Ledger, going: { on: boolean }, saved: () => void) {
  for (let turn = 0; going.on; turn += 1) {
    const path = `/people/${writer.people[turn % writer.people.length]}/facts/new`
    const key = server.keyFor(path)
    const note = randomUUID()
    ledger.sent += 1
    while (going.on) {
      const status = await server.post(path, writer.token, { ...aFact, note }, key).then(
        (answer) => answer.status,
        () => 0,
      )
      ledger.answers[status] = (ledger.answers[status] ?? 0) + 1
      if (status === 303) {
        ledger.saved.add(note)
        saved()
        break
      }
      await pause(250)
    }
  }
}

const aFact = {
  kind: 'MOVE_OF_HOME',
  happensOn: '2026-12-07',
  certainty: 'recorded',
  standing: 'fact',
  source: 'their aunt',
}

/** Somebody who only reads, by the address for that. */
async function read(ledger: Ledger, going: { on: boolean }) {
  let last = performance.now()
  while (going.on) {
    const client = new pg.Client({
      connectionString: database.url.replace(pair.address.primary, pair.address.readOnly),
      connectionTimeoutMillis: 1_000,
      query_timeout: 1_000,
    })
    client.on('error', () => undefined)
    const isRead = await client
      .connect()
      .then(() => client.query('select count(*) from public.airt_migration'))
      .then(
        () => true,
        () => false,
      )
    if (isRead) {
      ledger.longestRead = Math.max(ledger.longestRead, performance.now() - last)
      last = performance.now()
    }
    await client.end().catch(() => undefined)
    await pause(100)
  }
  ledger.longestRead = Math.max(ledger.longestRead, performance.now() - last)
}

/** As the page says: by HAProxy for who migrates and works, by PgBouncer for who answers browsers. */
async function anAirtOn({ address, inPostgres }: Pair): Promise<TestDatabase> {
  await inPostgres(`create role airt_deploy login createrole password 'FOURTH-PASSWORD'`)
  await inPostgres('create database airt owner airt_deploy')
  const url = `postgres://airt_deploy:FOURTH-PASSWORD@${address.primary}/airt`
  await migrate(url, SECRET)
  const owner = connect({ url, most: 2 })
  await sql`grant airt_app, airt_jobs to current_user`.execute(owner.db)
  const appUrl = urlAs('airt_app', url.replace(address.primary, address.pooler), SECRET)
  return {
    url,
    secret: SECRET,
    owner,
    app: connect({ url: appUrl, named: false }),
    jobs: connect({ url: urlAs('airt_jobs', url, SECRET), most: 2 }),
  }
}

async function someWriters(on: TestDatabase): Promise<Writer[]> {
  const made = await built(on, async (db) => {
    const all = []
    for (let at = 0; at < WRITERS; at += 1) {
      const worker = await aWorker(db)
      const people = []
      for (let of = 0; of < PEOPLE_OF_ONE; of += 1) people.push((await aPersonWith(db, worker)).id)
      all.push({ worker, people })
    }
    return all
  })
  const all = []
  for (const { worker, people } of made) all.push({ token: await tokenFor(on, worker), people })
  return all
}

function tell(name: string, { saved, answers, sent, longestWrite, longestRead }: Ledger, found: object) {
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`
  console.log(
    `${name}: ${saved.size} of ${sent} saved, ${JSON.stringify(found)}, longest without a save ${seconds(longestWrite)}, without a reading ${seconds(longestRead)}; answers ${JSON.stringify(answers)}`,
  )
}
