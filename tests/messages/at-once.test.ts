import { sql } from '#db/connection.server'
import { beginUnit } from '~/audit/unit.server'
import { addDays, todayInScotland } from '~/shared/civil-date'
import { aCast as aReferralCast, aReferralThatIs } from '../referrals/a-referral'
import { built } from '../security/committed'
import { allocate, aPersonWith, aWorker } from '../support/builders'
import { asDefiner, expect, signedInAs, type TestDatabase, test } from '../support/database'
import { aMailServer } from './a-mail-server'
import { choose, laterBy, messagesOf, sendBy } from './sending'

/** What is urgent is so on the day it is: by the clock of the database. */
const day = todayInScotland(new Date())

async function aWorkerAtOnce(database: TestDatabase) {
  const worker = await built(database, (db) => aWorker(db))
  await choose(database, worker, 'now')
  const person = await built(database, (db) =>
    aPersonWith(db, worker, {
      given_name: 'Zanzibara',
      born_on: null,
      recorded_on: addDays(day, -30),
      opened_on: addDays(day, -30),
    }),
  )
  return { worker, person }
}

/** What a rule calls urgent, as deriving writes it down. */
function somethingUrgent(database: TestDatabase, person: { id: string; organisationId: string }) {
  return built(database, (db) =>
    asDefiner(db, () =>
      sql`insert into app.transition (organisation_id, person_id, rule, occurrence, edition, scope, certainty, law_version, prompts, next_on,
          duties, data_gaps, warnings, basis, urgent, because, skeleton)
        values (${person.organisationId}, ${person.id}, 'MISSING_RETURN', ${crypto.randomUUID()}, 1, 8, 'recorded', 'none',
          ${JSON.stringify([{ step: '0', on: day }])}, ${day}::date, '[]', '{}', '{}', '[]', true, 'They were missing and are back', 'none')`.execute(
        db,
      ),
    ),
  )
}

test('who wishes to hear at once hears that something urgent needs them, and not what', async ({
  database,
}) => {
  const { worker, person } = await aWorkerAtOnce(database)
  const server = await aMailServer()

  await somethingUrgent(database, person)
  await sendBy(database, server.url, day)

  expect(server.arrived.map(({ to }) => to)).toEqual([[worker.email]])
  expect(server.arrived[0]?.read.subject).toBe('Airt: something needs you')
  expect(server.arrived[0]?.read.text).toContain(
    'Something needs you. Airt says what once you are signed in.',
  )
  for (const word of ['Zanzibara', 'missing', 'back']) expect(server.arrived[0]?.raw).not.toContain(word)
  await server.stop()
})

test('who hears each morning is told nothing at once, nor is who did it', async ({ database }) => {
  const { worker, person } = await aWorkerAtOnce(database)
  const other = await built(database, async (db) => {
    const other = await aWorker(db, { organisation: person })
    await allocate(db, person, other, { kind: 'co-worker' })
    return other
  })

  await database.owner.db.transaction().execute(async (db) => {
    beginUnit(db, null)
    await signedInAs(db, worker)
    await sql`select sec.uid()`.execute(db)
    await sql`reset role`.execute(db)
    await sql`set local role airt_sec`.execute(db)
    await sql`select sec.tell_now(array[${worker.id}, ${other.id}]::uuid[], ${person.id}::uuid)`.execute(db)
  })

  expect(await messagesOf(database, worker, other)).toEqual([])
})

test('at most one an hour goes to anybody, and what came meanwhile goes with the next', async ({
  database,
}) => {
  const { worker, person } = await aWorkerAtOnce(database)
  const server = await aMailServer()
  const mine = () => server.arrived.filter(({ to }) => to.includes(worker.email)).length
  const again = () =>
    built(database, async (db) => {
      await sql`set local role airt_sec`.execute(db)
      await sql`select sec.tell_now(array[${worker.id}]::uuid[], ${person.id}::uuid)`.execute(db)
      await sql`set local role airt_jobs`.execute(db)
    })

  await again()
  await sendBy(database, server.url, day)
  await again()
  await again()
  await sendBy(database, server.url, day)
  const within = mine()
  await laterBy(database, '61 minutes')
  await sendBy(database, server.url, day)
  await sendBy(database, server.url, day)

  expect(within).toBe(1)
  expect(mine()).toBe(2)
  expect((await messagesOf(database, worker)).map(({ state }) => state)).toEqual(['sent', 'sent'])
  await server.stop()
})

test('when they have died, nothing is sent because of them, in the same transaction', async ({
  database,
}) => {
  const { worker, person } = await aWorkerAtOnce(database)
  await somethingUrgent(database, person)

  const inside = await built(database, async (db) => {
    await sql`update app.person set closed_on = ${day}::date, closed_because = 'died' where id = ${person.id}`.execute(
      db,
    )
    const { rows } = await sql<{
      state: string
    }>`select state from app.message where worker_id = ${worker.id}`.execute(db)
    return rows
  })

  expect(inside).toEqual([{ state: 'not-needed' }])
})

test('a referral that is sent is told to the programme, and its answer to who referred', async ({
  database,
}) => {
  const cast = await built(database, (db) => aReferralCast(db))
  const { isla, staff } = cast
  await choose(database, isla, 'now')
  await choose(database, staff, 'now')

  await built(database, (db) => aReferralThatIs(db, cast, 'sent'))
  const [toStaff, toIsla] = [await messagesOf(database, staff), await messagesOf(database, isla)]
  const answered = await built(database, (db) => aReferralCast(db))
  await choose(database, answered.isla, 'now')
  await built(database, (db) => aReferralThatIs(db, answered, 'waiting'))

  expect(toStaff).toMatchObject([{ kind: 'now', state: 'waiting' }])
  expect(toIsla).toEqual([])
  expect(await messagesOf(database, answered.isla)).toMatchObject([{ kind: 'now', state: 'waiting' }])
})
