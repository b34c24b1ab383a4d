import { randomUUID } from 'node:crypto'
import { sql } from '#db/connection.server'
import { expect } from '../support/database'
import { asBearer, attempt, peopleSeen, tokenFor } from './committed'
import { test } from './with-cast'

test('nobody sees anybody without a session that holds', async ({ database, cast }) => {
  const { id, organisationId } = cast.players['youth-worker']
  const guesses = [
    '',
    ' ',
    'garbage',
    id,
    organisationId,
    randomUUID(),
    'Isla Munro',
    '%',
    "' or true --",
    'null',
  ]

  const seen = []
  for (const guess of guesses) seen.push(await asBearer(database, guess, peopleSeen))

  expect(seen).toEqual(guesses.map(() => []))
})

test.for([
  ['has ended', `update sec.session set ended_at = now()`],
  [
    'has lasted its time',
    `update sec.session set made_at = made_at - interval '11 hours', expires_at = now() - interval '1 second'`,
  ],
  ['has lain idle', `update sec.session set last_seen_at = now() - interval '31 minutes'`],
  ['still waits for its code', `update sec.session set stage = 'code'`],
] as const)('a session that %s opens nothing', async ([, change], { database, cast }) => {
  const token = await tokenFor(database, cast.players['youth-worker'])
  const before = await asBearer(database, token, peopleSeen)

  await database.owner.db.transaction().execute(async (db) => {
    await sql`set local role airt_sec`.execute(db)
    await sql`${sql.raw(change)} where token_hash = sha256(convert_to(${token}, 'UTF8'))`.execute(db)
  })

  expect(before.length).toBeGreaterThan(0)
  expect(await asBearer(database, token, peopleSeen)).toEqual([])
})

test('a statement slipped into a page gets no further than the page itself', async ({ database, cast }) => {
  const me = cast.players['youth-worker']
  const boss = cast.players['team-manager']

  await asBearer(database, me.token, async (db) => {
    const mine = await peopleSeen(db)
    const tries = [
      sql`select set_config('app.user_id', ${boss.id}, true)`,
      sql`select set_config('app.worker_id', ${boss.id}, true)`,
      sql`select set_config('app.session', ${boss.id}, true)`,
      sql`select set_config('search_path', 'pg_temp', true)`,
      sql`select set_config('session_replication_role', 'replica', true)`,
      sql`set local role airt_owner`,
      sql`set local role airt_sec`,
      sql`set local role airt_jobs`,
      sql`set local role ${sql.id(decodeURIComponent(new URL(database.url).username))}`,
      sql`set session authorization airt_sec`,
      sql`alter role airt_app bypassrls`,
      sql`grant airt_sec to airt_app`,
      sql`alter table app.person disable row level security`,
      sql`create policy mine on app.person using (true)`,
      sql`select * from sec.session`,
      sql`select * from sec.form_saved`,
      sql`select * from sec.edges_of(array(select person_id from sec.edge))`,
      sql`select sec.refresh_edges('{}')`,
      sql`select sec.start_work(sha256('x'), 'test', null, 'x')`,
      sql`insert into sec.edge (user_id, person_id, organisation_id, src, scopes, writes) values (${me.id}, ${boss.people.lead.id}, ${me.organisationId}, 'x', 1, 0)`,
      sql`copy (select 1) to program 'true'`,
    ]
    const answers = []
    for (const each of tries) {
      await sql`savepoint tried`.execute(db)
      try {
        await each.execute(db)
        answers.push((await peopleSeen(db)).every((id) => mine.includes(id)) ? 'no more' : 'MORE')
      } catch (error) {
        answers.push((error as { code: string }).code)
      }
      await sql`rollback to savepoint tried`.execute(db)
    }

    expect(answers).toEqual([
      ...['no more', 'no more', 'no more', 'no more'],
      ...tries.slice(4).map(() => '42501'),
    ])
  })
})

test('an id that the app asserts would be believed, and is seen to be', async ({ database, cast }) => {
  const boss = cast.players['team-manager']
  const transaction = await database.owner.db.startTransaction().execute()
  try {
    await sql`set local role airt_sec`.execute(transaction)
    await sql`create or replace view sec.session_in_force with (security_invoker = true) as
      select s.* from sec.session s where s.worker_id = nullif(current_setting('app.user_id', true), '')::uuid limit 1`.execute(
      transaction,
    )
    await sql`set local role airt_app`.execute(transaction)
    const before = await peopleSeen(transaction)

    await sql`select set_config('app.user_id', ${boss.id}, true)`.execute(transaction)

    expect(before).toEqual([])
    expect(await peopleSeen(transaction)).toContain(boss.people['own team'].id)
  } finally {
    await transaction.rollback().execute()
  }
})

test('with row-level security switched off the rows are refused, not shown', async ({ database, cast }) => {
  await asBearer(database, cast.players['youth-worker'].token, async (db) => {
    await sql`set local row_security = off`.execute(db)

    expect(await attempt(db, sql`select id from app.person`)).toBe('42501')
  })
})

test('a table of the same name in the way bends no function', async ({ database, cast }) => {
  const { token, people } = cast.players['youth-worker']

  await asBearer(database, token, async (db) => {
    const before = await peopleSeen(db)
    await sql`create temporary table edge (user_id uuid, person_id uuid, scopes int, writes int, starts_at timestamptz, expires_at timestamptz)`.execute(
      db,
    )
    await sql`create temporary table session (worker_id uuid)`.execute(db)
    await sql`create temporary table worker (id uuid, role text)`.execute(db)
    await sql`insert into edge values (${randomUUID()}, ${people['another team'].id}, 8191, 8191, '-infinity', 'infinity')`.execute(
      db,
    )

    expect(await peopleSeen(db)).toEqual(before)
  })
})
