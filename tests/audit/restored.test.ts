import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { declareRestore } from '~/audit/declare-restore.server'
import { sealEntries } from '~/audit/seal.server'
import { inWords, verdictLines } from '~/audit/verify-dump.mjs'
import { expect, type TestDatabase, test } from '../support/database'
import { aFolder, anchored, found, keep, putBack, sealed, tamper, written } from './an-account'

const said = { by: 'isla', because: 'the disk broke' }

/** Three anchored seals; an older state, with two, is what comes back. */
async function putBackAnOlderState(database: TestDatabase, file: string): Promise<void> {
  for (const seal of [1, 2]) {
    await written(database, 10 * seal)
    await sealed(database)
  }
  await anchored(database, file)
  await written(database, 4)
  await keep(database)
  await written(database, 30)
  await sealed(database)
  await anchored(database, file)
  await putBack(database)
}

test('an older state that comes back is found, and passes once it is declared, with what was lost', async ({
  database,
}) => {
  const file = join(aFolder(), 'audit-anchors.jsonl')
  await putBackAnOlderState(database, file)
  const silent = await found(database, file)

  const declared = await declareRestore(database.owner.db, { file }, said)
  await written(database, 7)
  await sealed(database)
  await anchored(database, file)
  const { here, alone } = await found(database, file)

  expect(silent.here.broken).toMatchObject({ what: 'seals-cut', seal: 2 })
  expect(inWords(silent.here.broken ?? Object.create(null))).toContain(
    'an older state was put back and nobody has said so',
  )
  expect(declared).toEqual({ chain: 2, n: 4, restored: 2 })
  expect(here).toMatchObject({
    ok: true,
    seals: 5,
    entries: 41,
    unsealed: 0,
    anchors: { met: 3, before: 1 },
    restores: [{ chain: 2, n: 4, from: 2, lost: 34, ...said }],
  })
  expect(alone).toEqual(here)
  expect(verdictLines(here).join('\n')).toContain(
    'About 34 entries that were sealed after that are not in this database.',
  )

  await tamper(database, `update aud.seal set opens = replace(opens, 'isla', 'mhairi') where n = 4`)
  expect((await found(database, file)).here.broken).toMatchObject({ what: 'seal-altered', seal: 4 })
  await tamper(database, `update aud.seal set opens = replace(opens, 'mhairi', 'isla') where n = 4`)
  await tamper(database, `update aud.audit_entry set outcome = 'denied' where id = 34`)
  expect((await found(database, file)).here.broken).toMatchObject({ what: 'changed', seal: 3, entry: '34' })
  await tamper(database, `update aud.audit_entry set outcome = 'done' where id = 34`)
})

test('a declaration that the anchors do not know of excuses nothing', async ({ database }) => {
  const file = join(aFolder(), 'audit-anchors.jsonl')
  const elsewhere = join(aFolder(), 'audit-anchors.jsonl')
  await written(database, 10)
  await sealed(database)
  await anchored(database, file)
  const { seals } = (await found(database, file)).here
  await tamper(
    database,
    `delete from aud.seal where n = ${seals}; delete from aud.audit_entry where id = (select max(id) from aud.audit_entry)`,
  )

  await declareRestore(database.owner.db, { file: elsewhere }, said)

  expect((await found(database, elsewhere)).here.ok).toBe(true)
  expect((await found(database, file)).here).toMatchObject({ ok: false, broken: { what: 'anchor-not-met' } })
})

test('where the anchors can’t be written the restore is not complete, and the next attempt completes it', async ({
  database,
}) => {
  const folder = aFolder()
  const inTheWay = join(folder, 'a file')
  writeFileSync(inTheWay, '')
  await expect(declareRestore(database.owner.db, { file: join(inTheWay, 'anchors') }, said)).rejects.toThrow()
  const file = join(folder, 'audit-anchors.jsonl')

  const once = await declareRestore(database.owner.db, { file }, { by: 'isla', because: 'again' })
  const twice = await declareRestore(database.owner.db, { file }, { by: 'isla', because: 'another one' })

  expect(
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toMatchObject([
    { kind: 'restore', chain: once.chain, n: once.n, because: said.because },
    { kind: 'restore', chain: twice.chain, n: twice.n, restored: once.n, because: 'another one' },
  ])
  expect((await found(database, file)).here.ok).toBe(true)
})

test('transaction numbers that begin anew stop the sealing until somebody says so', {
  timeout: 90_000,
}, async ({ database }) => {
  const file = join(aFolder(), 'audit-anchors.jsonl')
  const { jobs } = database
  await written(database, 20)
  await sealed(database)
  await anchored(database, file)
  // As pg_restore leaves it: what came back has the numbers of another server, far above those of this one.
  await tamper(database, `truncate aud.audit_entry, aud.seal`)
  await written(database, 30)
  await tamper(
    database,
    `update aud.audit_entry set xid = '900000000' where id % 2 = 0; update aud.audit_entry set xid = '800000000' where id % 2 = 1`,
  )
  await sealed(database)
  rmSync(file)
  await anchored(database, file)
  await written(database, 5)
  const behind = await sealEntries(jobs.db)

  const declared = await declareRestore(database.owner.db, { file }, said)
  await written(database, 6)
  await expect.poll(async () => (await sealEntries(jobs.db)).entries, { timeout: 60_000 }).toBe(6)
  const { here, alone } = await found(database, file)

  expect(behind).toEqual({ entries: 0, isAll: false, isBehind: true })
  expect(here).toMatchObject({ ok: true, unsealed: 0, restores: [{ from: declared.restored, lost: 0 }] })
  expect(alone).toEqual(here)
  await tamper(
    database,
    `update aud.audit_entry set via = 'x' where id = (select max(id) - 7 from aud.audit_entry)`,
  )
  expect((await found(database, file)).here.broken).toMatchObject({ what: 'changed', seal: declared.n - 1 })
})
