import { readFileSync } from 'node:fs'
import { sql } from '#db/connection.server'
import { roles } from '~/access/permissions'
import { expect, type TestDatabase } from '../support/database'
import { askEveryPage, askOwnPages, type Found, nothingFound } from './crawl'
import { postNothing } from './crawl-forms'
import { MINUTES, playerOf, test, unaudited } from './crawled'
import { routes } from './real-server'
import { storedOf } from './strangers'

test('the routes are those of the build', () => {
  const stated = readFileSync(new URL('../../app/routes.ts', import.meta.url), 'utf8')

  expect(stated).toContain('export default flatRoutes()\n')
  expect(routes.length).toBeGreaterThan(20)
})

test.for(roles)(
  'every page tells a %s the same of whom they may not see and of nobody, and says so in the audit',
  MINUTES,
  async (role, { database, world, server }) => {
    const player = playerOf(world, role)
    const before = await storedOf(database, world.people)
    const found = nothingFound()

    await askEveryPage(server, world, player, found)
    const pages = await askOwnPages(server, world, player, found)

    expect(found).toMatchObject({ different: [], leaks: [], broken: [] })
    expect(await unaudited(database, found)).toEqual([])
    expect(found.denied.length).toBeGreaterThan(50)
    if (player.own) {
      expect(found.shown.length).toBeGreaterThan(5)
      expect(pages.map(({ path }) => path)).toContain(`/people/${player.own.personId}`)
    } else {
      expect(found.shown).toEqual([])
    }
    expect(found.told).toBe(role === 'data-protection' ? 12 : 0)
    expect(await storedOf(database, world.people)).toEqual(before)
  },
)

test('nobody who is not signed in is told anything of anybody', MINUTES, async ({ world, server }) => {
  const found = nothingFound()

  await askEveryPage(server, world, null, found)
  await postNothing(server, world, null, found)

  expect(found).toMatchObject({ different: [], leaks: [], broken: [], shown: [] })
})

const slips: [
  slip: string,
  makes: string,
  mends: string,
  shows: (found: Found, lacking: string[]) => string[],
][] = [
  [
    'a policy that opens everybody',
    `set local role airt_owner; create policy slip on app.person for select to airt_app using (true)`,
    `set local role airt_owner; drop policy slip on app.person`,
    ({ leaks }) => leaks,
  ],
  [
    'a way in that is kept for whoever is excluded',
    `set local role airt_sec; insert into sec.edge (user_id, person_id, organisation_id, src, scopes, writes)
       select worker_id, person_id, organisation_id, 'slip', 8191, 8191 from app.exclusion`,
    `set local role airt_sec; delete from sec.edge where src = 'slip'`,
    ({ different }) => different,
  ],
  [
    'an audit that writes nothing',
    `set local role airt_sec; alter function aud.write(uuid, text, uuid, uuid[], text, uuid, text[], text, jsonb) rename to wrote;
     create function aud.write(uuid, text, uuid, uuid[], text, uuid, text[], text, jsonb) returns void language sql as 'select';
     grant execute on function aud.write(uuid, text, uuid, uuid[], text, uuid, text[], text, jsonb) to airt_app`,
    `set local role airt_sec; drop function aud.write(uuid, text, uuid, uuid[], text, uuid, text[], text, jsonb);
     alter function aud.wrote(uuid, text, uuid, uuid[], text, uuid, text[], text, jsonb) rename to write`,
    (_found, lacking) => lacking,
  ],
]

test.for(slips)(
  '%s is seen by whoever asks every page',
  MINUTES,
  async ([, makes, mends, shows], { database, world, server }) => {
    const player = playerOf(world, 'youth-worker')
    const found = nothingFound()
    await run(database, makes)
    try {
      await askEveryPage(server, world, player, found)
      await askOwnPages(server, world, player, found)
    } finally {
      await run(database, mends)
    }

    expect(shows(found, await unaudited(database, found)).length).toBeGreaterThan(0)
  },
)

async function run(database: TestDatabase, statements: string): Promise<void> {
  await database.owner.db.transaction().execute(async (db) => {
    for (const each of statements.split(';')) await sql.raw(each).execute(db)
  })
}
