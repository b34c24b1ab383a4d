import { sql } from '#db/connection.server'
import { roles } from '~/access/permissions'
import { expect, type TestDatabase } from '../support/database'
import { type Given, MINUTES, playerOf, test } from './at-once'
import { busy } from './busy'
import { type Doubled, sendDoubled } from './doubled'
import { tryEveryForm } from './every-form'

const everyForm: Doubled[] = []

test.for(roles)(
  'every form of a %s that is sent five times at once is done once, and answered alike',
  MINUTES,
  async (role, { database, players, server }) => {
    const sent = await fiveTimes({ database, players, server }, role, () => true)
    everyForm.push(...sent)

    expect(sent.filter(({ wrong }) => wrong.length > 0)).toEqual([])
  },
)

test('every form that was found did something once', () => {
  const done = new Set(everyForm.filter(({ isDone }) => isDone).map(({ signature }) => signature))

  expect(done.size).toBeGreaterThan(55)
  expect(everyForm.filter(({ signature }) => !done.has(signature))).toEqual([])
})

test('a service that forgets which keys were used is found out', MINUTES, async ({ database, server }) => {
  const players = await busy(database)
  const remembers = await replaceClaim(database, FORGETS)
  const sent = await fiveTimes({ database, players, server }, 'team-manager', (signature) =>
    /\/(ways|edit|confirm|settle|sessions\/new)\b/.test(signature),
  )
  await replaceClaim(database, remembers)

  // One that was refused each time did nothing, and shows nothing: which are, depends on what was done before.
  const done = sent.filter(({ isDone }) => isDone)
  expect(done.length).toBeGreaterThan(6)
  expect(done.filter(({ wrong }) => wrong.length === 0)).toEqual([])
  expect(sent.flatMap(({ wrong }) => wrong)).toEqual(
    expect.arrayContaining(['is done 5 times', 'with other words it is answered with 303']),
  )
})

/** Every such form of whoever has this role. */
async function fiveTimes(
  { database, players, server }: Given,
  role: string,
  isWanted: (signature: string) => boolean,
): Promise<Doubled[]> {
  const player = playerOf(players, role)
  const sent: Doubled[] = []
  await tryEveryForm(
    server,
    player,
    ({ signature }) => isWanted(signature),
    async ({ form }) => {
      const one = await sendDoubled(database, server, player.token, form)
      sent.push(one)
      return one
    },
  )
  return sent
}

const FORGETS = `create or replace function sec.claim_form(key uuid, route text, body_hash bytea)
  returns table (location text, is_same boolean) language sql security definer set search_path = pg_catalog as
  $$ select null::text, null::boolean where false $$`

/** Returns what stood there before. */
function replaceClaim(database: TestDatabase, statement: string): Promise<string> {
  return database.owner.db.transaction().execute(async (db) => {
    const { rows } = await sql<{ was: string }>`
      select pg_get_functiondef('sec.claim_form(uuid, text, bytea)'::regprocedure) as was`.execute(db)
    await sql`set local role airt_sec`.execute(db)
    await sql.raw(statement).execute(db)
    return rows[0]?.was ?? ''
  })
}
