import { randomUUID } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import { openRequest } from '~/access/request.server'
import { visiblePeople } from '~/access/visible.server'
import { recordAudit } from '~/audit/write.server'
import { allocate, aPersonOf, aWorker } from '../support/builders'
import { expect, type TestDatabase, test } from '../support/database'
import { asBearer, asNobody, attempt, built, tokenFor } from './committed'
import { aRealServer } from './real-server'

const saved = { status: 303, location: '/people' }
const shown = { status: 200, location: null }

/** A worker who is signed in and the one person they see. */
async function aReader(database: TestDatabase) {
  const { worker, person } = await built(database, async (db) => {
    const worker = await aWorker(db)
    const person = await aPersonOf(db, worker.organisationId, { given_name: 'Rosie' })
    await allocate(db, person, worker)
    return { worker, person }
  })
  return { worker, person, token: await tokenFor(database, worker) }
}

/** Entries of one act, as the owner of the tables reads them. */
function entriesOf(database: TestDatabase, act: string) {
  return asOwner(database, async (db) => {
    const { rows } = await sql<{
      actor: string | null
      organisation_id: string
      actor_role: string | null
      person_id: string | null
      via: string | null
      request_id: string | null
    }>`
      select actor, organisation_id, actor_role, person_id, via, request_id from aud.audit_entry where act = ${act}`.execute(
      db,
    )
    return rows
  })
}

function asOwner<T>(database: TestDatabase, run: (db: Db) => Promise<T>): Promise<T> {
  return database.owner.db.transaction().execute(async (db) => {
    await sql`set local role airt_owner`.execute(db)
    return run(db)
  })
}

test('who did it is whoever is signed in, whatever the page says', async ({ database }) => {
  const { worker, person, token } = await aReader(database)
  const other = await aReader(database)
  const unit = openRequest(database.app.db, randomUUID())
  const { db } = await unit.enter(token)

  await sql`select set_config('app.user_id', ${other.worker.id}, true)`.execute(db)
  await recordAudit(db, {
    act: 'test.forged',
    personId: person.id,
    detail: {
      actor: other.worker.id,
      organisationId: other.worker.organisationId,
      actorRole: 'administrator',
    },
  })
  await unit.finish(shown)

  expect(await entriesOf(database, 'test.forged')).toMatchObject([
    {
      actor: worker.id,
      organisation_id: worker.organisationId,
      actor_role: 'youth-worker',
      person_id: person.id,
      via: 'lead',
    },
  ])
})

test('without a session an entry has no actor', async ({ database }) => {
  const { worker } = await aReader(database)
  const unit = openRequest(database.app.db, randomUUID())
  const { db } = await unit.enter('')

  await recordAudit(db, {
    act: 'test.nobody',
    detail: { actor: worker.id, organisationId: worker.organisationId },
  })
  await unit.finish(shown)

  expect(await entriesOf(database, 'test.nobody')).toMatchObject([
    { actor: null, actor_role: null, organisation_id: worker.organisationId },
  ])
})

test('no login writes, reads or changes an entry past its function', async ({ database }) => {
  const { token } = await aReader(database)
  const tries = (db: Db) =>
    Promise.resolve([
      sql`insert into aud.audit_entry (organisation_id, act) values (${randomUUID()}, 'test.direct')`,
      sql`select * from aud.audit_entry`,
      sql`update aud.audit_entry set act = 'x'`,
      sql`delete from aud.audit_entry`,
      sql`truncate aud.audit_entry`,
      sql`select nextval('aud.audit_entry_id')`,
      sql`select aud.open_year(2030)`,
    ]).then(async (all) => {
      const answers = []
      for (const each of all) answers.push(await attempt(db, each))
      return answers
    })

  const refused = Array.from({ length: 7 }, () => '42501')
  expect(await asBearer(database, token, tries)).toEqual(refused)
  expect(await asNobody(database, tries)).toEqual(refused)
  expect(await database.jobs.db.transaction().execute(tries)).toEqual(refused)
})

test('an entry stays as it was written, even for who owns the table', async ({ database }) => {
  const { token } = await aReader(database)
  const unit = openRequest(database.app.db, randomUUID())
  const { db } = await unit.enter(token)
  await recordAudit(db, { act: 'test.kept' })
  await unit.finish(shown)

  await asOwner(database, async (db) => {
    const { rows } = await sql<{
      part: string
    }>`select tableoid::regclass::text as part from aud.audit_entry where act = 'test.kept'`.execute(db)
    const tables = ['aud.audit_entry', rows[0]?.part ?? '']
    const answers = []
    for (const table of tables)
      for (const statement of [`update ${table} set act = 'x'`, `delete from ${table}`, `truncate ${table}`])
        answers.push(await attempt(db, sql.raw(statement)))

    expect(answers).toEqual(Array.from({ length: 6 }, () => '42501'))
  })
  expect(await entriesOf(database, 'test.kept')).toHaveLength(1)
})

test('who has read people and left no entry gets nothing', async ({ database }) => {
  const { token } = await aReader(database)
  const unit = openRequest(database.app.db, randomUUID())
  const { db, worker } = await unit.enter(token)
  if (!worker) throw new Error('Nobody is signed in')
  const people = await visiblePeople(db, worker).select('person.id').execute()

  expect(people).toHaveLength(1)
  await expect(unit.finish(shown)).rejects.toThrow('no audit entry')
})

test('people are read in no transaction but one that was begun for somebody', async ({ database }) => {
  const { worker } = await aReader(database)

  expect(() => visiblePeople(database.app.db, { ...worker })).toThrow('not a transaction')
})

test('a statement that failed unheard takes the whole answer with it', async ({ database }) => {
  const { token, person } = await aReader(database)
  const unit = openRequest(database.app.db, randomUUID())
  const { db, worker } = await unit.enter(token)
  if (!worker) throw new Error('Nobody is signed in')
  await visiblePeople(db, worker).select('person.id').execute()
  await recordAudit(db, { act: 'test.unheard', personId: person.id })
  await sql`select 1 / 0`.execute(db).catch(() => undefined)

  await expect(unit.finish(shown)).rejects.toThrow('Nothing was committed')
  expect(await entriesOf(database, 'test.unheard')).toEqual([])
})

const broken: [why: string, breaks: string, mends: string][] = [
  [
    'the right to write it is missing',
    'revoke insert on aud.audit_entry from airt_sec',
    'grant insert on aud.audit_entry to airt_sec',
  ],
  [
    'the part of its year is missing',
    `do $$ begin execute format('alter table aud.audit_entry detach partition aud.audit_entry_%s', extract(year from now())); end $$`,
    `do $$ declare y int := extract(year from now()); begin execute format('alter table aud.audit_entry attach partition aud.audit_entry_%s
      for values from (%L) to (%L)', y, make_timestamptz(y, 1, 1, 0, 0, 0, 'UTC'), make_timestamptz(y + 1, 1, 1, 0, 0, 0, 'UTC')); end $$`,
  ],
  [
    'its table is missing',
    'alter table aud.audit_entry rename to elsewhere',
    'alter table aud.elsewhere rename to audit_entry',
  ],
]

test.for(broken)('nothing is shown and nothing saved when %s', async ([, breaks, mends], { database }) => {
  const { token, person } = await aReader(database)
  const server = await aRealServer(database)
  const before = await server.get(`/people/${person.id}`, token)
  expect(before.text).toContain('Rosie')
  await asOwner(database, (db) => sql.raw(breaks).execute(db))
  try {
    const unit = openRequest(database.app.db, randomUUID())
    const { db, worker } = await unit.enter(token)
    if (!worker) throw new Error('Nobody is signed in')
    await visiblePeople(db, worker).select('person.id').execute()
    await sql`update app.person set pronouns = 'they' where id = ${person.id}`.execute(db)

    await recordAudit(db, { act: 'test.broken', personId: person.id })
    await expect(unit.finish(saved)).rejects.toThrow()
    for (const path of [`/people/${person.id}`, '/people', '/today']) {
      const page = await server.get(path, token)
      expect([path, page.status, page.text.includes('Rosie')]).toEqual([path, 503, false])
    }
  } finally {
    await asOwner(database, (db) => sql.raw(mends).execute(db))
    await server.stop()
  }
  const { rows } = await asBearer(database, token, (db) =>
    sql<{ pronouns: string | null }>`select pronouns from app.person where id = ${person.id}`.execute(db),
  )
  expect(rows).toEqual([{ pronouns: null }])
})

test('nothing is shown and nothing saved while the part of its year is locked', async ({ database }) => {
  const { token, person } = await aReader(database)
  const server = await aRealServer(database)
  expect((await server.get(`/people/${person.id}`, token)).text).toContain('Rosie')
  const holding = await database.owner.db.startTransaction().execute()
  try {
    await sql`set local role airt_owner`.execute(holding)
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(holding)
    await sql
      .raw(`lock table aud.audit_entry_${new Date().getUTCFullYear()} in exclusive mode`)
      .execute(holding)

    const pages = await Promise.all(
      [`/people/${person.id}`, '/people', '/today'].map((path) => server.get(path, token)),
    )

    expect(pages.map(({ status, text }) => [status, text.includes('Rosie')])).toEqual(
      pages.map(() => [503, false]),
    )
    expect(pages.map(({ headers }) => headers['retry-after'])).toEqual(pages.map(() => '5'))
  } finally {
    await holding.rollback().execute()
  }

  const after = await server.get(`/people/${person.id}`, token)
  await server.stop()
  expect([after.status, after.text.includes('Rosie')]).toEqual([200, true])
})
