import { randomUUID } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import { type Role, roles } from '~/access/permissions'
import { civilDate } from '~/shared/civil-date'
import { allocate, anOrganisation, aPlaceWith, aShare, aTeam, aWorker } from '../support/builders'
import { asDefiner, type TestDatabase } from '../support/database'
import { built, tokenFor } from './committed'
import { type Beside, insertInto, personTables, type Someone } from './rows-of-a-person'

/** The ways in which somebody may stand to a young person, those that open nothing among them. */
export const ties = [
  'lead',
  'co-worker',
  'cover',
  'allocation ended',
  'own team',
  'another team',
  'own programme',
  'live share',
  'ended share',
  'another organisation',
] as const

export type Tie = (typeof ties)[number]

/** The scopes in which a row may lie where each row has its own. */
export const rowScopes = [4, 8, 16, 64, 128, 256] as const

export type Cast = {
  /** One worker of each role, signed in, all of one organisation. */
  players: Record<Role, { id: string; organisationId: string; token: string; people: Record<Tie, Someone> }>
  besides: (person: Someone, scope: number) => Beside
}

/** One worker a role and for each of them one young person a tie, with a row in every table that names a person. */
export async function aCast(database: TestDatabase): Promise<Cast> {
  const made = await built(database, build)
  const players = {} as Cast['players']
  for (const role of roles) {
    const { worker, people } = made.players[role]
    players[role] = { ...worker, people, token: await tokenFor(database, worker) }
  }
  return { players, besides: made.besides }
}

async function build(db: Db) {
  const here = await anOrganisation(db)
  const there = await anOrganisation(db)
  const besideOf: Record<string, { workerId: string; programme: Beside['programme'] }> = {}
  for (const { organisationId } of [here, there]) {
    const worker = await aWorker(db, { organisation: { id: organisationId, organisationId } })
    const programme = { id: randomUUID(), organisationId }
    await db
      .insertInto('app.programme')
      .values({ organisation_id: organisationId, id: programme.id, name: 'Garage Saturdays' })
      .execute()
    besideOf[organisationId] = { workerId: worker.id, programme }
  }
  const outsider = await aWorker(db, { role: 'partner' })
  const inScope = new Map<string, { transitionId: string; factId: string }>()

  function besides(person: Someone, scope: number): Beside {
    const beside = besideOf[person.organisationId]
    if (!beside) throw new Error('Nobody is beside a person of that organisation')
    const { transitionId, factId } = inScope.get(`${person.id} ${scope}`) ?? { transitionId: '', factId: '' }
    return { ...beside, outsiderId: outsider.id, transitionId, factId }
  }

  const players = {} as Record<Role, { worker: Someone; people: Record<Tie, Someone> }>
  for (const role of roles) {
    const worker = await aWorker(db, { role, organisation: here })
    const people = {} as Record<Tie, Someone>
    for (const tie of ties) people[tie] = await someoneTied(db, tie, worker, { here, there })
    players[role] = { worker: { id: worker.id, organisationId: here.organisationId }, people }
  }
  for (const { worker, people } of Object.values(players)) {
    for (const person of Object.values(people)) await fill(db, person, besides, inScope)
    for (const tie of ['allocation ended', 'ended share'] as const)
      await leaveWayInBehind(db, people[tie], worker, tie)
  }
  return { players, besides }
}

async function someoneTied(
  db: Db,
  tie: Tie,
  worker: Someone,
  { here, there }: { here: Someone; there: Someone },
): Promise<Someone> {
  const isAway = tie === 'another organisation' || tie === 'live share' || tie === 'ended share'
  const { organisationId } = isAway ? there : here
  const team =
    tie === 'own team'
      ? await aTeam(db, here, [worker])
      : tie === 'another team'
        ? await aTeam(db, here)
        : null
  const id = randomUUID()
  await db
    .insertInto('app.person')
    .values({
      organisation_id: organisationId,
      id,
      given_name: `Calum ${tie}`,
      opened_on: civilDate('2026-01-05'),
      recorded_on: civilDate('2026-01-05'),
      team_id: team?.id ?? null,
    })
    .execute()
  const person = { id, organisationId }
  const yesterday = new Date(Date.now() - 86_400_000)
  const lastMonth = new Date(Date.now() - 30 * 86_400_000)
  const nextWeek = new Date(Date.now() + 7 * 86_400_000)
  if (tie === 'lead' || tie === 'co-worker') await allocate(db, person, worker, { kind: tie })
  if (tie === 'cover') await allocate(db, person, worker, { kind: 'cover', endsAt: nextWeek })
  if (tie === 'allocation ended')
    await allocate(db, person, worker, { startsAt: lastMonth, endsAt: yesterday })
  if (tie === 'own programme') await aPlaceWith(db, person, worker)
  if (tie === 'live share') await aShare(db, person, worker, { scopes: 8191 })
  if (tie === 'ended share') await aShare(db, person, worker, { scopes: 8191, revokedAt: yesterday })
  return person
}

/** A way in that ended by the clock alone lies there until somebody next changes who sees that person. */
async function leaveWayInBehind(db: Db, person: Someone, worker: Someone, tie: Tie): Promise<void> {
  await asDefiner(db, () =>
    db
      .insertInto('sec.edge')
      .values({
        user_id: worker.id,
        person_id: person.id,
        organisation_id: person.organisationId,
        src: tie,
        scopes: 8191,
        writes: 8191,
        expires_at: sql<Date>`now() - interval '1 day'`,
      })
      .execute(),
  )
}

/** A row of this person in every table, and in every scope where rows have their own. */
async function fill(
  db: Db,
  person: Someone,
  besides: Cast['besides'],
  inScope: Map<string, { transitionId: string; factId: string }>,
): Promise<void> {
  const statements: string[] = []
  for (const scope of rowScopes) {
    const ids = { transitionId: randomUUID(), factId: randomUUID() }
    inScope.set(`${person.id} ${scope}`, ids)
    const beside = besides(person, scope)
    const named: Record<string, string> = { 'app.fact': ids.factId, 'app.transition': ids.transitionId }
    for (const [table, { scope: where, row }] of Object.entries(personTables)) {
      if (where !== 'each row') continue
      const id = named[table]
      statements.push(insertInto(table, { ...row(person, beside, scope), ...(id && { id }) }))
    }
  }
  for (const [table, { scope, row }] of Object.entries(personTables)) {
    if (scope !== 'each row' && table !== 'app.person')
      statements.push(insertInto(table, row(person, besides(person, 4), 4)))
  }
  await insertAll(db, statements)
}

/** What only the database's own functions write is written as them. */
async function insertAll(db: Db, statements: readonly string[]): Promise<void> {
  const { rows } = await sql<{
    name: string
  }>`select name from unnest(${Object.keys(personTables)}::text[]) name
    where not has_table_privilege('airt_jobs', name, 'insert')`.execute(db)
  const closed = new Set(rows.map(({ name }) => name))
  const isClosed = (statement: string) => closed.has(statement.split(' ', 3)[2] ?? '')
  await sql.raw(block(statements.filter((each) => !isClosed(each)))).execute(db)
  await asDefiner(db, () => sql.raw(block(statements.filter(isClosed))).execute(db))
}

function block(statements: readonly string[]): string {
  return `do $block$ begin ${statements.join('; ')}; end $block$`
}
