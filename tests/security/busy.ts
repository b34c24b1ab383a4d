import { type Db, sql } from '#db/connection.server'
import { keysToWrite, organisationKeyToWrite, printOf, sealField } from '~/access/field-keys.server'
import { type Role, roles, scopeBits } from '~/access/permissions'
import type { Worker } from '~/access/worker'
import { loadLibrary } from '~/narratives/load-library.server'
import type { Status } from '~/referrals/lifecycle'
import { civilDate } from '~/shared/civil-date'
import { bringIn, really, takeIn, workOn } from '../intake/a-list'
import { aReferralThatIs } from '../referrals/a-referral'
import {
  aFact,
  allocate,
  anOrganisation,
  aPersonOf,
  aPlaceWith,
  aProgramme,
  aSession,
  aShare,
  aTeam,
  aTie,
  aWay,
  aWorker,
} from '../support/builders'
import { building, type TestDatabase } from '../support/database'
import { built, tokenFor } from './committed'
import { today } from './real-server'

type Made = { id: string; organisationId: string }

/** Somebody at work, the addresses from which the rest of what is theirs is found, and in which order they do what can be done. */
export type Busy = {
  role: Role
  token: string
  from: readonly string[]
  order: 'as they stand' | 'from behind'
}

/**
 * A worker of every role with one of everything that a form is about: somebody with names, ways, ties, key dates and what a source
 * says otherwise, a session of today, a referral that is written and one that is sent, a programme of their own.
 */
export async function busy(database: TestDatabase): Promise<Busy[]> {
  const players = await built(database, build)
  for (const { worker } of players) if (bringsIn.has(worker.role)) await listsOf(database, worker)
  const signedIn = await Promise.all(
    players.map(
      async ({ worker, from }): Promise<Busy> => ({
        role: worker.role,
        token: await tokenFor(database, worker),
        from,
        order: fromBehind.has(worker.role) ? 'from behind' : 'as they stand',
      }),
    ),
  )
  // However long it takes them, nobody is asked for their password in between.
  await sql`update sec.session set proved_at = now() + interval '2 hours'`.execute(database.owner.db)
  return signedIn
}

const bringsIn: ReadonlySet<Role> = new Set<Role>(['youth-worker', 'justice-social-worker', 'team-manager'])

/** One list for each thing that can be done with one: its columns matched, started, mended, taken back, gone on with. */
async function listsOf(database: TestDatabase, worker: Worker): Promise<void> {
  const { role } = worker
  await takeIn(database, worker, [{ Pupil: `${role}-0`, Forename: 'Ailidh' }])
  const rows = (at: number) => [
    { reference: `${role}-${at}`, given_name: `Somebody${at}` },
    { reference: `${role}-${at}x`, given_name: '', date_of_birth: '2010-06-01' },
  ]
  await workOn(database, await takeIn(database, worker, rows(1)))
  const stopped = await bringIn(database, worker, rows(2))
  await really(
    database,
    sql`update app.import set status = 'stopped', stopped_at = 'running', stopped_because = 'failed' where id = ${stopped}`,
  )
  for (const at of [3, 4]) await bringIn(database, worker, rows(at))
}

/** Of two roles with the same forms one begins with the last, so that more of what a form offers is done. */
const fromBehind: ReadonlySet<Role> = new Set<Role>(['justice-social-worker', 'partner'])

async function build(db: Db) {
  const here = await anOrganisation(db)
  const workers: Worker[] = []
  for (const role of roles) workers.push(await aWorker(db, { role, organisation: here, name: `A ${role}` }))
  const byRole = (role: Role) => workers.find((worker) => worker.role === role) as Worker
  const elsewhere = await aWorker(db, { role: 'programme-lead', organisation: here })
  const receivers = { lead: byRole('programme-lead'), partner: byRole('partner'), elsewhere }
  await aProgramme(db, elsewhere, { youngest_age: 14, name: 'Choir Wednesdays' })
  const own = await aProgramme(db, receivers.lead, { youngest_age: 14, name: 'Garage Saturdays' })
  await loadLibrary(db, today)
  await db
    .insertInto('app.backup_run')
    .values({ kind: 'backup', state: 'done', because: 'daily', began_at: new Date(), ended_at: new Date() })
    .execute()

  const players = []
  for (const worker of workers) {
    const people = await peopleOf(db, worker, receivers)
    players.push({ worker, from: ['/today', `/programmes/${own.id}/places`, ...people] })
  }
  return players
}

type Receivers = Record<'lead' | 'partner' | 'elsewhere', Worker>

/** The addresses of whom this worker sees. */
async function peopleOf(db: Db, worker: Worker, receivers: Receivers): Promise<string[]> {
  const { role } = worker
  if (role === 'administrator') return []
  if (role === 'data-protection') {
    await readUnusually(db, await aPersonOf(db, worker.organisationId, { given_name: 'Seldom' }))
    return ['/unusual']
  }
  // Somebody of the manager's own, of whom there may be a supervision note.
  const team = await aTeam(
    db,
    worker,
    role === 'team-manager' ? [worker, await aWorker(db, { organisation: worker })] : [],
  )
  const person = await aPersonOf(db, worker.organisationId, {
    given_name: `Ownling-${role}`,
    born_on: civilDate('2010-10-01'),
    ...(role === 'team-manager' && { team_id: team.id }),
  })
  if (role === 'programme-lead') await aPlaceWith(db, person, worker)
  else if (role === 'partner' || role === 'contributor') await aShare(db, person, worker, { scopes: 8191 })
  else await everythingOf(db, worker, person, receivers)
  if (role === 'team-manager') await readUnusually(db, person)
  const twin = await aTwin(db, worker, person, team)
  return [`/people/${person.id}`, `/people/${person.id}/ways`, ...twin]
}

/** Another record that may be of the same person, for who may say so or decide it. */
async function aTwin(db: Db, worker: Worker, person: Made, team: Made): Promise<string[]> {
  const { role } = worker
  if (role !== 'youth-worker' && role !== 'team-manager') return []
  const twin = await aPersonOf(db, worker.organisationId, {
    given_name: `Ownling-${role}`,
    born_on: civilDate('2010-10-01'),
    ...(role === 'team-manager' && { team_id: team.id }),
  })
  await allocate(db, twin, worker)
  return [`/people/${person.id}/same/${twin.id}`]
}

/** Somebody of another team opened their record, and that asks for a word with them. */
async function readUnusually(db: Db, person: Made): Promise<void> {
  const reader = await aWorker(db, { organisation: person, name: 'Rab Reid' })
  await building(db, () =>
    db
      .insertInto('app.unusual_read')
      .values({
        organisation_id: person.organisationId,
        rule: 'same-family-name',
        on_day: civilDate('2026-11-24'),
        worker_id: reader.id,
        person_id: person.id,
        facts: JSON.stringify({ ways: ['team'], times: ['10:05'] }),
        due_on: civilDate('2026-11-27'),
      })
      .execute(),
  )
}

/** One of everything that is written about somebody. */
async function everythingOf(db: Db, worker: Worker, person: Made, receivers: Receivers): Promise<void> {
  await allocate(db, person, worker)
  await linesOf(db, person)
  const { id: factId } = await aFact(db, person, 'MOVE_OF_HOME', civilDate('2026-02-01'))
  await sentOtherwise(db, person, factId)
  await aSession(db, person, worker)
  await handedTo(db, worker, person)
  const { lead, partner, elsewhere } = receivers
  await aReferral(db, worker, person, 'draft', elsewhere)
  await aReferral(db, worker, person, 'sent', lead)
  await aReferral(db, worker, person, 'sent', elsewhere, partner)
  if (worker.role !== 'youth-worker') return
  for (const status of ['asked', 'accepted', 'booked', 'started', 'finished'] as const)
    await aReferral(db, worker, person, status, lead)
}

/** They were given to this worker, who has not read the page of it. */
async function handedTo(db: Db, worker: Worker, person: Made): Promise<void> {
  await building(db, () =>
    db
      .insertInto('app.handover')
      .values({
        organisation_id: person.organisationId,
        person_id: person.id,
        lot_id: crypto.randomUUID(),
        kind: 'lead',
        to_worker_id: worker.id,
        from_on: civilDate('2026-11-25'),
        read_by_on: civilDate('2026-11-30'),
        reason: 'share-work',
        because: '',
        ended: '[]',
        sessions: '[]',
      })
      .execute(),
  )
}

/** A referral that stands there, with a programme of its own. */
async function aReferral(
  db: Db,
  worker: Worker,
  person: Made,
  status: Status,
  lead: Worker,
  staff?: Worker,
): Promise<void> {
  const programme = await aProgramme(db, lead, { youngest_age: 14, name: `Mondays, ${status}` })
  if (staff)
    await building(db, () =>
      db
        .insertInto('app.programme_staff')
        .values({ organisation_id: lead.organisationId, programme_id: programme.id, worker_id: staff.id })
        .execute(),
    )
  const ways = { safe: '', unsafe: '' }
  await aReferralThatIs(db, { isla: worker, calum: person, ways, programme, lead, staff: lead }, status)
}

async function linesOf(db: Db, { id, organisationId }: Made): Promise<void> {
  const of = { organisation_id: organisationId, person_id: id }
  await building(db, async () => {
    await aWay(db, { id, organisationId }, { value: '07700 900111', safe: 'yes' })
    await aTie(db, { id, organisationId }, { name: 'Morag Reid' })
    await numbersOf(db, { id, organisationId })
    await db
      .insertInto('app.person_name')
      .values({ ...of, kind: 'also', name: 'Cal', words: 'cal', sounds: ['KL'] })
      .execute()
  })
}

/** Kept as they are wherever a form is sent: what else may stand there is no number. */
async function numbersOf(db: Db, person: Made): Promise<void> {
  const keys = await keysToWrite(db, person, scopeBits.contact)
  const under = await organisationKeyToWrite(db, person.organisationId)
  const scn = '123456786'
  await db
    .insertInto('app.person_number')
    .values({
      organisation_id: person.organisationId,
      person_id: person.id,
      scn: sealField(keys, { table: 'app.person_number', column: 'scn' }, scn),
      scn_print: printOf(under, 'scn', scn),
    })
    .execute()
}

/** A source says something else of them, and of one of their key dates. */
async function sentOtherwise(db: Db, person: Made, factId: string): Promise<void> {
  const ofPerson = JSON.stringify({ preferredName: 'Cally', workerEmail: 'nobody@northmoor.example' })
  const ofFact = JSON.stringify({ happensOn: '2026-02-08' })
  await building(db, async () => {
    await db
      .updateTable('app.person')
      .set({ pending: ofPerson, stage: 'S4', stage_session: '2025/26' })
      .where('id', '=', person.id)
      .execute()
    await sql`update app.fact set pending = ${ofFact}::jsonb where id = ${factId}`.execute(db)
  })
}
