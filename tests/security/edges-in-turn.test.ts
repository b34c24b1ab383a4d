import { type Db, sql } from '#db/connection.server'
import { anOrganisation, aPersonOf, aTeam, aWorker } from '../support/builders'
import { asDefiner, building, expect, type TestDatabase, test } from '../support/database'
import { built } from './committed'
import { whatDiffers } from './edge-changes'

type Scene = {
  organisationId: string
  personId: string
  workerId: string
  elsewhereId: string
  programmeId: string
}

/** Two changes that may happen at the same moment: the first closes a way in that the second, seeing only its own half, would open. */
const pairs: [what: string, closes: (scene: Scene) => string, opens: (scene: Scene) => string][] = [
  [
    'an exclusion and an allocation',
    ({
      organisationId,
      personId,
      workerId,
    }) => `insert into app.exclusion (organisation_id, person_id, worker_id, because)
      values ('${organisationId}', '${personId}', '${workerId}', 'A relative')`,
    allocation,
  ],
  [
    'a restriction and an allocation',
    ({ personId }) => `update app.person set is_restricted = true where id = '${personId}'`,
    allocation,
  ],
  [
    'a role that sees less and an allocation',
    ({ workerId }) => `update app.worker set role = 'youth-worker' where id = '${workerId}'`,
    allocation,
  ],
  [
    'the end of a worker and an allocation',
    ({ workerId }) => `update app.worker set ended_at = now() where id = '${workerId}'`,
    allocation,
  ],
  [
    'leaving a team and a person who comes to it',
    ({ workerId }) => `delete from app.team_member where worker_id = '${workerId}'`,
    ({ personId, elsewhereId }) =>
      `update app.person set team_id = '${elsewhereId}' where id = '${personId}'`,
  ],
  [
    'a team that sees no more of its own and a person who comes to it',
    ({ organisationId }) =>
      `update app.organisation set team_sees_team = false where id = '${organisationId}'`,
    ({ personId, elsewhereId }) =>
      `update app.person set team_id = '${elsewhereId}' where id = '${personId}'`,
  ],
  [
    'another lead of a programme and a place on it',
    ({ programmeId }) => `update app.programme set lead_id = null where id = '${programmeId}'`,
    ({
      organisationId,
      personId,
      programmeId,
    }) => `insert into app.programme_place (organisation_id, person_id, programme_organisation_id, programme_id)
      values ('${organisationId}', '${personId}', '${organisationId}', '${programmeId}')`,
  ],
]

function allocation({ organisationId, personId, workerId }: Scene): string {
  return `insert into app.allocation (organisation_id, person_id, worker_id, kind) values ('${organisationId}', '${personId}', '${workerId}', 'co-worker')`
}

test.for(pairs)('%s at the same moment leave no way open', async ([, closes, opens], { database }) => {
  const one = await aScene(database)
  const other = await aScene(database)

  await atOnce(database, closes(one), opens(one))
  await atOnce(database, opens(other), closes(other))

  expect(await differing(database)).toBeNull()
})

test('without taking turns a way stays open, and is seen to', async ({ database }) => {
  const { rows } = await sql<{
    source: string
  }>`select pg_get_functiondef('sec.refresh_edges(uuid[])'::regprocedure) as source`.execute(
    database.owner.db,
  )
  const source = rows[0]?.source ?? ''
  const heedless = source.replace(
    /perform pg_advisory_xact_lock_shared\(\d+\);\s*perform from app\.person p [^;]+;/,
    '',
  )
  expect(heedless).not.toBe(source)
  await asSec(database, heedless)
  const scene = await aScene(database)

  await atOnce(
    database,
    `insert into app.exclusion (organisation_id, person_id, worker_id, because)
    values ('${scene.organisationId}', '${scene.personId}', '${scene.workerId}', 'A relative')`,
    allocation(scene),
  )
  const found = await differing(database)
  await asSec(database, source)
  await built(database, (db) =>
    asDefiner(db, () => sql`delete from sec.edge where person_id = ${scene.personId}`.execute(db)),
  )

  expect(found).toContain('kept alone')
})

/** A worker of a team, alone on it, and a person of another. */
function aScene(database: TestDatabase): Promise<Scene> {
  return built(database, async (db) => {
    const organisation = await anOrganisation(db, { teamSeesTeam: true })
    const { organisationId } = organisation
    const worker = await aWorker(db, { role: 'justice-social-worker', organisation })
    const elsewhere = await aTeam(db, organisation, [worker])
    const team = await aTeam(db, organisation)
    const person = await aPersonOf(db, organisationId, { team_id: team.id })
    const lead = await aWorker(db, { role: 'programme-lead', organisation })
    const { id } = await db
      .insertInto('app.programme')
      .values({ organisation_id: organisationId, name: 'Garage Saturdays', lead_id: lead.id })
      .returning('id')
      .executeTakeFirstOrThrow()
    return {
      organisationId,
      personId: person.id,
      workerId: worker.id,
      elsewhereId: elsewhere.id,
      programmeId: id,
    }
  })
}

/** Two transactions of which the second begins its change while the first has made its own and not yet committed. */
async function atOnce(database: TestDatabase, one: string, other: string): Promise<void> {
  const first = await database.owner.db.startTransaction().execute()
  const second = await database.owner.db.startTransaction().execute()
  await building(first, () => sql.raw(one).execute(first))
  const waiting = building(second, () => sql.raw(other).execute(second))
  await Promise.race([waiting, new Promise((settle) => setTimeout(settle, 150))])
  await first.commit().execute()
  await waiting
  await second.commit().execute()
}

function differing(database: TestDatabase): Promise<string | null> {
  return built(database, (db) => asDefiner(db, () => whatDiffers(db)))
}

function asSec(database: TestDatabase, statement: string): Promise<void> {
  return database.owner.db.transaction().execute(async (db: Db) => {
    await sql`set local role airt_sec`.execute(db)
    await sql.raw(statement).execute(db)
  })
}
