import { sql } from '#db/connection.server'
import { type FieldKeys, openField } from '~/access/field-keys.server'
import { asDefiner } from '~/access/field-sealing.server'
import { type SealedTable, sealedColumns } from '~/access/sealed-fields'
import type { TestDatabase } from '../support/database'

export type Row = Readonly<Record<string, unknown>>

/** One row as it was put in, changed or taken away, and the transaction that did it. */
export type Wrote = { at: number; xid: string; table: string; was: Row | null; is: Row | null }

/**
 * From here on every row that is written in this file's own database is noted with its transaction: what a form did can then be
 * counted, whatever it is that it does.
 */
export async function watchWriting(database: TestDatabase): Promise<void> {
  await database.owner.db.transaction().execute(async (db) => {
    const run = (statement: string) => sql.raw(statement).execute(db)
    await run('create schema watch')
    await run(
      'create table watch.wrote (at bigserial primary key, xid xid8, name text, was jsonb, now jsonb)',
    )
    await run(`create function watch.note() returns trigger language plpgsql security definer set search_path = pg_catalog, watch as $$
      begin
        insert into watch.wrote (xid, name, was, now) values (pg_current_xact_id(), tg_table_schema || '.' || tg_table_name,
          case when tg_op <> 'INSERT' then to_jsonb(old) end, case when tg_op <> 'DELETE' then to_jsonb(new) end);
        return null;
      end $$`)
    await run('grant usage on schema watch to airt_owner')
    await run('set local role airt_owner')
    await run(`do $$ declare named regclass; begin
      for named in select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'app' and c.relkind in ('r', 'p') loop
        execute format('create trigger zz_noted after insert or update or delete on %s for each row execute function watch.note()', named);
      end loop; end $$`)
  })
}

/** Where the notes end now: what is written later stands behind it. */
export async function noted(database: TestDatabase): Promise<number> {
  const { rows } = await sql<{ at: number }>`select coalesce(max(at), 0) as at from watch.wrote`.execute(
    database.owner.db,
  )
  return rows[0]?.at ?? 0
}

export async function writtenSince(database: TestDatabase, from: number): Promise<Wrote[]> {
  const { rows } = await sql<Wrote>`
    select at, xid::text as xid, name as table, was, now as is from watch.wrote where at > ${from} order by at`.execute(
    database.owner.db,
  )
  return readable(database, rows)
}

/** What lies sealed, as who wrote it meant it. */
async function readable(database: TestDatabase, rows: readonly Wrote[]): Promise<Wrote[]> {
  const people = [
    ...new Set(rows.flatMap(({ table, is, was }) => (isSealed(table) ? personOf(is ?? was) : []))),
  ]
  const keys = await asDefiner(database.owner.db, async (db) => {
    const { rows: found } = await sql<{ id: string; keys: FieldKeys }>`
      select person_id as id, keys from sec.field_keys_of(${people}::uuid[])`.execute(db)
    return new Map(found.map((each) => [each.id, each.keys]))
  })
  const opened = (table: string, row: Row | null): Row | null => {
    if (!row || !isSealed(table)) return row
    const own = keys.get(String(row.person_id)) ?? []
    const columns: readonly string[] = sealedColumns[table]
    const texts = columns.map((column) => [
      column,
      openField(own, { table, column }, (row[column] ?? null) as string | null),
    ])
    return { ...row, ...Object.fromEntries(texts) }
  }
  return rows.map((row) => ({ ...row, was: opened(row.table, row.was), is: opened(row.table, row.is) }))
}

function isSealed(table: string): table is SealedTable {
  return Object.hasOwn(sealedColumns, table)
}

function personOf(row: Row | null): string[] {
  return row ? [String(row.person_id)] : []
}

/** Which of these requests left an entry in the audit, in which transaction. */
export async function auditedBy(
  database: TestDatabase,
  requestIds: readonly string[],
): Promise<{ requestId: string; xid: string; act: string }[]> {
  return database.owner.db.transaction().execute(async (db) => {
    await sql`set local role airt_owner`.execute(db)
    const { rows } = await sql<{ requestId: string; xid: string; act: string }>`
      select request_id as "requestId", xid::text as xid, act from aud.audit_entry where request_id = any (${requestIds}::uuid[])`.execute(
      db,
    )
    return rows
  })
}
