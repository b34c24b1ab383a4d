import { type Db, sql } from '#db/connection.server'
import type { TestDatabase } from '../support/database'

/** One line of the account as it might have been written on another day. */
export type Wrote = {
  at: string
  actor: string
  role?: string
  organisationId: string
  act?: string
  personId?: string | null
  people?: readonly string[]
  via?: string | null
}

/** Writes lines of days that are over: only who owns the table can, and only by hand. */
export async function writeAccount(database: TestDatabase, lines: readonly Wrote[]): Promise<void> {
  await asOwner(database, async (db) => {
    await sql`
      insert into aud.audit_entry (organisation_id, at, actor, actor_role, act, person_id, people, via)
      select (l ->> 'organisationId')::uuid, (l ->> 'at')::timestamp at time zone 'Europe/London', (l ->> 'actor')::uuid,
             coalesce(l ->> 'role', 'youth-worker'), coalesce(l ->> 'act', 'person.view'), (l ->> 'personId')::uuid,
             case when l ? 'people' then array(select jsonb_array_elements_text(l -> 'people')::uuid) end, l ->> 'via'
        from jsonb_array_elements(${JSON.stringify(lines)}::jsonb) l`.execute(db)
  })
}

/** The triggers are left out: they count today's openings, and nobody may be stopped for another day's. */
export function asOwner<T>(database: TestDatabase, run: (db: Db) => Promise<T>): Promise<T> {
  return database.owner.db.transaction().execute(async (db) => {
    await sql`set local role airt_owner`.execute(db)
    await sql`alter table aud.audit_entry disable trigger counts_opened`.execute(db)
    const value = await run(db)
    await sql`alter table aud.audit_entry enable trigger counts_opened`.execute(db)
    return value
  })
}
