import { randomUUID } from 'node:crypto'
import { sql } from '#db/connection.server'
import { openRequest } from '~/access/request.server'
import { recordAudit } from '~/audit/write.server'
import { built, tokenFor } from '../security/committed'
import { aRealServer } from '../security/real-server'
import { allocate, anOrganisation, aTeam, aWorker } from '../support/builders'
import { expect, type TestDatabase, test } from '../support/database'
import { asOwner } from './account'

const TEAM = 130

/** A worker whose team sees its team, and so many people of it. */
async function aTeamOf(database: TestDatabase, changes: { role?: 'youth-worker' | 'team-manager' } = {}) {
  const made = await built(database, async (db) => {
    const organisation = await anOrganisation(db, { teamSeesTeam: true })
    const worker = await aWorker(db, { organisation, ...changes })
    const team = await aTeam(db, organisation, [worker])
    const { rows } = await sql<{ id: string }>`
      insert into app.person (organisation_id, given_name, family_name, opened_on, recorded_on, team_id)
      select ${organisation.organisationId}::uuid, 'Calum', 'Reid', '2026-01-05', '2026-01-05', ${team.id}::uuid
        from generate_series(1, ${TEAM}::int) returning id`.execute(db)
    return { worker, people: rows.map(({ id }) => id) }
  })
  return { ...made, token: await tokenFor(database, made.worker) }
}

/** Opens a record as a page does: read, accounted for, committed. The SQL state where it is refused. */
async function open(database: TestDatabase, token: string, personId: string): Promise<string> {
  const unit = openRequest(database.app.db, randomUUID())
  const { db } = await unit.enter(token)
  await recordAudit(db, { act: 'person.view', personId })
  return unit.finish({ status: 200, location: null }).then(
    () => 'opened',
    (error: { code?: string }) => error.code ?? 'failed',
  )
}

async function openAll(database: TestDatabase, token: string, people: readonly string[]) {
  const answers: string[] = []
  for (const personId of people) answers.push(await open(database, token, personId))
  return answers
}

test('eighty people of the team are opened, the eighty-first is not, and the first eighty stay open', async ({
  database,
}) => {
  const { token, people } = await aTeamOf(database)

  const answers = await openAll(database, token, people.slice(0, 82))
  const again = await openAll(database, token, people.slice(0, 3))

  expect(answers.slice(0, 80)).toEqual(Array.from({ length: 80 }, () => 'opened'))
  expect(answers.slice(80)).toEqual(['AI080', 'AI080'])
  expect(again).toEqual(['opened', 'opened', 'opened'])
})

test('of a hundred and thirty who are opened by twelve at once eighty are', async ({ database }) => {
  const { token, people } = await aTeamOf(database)

  const waiting = [...people]
  const answers: string[] = []
  const opens = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) answers.push(await open(database, token, next))
  }
  await Promise.all(Array.from({ length: 12 }, opens))

  expect(answers.filter((answer) => answer === 'opened')).toHaveLength(80)
  expect(answers.filter((answer) => answer === 'AI080')).toHaveLength(50)
})

test('a caseload explains any number, and so does managing the team', async ({ database }) => {
  const own = await aTeamOf(database)
  await built(database, async (db) => {
    for (const id of own.people)
      await allocate(db, { id, organisationId: own.worker.organisationId }, own.worker, { kind: 'co-worker' })
  })
  const manager = await aTeamOf(database, { role: 'team-manager' })

  const answers = [
    ...(await openAll(database, own.token, own.people.slice(0, 85))),
    ...(await openAll(database, manager.token, manager.people.slice(0, 85))),
  ]

  expect(new Set(answers)).toEqual(new Set(['opened']))
})

test('a new day begins at nothing, and yesterday is forgotten', async ({ database }) => {
  const { worker, token, people } = await aTeamOf(database)
  await openAll(database, token, people.slice(0, 81))
  await asSec(database, 'update sec.opened_today set day = day - 1; update sec.opened set day = day - 1')

  const [first] = await openAll(database, token, people.slice(90, 91))

  expect(first).toBe('opened')
  const { rows } = await database.owner.db.transaction().execute(async (db) => {
    await sql`set local role airt_sec`.execute(db)
    return sql<{
      people: number
    }>`select count(*) as people from sec.opened where worker_id = ${worker.id}`.execute(db)
  })
  expect(rows).toEqual([{ people: 1 }])
})

test('whoever is stopped reads what to do, nothing of the person, and it stands in the audit', async ({
  database,
}) => {
  const { worker, token, people } = await aTeamOf(database)
  await openAll(database, token, people.slice(0, 80))
  const server = await aRealServer(database)
  const [next = ''] = people.slice(80)

  const page = await server.get(`/people/${next}`, token)
  const byScript = await server.get(`/people/${next}.data`, token)
  const known = await server.get(`/people/${people[0]}`, token)
  await built(database, (db) =>
    allocate(db, { id: next, organisationId: worker.organisationId }, worker, { kind: 'co-worker' }),
  )
  const allocated = await server.get(`/people/${next}`, token)
  await server.stop()

  expect([page.status, byScript.status, known.status, allocated.status]).toEqual([429, 429, 200, 200])
  expect(page.text).toContain('You have opened many records today')
  expect(page.text).toContain('ask your manager')
  expect(`${page.text}${byScript.text}`).not.toContain('Calum')
  const stops = await asOwner(database, async (db) => {
    const { rows } = await sql<{ subject: string; outcome: string }>`
      select subject_id as subject, outcome from aud.audit_entry where act = 'access.stopped' and actor = ${worker.id}`.execute(
      db,
    )
    return rows
  })
  expect(stops).toEqual([
    { subject: next, outcome: 'denied' },
    { subject: next, outcome: 'denied' },
  ])
})

async function asSec(database: TestDatabase, statements: string): Promise<void> {
  await database.owner.db.transaction().execute(async (db) => {
    await sql`set local role airt_sec`.execute(db)
    for (const statement of statements.split(';')) await sql.raw(statement).execute(db)
  })
}
