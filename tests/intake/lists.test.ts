import { sql } from '#db/connection.server'
import { built } from '../security/committed'
import { aFact, aPersonWith, aSession, aTeam, aWorker } from '../support/builders'
import { expect, type TestDatabase, test } from '../support/database'
import { bringIn, mend, pageOf, really, start, takeBack, takeIn, theirs, workOn } from './a-list'

const leavers = [
  { reference: 'L-1', given_name: 'Eilidh', family_name: 'Ross', date_of_birth: '2010-01-14' },
  { reference: 'L-2', given_name: 'Fraser', family_name: 'Kerr', date_of_birth: '2010-02-15' },
  { reference: 'L-3', given_name: 'Morven', family_name: 'Shaw', date_of_birth: '31/02/2010' },
]

function aYouthWorker(database: TestDatabase) {
  return built(database, (db) => aWorker(db))
}

async function aManager(database: TestDatabase) {
  return built(database, async (db) => {
    const worker = await aWorker(db, { role: 'team-manager' })
    const team = await aTeam(db, worker, [worker])
    return { worker, teamId: team.id }
  })
}

test('a list is checked before anything is saved, then saved, and a youth worker leads whoever is new', async ({
  database,
}) => {
  const isla = await aYouthWorker(database)

  const id = await takeIn(database, isla, leavers)
  await workOn(database, id)
  const checked = await pageOf(database, isla, id)
  const before = await theirs(database, isla)
  await start(database, isla, id)
  await workOn(database, id)
  const done = await pageOf(database, isla, id)

  expect(checked).toMatchObject({ status: 'checked', report: { read: 3, added: 2, refused: 1 } })
  expect(before).toEqual([])
  expect(done).toMatchObject({ status: 'done', added: 2, refused: 1, read: 3, done: 3 })
  expect(done.refusedRows).toMatchObject([
    { row: 4, remarks: [{ column: 'date_of_birth', value: '31/02/2010' }] },
  ])
  expect((await theirs(database, isla)).map(({ reference }) => reference)).toEqual(['L-1', 'L-2'])
})

test('a refused row that is put right is saved under the same list, and nothing is uploaded again', async ({
  database,
}) => {
  const isla = await aYouthWorker(database)
  const id = await bringIn(database, isla, leavers)

  await mend(database, isla, id, [{ part: 1, row: 4, column: 'date_of_birth', value: '2010-02-28' }])
  await workOn(database, id)

  expect(await pageOf(database, isla, id)).toMatchObject({
    status: 'done',
    added: 3,
    refused: 0,
    refusedRows: [],
  })
  expect(await theirs(database, isla)).toHaveLength(3)
})

test('a list that is taken back leaves nobody in sight and nothing raised, and the same list brings them again', async ({
  database,
}) => {
  const isla = await aYouthWorker(database)
  const id = await bringIn(database, isla, leavers)

  await takeBack(database, isla, id)
  const after = await theirs(database, isla)
  const left = await really(
    database,
    sql<{ edges: number; raised: number; closed: number }>`
      select (select count(*) from app.allocation a join app.import_change c on c.about_id = a.person_id
               where c.import_id = ${id} and a.ends_at is null) as edges,
             (select count(*) from app.transition t join app.import_change c on c.about_id = t.person_id
               where c.import_id = ${id} and t.next_on is not null) as raised,
             (select count(*) from app.person p join app.import_change c on c.about_id = p.id
               where c.import_id = ${id} and p.closed_because = 'entered-by-mistake') as closed`,
  )
  const again = await bringIn(database, isla, leavers)

  expect(after).toEqual([])
  expect(await pageOf(database, isla, id)).toMatchObject({ status: 'undone', people: { undone: 2 } })
  expect(left).toEqual([{ edges: 0, raised: 0, closed: 2 }])
  expect(await pageOf(database, isla, again)).toMatchObject({ added: 2, changed: 0 })
  expect(await theirs(database, isla)).toHaveLength(2)
})

test('whoever was worked with since stays when the list is taken back, and is told', async ({ database }) => {
  const isla = await aYouthWorker(database)
  const id = await bringIn(database, isla, leavers)
  const [eilidh] = await really(
    database,
    sql<{ id: string; organisationId: string }>`
      select id, organisation_id as "organisationId" from app.person where reference = 'L-1' and organisation_id = ${isla.organisationId}`,
  )
  if (!eilidh) throw new Error('Nobody came')
  await built(database, (db) => aSession(db, eilidh, isla))

  await takeBack(database, isla, id)

  expect((await theirs(database, isla)).map(({ reference }) => reference)).toEqual(['L-1'])
  expect(await pageOf(database, isla, id)).toMatchObject({ people: { undone: 1, 'worked-with': 1 } })
})

test('what a list changed goes back, unless it was changed since', async ({ database }) => {
  const isla = await aYouthWorker(database)
  await bringIn(database, isla, leavers.slice(0, 2))
  const id = await bringIn(database, isla, [
    { reference: 'L-1', given_name: 'Eilidh', postcode: 'FK1 1AA' },
    { reference: 'L-2', given_name: 'Frazer', postcode: 'FK2 2BB' },
  ])
  await really(
    database,
    sql`update app.person set version = version + 1, postcode = 'FK9 9ZZ' where reference = 'L-2' and organisation_id = ${isla.organisationId}`,
  )

  await takeBack(database, isla, id)

  expect(await theirs(database, isla)).toMatchObject([
    { reference: 'L-1', given_name: 'Eilidh', postcode: null },
    { reference: 'L-2', given_name: 'Frazer', postcode: 'FK9 9ZZ' },
  ])
  const again = await bringIn(database, isla, [
    { reference: 'L-1', given_name: 'Eilidh', postcode: 'FK1 1AA' },
  ])
  expect(await pageOf(database, isla, again)).toMatchObject({ changed: 1 })
})

test('dates come in for whom one may write, of the kinds that one may, and are taken back', async ({
  database,
}) => {
  const isla = await aYouthWorker(database)
  await built(database, (db) => aPersonWith(db, isla, { reference: 'D-1' }))

  const id = await bringIn(
    database,
    isla,
    [
      { id: 'a', reference: 'D-1', kind: 'MOVE_OF_HOME', date: '2026-12-01' },
      { id: 'b', reference: 'D-1', kind: 'COURT', date: '2026-12-08' },
      { id: 'c', reference: 'D-9', kind: 'MOVE_OF_HOME', date: '2026-12-01' },
    ],
    { kind: 'key-dates' },
  )
  const done = await pageOf(database, isla, id)
  const facts = () =>
    really(
      database,
      sql`select f.kind, f.withdrawn_on is not null as gone from app.fact f join app.person p on p.id = f.person_id where p.organisation_id = ${isla.organisationId}`,
    )
  const before = await facts()
  await takeBack(database, isla, id)
  const after = await facts()
  await bringIn(database, isla, [{ id: 'a', reference: 'D-1', kind: 'MOVE_OF_HOME', date: '2026-12-01' }], {
    kind: 'key-dates',
  })

  expect(done).toMatchObject({ added: 1, refused: 2 })
  expect(done.refusedRows.flatMap(({ remarks }) => remarks.map(({ column }) => column))).toEqual([
    'kind',
    'reference',
  ])
  expect(before).toEqual([{ kind: 'MOVE_OF_HOME', gone: false }])
  expect(after).toEqual([{ kind: 'MOVE_OF_HOME', gone: true }])
  expect(await facts()).toHaveLength(2)
})

test('a reference of somebody whom one may not see is refused, and says nothing of them', async ({
  database,
}) => {
  const isla = await aYouthWorker(database)
  const rory = await built(database, (db) => aWorker(db, { organisation: isla }))
  await built(database, (db) => aPersonWith(db, rory, { reference: 'L-1', given_name: 'Hidden' }))

  const id = await bringIn(database, isla, leavers.slice(0, 2))

  const page = await pageOf(database, isla, id)
  expect(page).toMatchObject({ added: 1, refused: 1 })
  expect(JSON.stringify(page)).not.toContain('Hidden')
  expect((await theirs(database, isla)).map(({ reference }) => reference)).toEqual(['L-2'])
})

test("a manager's new people go to the team that was chosen", async ({ database }) => {
  const { worker, teamId } = await aManager(database)

  await bringIn(
    database,
    worker,
    [{ ...leavers[0], worker_email: 'nobody@example.org', team: 'Another team' }],
    { teamId },
  )

  const people = await really(
    database,
    sql`select team_id, unknown_worker from app.person where organisation_id = ${worker.organisationId}`,
  )
  expect(people).toEqual([{ team_id: teamId, unknown_worker: 'nobody@example.org' }])
  expect(await theirs(database, worker)).toHaveLength(1)
})

test('of a row that may be somebody who is there it must be said which; the same takes its reference', async ({
  database,
}) => {
  const isla = await aYouthWorker(database)
  const morag = await built(database, (db) =>
    aPersonWith(db, isla, { given_name: 'Ailidh', family_name: 'Ross', born_on: '2010-01-14' as never }),
  )
  await built(database, (db) => aFact(db, morag, 'MOVE_OF_HOME', '2026-02-01' as never))
  const id = await takeIn(database, isla, leavers.slice(0, 2))
  await workOn(database, id)

  const page = await pageOf(database, isla, id)
  const undecided = await start(database, isla, id)
  await start(database, isla, id, { 2: 'same' })
  await workOn(database, id)

  expect(page.report?.alike).toMatchObject([{ row: 2, reference: 'L-1', personId: morag.id }])
  expect(undecided).toEqual({ ok: false, reason: { undecided: [2] } })
  expect(await pageOf(database, isla, id)).toMatchObject({ added: 1, changed: 1 })
  expect(await theirs(database, isla)).toMatchObject([
    { reference: 'L-1', given_name: 'Ailidh' },
    { reference: 'L-2' },
  ])
})

test('whom its maker may write is asked by each statement of a list, and not for each of its rows', async ({
  database,
}) => {
  const isla = await aYouthWorker(database)
  const rows = (from: number, to: number, family_name: string) =>
    Array.from({ length: to - from }, (_, at) => ({
      reference: `Q-${from + at}`,
      given_name: 'Ailsa Bruce Ciara Duncan Esme Fergus'.split(' ')[at % 6] ?? '',
      family_name,
      date_of_birth: new Date(Date.UTC(2004, 0, 1 + (from + at) * 41)).toISOString().slice(0, 10),
    }))
  const asked = await askingOfWrites(database)

  const short = await asked.during(() => bringIn(database, isla, rows(0, 6, 'Baxter')))
  const long = await asked.during(() => bringIn(database, isla, rows(6, 66, 'Cobb')))
  const shortAgain = await asked.during(() => bringIn(database, isla, rows(0, 6, 'Dalgleish')))
  const longAgain = await asked.during(() => bringIn(database, isla, rows(6, 66, 'Eadie')))
  await asked.end()

  expect(await theirs(database, isla)).toHaveLength(66)
  // A few statements ask, each of them once.
  expect(short).toBeGreaterThan(3)
  expect(Math.max(short, long, shortAgain, longAgain)).toBeLessThanOrEqual(16)
})

/** Counts how often the database asks whom somebody at work may write. */
async function askingOfWrites({ owner }: TestDatabase) {
  const as = (role: string, ...statements: string[]) =>
    owner.db.transaction().execute(async (db) => {
      await sql`set local role ${sql.id(role)}`.execute(db)
      for (const statement of statements) await sql.raw(statement).execute(db)
    })
  const { rows } = await sql<{ was: string }>`
    select pg_get_functiondef('sec.at_work_writes(int)'::regprocedure) as was`.execute(owner.db)
  await as(
    'airt_sec',
    'create sequence sec.asked_of_writes',
    `create or replace function sec.at_work_writes(scope int) returns uuid[] language plpgsql stable security definer
      set search_path = pg_catalog, sec, pg_temp as $$ begin perform nextval('sec.asked_of_writes');
      return case when sec.worker_at_work() is null then '{}'::uuid[] else sec.writes(scope) end; end $$`,
  )
  const count = async () => {
    const { rows } = await sql<{ n: number }>`select last_value as n from sec.asked_of_writes`.execute(
      owner.db,
    )
    return Number(rows[0]?.n)
  }
  return {
    during: async (run: () => Promise<unknown>) => {
      const before = await count()
      await run()
      return (await count()) - before
    },
    end: () => as('airt_sec', rows[0]?.was ?? '', 'drop sequence sec.asked_of_writes'),
  }
}
