import { randomUUID } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import { type Role, roles } from '~/access/permissions'
import { civilDate } from '~/shared/civil-date'
import { allocate, anOrganisation, aPlaceWith, aShare, aTeam, aWorker } from '../support/builders'
import { asDefiner, type TestDatabase } from '../support/database'
import { built, tokenFor } from './committed'
import { aCard, fill, type IdsInScope, rowScopes } from './fill'
import type { Beside, Someone } from './rows-of-a-person'

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
  await aCard(db)
  const besideOf: Record<string, Required<Pick<Beside, 'workerId' | 'programme' | 'otherProgramme'>>> = {}
  for (const { organisationId } of [here, there]) {
    const worker = await aWorker(db, { organisation: { id: organisationId, organisationId } })
    const programme = { id: randomUUID(), organisationId }
    const otherProgramme = { id: randomUUID(), organisationId }
    for (const { id } of [programme, otherProgramme])
      await db
        .insertInto('app.programme')
        .values({ organisation_id: organisationId, id, name: 'Garage Saturdays' })
        .execute()
    besideOf[organisationId] = { workerId: worker.id, programme, otherProgramme }
  }
  const outsider = await aWorker(db, { role: 'partner' })
  const filled = new Map<string, IdsInScope>()

  function beside({ organisationId }: Someone) {
    const found = besideOf[organisationId]
    if (!found) throw new Error('Nobody is beside a person of that organisation')
    const { otherProgramme: _free, ...beside } = found
    return { ...beside, outsiderId: outsider.id }
  }

  function besides(person: Someone, scope: number): Beside {
    const inScopes = filled.get(person.id)
    // What lies in a scope of the whole table is there once, whichever scope of a row it was made beside.
    const ids = inScopes?.get(scope) ?? inScopes?.get(rowScopes[0]) ?? noIds
    return { ...beside(person), ...ids, otherProgramme: besideOf[person.organisationId]?.otherProgramme }
  }

  const players = {} as Record<Role, { worker: Someone; people: Record<Tie, Someone> }>
  for (const role of roles) {
    const worker = await aWorker(db, { role, organisation: here })
    const people = {} as Record<Tie, Someone>
    for (const tie of ties) people[tie] = await someoneTied(db, tie, worker, { here, there })
    players[role] = { worker: { id: worker.id, organisationId: here.organisationId }, people }
  }
  for (const { worker, people } of Object.values(players)) {
    for (const person of Object.values(people)) filled.set(person.id, await fill(db, person, beside(person)))
    for (const tie of ['allocation ended', 'ended share'] as const)
      await leaveWayInBehind(db, people[tie], worker, tie)
  }
  return { players, besides }
}

const noIds = {
  transitionId: '',
  factId: '',
  sessionId: '',
  referralId: '',
  addressId: '',
  numberId: '',
  weekId: '',
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
