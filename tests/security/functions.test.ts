import { randomUUID } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import { bitsOf, matrix, roles, scopeBits } from '~/access/permissions'
import { expect, type TestDatabase } from '../support/database'
import { asBearer, asNobody, attempt, built, peopleSeen } from './committed'
import { CLOSED, insertInto } from './rows-of-a-person'
import { test } from './with-cast'

const closedTies = [
  'allocation ended',
  'another team',
  'own programme',
  'ended share',
  'another organisation',
] as const

test.for(closedTies)(
  'no function tells or changes anything about somebody tied by %s',
  async (tie, { database, cast }) => {
    const { token, people } = cast.players['youth-worker']
    const person = people[tie]
    const { transitionId } = cast.besides(person, 4)

    await asBearer(database, token, async (db) => {
      const answers = {
        lives: await attempt(db, sql`select sec.lives(${[person.id]}::uuid[])`),
        livesOfMineToo: await attempt(db, sql`select sec.lives(${[people.lead.id, person.id]}::uuid[])`),
        surroundings: await attempt(db, sql`select sec.surroundings(${[person.id]}::uuid[])`),
        ownRecords: await attempt(db, sql`select sec.own_records(${[person.id]}::uuid[])`),
        settings: await attempt(db, sql`select sec.rule_settings(${[person.id]}::uuid[])`),
        lock: await attempt(db, sql`select sec.lock_people(${[person.id]}::uuid[])`),
        held: await attempt(db, sql`select * from sec.held_transitions(${[person.id]}::uuid[])`),
        store: await attempt(
          db,
          sql`select sec.store_transitions(${[person.id]}::uuid[], '{x}', '{}', '[]', '{}')`,
        ),
        unknown: await attempt(db, sql`select sec.lives(${[randomUUID()]}::uuid[])`),
        nothing: await attempt(db, sql`select sec.lives(array[null]::uuid[])`),
      }
      const { rows } = await sql<{ settled: boolean; why: number }>`
      select sec.settle_prompts(${transitionId}::uuid, 1, '[]', null) as settled, (select count(*) from sec.why_seen(${person.id})) as why`.execute(
        db,
      )

      expect(Object.values(answers)).toEqual(Object.values(answers).map(() => '42501'))
      expect(rows).toEqual([{ settled: false, why: 0 }])
    })
  },
)

test('what is stored of my people reaches none of anybody else, whatever is named beside', async ({
  database,
  cast,
}) => {
  const { token, people } = cast.players['youth-worker']
  const theirs = people['another team']
  const { transitionId } = cast.besides(theirs, 4)
  const forged = (column: string) => `\x1f${column}\x1f${column}`
  const none = forged('\\N')
  const puts = [
    `\x1f${people.lead.id}\x1f${theirs.id}`,
    ...['FORGED', 'once', '1', '4'].map(forged),
    ...[none, none, none],
    ...['recorded', 'x', '[]'].map(forged),
    none,
    ...['[]', '{}', '{}', '[]'].map(forged),
    ...[none, forged('false'), none, forged('x'), none, forged('x')],
  ]

  const transaction = await database.app.db.startTransaction().execute()
  await sql`select from sec.enter(${token})`.execute(transaction)
  await sql`select sec.store_transitions(${[people.lead.id]}::uuid[], '{x}', ${puts}::text[],
    ${JSON.stringify([{ person_id: theirs.id, rule: 'TEST', occurrence: 'once', because: 'x' }])}::jsonb, ${[transitionId]}::uuid[])`.execute(
    transaction,
  )
  await transaction.commit().execute()

  const stored = (person: { id: string }) =>
    built(database, async (db) => {
      const { rows } = await sql<{ forged: number; gone: number; moves: number }>`
        select count(*) filter (where rule = 'FORGED') as forged, count(*) filter (where gone_at is not null) as gone,
               (select count(*) from app.transition_move where because = 'x') as moves
          from app.transition where person_id = ${person.id}`.execute(db)
      return rows[0]
    })
  expect(await stored(people.lead)).toEqual({ forged: 1, gone: 0, moves: 0 })
  expect(await stored(theirs)).toEqual({ forged: 0, gone: 0, moves: 0 })
})

test.for(['partner', 'programme-lead'] as const)(
  'a %s who may write of a place reads no life through the rules',
  async (role, { database, cast }) => {
    const { token, people } = cast.players[role]
    const person = role === 'partner' ? people['live share'] : people['own programme']

    await asBearer(database, token, async (db) => {
      expect(await peopleSeen(db)).toContain(person.id)
      expect(await attempt(db, sql`select sec.lives(${[person.id]}::uuid[])`)).toBe('42501')
      expect(await attempt(db, sql`select * from sec.held_transitions(${[person.id]}::uuid[])`)).toBe('42501')
    })
  },
)

test("a decision is made in one's own name, about a transition that one sees", async ({ database, cast }) => {
  const me = cast.players['youth-worker']
  const mine = { organisation_id: me.organisationId, person_id: me.people.lead.id, step: '0', kind: 'acted' }
  const here = cast.besides(me.people.lead, 4).transitionId
  const justice = cast.besides(me.people.lead, 128).transitionId
  const theirs = cast.besides(me.people['another team'], 4).transitionId

  await asBearer(database, me.token, async (db) => {
    const decide = (changes: Record<string, string | number>) =>
      attempt(
        db,
        sql.raw(
          insertInto('app.decision', {
            ...mine,
            transition_id: here,
            scope: 4,
            decided_by: me.id,
            ...changes,
          }),
        ),
      )

    expect({
      right: await decide({}),
      inAnothersName: await decide({ decided_by: cast.players['team-manager'].id }),
      aboutAnother: await decide({ transition_id: theirs }),
      aboutWhatIsNotSeen: await decide({ transition_id: justice }),
      inAnotherScope: await decide({ scope: 8 }),
    }).toEqual({
      right: 'done',
      inAnothersName: '42501',
      aboutAnother: '42501',
      aboutWhatIsNotSeen: '42501',
      inAnotherScope: '42501',
    })
  })
})

test('who changed a row is whoever is signed in, whatever the statement says', async ({ database, cast }) => {
  const me = cast.players['team-manager']
  const other = cast.players['youth-worker'].id
  const person = me.people.lead
  const here = { organisation_id: person.organisationId, person_id: person.id }

  await asBearer(database, me.token, async (db) => {
    await sql`update app.person set changed_by = ${other}, version = version + 1 where id = ${person.id}`.execute(
      db,
    )
    await sql`update app.fact set changed_by = ${other} where person_id = ${person.id}`.execute(db)
    await sql
      .raw(insertInto('app.person_tie', { ...here, relation: 'family', name: CLOSED, changed_by: other }))
      .execute(db)
    await sql
      .raw(insertInto('app.allocation', { ...here, worker_id: other, kind: 'co-worker', made_by: other }))
      .execute(db)

    const { rows } = await sql<{ by: string }>`
      select changed_by as by from app.person where id = ${person.id}
      union all select changed_by from app.fact where person_id = ${person.id}
      union all select changed_by from app.person_tie where person_id = ${person.id} and name = ${CLOSED}
      union all select made_by from app.allocation where person_id = ${person.id} and worker_id = ${other}`.execute(
      db,
    )
    expect(new Set(rows.map(({ by }) => by))).toEqual(new Set([me.id]))
  })
})

test('what a row is about stays, even for work that reaches all', async ({ database, cast }) => {
  const { lead, cover } = cast.players['youth-worker'].people
  const away = cast.players['youth-worker'].people['another organisation']

  await built(database, async (db) => {
    const answers = [
      await attempt(db, sql`update app.allocation set person_id = ${cover.id} where person_id = ${lead.id}`),
      await attempt(db, sql`update app.fact set person_id = ${cover.id} where person_id = ${lead.id}`),
      await attempt(db, sql`update app.person set id = ${randomUUID()} where id = ${lead.id}`),
      await attempt(
        db,
        sql`update app.person set organisation_id = ${away.organisationId} where id = ${lead.id}`,
      ),
      await attempt(
        db,
        sql`update app.worker set organisation_id = ${away.organisationId} where role = 'youth-worker'`,
      ),
    ]
    expect(answers).toEqual(answers.map(() => '42501'))
    expect(
      await attempt(
        db,
        sql.raw(
          insertInto('app.person', {
            organisation_id: away.organisationId,
            id: lead.id,
            given_name: 'Calum',
            opened_on: '2026-01-05',
            recorded_on: '2026-01-05',
          }),
        ),
      ),
    ).toBe('23505')
  })
})

test('only roles that work with people begin a person, of their own organisation and under the id they were given', async ({
  database,
  cast,
}) => {
  const may: string[] = []
  for (const role of roles) {
    await asBearer(database, cast.players[role].token, async (db) => {
      if ((await attempt(db, sql`select sec.begin_person()`)) === 'done') may.push(role)
    })
  }
  const me = cast.players['youth-worker']
  const away = me.people['another organisation']

  await asBearer(database, me.token, async (db) => {
    const { rows } = await sql<{ id: string }>`select sec.begin_person() as id`.execute(db)
    const made = rows[0]?.id ?? ''
    const add = (organisationId: string, id: string) =>
      attempt(
        db,
        sql.raw(
          insertInto('app.person', {
            organisation_id: organisationId,
            id,
            given_name: 'Rosie',
            opened_on: '2026-11-25',
            recorded_on: '2026-11-25',
          }),
        ),
      )

    expect(may).toEqual(['youth-worker', 'justice-social-worker', 'team-manager'])
    expect({
      right: await add(me.organisationId, made),
      elsewhere: await add(away.organisationId, made),
      underAnotherId: await add(me.organisationId, randomUUID()),
      underTheIdOfAnother: await add(me.organisationId, me.people['another team'].id),
      underTheIdOfMyOwn: await add(me.organisationId, me.people.lead.id),
    }).toEqual({
      right: 'done',
      elsewhere: '42501',
      underAnotherId: '42501',
      underTheIdOfAnother: '42501',
      underTheIdOfMyOwn: '23505',
    })
  })
})

test('the way to somebody who is being written closes after a minute', async ({ database, cast }) => {
  await asBearer(database, cast.players['youth-worker'].token, async (db) => {
    const { rows } = await sql<{ made: string }>`select sec.begin_person() as made`.execute(db)
    const ways = await sql<{
      seconds: number
      writes: number
    }>`select extract(epoch from expires_at - now())::int as seconds, writes
      from sec.edge where person_id = ${rows[0]?.made}`.execute(db)

    expect(ways.rows).toEqual([
      { seconds: 60, writes: bitsOf(matrix['youth-worker']?.lead?.writes ?? []) | scopeBits.allocation },
    ])
  })
})

test('a form that is answered again is committed anew, so that its commit waits for the standby', async ({
  database,
  cast,
}) => {
  const me = cast.players['youth-worker']
  const key = randomUUID()
  const answeredAt = async () => {
    const transaction = await database.app.db.startTransaction().execute()
    await sql`select from sec.enter(${me.token})`.execute(transaction)
    const { rows } = await sql<{ location: string | null }>`
      select location from sec.claim_form(${key}::uuid, '/x', 'x')`.execute(transaction)
    await sql`select sec.settle_form(${key}::uuid, '/people/kept') where ${rows.length === 0}`.execute(
      transaction,
    )
    const written = await sql<{ writes: boolean }>`
      select pg_current_xact_id_if_assigned() is not null as writes`.execute(transaction)
    await transaction.commit().execute()
    return { location: rows[0]?.location, writes: written.rows[0]?.writes }
  }

  const first = await answeredAt()
  const again = await answeredAt()

  expect(first).toEqual({ location: undefined, writes: true })
  expect(again).toEqual({ location: '/people/kept', writes: true })
})

test("a form's key is used up by its own sender alone", async ({ database, cast }) => {
  const me = cast.players['youth-worker']
  const other = cast.players['team-manager']
  const key = randomUUID()
  const claim = (db: Db) =>
    sql<{
      location: string | null
      is_same: boolean
    }>`select * from sec.claim_form(${key}::uuid, '/x', 'x')`.execute(db)
  const transaction = await database.app.db.startTransaction().execute()
  await sql`select from sec.enter(${me.token})`.execute(transaction)
  await claim(transaction)
  await sql`select sec.settle_form(${key}::uuid, '/people/secret')`.execute(transaction)
  await transaction.commit().execute()

  const mine = await asBearer(database, me.token, claim)
  const theirs = await asBearer(database, other.token, async (db) => {
    await sql`select sec.settle_form(${key}::uuid, '/elsewhere')`.execute(db)
    return claim(db)
  })
  const nobodys = await asNobody(database, (db) =>
    attempt(db, sql`select * from sec.claim_form(${key}::uuid, '/x', 'x')`),
  )

  expect(mine.rows).toEqual([{ location: '/people/secret', is_same: true }])
  expect(theirs.rows).toEqual([])
  expect(nobodys).toBe('28000')
})

test('a handover is read of and written in by those whose it is, and nothing of it is told to others', async ({
  database,
  cast,
}) => {
  const me = cast.players['youth-worker']
  const manager = cast.players['team-manager']
  const ofMine = await handoverOf(database, me.people.lead)
  const ofOthers = await handoverOf(database, me.people['another team'])
  const read = (id: string) => sql<{ is: boolean }>`select sec.acknowledge_handover(${id}::uuid) as is`
  const write = (id: string) =>
    sql<{ written: boolean }>`select written from sec.write_handover_lines(${id}::uuid, 1, 'x')`
  const people = Object.values(me.people).map(({ id }) => id)

  await asBearer(database, me.token, async (db) => {
    expect((await read(ofMine).execute(db)).rows).toEqual([{ is: false }])
    expect((await read(ofOthers).execute(db)).rows).toEqual([{ is: false }])
    expect((await write(ofMine).execute(db)).rows).toEqual([])
    expect((await write(ofOthers).execute(db)).rows).toEqual([])
    expect((await sql`select * from sec.worker_loads('2026-12-25')`.execute(db)).rows).toEqual([])
    expect((await sql`select * from sec.drafts_about(${people}::uuid[])`.execute(db)).rows).toEqual([])
    expect(
      (await sql`select * from sec.not_for_worker(${manager.id}::uuid, ${people}::uuid[])`.execute(db)).rows,
    ).toEqual([])
  })
  await asBearer(database, manager.token, async (db) => {
    const theirs = await handoverOf(database, manager.people['own team'])
    expect((await write(theirs).execute(db)).rows).toEqual([{ written: true }])
    expect((await write(ofOthers).execute(db)).rows).toEqual([])
    expect(
      (await sql`select * from sec.not_for_worker(${me.id}::uuid, ${people}::uuid[])`.execute(db)).rows,
    ).toEqual([])
  })
  await asNobody(database, async (db) => {
    expect((await read(ofMine).execute(db)).rows).toEqual([{ is: false }])
    expect((await write(ofMine).execute(db)).rows).toEqual([])
  })
})

function handoverOf(database: TestDatabase, person: { id: string }): Promise<string> {
  return built(database, async (db) => {
    const { id } = await db
      .selectFrom('app.handover')
      .where('person_id', '=', person.id)
      .select('id')
      .executeTakeFirstOrThrow()
    return id
  })
}
