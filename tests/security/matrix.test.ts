import { sql } from '#db/connection.server'
import { bitsOf, matrix, relations, roles } from '~/access/permissions'
import { expect } from '../support/database'
import { ties } from './cast'
import { asBearer } from './committed'
import { differences, dueCells, triedCells } from './matrix'
import { personTables } from './rows-of-a-person'
import { test } from './with-cast'

test('what the database lets a role read and write is what the permission matrix says', async ({
  database,
}) => {
  const { rows } = await sql<{ reach: string }>`
    select role || ' by ' || relation || ': ' || scopes || '/' || writes as reach from sec.reach`.execute(
    database.owner.db,
  )

  const due = roles.flatMap((role) =>
    relations.flatMap((relation) => {
      const reach = matrix[role]?.[relation]
      return reach ? [`${role} by ${relation}: ${bitsOf(reach.reads)}/${bitsOf(reach.writes)}`] : []
    }),
  )
  expect(rows.map(({ reach }) => reach).sort()).toEqual(due.sort())
})

test('every table that names a person stands in the matrix', async ({ database }) => {
  const { rows } = await sql<{ name: string }>`
    select distinct c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid
     where n.nspname = 'app' and c.relkind in ('r', 'p', 'v') and (a.attname = 'person_id' or c.oid = 'app.person'::regclass)`.execute(
    database.owner.db,
  )

  expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(personTables).sort())
})

test('the matrix has at least four thousand cells', () => {
  const cells = roles.reduce((sum, role) => sum + dueCells(role).size, 0)

  expect(ties).toHaveLength(10)
  expect(cells).toBeGreaterThanOrEqual(4_000)
})

test.for(roles)(
  'a %s sees and changes what the matrix says, and nothing else',
  async (role, { database, cast }) => {
    const { token } = cast.players[role]

    const tried = await asBearer(database, token, (db) => triedCells(db, cast, role))

    expect(differences(dueCells(role), tried)).toEqual([])
  },
)

const slips: [slip: string, statement: string, role: (typeof roles)[number], found: string][] = [
  [
    'a policy for reading that opens too much',
    'create policy slip on app.person_way for select to airt_app using (person_id = any (sec.reads(1)))',
    'programme-lead',
    'select app.person_way 2 of own programme: should be false, is true',
  ],
  [
    'a policy for reading that opens everybody',
    'create policy slip on app.fact for select to airt_app using (true)',
    'administrator',
    'select app.fact 128 of somebody else: should be nothing, is true',
  ],
  [
    'a policy for adding that opens too much',
    'create policy slip on app.person_tie for insert to airt_app with check (person_id = any (sec.reads(2)))',
    'partner',
    'insert app.person_tie 2 of live share: should be false, is true',
  ],
  [
    'a policy for changing that opens too much',
    'create policy slip on app.person_name for update to airt_app using (person_id = any (sec.reads(1)))',
    'contributor',
    'update app.person_name 1 of live share: should be false, is true',
  ],
  [
    'a right to take away',
    'grant delete on app.person_tie to airt_app; create policy slip on app.person_tie for delete to airt_app using (person_id = any (sec.writes(2)))',
    'youth-worker',
    'delete app.person_tie 2 of lead: should be false, is true',
  ],
  [
    'a way in that outlives its end',
    `set local role airt_sec; create or replace function sec.reads(scope int) returns uuid[] language sql stable security definer as
      'select array(select e.person_id from sec.edge e where e.user_id = sec.uid() and e.scopes & $1 <> 0)'`,
    'youth-worker',
    'select app.person 1 of allocation ended: should be false, is true',
  ],
  [
    'a row shown whatever scope it lies in',
    'create policy slip on app.transition for select to airt_app using (person_id = any (sec.reads(2048)))',
    'youth-worker',
    'select app.transition 128 of lead: should be false, is true',
  ],
]

test.for(slips)('%s turns the matrix red', async ([, statement, role, found], { database, cast }) => {
  const transaction = await database.owner.db.startTransaction().execute()
  try {
    await sql`set local role airt_owner`.execute(transaction)
    for (const each of statement.split(';')) await sql.raw(each).execute(transaction)
    await sql`select set_config('role', 'airt_app', true), set_config('app.session', ${cast.players[role].token}, true)`.execute(
      transaction,
    )

    const tried = await triedCells(transaction, cast, role)

    expect(differences(dueCells(role), tried)).toContain(found)
  } finally {
    await transaction.rollback().execute()
  }
})
