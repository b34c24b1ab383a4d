import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type Db, sql } from '#db/connection.server'
import { openRequest } from '~/access/request.server'
import { dumpAudit } from '~/audit/dump.server'
import { sealEntries } from '~/audit/seal.server'
import { startSealer } from '~/audit/sealer.server'
import { isAccountedFor } from '~/audit/unit.server'
import { verify } from '~/audit/verify.server'
import { verifyDump } from '~/audit/verify-dump.mjs'
import { recordAudit } from '~/audit/write.server'
import { writeInto } from '../audit/an-account'
import { aCluster, type BenchDatabase } from './cluster'
import { asTable, type Figure, inRounds, median } from './figures'
import { type Bearer, fillWith, idOf } from './people'

const figures: Figure[] = []
afterAll(() => {
  process.stdout.write(`\n${asTable(figures)}\n`)
})

/** `AIRT_BENCH=quick` is a tenth of it. */
const isQuick = process.env.AIRT_BENCH === 'quick'
const ENTRIES = isQuick ? 100_000 : 1_000_000
const READS = isQuick ? 1_000 : 5_000
const READERS = 10
const folder = mkdtempSync(join(tmpdir(), 'airt-audit-bench-'))

test('what the audit costs, and how fast it is sealed and looked through', {
  timeout: 1_800_000,
}, async () => {
  const cluster = await aCluster()
  try {
    const database = await cluster.database('bench_audit')
    const { youthWorker } = await fillWith(database.superuser, 1_200)
    await auditedReads(database, youthWorker)
    await sealingAndVerifying(database)
  } finally {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  expect(figures.length).toBeGreaterThan(0)
})

/** One record each, as a page reads it: with an entry, without one, and with the sealer at work beside. */
async function auditedReads({ app, jobs }: BenchDatabase, bearer: Bearer): Promise<void> {
  const people = Array.from({ length: 60 }, (_, n) => idOf(`person ${n}`))
  const read = async (account: (db: Db, personId: string) => Promise<void> | void, at: number) => {
    const personId = people[at % people.length] ?? ''
    const unit = openRequest(app.db, '00000000-0000-4000-8000-000000000000')
    const { db } = await unit.enter(bearer.token)
    const { rows } =
      await sql`select id, given_name, family_name, born_on from app.person where id = ${personId}`.execute(
        db,
      )
    if (rows.length !== 1) throw new Error('The person was not read')
    await account(db, personId)
    await unit.finish({ status: 200, location: null })
  }
  const audited = (db: Db, personId: string) => recordAudit(db, { act: 'person.view', personId })
  const given = await inRounds(5, {
    audited: () => perSecond(READS, READERS, (at) => read(audited, at)),
    bare: () => perSecond(READS, READERS, (at) => read((db) => isAccountedFor(db), at)),
    sealedBeside: async () => {
      const sealer = startSealer({
        jobs: jobs.db,
        file: join(folder, 'audit-anchors.jsonl'),
        anchored: () => undefined,
        trouble: (what, error) => {
          throw new Error(what, { cause: error })
        },
        every: { sealMs: 1_000, anchorMs: 1_000 },
      })
      const rate = await perSecond(READS, READERS, (at) => read(audited, at))
      await sealer.stop()
      return rate
    },
    oneAudited: async () => 1_000 / (await perSecond(READS / 5, 1, (at) => read(audited, at))),
    oneBare: async () =>
      1_000 / (await perSecond(READS / 5, 1, (at) => read((db) => isAccountedFor(db), at))),
  })
  const rate = median(given.audited)
  note(
    `reads of a record with its entry, ${READERS} at once`,
    `${whole(rate)}/s`,
    'at least 3,000/s',
    rate >= 3_000,
  )
  note('the same without an entry', `${whole(median(given.bare))}/s`)
  note('the same with the sealer at work each second', `${whole(median(given.sealedBeside))}/s`)
  const costs = median(given.oneAudited.map((ms, round) => ms - (given.oneBare[round] ?? ms)))
  note('what an entry adds to a page, one reader', `${costs.toFixed(2)} ms`, 'at most 0.3 ms', costs <= 0.3)
}

async function sealingAndVerifying({ superuser, owner, jobs, url }: BenchDatabase): Promise<void> {
  await untilAllIsSealed(jobs.db)
  for (let made = 0; made < ENTRIES; made += 50_000)
    await owner.db.transaction().execute(async (db) => {
      await sql`set local role airt_sec`.execute(db)
      await writeInto(db, 50_000)
    })
  await superuser.query('vacuum analyze aud.audit_entry')

  const sealing = await seconds(() => untilAllIsSealed(jobs.db))
  note(`sealing ${whole(ENTRIES)} entries that were there`, `${whole(ENTRIES / sealing)} entries/s`)
  const resting =
    (await seconds(async () => {
      for (let turn = 0; turn < 200; turn += 1) await sealEntries(jobs.db)
    })) / 200
  note('a look when there is nothing to seal', `${(resting * 1_000).toFixed(2)} ms`)

  const file = join(folder, 'audit-anchors.jsonl')
  let entries = 0
  const here = await seconds(async () => {
    const verdict = await verify(url, file, 'all')
    expect(verdict).toMatchObject({ ok: true, unsealed: 0 })
    entries = verdict.entries
  })
  note('audit verify', `${whole(entries / here)} entries/s`, 'about 100,000/s', entries / here >= 90_000)
  const dump = join(folder, 'audit.dump')
  const dumping = await seconds(() => dumpAudit(url, dump))
  note(
    'audit dump',
    `${whole(entries / dumping)} entries/s, ${Math.round(statSync(dump).size / entries)} bytes each`,
  )
  const alone = await seconds(async () => expect(await verifyDump(dump, [file])).toMatchObject({ ok: true }))
  note(
    'the stand-alone file',
    `${whole(entries / alone)} entries/s`,
    'about 100,000/s',
    entries / alone >= 90_000,
  )
  const { rows } = await superuser.query<{ entries: number; seals: number }>(
    `select (select sum(pg_total_relation_size(relid)) from pg_partition_tree('aud.audit_entry'))::bigint as entries, pg_total_relation_size('aud.seal') as seals`,
  )
  const { entries: entryBytes = 0, seals: sealBytes = 0 } = rows[0] ?? {}
  note(
    'an entry on disk, with its indexes',
    `${Math.round(entryBytes / entries)} bytes, its seal ${Math.round(sealBytes / entries)} more`,
  )
}

async function untilAllIsSealed(jobs: Db): Promise<void> {
  while (!(await sealEntries(jobs)).isAll);
}

async function perSecond(times: number, atOnce: number, run: (at: number) => Promise<void>): Promise<number> {
  let next = 0
  const took = await seconds(async () => {
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (next < times) {
          next += 1
          await run(next)
        }
      }),
    )
  })
  return times / took
}

async function seconds(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await run()
  return (performance.now() - began) / 1_000
}

function whole(number: number): string {
  return Math.round(number).toLocaleString('en-GB')
}

function note(what: string, figure: string, goal = '', holds: boolean | null = null): void {
  figures.push({ what, figure, goal, holds })
}
