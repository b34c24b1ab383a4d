import { sql } from '#db/connection.server'
import { built, tokenFor } from '../security/committed'
import { aRealServer } from '../security/real-server'
import { allocate, anOrganisation, aPersonOf, aWorker } from '../support/builders'
import { expect, type TestDatabase, test } from '../support/database'

const DAY_MS = 86_400_000

/** Isla worked with Rosie until so many days ago. */
async function ended(database: TestDatabase, daysAgo: number) {
  const { isla, rosie } = await built(database, async (db) => {
    const organisation = await anOrganisation(db)
    const isla = await aWorker(db, { organisation })
    const rosie = await aPersonOf(db, organisation.organisationId, { given_name: 'Rosie' })
    const endsAt = new Date(Date.now() - daysAgo * DAY_MS)
    await allocate(db, rosie, isla, { startsAt: new Date(endsAt.getTime() - DAY_MS), endsAt })
    return { isla, rosie }
  })
  return { isla, rosie, token: await tokenFor(database, isla) }
}

async function opens(database: TestDatabase, { rosie, token }: Awaited<ReturnType<typeof ended>>) {
  const server = await aRealServer(database)
  const page = await server.get(`/people/${rosie.id}`, token)
  const nobody = await server.get(`/people/${crypto.randomUUID()}`, token)
  await server.stop()
  const says = /<h1>([^<]*)/.exec(page.text)?.[1] ?? ''
  return {
    status: page.status,
    says,
    isAsNobody: nobody.status === page.status && nobody.text.includes(says),
  }
}

test('whoever worked with somebody until a few days ago is told so, and not who it was', async ({
  database,
}) => {
  const record = await ended(database, 6.9)
  const server = await aRealServer(database)

  const page = await server.get(`/people/${record.rosie.id}`, record.token)
  await server.stop()

  expect(page.status).toBe(403)
  expect(page.text).toMatch(/<h1>Your allocation ended on \w+ \d+ \w+ \d{4}/)
  expect(page.text).not.toContain('Rosie')
})

test('a week later it is as though there were nobody', async ({ database }) => {
  expect(await opens(database, await ended(database, 7.1))).toEqual({
    status: 404,
    says: 'We cannot show this page',
    isAsNobody: true,
  })
})

test.for([
  [
    'kept from them by a conflict of interest',
    (rosie: string, isla: string) =>
      sql`insert into app.exclusion (organisation_id, person_id, worker_id, because)
        select organisation_id, id, ${isla}, 'A cousin' from app.person where id = ${rosie}`,
  ],
  [
    'kept from them by such a conflict that has ended since',
    (rosie: string, isla: string) =>
      sql`insert into app.exclusion (organisation_id, person_id, worker_id, because, ended_at)
        select organisation_id, id, ${isla}, 'A cousin', now() from app.person where id = ${rosie}`,
  ],
  ['restricted', (rosie: string) => sql`update app.person set is_restricted = true where id = ${rosie}`],
] as const)('never where the record is %s', async ([, change], { database }) => {
  const record = await ended(database, 1)
  await built(database, (db) => change(record.rosie.id, record.isla.id).execute(db))

  expect(await opens(database, record)).toEqual({
    status: 404,
    says: 'We cannot show this page',
    isAsNobody: true,
  })
})

test('whoever never worked with them is told nothing', async ({ database }) => {
  const record = await ended(database, 1)
  const stranger = await built(database, (db) =>
    aWorker(db, {
      organisation: { id: record.isla.organisationId, organisationId: record.isla.organisationId },
    }),
  )
  const token = await tokenFor(database, stranger)

  expect((await opens(database, { ...record, token })).status).toBe(404)
})
