import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { describe } from 'vitest'
import { connect } from '#db/connection.server'
import { migrate, urlAs } from '#db/migrate.server'
import { dumpAudit } from '~/audit/dump.server'
import { inWords, verifyDump } from '~/audit/verify-dump.mjs'
import { anchored, aFolder as aScratchFolder, sealed, written } from '../audit/an-account'
import { test as base, expect } from '../support/database'
import { aFreePort } from '../support/free-port'
import { anOwnDatabase, type OwnDatabase } from '../support/own-database'
import { seeded } from '../support/random-edits'
import { account, aFolder, findProgram, listening, missingOf, running } from './programs'

const TAMPERINGS = 1_000
const SEALS = 20
const ENTRIES_A_SEAL = 30
const ALL = SEALS * ENTRIES_A_SEAL

type Hands = { database: OwnDatabase; superuser: pg.Client; anchors: string; folder: string; alone: string }

/** Twenty anchored seals over six hundred entries, and somebody who holds the database in their hands. */
const test = base.extend<{ hands: Hands }>({
  hands: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
    async ({}, use) => {
      const database = await anOwnDatabase()
      const superuser = new pg.Client({ connectionString: inDatabase(database.superUrl, 'airt') })
      await superuser.connect()
      const folder = aScratchFolder()
      const anchors = join(folder, 'audit-anchors.jsonl')
      for (let seal = 1; seal <= SEALS; seal += 1) {
        await written(database, ENTRIES_A_SEAL / 2)
        await written(database, ENTRIES_A_SEAL / 2)
        await sealed(database)
        await anchored(database, anchors)
      }
      await superuser.query(
        'create schema kept; create table kept.entry as table aud.audit_entry; create table kept.seal as table aud.seal',
      )
      // Nothing of ours holds a superuser: neither triggers nor rights.
      await superuser.query(`set session_replication_role = 'replica'`)
      const alone = fileURLToPath(new URL('../../app/audit/verify-dump.mjs', import.meta.url))
      await use({ database, superuser, anchors, folder, alone })
      await superuser.end()
      await database.end()
    },
    { scope: 'file' },
  ],
})

test('a thousand tamperings by a superuser are all found from a dump and the anchors', {
  timeout: 3_600_000,
}, async ({ hands }) => {
  const { superuser, anchors, alone } = hands
  const chance = seeded(20_261_127)
  const kinds = Object.keys(tamperings) as Kind[]
  const tally = Object.fromEntries(kinds.map((kind) => [kind, { done: 0, found: 0, named: 0 }])) as Record<
    Kind,
    Tally
  >
  const missed: string[] = []
  let falseAlarms = 0

  for (let turn = 0; turn < TAMPERINGS; turn += 1) {
    const kind = kinds[turn % kinds.length] as Kind
    const { broken, by } = await tampered(hands, kind, chance)
    tally[kind].done += 1
    if (broken === null) missed.push(`${kind}: ${by.statements.join('; ')}`)
    else tally[kind].found += 1
    if (broken && by.entries.includes(broken.entry ?? '')) tally[kind].named += 1

    await putBack(superuser)
    if (turn % 20 === 0) falseAlarms += (await seen(hands)) === null ? 0 : 1
    if (turn % 50 === 0) {
      await superuser.query(`delete from aud.audit_entry where id = ${1 + (turn % ALL)}`)
      const dump = await dumped(hands)
      expect(spawnSync(process.execPath, [alone, dump, anchors]).status).toBe(1)
      await putBack(superuser)
    }
  }

  console.log(
    `${TAMPERINGS} tamperings, ${TAMPERINGS - missed.length} found; ${TAMPERINGS / 20} looks at what nobody touched, ${falseAlarms} false alarms`,
  )
  for (const [kind, { done, found, named }] of Object.entries(tally))
    console.log(`  ${kind}: ${found} of ${done} found, in ${named} the entry named`)
  expect(missed).toEqual([])
  expect(falseAlarms).toBe(0)
  for (const kind of ['changed', 'deleted', 'back-dated'] as const)
    expect(tally[kind].named).toBe(tally[kind].done)
})

test('and without anchors a cut end is not, which is why they are kept elsewhere', async ({ hands }) => {
  await hands.superuser.query(
    `delete from aud.seal where n > 15; delete from aud.audit_entry where id > ${15 * ENTRIES_A_SEAL}`,
  )

  expect((await verifyDump(await dumped(hands), [])).ok).toBe(true)
  expect((await verifyDump(await dumped(hands), [hands.anchors])).broken?.what).toBe('seals-cut')
  await putBack(hands.superuser)
})

describe.skipIf(missingOf('pg_dump', 'initdb', 'postgres').length)('a dump by pg_dump', () => {
  test('is read as ours is, in whatever zone its times are printed', { timeout: 300_000 }, async () => {
    const { url, stop } = await aServer()
    try {
      const connections = [
        connect({ url, most: 4 }),
        connect({ url: urlAs('airt_jobs', url, 'a secret of the drill') }),
      ] as const
      const database = {
        url,
        secret: 'a secret of the drill',
        owner: connections[0],
        jobs: connections[1],
        app: connections[1],
      }
      const folder = aScratchFolder()
      const anchors = join(folder, 'audit-anchors.jsonl')
      for (const entries of [40, 25]) {
        await written(database, entries)
        await sealed(database)
        await anchored(database, anchors)
      }
      const dump = join(folder, 'by-pg-dump.sql')
      for (const zone of ['UTC', 'Asia/Kolkata', 'America/St_Johns']) {
        byPgDump(url, dump, zone)
        expect([zone, await verifyDump(dump, [anchors])]).toMatchObject([
          zone,
          { ok: true, seals: 2, entries: 65 },
        ])
      }
      const text = byPgDump(url, dump, 'UTC')
      writeFileSync(dump, text.replace('youth-worker', 'team-manager'))

      expect((await verifyDump(dump, [anchors])).broken).toMatchObject({ what: 'changed' })
      await Promise.all(connections.map(({ close }) => close()))
    } finally {
      await stop()
    }
  })
})

type Tally = { done: number; found: number; named: number }
type Kind = keyof typeof tamperings
type Plan = { statements: string[]; entries: string[] }

/** What a superuser may try, with chance choosing where; `entries`: those that it is about. */
const tamperings = {
  changed: (chance: () => number) => {
    const id = anId(chance)
    const [column, value] = oneOf(chance, [
      ['actor', 'gen_random_uuid()'],
      ['actor_role', `actor_role || 's'`],
      ['person_id', 'case when person_id is null then gen_random_uuid() end'],
      ['people', 'array[gen_random_uuid()]'],
      ['act', `'person.view'`],
      ['outcome', `'denied'`],
      ['fields', `fields || 'x'::text`],
      ['detail', `detail || jsonb_build_object('n', -1)`],
      ['session_id', 'null'],
      ['organisation_id', 'gen_random_uuid()'],
      ['via', `coalesce(via, '') || ' '`],
    ])
    const where =
      column === 'fields'
        ? `id = (select id from aud.audit_entry where fields is not null and id >= ${id} % 590 order by id limit 1)`
        : `id = ${id}`
    return {
      statements: [`update aud.audit_entry set ${column} = ${value} where ${where}`],
      entries: column === 'fields' ? all : [`${id}`],
    }
  },
  deleted: (chance: () => number) => {
    const id = anId(chance)
    return { statements: [`delete from aud.audit_entry where id = ${id}`], entries: [`${id}`] }
  },
  inserted: (chance: () => number) => {
    const added = oneOf(chance, [ALL + 1 + Math.floor(chance() * 1_000), -Math.floor(chance() * 1_000)])
    return {
      statements: [copyOf(anId(chance), { id: `${added}`, actor: 'gen_random_uuid()' })],
      entries: [`${added}`],
    }
  },
  reordered: (chance: () => number) => {
    const one = anId(chance)
    const other = 1 + ((one + Math.floor(chance() * (ALL - 2))) % ALL)
    const what = oneOf(chance, ['id', 'at'])
    if (what === 'id')
      return {
        statements: [
          `update aud.audit_entry set id = -1 where id = ${one}`,
          `update aud.audit_entry set id = ${one} where id = ${other}`,
          `update aud.audit_entry set id = ${other} where id = -1`,
        ],
        entries: [`${one}`, `${other}`],
      }
    return {
      statements: [
        `update aud.audit_entry e set at = o.at from kept.entry o where e.id in (${one}, ${other}) and o.id = ${one + other} - e.id`,
      ],
      entries: [`${one}`, `${other}`],
    }
  },
  'back-dated': (chance: () => number) => {
    const id = anId(chance)
    const shift = oneOf(chance, ['1 microsecond', '1 second', '3 hours', '40 days'])
    return {
      statements: [`update aud.audit_entry set at = at - interval '${shift}' where id = ${id}`],
      entries: [`${id}`],
    }
  },
  'moved to another transaction': (chance: () => number) => {
    const id = anId(chance)
    const away = oneOf(chance, [-40, -3, -1, 1, 2, 25])
    return {
      statements: [
        `update aud.audit_entry set xid = (xid::text::bigint + ${away})::text::xid8 where id = ${id}`,
      ],
      entries: [`${id}`],
    }
  },
  'end cut off': (chance: () => number) => {
    const kept = Math.floor(chance() * SEALS)
    return { statements: cutTo(kept, chance() < 0.5), entries: all }
  },
  'an old state put back, and work going on': (chance: () => number) => {
    const kept = 1 + Math.floor(chance() * (SEALS - 1))
    return {
      statements: [
        ...cutTo(kept, true),
        copyOf(1, {
          id: `${kept * ENTRIES_A_SEAL + 1}`,
          xid: 'pg_current_xact_id()',
          at: 'clock_timestamp()',
        }),
        `select from aud.put_batch(10000, '18446744073709551615')`,
      ],
      entries: all,
    }
  },
  'an entry changed and sealed anew from there': (chance: () => number) => {
    const id = anId(chance)
    const seal = Math.ceil(id / ENTRIES_A_SEAL)
    return {
      statements: [
        `update aud.audit_entry set actor = gen_random_uuid() where id = ${id}`,
        `delete from aud.seal where n >= ${seal}`,
        ...Array.from(
          { length: SEALS - seal + 1 },
          () => `select from aud.put_batch(${ENTRIES_A_SEAL}, '18446744073709551615')`,
        ),
      ],
      entries: all,
    }
  },
  'a seal altered': (chance: () => number) => {
    const n = 1 + Math.floor(chance() * SEALS)
    const change = oneOf(chance, [
      `at = at - interval '1 second'`,
      `root = sha256(root)`,
      `previous = sha256(previous)`,
      `to_id = to_id - 1`,
      `total = total + 1`,
      `chain = 2`,
      `marks = sha256(marks) || substr(marks, 33)`,
    ])
    return { statements: [`update aud.seal set ${change} where n = ${n}`], entries: all }
  },
} satisfies Record<string, (chance: () => number) => Plan>

const all = Array.from({ length: ALL }, (_, at) => `${at + 1}`)

function anId(chance: () => number): number {
  return 1 + Math.floor(chance() * ALL)
}

function oneOf<T>(chance: () => number, choices: readonly T[]): T {
  return choices[Math.floor(chance() * choices.length)] as T
}

const columns =
  'organisation_id, at, id, xid, request_id, actor, actor_role, session_id, act, person_id, people, subject_type, subject_id, fields, via, outcome, detail'

function copyOf(id: number, changes: Record<string, string>): string {
  const values = columns.split(', ').map((column) => changes[column] ?? column)
  return `insert into aud.audit_entry (${columns}) select ${values.join(', ')} from kept.entry where id = ${id}`
}

/** With or without the entries that were under the seals; where they stay, they look as though they were not sealed yet. */
function cutTo(kept: number, withEntries: boolean): string[] {
  const entries = `delete from aud.audit_entry where id > ${kept * ENTRIES_A_SEAL}`
  return [`delete from aud.seal where n > ${kept}`, ...(withEntries ? [entries] : [])]
}

async function tampered(hands: Hands, kind: Kind, chance: () => number) {
  const by: Plan = tamperings[kind](chance)
  for (const statement of by.statements) await hands.superuser.query(statement)
  return { by, broken: await seen(hands) }
}

async function seen(hands: Hands) {
  const { broken } = await verifyDump(await dumped(hands), [hands.anchors])
  if (broken && inWords(broken).includes('undefined')) throw new Error(inWords(broken))
  return broken
}

let dumps = 0

async function dumped({ database, folder }: Hands): Promise<string> {
  dumps += 1
  const dump = join(folder, `${dumps}.dump`)
  await dumpAudit(database.url, dump)
  return dump
}

async function putBack(superuser: pg.Client): Promise<void> {
  await superuser.query(`truncate aud.audit_entry, aud.seal;
    insert into aud.audit_entry select * from kept.entry; insert into aud.seal select * from kept.seal`)
}

/** A PostgreSQL of the machine's own, as an administrator would make it. */
async function aServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = aFolder('tampering')
  const data = folder.path('data')
  const password = folder.write('password', 'of the drill')
  const made = spawnSync(
    findProgram('initdb') ?? '',
    [
      '-D',
      data,
      '-U',
      'postgres',
      '--auth=scram-sha-256',
      `--pwfile=${password}`,
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    ],
    { ...account, cwd: folder.path(), encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(made.stderr)
  const port = await aFreePort()
  const server = running('postgres', [
    '-D',
    data,
    '-p',
    String(port),
    '-h',
    '127.0.0.1',
    '-k',
    folder.path(),
    '-c',
    'fsync=off',
  ])
  await listening('127.0.0.1', port, server.said)
  const superuser = new pg.Client({
    connectionString: `postgres://postgres:of%20the%20drill@127.0.0.1:${port}/postgres`,
  })
  await superuser.connect()
  await superuser.query(`create role airt_migrate login createrole password 'of the drill'`)
  await superuser.query('create database airt owner airt_migrate')
  await superuser.end()
  const url = `postgres://airt_migrate:of%20the%20drill@127.0.0.1:${port}/airt`
  await migrate(url, 'a secret of the drill')
  return {
    url,
    stop: async () => {
      await server.stop('SIGINT')
      folder.remove()
    },
  }
}

function byPgDump(url: string, file: string, zone: string): string {
  const { status, stdout, stderr } = spawnSync(
    findProgram('pg_dump') ?? '',
    ['--data-only', '--schema=aud', '--role=airt_owner', `--dbname=${url}`],
    { encoding: 'utf8', env: { ...process.env, PGTZ: zone }, maxBuffer: 1 << 28 },
  )
  if (status !== 0) throw new Error(stderr)
  writeFileSync(file, stdout)
  return stdout
}

function inDatabase(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}
