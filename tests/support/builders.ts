import { randomUUID } from 'node:crypto'
import type { Insertable, Updateable } from 'kysely'
import { type Db, sql } from '#db/connection.server'
import { keysToWrite } from '~/access/field-keys.server'
import { type Role, scopeBits } from '~/access/permissions'
import type { Worker } from '~/access/worker'
import { factKinds, isFactKind } from '~/caseload/fact-kinds'
import type { PersonTieTable, PersonWayTable } from '~/caseload/person.table'
import { keepMainName } from '~/caseload/save-names.server'
import { sealTie, sealWay } from '~/caseload/sealed-lines.server'
import type { ProgrammeTable } from '~/programmes/programme.table'
import type { SessionTable } from '~/sessions/session.table'
import { type CivilDate, civilDate } from '~/shared/civil-date'
import { deriveFor } from '~/transitions/derive.server'
import { building } from './database'

export const today = civilDate('2026-11-25')

type Made = { id: string; organisationId: string }

export function anOrganisation(db: Db, changes: { teamSeesTeam?: boolean } = {}): Promise<Made> {
  return building(db, async () => {
    const { id } = await db
      .insertInto('app.organisation')
      .values({
        slug: `org-${randomUUID()}`,
        name: 'Northmoor Youth Project',
        team_sees_team: changes.teamSeesTeam ?? false,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db
      .insertInto('app.worker')
      .values({ organisation_id: id, name: 'Command line', role: 'service' })
      .execute()
    return { id, organisationId: id }
  })
}

export function aTeam(
  db: Db,
  organisation: Made,
  members: readonly Pick<Worker, 'id'>[] = [],
): Promise<Made> {
  return building(db, async () => {
    const { id } = await db
      .insertInto('app.team')
      .values({ organisation_id: organisation.organisationId, name: `Team ${randomUUID()}` })
      .returning('id')
      .executeTakeFirstOrThrow()
    for (const member of members) {
      await db
        .insertInto('app.team_member')
        .values({ organisation_id: organisation.organisationId, team_id: id, worker_id: member.id })
        .execute()
    }
    return { id, organisationId: organisation.organisationId }
  })
}

export function aWorker(
  db: Db,
  changes: { role?: Role; organisation?: Made; name?: string } = {},
): Promise<Worker> {
  return building(db, async () => {
    const { organisationId } = changes.organisation ?? (await anOrganisation(db))
    const { role = 'youth-worker', name = 'Isla Munro' } = changes
    const email = `${randomUUID()}@northmoor.example`
    const { id } = await db
      .insertInto('app.worker')
      .values({ organisation_id: organisationId, email, name, role })
      .returning('id')
      .executeTakeFirstOrThrow()
    return {
      id,
      organisationId,
      name,
      email,
      role,
      organisation: 'Northmoor Youth Project',
      isDemonstration: false,
      sessionId: randomUUID(),
      secondsLeft: 1800,
      formSecret: 'form secret',
    }
  })
}

type PersonChanges = {
  reference?: string
  given_name?: string
  family_name?: string
  preferred_name?: string
  born_on?: CivilDate | null
  birth_date_certainty?: 'recorded' | 'estimated' | 'disputed'
  team_id?: string
  opened_on?: CivilDate
  recorded_on?: CivilDate
  pupil?: 'yes' | 'no' | 'unknown'
  is_restricted?: boolean
}

/** A young person whom this worker leads, with what the rules find in their life. */
export function aPersonWith(
  db: Db,
  worker: Pick<Worker, 'id' | 'organisationId'>,
  changes: PersonChanges = {},
): Promise<Made> {
  return building(db, async () => {
    const made = await aPersonOf(db, worker.organisationId, changes)
    await allocate(db, made, worker)
    return made
  })
}

/** Somebody of this organisation with whom nobody works yet. */
export function aPersonOf(db: Db, organisationId: string, changes: PersonChanges = {}): Promise<Made> {
  return building(db, async () => {
    const { id } = await db
      .insertInto('app.person')
      .values({
        organisation_id: organisationId,
        given_name: 'Calum',
        family_name: 'Reid',
        born_on: civilDate('2010-10-01'),
        opened_on: civilDate('2026-01-05'),
        recorded_on: civilDate('2026-01-05'),
        ...changes,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const { given_name = 'Calum', family_name = 'Reid', preferred_name = null } = changes
    await keepMainName(db, {
      organisationId,
      personId: id,
      givenName: given_name,
      familyName: family_name,
      preferredName: preferred_name,
    })
    await deriveFor(db, [id])
    return { id, organisationId }
  })
}

export function allocate(
  db: Db,
  person: Made,
  worker: Pick<Worker, 'id'>,
  changes: { kind?: 'lead' | 'co-worker' | 'cover'; startsAt?: Date; endsAt?: Date | null } = {},
): Promise<void> {
  return building(db, async () => {
    await db
      .insertInto('app.allocation')
      .values({
        organisation_id: person.organisationId,
        person_id: person.id,
        worker_id: worker.id,
        kind: changes.kind ?? 'lead',
        ...(changes.startsAt && { starts_at: changes.startsAt }),
        ends_at: changes.endsAt ?? null,
      })
      .execute()
  })
}

type FactChanges = {
  source_id?: string
  ends_on?: CivilDate
  certainty?: 'official' | 'recorded' | 'reported'
  standing?: 'fact' | 'reported' | 'opinion'
  document_ref?: string
  received_on?: CivilDate
  recorded_on?: CivilDate
  details?: Record<string, string>
}

/** A dated fact about them, and what the rules find with it. */
export function aFact(
  db: Db,
  person: Made,
  kind: string,
  happensOn: CivilDate,
  changes: FactChanges = {},
): Promise<Made> {
  return building(db, async () => {
    if (!isFactKind(kind)) throw new Error(`There is no kind ${kind}`)
    const { details = {}, ...others } = changes
    const { id } = await db
      .insertInto('app.fact')
      .values({
        organisation_id: person.organisationId,
        person_id: person.id,
        kind,
        scope: scopeBits[factKinds[kind].scope],
        happens_on: happensOn,
        source: 'school record',
        recorded_on: civilDate('2026-01-05'),
        details: JSON.stringify(details),
        ...others,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await deriveFor(db, [person.id])
    return { id, organisationId: person.organisationId }
  })
}

/** Shares these scopes of a person with somebody outside. */
export function aShare(
  db: Db,
  person: Made,
  worker: Pick<Worker, 'id'>,
  changes: { scopes: number; startsAt?: Date; expiresAt?: Date; revokedAt?: Date | null },
): Promise<void> {
  return building(db, async () => {
    await db
      .insertInto('app.sharing_grant')
      .values({
        organisation_id: person.organisationId,
        person_id: person.id,
        to_worker_id: worker.id,
        scopes: changes.scopes,
        purpose: 'A place on a programme',
        basis: 'public task',
        ...(changes.startsAt && { starts_at: changes.startsAt }),
        expires_at: changes.expiresAt ?? sql<Date>`now() + interval '90 days'`,
        revoked_at: changes.revokedAt ?? null,
      })
      .execute()
  })
}

/** A programme that this worker leads: open to 16 to 19, of anywhere, with two places. */
export function aProgramme(
  db: Db,
  lead: Pick<Worker, 'id' | 'organisationId'>,
  changes: Updateable<ProgrammeTable> = {},
): Promise<Made> {
  return building(db, async () => {
    const { id } = await db
      .insertInto('app.programme')
      .values({
        organisation_id: lead.organisationId,
        name: 'Garage Saturdays',
        lead_id: lead.id,
        kind: 'employability',
        youngest_age: 16,
        oldest_age: 19,
        places_free: 2,
        places_set_on: civilDate('2026-11-24'),
        takes_orders: 'yes',
        last_checked_on: civilDate('2026-11-03'),
        ...changes,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id, organisationId: lead.organisationId }
  })
}

/** One of the provider's people, who works on this programme. */
export function aStaffMember(
  db: Db,
  programme: Made,
  changes: { role?: Role; name?: string } = {},
): Promise<Worker> {
  return building(db, async () => {
    const worker = await aWorker(db, {
      role: 'partner',
      name: 'Jo Petrie',
      organisation: programme,
      ...changes,
    })
    await db
      .insertInto('app.programme_staff')
      .values({ organisation_id: programme.organisationId, programme_id: programme.id, worker_id: worker.id })
      .execute()
    return worker
  })
}

/** A place on a programme that this worker leads. */
export function aPlaceWith(db: Db, person: Made, lead: Pick<Worker, 'id' | 'organisationId'>): Promise<void> {
  return building(db, async () => {
    const programme = await db
      .insertInto('app.programme')
      .values({ organisation_id: lead.organisationId, name: 'Garage Saturdays', lead_id: lead.id })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db
      .insertInto('app.programme_place')
      .values({
        organisation_id: person.organisationId,
        person_id: person.id,
        programme_organisation_id: lead.organisationId,
        programme_id: programme.id,
      })
      .execute()
  })
}

/** A session that this worker has planned with them. */
export function aSession(
  db: Db,
  person: Made,
  worker: Pick<Worker, 'id'>,
  changes: Partial<Insertable<SessionTable>> = {},
): Promise<Made> {
  return building(db, async () => {
    const { id } = await db
      .insertInto('app.session')
      .values({
        organisation_id: person.organisationId,
        person_id: person.id,
        worker_id: worker.id,
        planned_on: today,
        ...changes,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id, organisationId: person.organisationId }
  })
}

/** A way to reach somebody; a phone, unless it says otherwise. */
export function aWay(
  db: Db,
  person: Made,
  changes: Partial<Insertable<PersonWayTable>> & { value: string },
): Promise<{ id: string }> {
  return building(db, async () => {
    const keys = await keysToWrite(db, person, scopeBits.contact)
    const { value, note = null, ...others } = changes
    return db
      .insertInto('app.person_way')
      .values({
        organisation_id: person.organisationId,
        person_id: person.id,
        kind: 'phone',
        ...others,
        ...sealWay(keys, { value, note }),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
  })
}

/** Somebody who matters to them; family, unless it says otherwise. */
export function aTie(
  db: Db,
  person: Made,
  changes: Partial<Insertable<PersonTieTable>> & { name: string },
): Promise<{ id: string }> {
  return building(db, async () => {
    const keys = await keysToWrite(db, person, scopeBits.contact)
    const { name, about = null, ...others } = changes
    return db
      .insertInto('app.person_tie')
      .values({
        organisation_id: person.organisationId,
        person_id: person.id,
        relation: 'family',
        ...others,
        ...sealTie(keys, { name, about }),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
  })
}
