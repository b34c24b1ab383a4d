import { sql } from '#db/connection.server'
import { inWork } from '~/access/work.server'
import { recordAudit } from '~/audit/write.server'
import { sendList, tokenOfList } from '~/intake/send-list.server'
import { asWorker, bringIn, pageOf, start, takeIn, theirs, workOn } from '../intake/a-list'
import { aPersonWith, aTeam, aWorker, today } from '../support/builders'
import { asDefiner, expect, type TestDatabase, test } from '../support/database'
import { attempt, built } from './committed'
import { personTables } from './rows-of-a-person'

const canary = 'Zanzibarina'
const rows = [
  { reference: 'S-1', given_name: canary, date_of_birth: '2010-01-14' },
  { reference: 'S-2', given_name: canary, date_of_birth: 'never' },
]
const tables = ['app.import', 'app.import_part', 'app.import_row', 'app.import_change']

async function aList(database: TestDatabase) {
  const isla = await built(database, (db) => aWorker(db))
  return { isla, id: await bringIn(database, isla, rows) }
}

test.for([
  ['a colleague', 'youth-worker', 'here'],
  ['a manager', 'team-manager', 'here'],
  ['whoever looks after Airt', 'administrator', 'here'],
  ['data protection', 'data-protection', 'here'],
  ['a manager of another organisation', 'team-manager', 'there'],
] as const)('%s sees nothing of a list that is not theirs', async ([, role, where], { database }) => {
  const { isla } = await aList(database)
  const other = await built(database, (db) =>
    aWorker(db, { role, ...(where === 'here' && { organisation: isla }) }),
  )

  const seen = await asWorker(database, other, async (db) => {
    const found: unknown[] = []
    for (const table of tables)
      found.push(...(await sql`select worker_id from ${sql.table(table)}`.execute(db)).rows)
    const counts = await sql`select * from sec.import_counts()`.execute(db)
    return { found, counts: counts.rows.length }
  })

  expect(seen.found).toEqual([])
  expect(seen.counts > 0).toBe(role === 'administrator')
})

test('counts say nothing of whoever is in a list', async ({ database }) => {
  const { isla } = await aList(database)
  const admin = await built(database, (db) => aWorker(db, { role: 'administrator', organisation: isla }))

  const counts = await asWorker(database, admin, (db) => sql`select * from sec.import_counts()`.execute(db))

  expect(counts.rows).toEqual([
    { kind: 'people', status: 'done', lists: 1, rows_read: 2, added: 1, changed: 0, refused: 1 },
  ])
})

test('a list is started by its maker alone, and by nobody whose role does not bring lists in', async ({
  database,
}) => {
  const isla = await built(database, (db) => aWorker(db))
  const id = await takeIn(database, isla, rows)
  await workOn(database, id)
  const send = (who: typeof isla) =>
    asWorker(database, who, (db) =>
      sendList(db, database.secret, { id, kind: 'people' }, ['checked'], 'running', today),
    )
  const colleague = await built(database, (db) => aWorker(db, { organisation: isla }))
  const lead = await built(database, (db) => aWorker(db, { organisation: isla, role: 'programme-lead' }))

  expect(await send(colleague)).toBe(false)
  await expect(send(lead)).rejects.toThrow('not theirs to bring in')
  expect(await pageOf(database, isla, id)).toMatchObject({ status: 'checked' })
})

test('nobody says by hand how far a list is, or puts one in for somebody else', async ({ database }) => {
  const { isla, id } = await aList(database)
  const other = await built(database, (db) => aWorker(db, { organisation: isla }))

  const tried = await asWorker(database, isla, async (db) => [
    await attempt(db, sql`update app.import set status = 'checked' where id = ${id}`),
    await attempt(db, sql`update app.import set worker_id = ${other.id} where id = ${id}`),
    await attempt(
      db,
      sql`insert into app.import (organisation_id, worker_id, kind, source) values (${isla.organisationId}, ${other.id}, 'people', 'x')`,
    ),
    await attempt(db, sql`update app.import_part set bytes = 'x' where import_id = ${id}`),
    await attempt(db, sql`delete from app.import_row where import_id = ${id}`),
    await attempt(db, sql`select before from app.import_change`),
    await attempt(db, sql`select sec.undo_import(${id}, 10)`),
    await attempt(db, sql`select sec.begin_people(1)`),
  ])

  expect(tried).toEqual(Array.from({ length: 8 }, () => '42501'))
})

test("the work on a list reaches its maker's people and nobody else, and no other table", async ({
  database,
}) => {
  const isla = await built(database, (db) => aWorker(db))
  const { own, hidden } = await built(database, async (db) => {
    const rory = await aWorker(db, { organisation: isla })
    return { own: await aPersonWith(db, isla), hidden: await aPersonWith(db, rory, { reference: 'S-9' }) }
  })
  const id = await takeIn(database, isla, rows)

  const reached = await inWork(database.jobs.db, tokenOfList(database.secret, id), async (db) => {
    await recordAudit(db, { act: 'test.reach' })
    const { rows: people } = await sql<{ id: string }>`select id from app.person`.execute(db)
    const others: string[] = []
    for (const table of Object.keys(personTables)) {
      if (['app.person', 'app.person_name', 'app.allocation', 'app.fact'].includes(table)) continue
      const { rows: found } = await sql`select from ${sql.table(table)} limit 1`
        .execute(db)
        .catch(() => ({ rows: [] }))
      if (found.length > 0) others.push(table)
    }
    return {
      people: people.map((each) => each.id),
      others,
      change: await attempt(
        db,
        sql`update app.person set postcode = 'X' where id = ${hidden.id} returning 1`,
      ),
      derive: await attempt(db, sql`select sec.lock_people(array[${hidden.id}]::uuid[])`),
      worker: await attempt(db, sql`update app.worker set role = 'administrator' where id = ${isla.id}`),
    }
  })

  expect(reached).toMatchObject({ people: [own.id], others: [], derive: '42501' })
  const [untouched] = await built(database, (db) =>
    sql<{
      postcode: string | null
      role: string
    }>`select (select postcode from app.person where id = ${hidden.id}) as postcode,
      (select role from app.worker where id = ${isla.id}) as role`
      .execute(db)
      .then(({ rows: found }) => found),
  )
  expect(untouched).toEqual({ postcode: null, role: 'youth-worker' })
})

test('whoever is disabled while a list is saved stops it at the next batch; what was saved stays, and is said', async ({
  database,
}) => {
  const isla = await built(database, (db) => aWorker(db))
  const many = Array.from({ length: 350 }, (_, at) => ({ reference: `M-${at}`, given_name: `Person${at}` }))
  const id = await takeIn(database, isla, many)
  await workOn(database, id)
  await start(database, isla, id)

  let turns = 0
  await workOn(database, id, { mayGoOn: () => ++turns <= 2 })
  const half = await theirs(database, isla)
  await built(database, (db) => sql`update app.worker set ended_at = now() where id = ${isla.id}`.execute(db))
  await workOn(database, id)
  await workOn(database, id)

  const [list] = await built(database, (db) =>
    asDefiner(db, () =>
      sql`select status, stopped_at, stopped_because, added, (select count(*)::int from app.person where organisation_id = ${isla.organisationId}) as people
        from app.import where id = ${id}`
        .execute(db)
        .then(({ rows: found }) => found),
    ),
  )
  expect(half).toHaveLength(100)
  expect(list).toEqual({
    status: 'stopped',
    stopped_at: 'running',
    stopped_because: 'not-allowed',
    added: 100,
    people: 100,
  })
})

test('whoever loses a team while a list is saved adds nobody to it any more', async ({ database }) => {
  const { manager, team } = await built(database, async (db) => {
    const manager = await aWorker(db, { role: 'team-manager' })
    return { manager, team: await aTeam(db, manager, [manager]) }
  })
  const many = Array.from({ length: 250 }, (_, at) => ({ reference: `T-${at}`, given_name: `Person${at}` }))
  const id = await takeIn(database, manager, many)
  await workOn(database, id)
  await start(database, manager, id)
  let turns = 0
  await workOn(database, id, { mayGoOn: () => ++turns <= 2 })
  await built(database, (db) => sql`delete from app.team_member where team_id = ${team.id}`.execute(db))
  for (let tries = 0; tries < 4; tries += 1) await workOn(database, id).catch(() => undefined)

  const { rows: found } = await built(database, (db) =>
    sql<{
      inTeam: number
    }>`select count(*) filter (where team_id = ${team.id}) as "inTeam" from app.person where organisation_id = ${manager.organisationId}`.execute(
      db,
    ),
  )
  expect(found).toEqual([{ inTeam: 100 }])
})

test('two processes at one list save each row once, and killing one changes nothing', async ({
  database,
}) => {
  const isla = await built(database, (db) => aWorker(db))
  const many = Array.from({ length: 420 }, (_, at) => ({ reference: `K-${at}`, given_name: `Person${at}` }))
  const id = await takeIn(database, isla, many)
  await Promise.all([workOn(database, id), workOn(database, id)])
  await start(database, isla, id)
  await start(database, isla, id)

  let turns = 0
  await workOn(database, id, { mayGoOn: () => ++turns <= 3 })
  await Promise.all([workOn(database, id), workOn(database, id), workOn(database, id)])
  await workOn(database, id)

  expect(await pageOf(database, isla, id)).toMatchObject({ status: 'done', added: 420, done: 420 })
  expect(await theirs(database, isla)).toHaveLength(420)
})

test('what a list held is forgotten after 30 days, and not a day before', async ({ database }) => {
  const { isla, id } = await aList(database)
  const young = await bringIn(database, isla, [{ reference: 'Y-1', given_name: 'Young' }])
  const age = (days: number, which: string) =>
    built(database, (db) =>
      asDefiner(db, () =>
        sql`update app.import set made_at = now() - make_interval(days => ${days}), started_at = now() - make_interval(days => ${days}) where id = ${which}`.execute(
          db,
        ),
      ),
    )
  await age(31, id)
  await age(29, young)

  await built(database, (db) => sql`select sec.forget_imports()`.execute(db))

  const left = await built(database, (db) =>
    asDefiner(db, () =>
      sql<{ id: string }>`select import_id as id from app.import_part where import_id in (${id}, ${young})
        union all select import_id from app.import_row where import_id = ${id}
        union all select import_id from app.import_change where import_id = ${id}`.execute(db),
    ),
  )
  expect(left.rows).toEqual([{ id: young }])
  expect(await pageOf(database, isla, id)).toMatchObject({ added: 1, isKept: false, mayBeUndone: false })
})

test('neither the queue nor the account holds anything of a list but its id', async ({ database }) => {
  const { id } = await aList(database)

  const { rows: jobs } = await sql<{
    data: unknown
  }>`select data from pgboss.job where name = 'import'`.execute(database.jobs.db)
  const { rows: entries } = await database.owner.db.transaction().execute(async (db) => {
    await sql`set local role airt_owner`.execute(db)
    return sql<{ said: string }>`select e::text as said from aud.audit_entry e`.execute(db)
  })

  expect(jobs).toContainEqual({ data: { importId: id } })
  expect(jobs.every(({ data }) => Object.keys(data as object).join() === 'importId')).toBe(true)
  expect(entries.filter(({ said }) => said.includes(canary))).toEqual([])
  expect(entries.length).toBeGreaterThan(5)
})
