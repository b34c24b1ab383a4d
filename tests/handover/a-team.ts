import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import type { Reassignment } from '~/handover/reassign.input'
import { reassign } from '~/handover/reassign.server'
import { toReassign } from '~/handover/to-reassign.server'
import { allocate, anOrganisation, aPersonOf, aTeam, aWorker, today } from '../support/builders'
import { building, signedInAs } from '../support/database'

export type Made = { id: string; organisationId: string }

export type Team = { shona: Worker; isla: Worker; ali: Worker; calum: Made; rosie: Made; teamId: string }

/** Shona manages Isla and Ali. Isla leads Calum and Rosie. Shona is signed in. */
export async function aTeamOfThree(db: Db): Promise<Team> {
  const organisation = await anOrganisation(db)
  const shona = await aWorker(db, { role: 'team-manager', organisation, name: 'Shona Ferrie' })
  const isla = await aWorker(db, { organisation, name: 'Isla Munro' })
  const ali = await aWorker(db, { role: 'justice-social-worker', organisation, name: 'Ali Mair' })
  const team = await aTeam(db, organisation, [shona, isla, ali])
  const calum = await aPersonOf(db, organisation.organisationId, { team_id: team.id })
  const rosie = await aPersonOf(db, organisation.organisationId, { given_name: 'Rosie', team_id: team.id })
  const lastYear = new Date('2025-11-25T09:00:00Z')
  for (const person of [calum, rosie]) await allocate(db, person, isla, { startsAt: lastYear })
  await signedInAs(db, shona)
  return { shona, isla, ali, calum, rosie, teamId: team.id }
}

/** As the page sends it: how each of them stood when it was opened. */
export async function asked(
  db: Db,
  manager: Worker,
  people: readonly Made[],
  changes: Partial<Reassignment> & { to: string },
): Promise<Reassignment> {
  const shown = await toReassign(db, manager, { people: people.map(({ id }) => id), leadId: null }, today)
  return {
    person: shown.people.map(({ id, seen }) => ({ personId: id, seen })),
    as: 'lead',
    fromOn: today,
    untilOn: null,
    reason: 'share-work',
    because: '',
    ...changes,
  }
}

export async function give(
  db: Db,
  manager: Worker,
  people: readonly Made[],
  changes: Partial<Reassignment> & { to: string },
): Promise<string> {
  const made = await reassign(db, manager, await asked(db, manager, people, changes), today)
  if (!made.ok) throw new Error(made.reason.why)
  return made.value.lotId
}

/** Everything that was ever said of who works with them, in its order. */
export function allocationsOf(db: Db, person: Made) {
  return building(db, async () => {
    const { rows } = await sql<{ worker: string; kind: string; isOn: boolean; isUndone: boolean }>`
      select w.name as worker, a.kind, a.ends_at is null or a.ends_at > now() as "isOn", a.undone_at is not null as "isUndone"
        from app.allocation a join app.worker w on w.id = a.worker_id where a.person_id = ${person.id}
       order by a.starts_at, a.ends_at nulls last, a.id`.execute(db)
    return rows
  })
}

/** The changes of worker that wait for somebody, and whether they are found still. */
export function workerChangesOf(db: Db, person: Made) {
  return building(db, () =>
    db
      .selectFrom('app.transition')
      .where('person_id', '=', person.id)
      .where('rule', '=', 'WORKER_CHANGE')
      .where('gone_at', 'is', null)
      .select(['occurrence', 'falls_on as on', 'because'])
      .execute(),
  )
}

export async function sessionOf(db: Db, id: string) {
  return building(db, () =>
    db
      .selectFrom('app.session')
      .where('id', '=', id)
      .select(['worker_id as workerId', 'version'])
      .executeTakeFirstOrThrow(),
  )
}
