import { readFileSync } from 'node:fs'
import { sql } from '#db/connection.server'
import { roles } from '~/access/permissions'
import { test as base, expect, type TestDatabase } from '../support/database'
import { askEveryPage, askOwnPages, type Found, nothingFound } from './crawl'
import { postEveryForm, postNothing, postOwnForms } from './crawl-forms'
import { formsIn } from './forms-in'
import { aRealServer, type RealServer, routes } from './real-server'
import { type Player, type Strangers, storedOf, strangers } from './strangers'

const test = base.extend<{ world: Strangers; server: RealServer }>({
  world: [async ({ database }, use) => use(await strangers(database)), { scope: 'file' }],
  server: [
    async ({ database }, use) => {
      const server = await aRealServer(database)
      await use(server)
      await server.stop()
    },
    { scope: 'file' },
  ],
})

const MINUTES = { timeout: 180_000 }

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
    expect(await storedOf(database, world.people)).toEqual(before)
  },
)

test('nobody who is not signed in is told anything of anybody', MINUTES, async ({ world, server }) => {
  const found = nothingFound()

  await askEveryPage(server, world, null, found)
  await postNothing(server, world, null, found)

  expect(found).toMatchObject({ different: [], leaks: [], broken: [], shown: [] })
})

test.for(roles)(
  'every form of a %s does and tells the same about whom they may not see and about nobody',
  MINUTES,
  async (role, { database, world, server }) => {
    const player = playerOf(world, role)
    const pages = await askOwnPages(server, world, player, nothingFound())
    const before = await storedOf(database, world.people)
    const found = nothingFound()

    await postNothing(server, world, player, found)
    await postEveryForm(server, world, player, pages, found)

    expect(found).toMatchObject({ different: [], leaks: [], broken: [] })
    expect(await unaudited(database, found)).toEqual([])
    expect(found.asked).toBeGreaterThan(50)
    expect(await storedOf(database, world.people)).toEqual(before)
  },
)

test(
  'the forms that are tried are ones that do something to whom they may be sent about',
  MINUTES,
  async ({ world, server }) => {
    const player = playerOf(world, 'justice-social-worker')
    const pages = await askOwnPages(server, world, player, nothingFound())

    const answers = await postOwnForms(server, player, pages)

    const done = [...new Set(answers.filter(({ status }) => status === 303).map(({ url }) => url))]
    expect(done.length).toBeGreaterThan(7)
  },
)

test(
  'searching finds nobody hidden, whatever word of theirs is searched',
  MINUTES,
  async ({ world, server }) => {
    const { token } = playerOf(world, 'team-manager')

    for (const word of world.canaries) {
      const sent = await server.post('/search', token, { words: word })
      expect(sent.status).toBe(303)
      const page = await server.get(String(sent.headers.location), token)

      expect(page.status).toBe(200)
      for (const canary of [...world.canaries.filter((each) => each !== word), ...world.people])
        expect(page.text).not.toContain(canary)
    }
  },
)

test(
  'whoever adds somebody who is hidden from them gets the answer that anybody new gets',
  MINUTES,
  async ({ world, server }) => {
    const { token } = playerOf(world, 'youth-worker')
    const page = await server.get('/people/new', token)
    const form = formsIn({ path: '/people/new', text: page.text }).find(({ path }) => path === '/people/new')
    const add = (givenName: string, familyName: string) =>
      server.post('/people/new', token, { ...form?.fields, givenName, familyName })

    const known = await add('Xanthippe', 'Quillfeather')
    const fresh = await add('Ealasaid', 'Macphail')

    expect(fresh.status).toBe(303)
    expect([known.status, known.text.length]).toEqual([fresh.status, fresh.text.length])
  },
)

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

function playerOf({ players }: Strangers, role: string): Player {
  const player = players.find((each) => each.role === role)
  if (!player) throw new Error(`There is nobody of the role ${role}`)
  return player
}

/** What was denied or shown and stands in the audit as neither. */
async function unaudited(database: TestDatabase, { denied, shown }: Found): Promise<string[]> {
  const entries = await entriesByRequest(database)
  const lacking = [
    ...denied
      .filter(
        ({ requestId, asked, by }) =>
          !entries
            .get(requestId)
            ?.some(
              ({ act, outcome, actor, subject }) =>
                act === 'access.denied' && outcome === 'denied' && actor === by && subject === asked,
            ),
      )
      .map(({ what }) => `${what} was denied`),
    ...shown
      .filter(
        ({ requestId, personId, by }) =>
          !entries.get(requestId)?.some(({ actor, people }) => actor === by && people.includes(personId)),
      )
      .map(({ what }) => `${what} was shown`),
  ]
  return [...new Set(lacking)]
}

type Entry = {
  request: string
  actor: string
  act: string
  outcome: string
  subject: string | null
  people: string[]
}

async function entriesByRequest(database: TestDatabase): Promise<ReadonlyMap<string, Entry[]>> {
  const { rows } = await database.owner.db.transaction().execute(async (db) => {
    await sql`set local role airt_owner`.execute(db)
    return sql<Entry>`select request_id as request, actor, act, outcome, subject_id as subject,
      array_remove(coalesce(people, '{}') || person_id, null) as people from aud.audit_entry where request_id is not null`.execute(
      db,
    )
  })
  const entries = new Map<string, Entry[]>()
  for (const row of rows) entries.set(row.request, [...(entries.get(row.request) ?? []), row])
  return entries
}
