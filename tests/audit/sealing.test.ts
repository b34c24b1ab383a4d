import { chmodSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Db, sql } from '#db/connection.server'
import { migrations } from '#db/migrate.server'
import { checkSeals, lastChecks } from '~/audit/check.server'
import { sealEntries } from '~/audit/seal.server'
import { type SealTrouble, startSealer } from '~/audit/sealer.server'
import { ENTRY_COLUMNS } from '~/audit/verify-dump.mjs'
import { asBearer, asNobody, attempt } from '../security/committed'
import { expect, type TestDatabase, test } from '../support/database'
import { aFolder, anchored, asOwner, found, sealed, tamper, writeInto, written } from './an-account'

/** The whole cluster's oldest transaction is waited for: other tests may have one open for a while. */
const patient = { timeout: 90_000 }

test('a digest is over every column that an entry has', async ({ database }) => {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute where attrelid = 'aud.audit_entry'::regclass and attnum > 0 and not attisdropped order by attnum`.execute(
    database.owner.db,
  )
  const made = migrations.find(({ name }) => name === '0015_seals.sql')?.text ?? ''

  expect(rows.map(({ name }) => name)).toEqual(ENTRY_COLUMNS)
  const calls = [...made.matchAll(/aud\.leaf\(((?:e\.\w+,?\s*)+)\)/g)].map(([, list = '']) =>
    list.match(/(?<=e\.)\w+/g),
  )
  expect(calls).toEqual([ENTRY_COLUMNS, ENTRY_COLUMNS])
})

test(
  'nothing comes to stand behind a seal while eight write and transactions stay open',
  patient,
  async ({ database }) => {
    const file = join(aFolder(), 'audit-anchors.jsonl')
    const slow = await Promise.all([1, 2].map(() => database.app.db.startTransaction().execute()))
    const entry = (db: Db) =>
      sql`select aud.write(null, 'test.race', null, null, null, null, null, 'done', '{}')`.execute(db)
    await entry(slow[0] as Db)
    let isWriting = true
    const seals = sealing(database, () => isWriting)

    await Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        for (let turn = 0; turn < 25; turn += 1) {
          const transaction = await database.app.db.startTransaction().execute()
          await entry(transaction)
          if (turn % 3 === writer % 3) await pause(Math.random() * 10)
          await (turn % 7 === 6 ? transaction.rollback() : transaction.commit()).execute()
        }
      }),
    )
    const withOpen = await totalSealed(database)
    await entry(slow[1] as Db)
    for (const each of slow) await each.commit().execute()
    isWriting = false
    await seals
    await expect.poll(() => sealedSoFar(database), { timeout: 60_000 }).toBe(await entriesOf(database))

    expect(withOpen).toBe(0)
    expect((await found(database, file)).here).toMatchObject({ ok: true, unsealed: 0 })
  },
)

test('a seal that did not wait for open transactions would be found out', async ({ database }) => {
  const open = await asSomebody(database)
  await writeInto(open, 1)
  await written(database, 3)
  await sealed(database)
  await open.commit().execute()

  expect((await found(database, 'none')).here.broken).toMatchObject({ what: 'inserted' })
  await tamper(database, 'truncate aud.audit_entry, aud.seal')
})

test(
  'what is already there is sealed in pieces, and what is at rest rests',
  patient,
  async ({ database }) => {
    await written(database, 25_000)
    await expect.poll(() => sealedSoFar(database), { timeout: 60_000 }).toBe(25_000)
    const before = await position(database)

    for (let turn = 0; turn < 3; turn += 1) await sealEntries(database.jobs.db)
    const { rows } = await asOwner(database, (db) =>
      sql<{ entries: number }>`select entries from aud.seal order by n`.execute(db),
    )

    expect(rows.map(({ entries }) => entries)).toEqual([10_000, 10_000, 5_000])
    expect(await position(database)).toEqual(before)
    await tamper(database, 'truncate aud.audit_entry, aud.seal')
  },
)

test('of two that seal at once one does', async ({ database }) => {
  const holding = await database.jobs.db.startTransaction().execute()
  await sql`select pg_advisory_xact_lock(4183)`.execute(holding)
  await written(database, 3)

  expect(await sealEntries(database.jobs.db)).toEqual({ entries: 0, isAll: true, isBehind: false })
  await holding.rollback().execute()
})

test('no login seals by itself, reads a seal or keeps a look through them', async ({ database }) => {
  const tries = async (db: Db) => {
    const answers = []
    for (const each of [
      sql`select * from aud.seal`,
      sql`insert into aud.seal_check (span, seals, entries) values ('all', 1, 1)`,
      sql`select * from aud.seal_check`,
      sql`select aud.put_batch(1, '1')`,
      sql`select aud.open_chain(9, '{}')`,
    ])
      answers.push(await attempt(db, each))
    return answers
  }
  const refused = Array.from({ length: 5 }, () => '42501')

  expect(await asNobody(database, tries)).toEqual(refused)
  expect(await database.jobs.db.transaction().execute(tries)).toEqual(refused)
  expect(await asBearer(database, '', (db) => attempt(db, sql`select * from aud.seal_next(1)`))).toBe('42501')
})

test(
  'the newest seal is anchored on disk and in the log, once more at the end, and not while nothing happens',
  patient,
  async ({ database }) => {
    const file = join(aFolder(), 'anchors', 'audit-anchors.jsonl')
    const { sealer, logged, troubles } = aSealer(database, file)
    await written(database, 4)
    const all = await entriesOf(database)
    await expect.poll(() => JSON.parse(linesOf(file).at(-1) ?? '{}').entries, { timeout: 60_000 }).toBe(all)
    const once = linesOf(file).length
    await pause(200)
    const atRest = linesOf(file).length
    await written(database, 2)
    await sealer.stop()

    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(atRest).toBe(once)
    const anchors = linesOf(file).map((line) => JSON.parse(line))
    expect(anchors.map(({ n, root }) => ({ n, root }))).toEqual(logged)
    expect(troubles).toEqual([])
    expect((await found(database, file)).here).toMatchObject({ ok: true, anchors: { met: anchors.length } })
  },
)

test(
  'where the anchors can’t be written sealing goes on, it is said once, and made up when they can',
  patient,
  async ({ database }) => {
    const inTheWay = join(aFolder(), 'a file')
    const file = join(inTheWay, 'audit-anchors.jsonl')
    writeFileSync(inTheWay, '')
    const { sealer, troubles } = aSealer(database, file)
    await written(database, 4)
    await expect.poll(() => totalSealed(database), { timeout: 60_000 }).toBe(await entriesOf(database))
    await expect.poll(() => troubles.length, { timeout: 10_000 }).toBe(1)
    await pause(200)
    const silent = troubles.length
    rmSync(inTheWay)
    await expect.poll(() => linesOf(file).length, { timeout: 10_000 }).toBe(1)
    await sealer.stop()

    expect(silent).toBe(1)
    expect(troubles).toEqual(['not-anchored'])
  },
)

test.skipIf(process.getuid?.() === 0)('a read-only folder is such a place', async ({ database }) => {
  const folder = aFolder()
  chmodSync(folder, 0o500)
  await written(database, 1)
  await sealed(database)

  await expect(anchored(database, join(folder, 'audit-anchors.jsonl'))).rejects.toThrow('EACCES')
})

test('a look through the last day is kept, and so is what it finds', async ({ database }) => {
  const file = join(aFolder(), 'audit-anchors.jsonl')
  const given = { owner: database.owner.db, ownerUrl: database.url, file }
  await tamper(database, 'truncate aud.audit_entry, aud.seal')
  for (const entries of [5, 7, 9]) {
    await written(database, entries)
    await sealed(database)
  }
  await anchored(database, file)
  await tamper(database, `update aud.seal set at = at - interval '2 days' where n <= 2`)
  const [first] = await asOwner(
    database,
    async (db) => (await sql<{ id: number }>`select min(id) as id from aud.audit_entry`.execute(db)).rows,
  )

  const day = await checkSeals(given, 'day')
  const all = await checkSeals(given, 'all')
  await tamper(
    database,
    `update aud.audit_entry set via = 'x' where id = (select max(id) from aud.audit_entry)`,
  )
  const changed = await checkSeals(given, 'day')
  const kept = await lastChecks(database.owner.db)

  expect(first?.id).toBeGreaterThan(0)
  expect(day).toMatchObject({ ok: true, seals: 1, entries: 9, anchors: { met: 1 } })
  expect(all.broken).toMatchObject({ what: 'seal-altered', seal: 1 })
  expect(changed.broken).toMatchObject({ what: 'changed', seal: 3 })
  expect(kept).toMatchObject([
    { span: 'all', broken: expect.stringContaining('Seal 1') },
    { span: 'day', broken: expect.stringContaining('was changed after it was written (under seal 3)') },
  ])
})

function aSealer(database: TestDatabase, file: string) {
  const logged: { n: number; root: string }[] = []
  const troubles: SealTrouble[] = []
  const sealer = startSealer({
    jobs: database.jobs.db,
    file,
    anchored: (seal) => logged.push(seal),
    trouble: (what) => troubles.push(what),
    every: { sealMs: 20, anchorMs: 20 },
  })
  return { sealer, logged, troubles }
}

async function sealing(database: TestDatabase, goesOn: () => boolean): Promise<void> {
  while (goesOn()) {
    await sealEntries(database.jobs.db)
    await pause(5)
  }
}

async function sealedSoFar(database: TestDatabase): Promise<number> {
  await sealEntries(database.jobs.db)
  return totalSealed(database)
}

async function asSomebody(database: TestDatabase) {
  const transaction = await database.owner.db.startTransaction().execute()
  await sql`set local role airt_sec`.execute(transaction)
  return transaction
}

async function totalSealed(database: TestDatabase): Promise<number> {
  const { rows } = await sql<{ total: number }>`select total from aud.newest_seal()`.execute(database.jobs.db)
  return rows[0]?.total ?? 0
}

async function entriesOf(database: TestDatabase): Promise<number> {
  return asOwner(database, async (db) => {
    const { rows } = await sql<{ entries: number }>`select count(*) as entries from aud.audit_entry`.execute(
      db,
    )
    return rows[0]?.entries ?? 0
  })
}

/** How many seals there are, and the last transaction number that was ever given out for one. */
async function position(database: TestDatabase) {
  return asOwner(database, async (db) => {
    const { rows } =
      await sql`select count(*) as seals, max(xmin::text) as xmin, max(at)::text as at from aud.seal`.execute(
        db,
      )
    return rows
  })
}

function linesOf(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
}
