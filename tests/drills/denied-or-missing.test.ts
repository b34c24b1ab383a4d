import { sql } from '#db/connection.server'
import { missingIds } from '../security/crawl'
import { playerOf, test } from '../security/crawled'
import type { RealServer } from '../security/real-server'
import { reasons, type Strangers } from '../security/strangers'
import { expect, type TestDatabase } from '../support/database'

const TIMES = 1_000
const why = ['not existing', ...reasons] as const

type Why = (typeof why)[number]
type Timed = Record<Why, number>

/** That the bytes are the same on every page, tests/security/crawl.test.ts holds; here is how long each answer takes. */
test('somebody who may not be seen is refused as though there were nobody, in the same time', {
  timeout: 600_000,
}, async ({ world, server }) => {
  const { sizes, medians } = await askInTurn(world, server, TIMES)
  console.log(`Denied or missing, ${TIMES} each in turn: ${inWords(medians)}`)

  expect([...sizes]).toHaveLength(1)
})

test('a database that looks longer for whom it hides shows in the times, though not in a byte', {
  timeout: 300_000,
}, async ({ database, world, server }) => {
  const was = await replace(database, SLOW)
  const { sizes, medians } = await askInTurn(world, server, 100)
  await replace(database, was)
  console.log(`Control, 4 ms longer where there is a record: ${inWords(medians)}`)

  expect([...sizes]).toHaveLength(1)
})

/** One of each after another, so that whatever else the machine does falls upon all of them. */
async function askInTurn(world: Strangers, server: RealServer, times: number) {
  const { token } = playerOf(world, 'youth-worker')
  const took: Record<Why, number[]> = {
    'not existing': [],
    'no access': [],
    restricted: [],
    excluded: [],
    'another organisation': [],
  }
  const sizes = new Set<string>()
  for (let at = -20; at < times; at += 1) {
    for (const each of why) {
      const { personId } = each === 'not existing' ? missingIds() : world.hidden[each]
      const began = performance.now()
      const { status, text, headers } = await server.get(`/people/${personId}`, token)
      // The first ones warm everything up.
      if (at < 0) continue
      took[each].push(performance.now() - began)
      sizes.add(`${status} ${text.length} ${Object.keys(headers).sort().join(' ')}`)
    }
  }
  const medians = Object.fromEntries(why.map((each) => [each, median(took[each])])) as Timed
  return { sizes, medians }
}

function median(times: readonly number[]): number {
  return [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0
}

function inWords(medians: Timed): string {
  const all = Object.values(medians)
  const each = why.map((reason) => `${reason} ${medians[reason].toFixed(2)} ms`).join(', ')
  return `${each}; furthest apart ${(Math.max(...all) - Math.min(...all)).toFixed(2)} ms`
}

const SLOW = `create or replace function sec.allocation_ended_on(person uuid) returns date language plpgsql stable security definer
  set search_path = pg_catalog, sec, pg_temp as $$
  begin
    if exists (select from app.person p where p.id = $1) then perform pg_sleep(0.004); end if;
    return null;
  end $$`

/** Returns what stood there before. */
function replace(database: TestDatabase, statement: string): Promise<string> {
  return database.owner.db.transaction().execute(async (db) => {
    const { rows } = await sql<{ was: string }>`
      select pg_get_functiondef('sec.allocation_ended_on(uuid)'::regprocedure) as was`.execute(db)
    await sql`set local role airt_sec`.execute(db)
    await sql.raw(statement).execute(db)
    return rows[0]?.was ?? ''
  })
}
