import { sql } from '#db/connection.server'
import { test as base, type TestDatabase } from '../support/database'
import type { Found } from './crawl'
import { aRealServer, type RealServer } from './real-server'
import { type Player, type Strangers, strangers } from './strangers'

/** One world for a file: its strangers, and the product's own server over them. */
export const test = base.extend<{ world: Strangers; server: RealServer }>({
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

export const MINUTES = { timeout: 180_000 }

export function playerOf({ players }: Strangers, role: string): Player {
  const player = players.find((each) => each.role === role)
  if (!player) throw new Error(`There is nobody of the role ${role}`)
  return player
}

/** What was denied or shown and stands in the audit as neither. */
export async function unaudited(database: TestDatabase, { denied, shown }: Found): Promise<string[]> {
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
