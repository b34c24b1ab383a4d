import ICAL from 'ical.js'
import { type Db, sql } from '#db/connection.server'
import { endUser } from '~/access/user.server'
import { beginWork, inWork } from '~/access/work.server'
import type { Worker } from '~/access/worker'
import { beginUnit } from '~/audit/unit.server'
import { endCalendar, makeCalendar, myCalendar, showPlaces } from '~/messages/calendar.server'
import { calendarFeed } from '~/messages/calendar-feed.server'
import { addDays, type CivilDate, civilDate } from '~/shared/civil-date'
import { built } from '../security/committed'
import { aRealServer, type RealServer } from '../security/real-server'
import { aFact, allocate, aPersonWith, aSession, aWorker, today } from '../support/builders'
import { test as base, expect, signedInAs, type TestDatabase } from '../support/database'

const test = base.extend<{ server: RealServer }>({
  server: [
    async ({ database }, use) => {
      const server = await aRealServer(database)
      await use(server)
      await server.stop()
    },
    { scope: 'file' },
  ],
})

/** As this worker, signed in, for good. */
function as<T>(database: TestDatabase, worker: Worker, run: (db: Db) => Promise<T>): Promise<T> {
  return database.owner.db.transaction().execute(async (db) => {
    beginUnit(db, null)
    await signedInAs(db, worker)
    return run(db)
  })
}

/** A worker with an address for their calendar, and Jamie Muir, whom they lead. */
async function aReader(database: TestDatabase) {
  const made = await built(database, async (db) => {
    const worker = await aWorker(db)
    const jamie = await aPersonWith(db, worker, {
      given_name: 'Jamie',
      family_name: 'Muir',
      born_on: null,
    })
    return { worker, jamie }
  })
  return { ...made, path: await addressFor(database, made.worker) }
}

function addressFor(database: TestDatabase, worker: Worker): Promise<string> {
  return as(database, worker, async (db) => {
    const made = await makeCalendar(db, worker, (await myCalendar(db))?.version ?? 0)
    if (!made.ok) throw new Error(made.reason)
    return made.value.path
  })
}

type Read = {
  uid: string
  summary: string
  starts: string
  ends: string
  sequence: number
  status: string
  place: string | null
  isDay: boolean
}

/** What an independent reader makes of it: moments in UTC, days as days. */
function eventsIn(text: string): Read[] {
  const calendar = new ICAL.Component(ICAL.parse(text))
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component)
    const told = (time: ICAL.Time) => (time.isDate ? time.toString() : time.toJSDate().toISOString())
    return {
      uid: event.uid,
      summary: event.summary,
      starts: told(event.startDate),
      ends: told(event.endDate),
      sequence: event.sequence,
      status: String(component.getFirstPropertyValue('status')),
      place: event.location || null,
      isDay: event.startDate.isDate,
    }
  })
}

async function read(server: RealServer, path: string): Promise<Read[]> {
  const { status, text } = await server.get(path, null)
  expect(status).toBe(200)
  return eventsIn(text)
}

/** The same on another day than the server's. */
function readOn(database: TestDatabase, path: string, day: CivilDate): Promise<Read[]> {
  const secret = /([\w-]{22})\.ics$/.exec(path)?.[1] ?? ''
  return database.app.db.transaction().execute(async (db) => {
    beginUnit(db, null)
    const how = { clientAddress: '127.0.0.1', origin: 'https://airt.example' }
    const feed = await calendarFeed(db, secret, how, day)
    return eventsIn(feed?.ics ?? '')
  })
}

/** Both nights on which the clocks change, and the days around them: local time, and the moment that it is. */
const times: [what: string, day: string, time: string, starts: string][] = [
  ['the day before they go back', '2026-10-24', '15:30', '2026-10-24T14:30:00.000Z'],
  ['half past one, which comes twice: the first', '2026-10-25', '01:30', '2026-10-25T00:30:00.000Z'],
  ['that morning', '2026-10-25', '09:00', '2026-10-25T09:00:00.000Z'],
  ['the week after', '2026-11-01', '15:30', '2026-11-01T15:30:00.000Z'],
  ['the day before they go forward', '2027-03-27', '15:30', '2027-03-27T15:30:00.000Z'],
  ['half past one, which is skipped', '2027-03-28', '01:30', '2027-03-28T01:30:00.000Z'],
  ['that afternoon', '2027-03-28', '15:30', '2027-03-28T14:30:00.000Z'],
  ['the week after', '2027-04-04', '15:30', '2027-04-04T14:30:00.000Z'],
]

test.for(times)(
  'a session is at the same moment in every calendar: %s',
  async ([, day, time, starts], { database }) => {
    const { worker, jamie, path } = await aReader(database)
    const on = civilDate(day)
    await built(database, (db) =>
      aSession(db, jamie, worker, { planned_on: on, planned_at: time, minutes: 90 }),
    )

    const events = await readOn(database, path, addDays(on, -3))

    const ends = new Date(new Date(starts).getTime() + 90 * 60_000).toISOString()
    expect(events).toEqual([
      expect.objectContaining({
        summary: 'Session, JM',
        starts,
        ends,
        isDay: false,
        sequence: 0,
        status: 'CONFIRMED',
      }),
    ])
  },
)

test('a session without a time, and what is to be decided, stand on their day and on no other', async ({
  database,
}) => {
  const { worker, jamie, path } = await aReader(database)
  await built(database, async (db) => {
    await aSession(db, jamie, worker, { planned_on: civilDate('2027-03-28') })
    await aFact(db, jamie, 'COURT', civilDate('2027-04-20'), { recorded_on: civilDate('2027-03-01') })
  })

  const events = await readOn(database, path, civilDate('2027-03-20'))

  const days = events.filter(({ isDay }) => isDay)
  expect(days).toContainEqual(
    expect.objectContaining({ summary: 'Session, JM', starts: '2027-03-28', ends: '2027-03-29' }),
  )
  for (const { starts, ends } of days) expect(addDays(civilDate(starts), 1)).toBe(ends)
})

test('days on which something is to be decided name each person once, by initials', async ({
  database,
  server,
}) => {
  const { worker, path } = await aReader(database)
  await built(database, async (db) => {
    for (const [given_name, family_name] of [
      ['Ailidh', 'Ross'],
      ['Éowyn', null],
    ] as const) {
      const person = await aPersonWith(db, worker, {
        given_name,
        ...(family_name && { family_name }),
        born_on: null,
        recorded_on: today,
      })
      await aFact(db, person, 'MOVE_OF_HOME', today, { recorded_on: today })
      await aFact(db, person, 'MOVE_OF_HOME', addDays(today, -1), { recorded_on: today })
    }
  })

  const events = await read(server, path)

  const mine = events.filter(({ starts }) => starts === today)
  expect(mine.map(({ summary }) => summary)).toEqual(['To decide: AR, ÉR'])
})

test('the place stands there when the worker turns it on, and names never do', async ({
  database,
  server,
}) => {
  const { worker, jamie, path } = await aReader(database)
  await built(database, (db) =>
    aSession(db, jamie, worker, {
      planned_on: today,
      planned_at: '10:00',
      place: 'The Hub',
      aim: 'Zanzibara',
    }),
  )
  const before = await read(server, path)

  await as(database, worker, async (db) =>
    showPlaces(db, worker, 'places', (await myCalendar(db))?.version ?? 0),
  )
  const after = await read(server, path)
  const { text } = await server.get(path, null)

  expect(before.map(({ place, sequence }) => [place, sequence])).toEqual([[null, 0]])
  expect(after.map(({ place, sequence }) => [place, sequence])).toEqual([['The Hub', 1]])
  for (const word of ['Jamie', 'Muir', 'Zanzibara', jamie.id, 'Isla', 'Northmoor'])
    expect(text).not.toContain(word)
  expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
})

test('a session that is moved keeps its name and counts up, and one that falls away is told as cancelled for some weeks', async ({
  database,
  server,
}) => {
  const { worker, jamie, path } = await aReader(database)
  const { id } = await built(database, (db) =>
    aSession(db, jamie, worker, { planned_on: addDays(today, 2), planned_at: '10:00' }),
  )
  const change = (changes: ReturnType<typeof sql>) =>
    built(database, (db) => sql`update app.session set ${changes} where id = ${id}`.execute(db))
  const [first] = await read(server, path)

  await change(sql`planned_on = ${addDays(today, 3)}::date`)
  const [moved] = await read(server, path)
  const [same] = await read(server, path)
  await change(sql`status = 'cancelled', cancelled_because = 'They are ill'`)
  const [cancelled] = await read(server, path)
  const [later] = await readOn(database, path, addDays(today, 30))
  await built(database, async (db) => {
    await sql`set local role airt_sec`.execute(db)
    await sql`update sec.calendar_entry set cancelled_at = cancelled_at - interval '43 days' where worker_id = ${worker.id}`.execute(
      db,
    )
    await sql`set local role airt_jobs`.execute(db)
  })
  const forgotten = await read(server, path)

  expect(moved).toEqual({ ...first, starts: moved?.starts, ends: moved?.ends, sequence: 1 })
  expect(moved?.starts).toBe('2026-11-28T10:00:00.000Z')
  expect(same).toEqual(moved)
  expect(cancelled).toMatchObject({ uid: first?.uid, status: 'CANCELLED', sequence: 2, summary: 'Cancelled' })
  expect(later).toEqual(cancelled)
  expect(forgotten).toEqual([])
})

test('what goes to another worker, and whoever is not theirs any more, leaves as cancelled and without initials', async ({
  database,
  server,
}) => {
  const { worker, jamie, path } = await aReader(database)
  await built(database, (db) =>
    aSession(db, jamie, worker, { planned_on: addDays(today, 2), planned_at: '10:00' }),
  )
  await read(server, path)

  await built(database, (db) =>
    sql`update app.allocation set ends_at = now() where person_id = ${jamie.id} and worker_id = ${worker.id}`.execute(
      db,
    ),
  )
  const gone = await read(server, path)
  await built(database, (db) => allocate(db, jamie, worker))
  const back = await read(server, path)

  expect(gone).toMatchObject([{ status: 'CANCELLED', summary: 'Cancelled', sequence: 1 }])
  expect(back).toMatchObject([{ status: 'CONFIRMED', summary: 'Session, JM', sequence: 2 }])
})

test('a session that was recorded stays where it was', async ({ database, server }) => {
  const { worker, jamie, path } = await aReader(database)
  await built(database, (db) => aSession(db, jamie, worker, { planned_on: today, planned_at: '08:00' }))
  await read(server, path)
  await built(database, (db) =>
    sql`update app.session set status = 'recorded', attendance = 'came', recorded_at = now() where person_id = ${jamie.id}`.execute(
      db,
    ),
  )

  expect(await read(server, path)).toMatchObject([{ status: 'CONFIRMED', sequence: 0 }])
})

test('every reading is in the account, also one that is told that nothing changed', async ({
  database,
  server,
}) => {
  const { worker, jamie, path } = await aReader(database)
  await built(database, (db) => aSession(db, jamie, worker, { planned_on: today, planned_at: '10:00' }))

  const whole = await server.get(path, null)
  const again = await server.ask(path, { headers: { 'if-none-match': String(whole.headers.etag) } })

  expect(whole.headers).toMatchObject({
    'content-type': 'text/calendar; charset=utf-8',
    'cache-control': 'no-store',
    etag: expect.stringMatching(/^"[\w-]{22}"$/),
  })
  expect([again.status, again.text, again.headers.etag]).toEqual([304, '', whole.headers.etag])
  const { rows } = await database.owner.db.transaction().execute(async (db) => {
    await sql`set local role airt_owner`.execute(db)
    return sql`select act, actor_role, people from aud.audit_entry where actor = ${worker.id} and act = 'calendar.read'`.execute(
      db,
    )
  })
  expect(rows).toEqual(
    [1, 2].map(() => ({ act: 'calendar.read', actor_role: 'youth-worker', people: [jamie.id] })),
  )
})

test('an address that is renewed, ended, of an account that ended, or made up is answered alike', async ({
  database,
  server,
}) => {
  const renewed = await aReader(database)
  const now = await addressFor(database, renewed.worker)
  const ended = await aReader(database)
  await as(database, ended.worker, async (db) =>
    endCalendar(db, ended.worker, (await myCalendar(db))?.version ?? 0),
  )
  const gone = await aReader(database)
  const token = await beginWork(database.owner.db, 'user.end', gone.worker.organisationId)
  await inWork(database.jobs.db, token, (db) => endUser(db, gone.worker, 'test'))

  const paths = [
    renewed.path,
    ended.path,
    gone.path,
    `/calendar/${'A'.repeat(22)}.ics`,
    '/calendar/short.ics',
    now.replace('.ics', ''),
    `${now}x`,
  ]
  const answers = await Promise.all(paths.map((path) => server.get(path, null)))

  const plain = answers.map(({ status, headers, text }) => {
    const { date: _date, 'x-request-id': _id, 'content-security-policy': _csp, ...kept } = headers
    return { status, kept, text }
  })
  expect(new Set(plain.map((each) => JSON.stringify(each))).size).toBe(1)
  expect(plain[0]?.status).toBe(404)
  expect((await server.get(now, null)).status).toBe(200)
})

test('the secret opens its calendar and nothing else, and leaves no token behind', async ({
  database,
  server,
}) => {
  const { worker, path } = await aReader(database)
  const secret = /([\w-]{22})\.ics$/.exec(path)?.[1] ?? ''
  await read(server, path)

  const asCookie = await server.get('/today', secret)

  expect(asCookie.status).toBe(302)
  const { rows } = await built(database, async (db) => {
    await sql`set local role airt_sec`.execute(db)
    const found = await sql<{ sessions: number; hashed: number }>`
      select (select count(*) from sec.session where worker_id = ${worker.id} and kind = 'work') as sessions,
        (select count(*) from sec.calendar_feed where worker_id = ${worker.id} and token_hash = sha256(convert_to(${secret}, 'UTF8'))) as hashed`.execute(
      db,
    )
    await sql`set local role airt_jobs`.execute(db)
    return found
  })
  expect(rows).toEqual([{ sessions: 0, hashed: 1 }])
})

test('who guesses has to wait, and keeps nobody from a calendar that was read from there before', async ({
  database,
}) => {
  const { path, worker } = await aReader(database)
  const stranger = await aReader(database)
  const secretOf = (address: string) => /([\w-]{22})\.ics$/.exec(address)?.[1] ?? ''
  const ask = (secret: string, clientAddress: string) =>
    database.app.db.transaction().execute(async (db) => {
      beginUnit(db, null)
      return calendarFeed(db, secret, { clientAddress, origin: 'https://airt.example' }, today)
    })
  const guess = (at: number) => String(at).padStart(22, 'x')
  await ask(secretOf(path), '203.0.113.9')
  const old = secretOf(path)
  const renewed = secretOf(await addressFor(database, worker))
  await ask(renewed, '203.0.113.9')

  for (let at = 0; at < 40; at += 1) await ask(old, '203.0.113.9')
  const afterOldOnes = await ask(secretOf(stranger.path), '203.0.113.80')
  for (let at = 0; at < 25; at += 1) await ask(guess(at), '203.0.113.10')
  // However slow this machine is, the wait is not over yet.
  await built(database, async (db) => {
    await sql`set local role airt_sec`.execute(db)
    await sql`update sec.sign_in_bucket set open_at = open_at + interval '10 minutes' where failures > 20`.execute(
      db,
    )
    await sql`set local role airt_jobs`.execute(db)
  })
  const known = await ask(renewed, '203.0.113.11')
  const unknown = await ask(secretOf((await aReader(database)).path), '203.0.113.12')
  const elsewhere = await ask(secretOf((await aReader(database)).path), '198.51.100.7')

  expect(afterOldOnes).not.toBeNull()
  expect(known).not.toBeNull()
  expect(unknown).toBeNull()
  expect(elsewhere).not.toBeNull()
})
