import { createHash, randomBytes } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import { beginWork, inWork } from '~/access/work.server'
import { recordAudit } from '~/audit/write.server'
import { expect, type TestDatabase } from '../support/database'
import type { Cast } from './cast'
import { asBearer, attempt, tokenFor } from './committed'
import { insertInto, personTables } from './rows-of-a-person'
import { test } from './with-cast'

type OrganisationTable = { name: string; key: string; column: string; mayInsert: boolean; mayUpdate: boolean }

/** Every table of the work whose rows belong to an organisation, from the catalogue. */
async function organisationTables(db: Db): Promise<OrganisationTable[]> {
  const { rows } = await sql<OrganisationTable>`
    select c.oid::regclass::text as name, key.attname as key, has_table_privilege('airt_jobs', c.oid, 'insert') as "mayInsert",
           has_any_column_privilege('airt_jobs', c.oid, 'update') as "mayUpdate",
           (select a.attname from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
             order by has_column_privilege('airt_jobs', c.oid, a.attnum, 'update') desc, a.attnum limit 1) as column
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute key on key.attrelid = c.oid and key.attname = case c.relname when 'organisation' then 'id' else 'organisation_id' end
     where n.nspname = 'app' and c.relkind in ('r', 'p') and has_table_privilege('airt_jobs', c.oid, 'select') order by 1`.execute(
    db,
  )
  return rows
}

/** Which organisations' rows this work reads and changes, table by table. */
async function reached(
  db: Db,
  tables: readonly OrganisationTable[],
): Promise<Record<string, { reads: string[]; changes: string[] }>> {
  const found: Record<string, { reads: string[]; changes: string[] }> = {}
  for (const { name, key, column, mayUpdate } of tables) {
    const { rows: reads } = await sql<{
      id: string
    }>`select distinct ${sql.ref(key)} as id from ${sql.table(name)}`.execute(db)
    const changed = new Set<string>()
    if (mayUpdate) {
      await sql`savepoint tried`.execute(db)
      const { rows } = await sql<{
        id: string
      }>`update ${sql.table(name)} set ${sql.ref(column)} = ${sql.ref(column)} returning ${sql.ref(key)} as id`.execute(
        db,
      )
      for (const { id } of rows) changed.add(id)
      await sql`rollback to savepoint tried`.execute(db)
    }
    found[name] = { reads: reads.map(({ id }) => id).sort(), changes: [...changed].sort() }
  }
  return found
}

function asJobs<T>(database: TestDatabase, token: string, run: (db: Db) => Promise<T>): Promise<T> {
  return database.jobs.db.transaction().execute(async (db) => {
    await sql`select set_config('app.session', ${token}, true)`.execute(db)
    return run(db)
  })
}

test('work for one organisation reads and changes its rows alone, work for all reaches all', async ({
  database,
  cast,
}) => {
  const here = cast.players['youth-worker'].organisationId
  const there = cast.players['youth-worker'].people['another organisation'].organisationId
  const tables = await organisationTables(database.owner.db)
  const every = await asJobs(database, await beginWork(database.owner.db, 'test', null), (db) =>
    reached(db, tables),
  )

  const own = await asJobs(database, await beginWork(database.owner.db, 'test', here), (db) =>
    reached(db, tables),
  )
  const other = await asJobs(database, await beginWork(database.owner.db, 'test', there), (db) =>
    reached(db, tables),
  )

  const filled = tables.filter(
    ({ name }) => every[name]?.reads.includes(here) && every[name]?.reads.includes(there),
  )
  expect(filled.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(personTables)))
  for (const { name, mayUpdate } of tables) {
    expect([name, own[name]]).toEqual([name, only(every[name]?.reads, here, mayUpdate)])
    expect([name, other[name]]).toEqual([name, only(every[name]?.reads, there, mayUpdate)])
  }
})

function only(all: readonly string[] = [], organisationId: string, mayUpdate: boolean) {
  const reads = all.filter((id) => id === organisationId)
  return { reads, changes: mayUpdate ? reads : [] }
}

test('work for one organisation puts nothing into another', async ({ database, cast }) => {
  const here = cast.players['youth-worker'].organisationId
  const person = cast.players['youth-worker'].people['another organisation']
  const open = (await organisationTables(database.owner.db))
    .filter(({ mayInsert }) => mayInsert)
    .map(({ name }) => name)

  await asJobs(database, await beginWork(database.owner.db, 'test', here), async (db) => {
    for (const [table, { row, scope }] of Object.entries(personTables)) {
      if (!open.includes(table)) continue
      const bit = scope === 'each row' ? 4 : 0
      const answer = await attempt(db, sql.raw(insertInto(table, row(person, cast.besides(person, 4), bit))))
      expect([table, answer]).toEqual([table, '42501'])
    }
  })
})

test.for([
  ['no token', async () => ''],
  ['a made-up one', async () => randomBytes(32).toString('base64url')],
  [
    'the one of a browser',
    (database: TestDatabase, cast: Cast) => tokenFor(database, cast.players['team-manager']),
  ],
  [
    'one that has lasted its time',
    (database: TestDatabase) =>
      spent(database, `made_at = now() - interval '4 hours', expires_at = now() - interval '3 hours'`),
  ],
  ['one that was ended', (database: TestDatabase) => spent(database, 'ended_at = now()')],
] as const)('work with %s reaches nothing', async ([, tokenOf], { database, cast }) => {
  const tables = await organisationTables(database.owner.db)
  const token = await tokenOf(database, cast)

  const found = await asJobs(database, token, (db) => reached(db, tables))
  const schools = await asJobs(database, token, (db) => sql`select from app.school`.execute(db))

  expect(Object.values(found).flatMap(({ reads, changes }) => [...reads, ...changes])).toEqual([])
  expect(schools.rows).toEqual([])
})

async function spent(database: TestDatabase, change: string): Promise<string> {
  const token = await beginWork(database.owner.db, 'test', null)
  const hash = createHash('sha256').update(token).digest()
  await database.owner.db.transaction().execute(async (db) => {
    await sql`set local role airt_sec`.execute(db)
    await sql`update sec.session set ${sql.raw(change)} where token_hash = ${hash}`.execute(db)
  })
  return token
}

test('work whose token is spent while it runs finds nothing in its next transaction', async ({
  database,
  cast,
}) => {
  const token = await beginWork(database.owner.db, 'test', cast.players['youth-worker'].organisationId)
  const count = (db: Db) => sql`select from app.person`.execute(db).then(({ rows }) => rows.length)
  const before = await asJobs(database, token, count)

  await database.owner.db.transaction().execute(async (db) => {
    await sql`set local role airt_sec`.execute(db)
    await sql`update sec.session set ended_at = now() where token_hash = sha256(convert_to(${token}, 'UTF8'))`.execute(
      db,
    )
  })

  expect(before).toBeGreaterThan(0)
  expect(await asJobs(database, token, count)).toBe(0)
})

test("a token for work opens no one to the pages' own login", async ({ database, cast }) => {
  for (const organisationId of [null, cast.players['youth-worker'].organisationId]) {
    const token = await beginWork(database.owner.db, 'test', organisationId)
    const seen = await asBearer(database, token, (db) => sql`select from app.person`.execute(db))
    expect(seen.rows).toEqual([])
  }
})

test('schools are written by work, and by nobody who is signed in', async ({ database, cast }) => {
  const add = (name: string) => sql`insert into app.school (name) values (${name})`
  const token = await beginWork(database.owner.db, 'import.schools', null)

  const byWork = await asJobs(database, token, (db) => attempt(db, add('Northmoor Academy')))
  const byHand = await asBearer(database, cast.players['team-manager'].token, (db) =>
    attempt(db, add('Northmoor Academy')),
  )

  expect({ byWork, byHand }).toEqual({ byWork: 'done', byHand: '42501' })
})

test('work says in the audit for what it reads, and as whom', async ({ database, cast }) => {
  const { organisationId, people } = cast.players['youth-worker']
  const token = await beginWork(database.owner.db, 'rederive', organisationId)

  await inWork(database.jobs.db, token, (db) =>
    recordAudit(db, { act: 'test.work', personId: people.lead.id }),
  )

  const { rows } = await database.owner.db.transaction().execute(async (db) => {
    await sql`set local role airt_owner`.execute(db)
    return sql`select e.via, e.actor_role, e.organisation_id from aud.audit_entry e where act = 'test.work'`.execute(
      db,
    )
  })
  expect(rows).toEqual([{ via: 'work:rederive', actor_role: 'service', organisation_id: organisationId }])
})

test('a policy for work that forgets the organisation is noticed', async ({ database, cast }) => {
  const { organisationId } = cast.players['youth-worker']
  const tables = await organisationTables(database.owner.db)
  const token = await beginWork(database.owner.db, 'test', organisationId)
  const transaction = await database.owner.db.startTransaction().execute()
  try {
    await sql`set local role airt_owner`.execute(transaction)
    await sql`create policy slip on app.fact to airt_jobs using ((select sec.is_at_work()))`.execute(
      transaction,
    )
    await sql`select set_config('role', 'airt_jobs', true), set_config('app.session', ${token}, true)`.execute(
      transaction,
    )

    const found = await reached(transaction, tables)

    expect(found['app.fact']?.reads).toHaveLength(2)
    expect(found['app.person']?.reads).toEqual([organisationId])
  } finally {
    await transaction.rollback().execute()
  }
})
