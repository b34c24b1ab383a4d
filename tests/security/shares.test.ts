import { type Db, sql } from '#db/connection.server'
import { bitsOf, type ScopeName, scopeBits } from '~/access/permissions'
import { anOrganisation, aPersonOf, aPersonWith, aShare, aTie, aWay, aWorker } from '../support/builders'
import { building, expect, signedInAs, test } from '../support/database'
import { attempt } from './committed'
import { rowScopes } from './fill'
import { insertInto, nobodyBeside, personTables, type Someone } from './rows-of-a-person'

async function sees(db: Db, person: Someone): Promise<boolean> {
  const { rows } = await sql`select from app.person where id = ${person.id}`.execute(db)
  return rows.length === 1
}

const shareable = Object.keys(scopeBits) as ScopeName[]

test.for(shareable)('a share of %s opens that and nothing beside it', async (scope, { db }) => {
  const { organisationId } = await anOrganisation(db)
  const calum = await aPersonOf(db, organisationId)
  const bit = scopeBits[scope]
  for (const each of rowScopes)
    await building(db, () => sql.raw(insertInto('app.fact', factIn(calum, nameOf(each)))).execute(db))
  await aWay(db, calum, { value: '01632 960001' })
  await aTie(db, calum, { name: 'Morag Reid' })
  const partner = await aWorker(db, { role: 'partner' })
  await aShare(db, calum, partner, { scopes: bit })
  const inScopeAndDates = await aWorker(db, { role: 'partner' })
  await aShare(db, calum, inScopeAndDates, { scopes: bit | scopeBits.dates })

  await signedInAs(db, partner)
  const alone = { identity: await sees(db, calum), contact: await waysOf(db), facts: await factScopes(db) }
  await signedInAs(db, inScopeAndDates)
  const withDates = await factScopes(db)

  expect(alone).toEqual({ identity: scope === 'identity', contact: scope === 'contact' ? 2 : 0, facts: [] })
  expect(withDates).toEqual(rowScopes.filter((each) => each === bit))
})

test('two people shared in different scopes keep their own', async ({ db }) => {
  const { organisationId } = await anOrganisation(db)
  const calum = await aPersonOf(db, organisationId)
  const rosie = await aPersonOf(db, organisationId)
  for (const person of [calum, rosie])
    for (const each of rowScopes)
      await building(db, () => sql.raw(insertInto('app.fact', factIn(person, nameOf(each)))).execute(db))
  const partner = await aWorker(db, { role: 'partner' })
  await aShare(db, calum, partner, { scopes: bitsOf(['dates', 'education', 'justice']) })
  await aShare(db, rosie, partner, { scopes: bitsOf(['dates', 'education', 'health']) })

  await signedInAs(db, partner)
  const { rows } = await sql<{
    person: string
    scope: number
  }>`select person_id as person, scope from app.fact`.execute(db)

  const seen = rows.map(({ person, scope }) => `${person === calum.id ? 'Calum' : 'Rosie'} ${scope}`).sort()
  expect(seen).toEqual(['Calum 128', 'Calum 4', 'Rosie 4', 'Rosie 64'])
})

test('a fact is not moved into a scope that its writer may not write', async ({ db }) => {
  const isla = await aWorker(db, { role: 'youth-worker' })
  const calum = await aPersonWith(db, isla)
  await building(db, () => sql.raw(insertInto('app.fact', factIn(calum, 'education'))).execute(db))
  await signedInAs(db, isla)

  const moved = await attempt(
    db,
    sql`update app.fact set scope = ${scopeBits.justice} where person_id = ${calum.id}`,
  )
  const made = await attempt(db, sql.raw(insertInto('app.fact', factIn(calum, 'justice'))))
  const doubled = await attempt(
    db,
    sql.raw(insertInto('app.fact', { ...factIn(calum, 'education'), scope: 4 | 128 })),
  )

  expect({ moved, made, doubled }).toEqual({ moved: '42501', made: '42501', doubled: '23514' })
})

function factIn(person: Someone, scope: ScopeName) {
  const beside = { ...nobodyBeside, programme: person }
  const row = personTables['app.fact']?.row(person, beside, scopeBits[scope])
  if (!row) throw new Error('There is no row of a fact')
  return row
}

function nameOf(bit: number): ScopeName {
  const name = shareable.find((scope) => scopeBits[scope] === bit)
  if (!name) throw new Error(`No scope has the bit ${bit}`)
  return name
}

async function factScopes(db: Db): Promise<number[]> {
  const { rows } = await sql<{ scope: number }>`select distinct scope from app.fact order by scope`.execute(
    db,
  )
  return rows.map(({ scope }) => scope)
}

async function waysOf(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from app.person_way) + (select count(*) from app.person_tie) as count`.execute(db)
  return rows[0]?.count ?? 0
}
