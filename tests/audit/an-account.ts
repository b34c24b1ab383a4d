import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Db, sql } from '#db/connection.server'
import { appendAnchor } from '~/audit/anchors.server'
import { dumpAudit } from '~/audit/dump.server'
import { newestSeal } from '~/audit/seal.server'
import { verify } from '~/audit/verify.server'
import { verifyDump } from '~/audit/verify-dump.mjs'
import type { TestDatabase } from '../support/database'

export function aFolder(): string {
  return mkdtempSync(join(tmpdir(), 'airt-audit-'))
}

/** Writes so many entries in one transaction, with every kind of value that an entry may hold. */
export function written(database: TestDatabase, entries: number): Promise<void> {
  return asOwner(database, async (db) => {
    await sql`set local role airt_sec`.execute(db)
    await writeInto(db, entries)
  })
}

export async function writeInto(db: Db, entries: number): Promise<void> {
  await sql`
    insert into aud.audit_entry (organisation_id, request_id, actor, actor_role, session_id, act, person_id, people, subject_type, subject_id,
      fields, via, outcome, detail)
    select gen_random_uuid(), gen_random_uuid(), case when n % 3 > 0 then gen_random_uuid() end, 'youth-worker', gen_random_uuid(), 'test.sealed',
      case when n % 2 = 0 then gen_random_uuid() end, case when n % 5 = 0 then array[gen_random_uuid(), gen_random_uuid()] end, null,
      gen_random_uuid(), case n % 4 when 0 then '{}' when 1 then array['known as', 'a "quoted" name', null, E'tab\\there\\\\'] end,
      case when n % 2 = 0 then 'lead' end, 'done', jsonb_build_object('words', E'Ceit’s line\\nand another\\\\ \\t 🙂', 'n', n, 'none', null)
      from generate_series(1, ${entries}::int) n`.execute(db)
}

/** As the owner of the tables, whom no trigger of ours holds. */
export function asOwner<T>(database: TestDatabase, run: (db: Db) => Promise<T>): Promise<T> {
  return database.owner.db.transaction().execute(async (db) => {
    await sql`set local role airt_owner`.execute(db)
    return run(db)
  })
}

/** Does what only somebody with the database in their hands can, and leaves no trace of how. */
export function tamper(database: TestDatabase, statement: string): Promise<void> {
  return asOwner(database, async (db) => {
    const { rows } = await sql<{ name: string }>`
      select c.oid::regclass::text as name from pg_class c where c.oid = 'aud.seal'::regclass or c.oid in
        (select relid from pg_partition_tree('aud.audit_entry'))`.execute(db)
    for (const { name } of rows) await sql.raw(`alter table ${name} disable trigger user`).execute(db)
    for (const each of statement.split(/;\s*/)) await sql.raw(each).execute(db)
    for (const { name } of rows) await sql.raw(`alter table ${name} enable trigger user`).execute(db)
  })
}

/** Keeps the account as it is now, so that after each tampering it can be put back. */
export async function keep(database: TestDatabase): Promise<void> {
  await sql`create schema kept authorization airt_owner`.execute(database.owner.db)
  await tamper(
    database,
    `create table kept.entry as table aud.audit_entry; create table kept.seal as table aud.seal`,
  )
}

export function putBack(database: TestDatabase): Promise<void> {
  return tamper(
    database,
    `truncate aud.audit_entry, aud.seal; insert into aud.audit_entry select * from kept.entry; insert into aud.seal select * from kept.seal`,
  )
}

/**
 * Seals all that is there, in one seal. The sealer itself waits for every transaction that is open in the whole cluster, those of other
 * tests among them; here nobody writes.
 */
export async function sealed(database: TestDatabase): Promise<void> {
  await asOwner(database, async (db) => {
    await sql`set local role airt_seal`.execute(db)
    await sql`select from aud.put_batch(10000, '18446744073709551615')`.execute(db)
  })
}

export async function anchored(database: TestDatabase, file: string): Promise<void> {
  const newest = await newestSeal(database.jobs.db)
  if (!newest) throw new Error('There is no seal')
  const { n, chain, root, toXid, total } = newest
  await appendAnchor(file, { kind: 'seal', chain, n, root, to_xid: toXid, entries: total })
}

/** What the command finds, which the stand-alone file must find in a dump as well. */
export async function found(database: TestDatabase, file: string) {
  const here = await verify(database.url, file, 'all')
  const dump = join(aFolder(), `${randomUUID()}.dump`)
  await dumpAudit(database.url, dump)
  const alone = await verifyDump(dump, here.anchors ? [file] : [])
  return { here, alone }
}
