import { sql } from '#db/connection.server'
import { endUser } from '~/access/user.server'
import { beginWork, inWork } from '~/access/work.server'
import type { Worker } from '~/access/worker'
import { civilDate } from '~/shared/civil-date'
import { putInFrontEverywhere } from '~/transitions/put-in-front.server'
import { built } from '../security/committed'
import { aFact, anOrganisation, aPersonWith, aSession, aTeam, aWorker, today } from '../support/builders'
import { expect, type TestDatabase, test } from '../support/database'
import { type Arrived, aMailServer, refusal } from './a-mail-server'
import { choose, laterBy, messagesOf, origin, queueOn, sendBy } from './sending'

/** Words that stand in the records and must stand in no mail. */
const canaries = ['Zanzibara', 'Quillfeather', 'Isla', 'Munro', 'Northmoor', 'secret place', 'School', 'leav']

/** A worker with one session of yesterday still to be recorded, about somebody whose names are canaries. */
function aBusyWorker(database: TestDatabase, changes: Parameters<typeof aWorker>[1] = {}) {
  return built(database, async (db) => {
    const worker = await aWorker(db, changes)
    const person = await aPersonWith(db, worker, {
      given_name: 'Zanzibara',
      family_name: 'Quillfeather',
      reference: 'YP-4711',
      born_on: null,
    })
    await aSession(db, person, worker, { planned_on: civilDate('2026-11-24'), place: 'secret place' })
    return { worker, person }
  })
}

function toWhom(arrived: readonly Arrived[], { email }: Worker): Arrived[] {
  return arrived.filter(({ to }) => to.includes(email))
}

test('the morning mail arrives, with numbers and links, and names nobody and nothing', async ({
  database,
}) => {
  const { worker } = await aBusyWorker(database)
  const server = await aMailServer()

  await queueOn(database)
  await sendBy(database, server.url)

  const [mail, ...others] = toWhom(server.arrived, worker)
  expect(others).toEqual([])
  expect(mail?.read.subject).toBe('Airt: your day')
  expect(mail?.read.text?.trim()).toBe(
    `One session is still to be recorded.\n\nOpen Airt: ${origin}/\n\nChoose how often Airt writes to you: ${origin}/account/messages`,
  )
  expect(mail?.read.html).toContain(`<a href="${origin}/">Open Airt</a>`)
  expect(mail?.read.headers).toContainEqual(
    expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
  )
  expect(canaries.filter((word) => mail?.raw.includes(word))).toEqual([])
  expect(mail?.raw).not.toContain('YP-4711')
  await server.stop()
})

test('the words of every count and kind hold no canary, and their control does', async ({ database }) => {
  const { worker } = await aBusyWorker(database, { name: 'Isla Munro' })
  const server = await aMailServer()
  await queueOn(database)
  await sendBy(database, server.url)
  const [mail] = toWhom(server.arrived, worker)

  expect(mail?.raw).toContain(worker.email)
  expect(canaries.filter((word) => `${mail?.raw} about Zanzibara`.includes(word))).toEqual(['Zanzibara'])
  await server.stop()
})

test('two who send at once, and a second run, send it once', async ({ database }) => {
  const { worker } = await aBusyWorker(database)
  const server = await aMailServer()

  await Promise.all([queueOn(database), queueOn(database)])
  await Promise.all([sendBy(database, server.url), sendBy(database, server.url)])
  await queueOn(database)
  await sendBy(database, server.url)

  expect(toWhom(server.arrived, worker)).toHaveLength(1)
  expect(await messagesOf(database, worker)).toMatchObject([{ state: 'sent', kind: 'morning', tries: 1 }])
  await server.stop()
})

test('who stands still before the last byte is overtaken, and it is one mail', async ({ database }) => {
  const { worker } = await aBusyWorker(database)
  await queueOn(database)
  let goOn = () => undefined as unknown
  const slow = await aMailServer({
    onRcptTo: (_address, _session, done) => {
      goOn = () => done()
    },
  })
  const first = sendBy(database, slow.url)
  await expect.poll(() => messagesOf(database, worker)).toMatchObject([{ state: 'claimed' }])

  const server = await aMailServer()
  await sendBy(database, server.url)
  const before = toWhom(server.arrived, worker).length
  await laterBy(database, '3 minutes')
  await sendBy(database, server.url)
  goOn()
  await first

  expect(before).toBe(0)
  expect(toWhom(server.arrived, worker)).toHaveLength(1)
  expect(toWhom(slow.arrived, worker)).toEqual([])
  expect(await messagesOf(database, worker)).toMatchObject([{ state: 'sent', tries: 2 }])
  await slow.stop()
  await server.stop()
})

test('who dies after the server took it and before that is written down has sent it once, for good', async ({
  database,
}) => {
  const { worker } = await aBusyWorker(database)
  await queueOn(database)
  // The server has the whole mail; the sender loses its database and hears no answer.
  const server = await aMailServer({}, async () => {
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'airt_jobs' and datname = current_database()`.execute(
      database.owner.db,
    )
    await built(database, (db) =>
      sql`update app.message set claim = gen_random_uuid() where state = 'handed-over'`.execute(db),
    )
  })

  await sendBy(database, server.url).catch(() => undefined)
  const inBetween = await messagesOf(database, worker)
  await sendBy(database, server.url)
  await laterBy(database, '11 minutes')
  await sendBy(database, server.url)
  await sendBy(database, server.url)

  expect(inBetween).toMatchObject([{ state: 'handed-over' }])
  const ids = toWhom(server.arrived, worker).map(({ read }) => read.messageId)
  expect(ids).toHaveLength(1)
  expect(await messagesOf(database, worker)).toMatchObject([{ state: 'unsure', tries: 1 }])
  await server.stop()
})

test('a server that is down is tried again, later and later', async ({ database }) => {
  const { worker } = await aBusyWorker(database)
  await queueOn(database)

  await sendBy(database, 'smtp://127.0.0.1:1')
  await sendBy(database, 'smtp://127.0.0.1:1')
  const soon = await messagesOf(database, worker)
  await laterBy(database, '6 minutes')
  await sendBy(database, 'smtp://127.0.0.1:1')
  await laterBy(database, '6 minutes')
  await sendBy(database, 'smtp://127.0.0.1:1')
  const twice = await messagesOf(database, worker)
  await laterBy(database, '6 minutes')
  const server = await aMailServer()
  await sendBy(database, server.url)

  expect(soon).toMatchObject([{ state: 'waiting', tries: 1 }])
  expect(twice).toMatchObject([{ state: 'waiting', tries: 2 }])
  expect(await messagesOf(database, worker)).toMatchObject([{ state: 'sent', tries: 3 }])
  expect(toWhom(server.arrived, worker)).toHaveLength(1)
  await server.stop()
})

test.for([
  ['for now at the address', 451, { onRcptTo: (_a, _s, done) => done(refusal(451)) }, 'waiting'],
  ['for good at the address', 550, { onRcptTo: (_a, _s, done) => done(refusal(550)) }, 'refused'],
] as const satisfies [string, number, Parameters<typeof aMailServer>[0], string][])(
  'what a server refuses %s is then %s',
  async ([, code, options, state], { database }) => {
    const { worker } = await aBusyWorker(database)
    const other = await aBusyWorker(database)
    await queueOn(database)
    const rude = await aMailServer({
      onRcptTo: (address, session, done) =>
        address.address === worker.email ? options.onRcptTo(address, session, done) : done(),
    })

    await sendBy(database, rude.url)

    expect(await messagesOf(database, worker)).toMatchObject([{ state, code: String(code) }])
    expect(toWhom(rude.arrived, other.worker)).toHaveLength(1)
    await rude.stop()
  },
)

test.for([
  [452, 'waiting'],
  [554, 'refused'],
] as const)('a whole mail that is answered with %i was not taken', async ([code, state], { database }) => {
  const { worker } = await aBusyWorker(database)
  await queueOn(database)
  const rude = await aMailServer({}, async () => {
    throw refusal(code)
  })

  await sendBy(database, rude.url)

  expect(await messagesOf(database, worker)).toMatchObject([{ state, code: String(code) }])
  await rude.stop()
})

test('nothing is sent when nothing waits, on a weekend, on a holiday, or to who does not wish it', async ({
  database,
}) => {
  const idle = await built(database, (db) => aWorker(db))
  const { worker: weekly } = await aBusyWorker(database)
  const { worker: never } = await aBusyWorker(database)
  await choose(database, weekly, 'weekly')
  await choose(database, never, 'never')

  await queueOn(database)
  await queueOn(database, civilDate('2026-11-28'))
  // St Andrew's Day.
  await queueOn(database, civilDate('2026-11-30'))

  expect(await messagesOf(database, idle, weekly, never)).toEqual([])
})

test('a week begins on its first working day, for who wishes to hear once a week', async ({ database }) => {
  const { worker: weekly } = await aBusyWorker(database)
  await choose(database, weekly, 'weekly')

  await queueOn(database, civilDate('2026-11-30'))
  await queueOn(database, civilDate('2026-12-01'))
  await queueOn(database, civilDate('2026-12-02'))

  expect(await messagesOf(database, weekly)).toMatchObject([{ kind: 'week', counts: { outcomes: 1 } }])
})

test('an organisation hears nothing on a day of its own on which it does not work', async ({ database }) => {
  const { worker } = await aBusyWorker(database)
  await built(database, (db) =>
    db
      .insertInto('app.calendar_day')
      .values({ organisation_id: worker.organisationId, day: today, works: false, name: 'Fair' })
      .execute(),
  )

  await queueOn(database)

  expect(await messagesOf(database, worker)).toEqual([])
})

test('what was recorded meanwhile is not said in the mail that waited', async ({ database }) => {
  const { worker, person } = await aBusyWorker(database)
  await queueOn(database)
  await sendBy(database, 'smtp://127.0.0.1:1')
  await built(database, (db) =>
    sql`update app.session set status = 'cancelled', cancelled_because = 'They moved' where person_id = ${person.id}`.execute(
      db,
    ),
  )
  await laterBy(database, '40 minutes')
  const server = await aMailServer()

  await sendBy(database, server.url)

  expect(toWhom(server.arrived, worker)).toEqual([])
  expect(await messagesOf(database, worker)).toMatchObject([{ state: 'not-needed' }])
  await server.stop()
})

test('what waited until the next day came too late: that day has a mail of its own', async ({ database }) => {
  const { worker } = await aBusyWorker(database)
  await queueOn(database)
  const next = civilDate('2026-11-26')
  await queueOn(database, next)
  const server = await aMailServer()

  await sendBy(database, server.url, next)

  expect((await messagesOf(database, worker)).map(({ state }) => state).sort()).toEqual(['sent', 'too-late'])
  expect(toWhom(server.arrived, worker)).toHaveLength(1)
  await server.stop()
})

test('an account that has ended gets none, not even one that was queued', async ({ database }) => {
  const { worker } = await aBusyWorker(database)
  const { worker: after } = await aBusyWorker(database)
  await queueOn(database)
  const end = async (who: Worker) => {
    const token = await beginWork(database.owner.db, 'user.end', who.organisationId)
    await inWork(database.jobs.db, token, (db) => endUser(db, who, 'test'))
  }
  await end(worker)
  const server = await aMailServer({
    onMailFrom: (_address, _session, done) => void end(after).then(() => done()),
  })

  await sendBy(database, server.url)

  expect(server.arrived.flatMap(({ to }) => to)).not.toContain(worker.email)
  expect(server.arrived.flatMap(({ to }) => to)).not.toContain(after.email)
  expect(await messagesOf(database, worker)).toMatchObject([{ state: 'not-needed' }])
  await server.stop()
})

test('when somebody has died, the mail that was just being sent because of them stops before its last byte', async ({
  database,
}) => {
  const { worker, person } = await aBusyWorker(database)
  await queueOn(database)
  const dies = () =>
    built(database, (db) =>
      sql`update app.person set closed_on = ${today}::date, closed_because = 'died' where id = ${person.id}`.execute(
        db,
      ),
    )
  const server = await aMailServer({
    onRcptTo: ({ address }, _session, done) =>
      void (address === worker.email ? dies() : Promise.resolve()).then(() => done()),
  })

  await sendBy(database, server.url)
  await sendBy(database, server.url)

  expect(toWhom(server.arrived, worker)).toEqual([])
  expect(await messagesOf(database, worker)).toMatchObject([{ state: 'not-needed' }])
  await server.stop()
})

test('a manager hears on the first working morning what has waited too long, who has no worker and what passed', async ({
  database,
}) => {
  const monday = civilDate('2026-11-23')
  const { manager, isla } = await built(database, async (db) => {
    const organisation = await anOrganisation(db)
    const manager = await aWorker(db, { role: 'team-manager', organisation })
    const isla = await aWorker(db, { organisation })
    const team = await aTeam(db, organisation, [manager])
    const someone = await aPersonWith(db, isla, { born_on: null, team_id: team.id })
    await aFact(db, someone, 'MOVE_OF_HOME', civilDate('2026-11-10'), {
      recorded_on: civilDate('2026-11-10'),
    })
    await sql`insert into app.person (organisation_id, given_name, opened_on, recorded_on, team_id)
      values (${organisation.id}, 'Zanzibara', '2026-01-05', '2026-01-05', ${team.id})`.execute(db)
    return { manager, isla }
  })
  await putInFrontEverywhere(database.owner.db, database.jobs.db, civilDate('2026-11-12'))
  const server = await aMailServer()

  await queueOn(database, monday)
  await sendBy(database, server.url, monday)
  const tuesday = civilDate('2026-12-01')
  await queueOn(database, tuesday)

  const [mail] = toWhom(server.arrived, manager)
  const [, next] = await messagesOf(database, manager)
  expect(next?.counts).toMatchObject({ unled: 1 })
  expect(next?.counts).not.toHaveProperty('overdue')
  expect(mail?.read.subject).toBe('Airt: your week')
  expect(mail?.read.text).toContain('In your teams, one record has no worker.')
  expect(mail?.read.text).toContain('In your teams, one thing has waited too long.')
  expect(mail?.read.text).toContain(`Write it: ${origin}/supervision`)
  expect(toWhom(server.arrived, isla)[0]?.read.text).not.toContain('In your teams')
  expect(canaries.filter((word) => mail?.raw.includes(word))).toEqual([])
  await server.stop()
})
