import { randomUUID } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import { setPassword } from '~/access/password.server'
import { type Role, roles, scopeBits } from '~/access/permissions'
import type { Worker } from '~/access/worker'
import { civilDate } from '~/shared/civil-date'
import { takeIn, workOn } from '../intake/a-list'
import { aReferralThatIs } from '../referrals/a-referral'
import {
  aFact,
  allocate,
  anOrganisation,
  aPersonOf,
  aPlaceWith,
  aProgramme,
  aShare,
  aTeam,
  aWorker,
} from '../support/builders'
import { building, type TestDatabase } from '../support/database'
import { built, tokenFor } from './committed'
import { aCard, fill } from './fill'
import type { Row, Someone } from './rows-of-a-person'

/** Why somebody is not shown. From outside they must all look the same. */
export const reasons = ['no access', 'restricted', 'excluded', 'another organisation'] as const

export type Reason = (typeof reasons)[number]

/** What an address may name: a person, and what hangs on them. */
export type Ids = {
  personId: string
  factId: string
  transitionId: string
  sessionId: string
  referralId: string
  unusualId: string
  importId: string
  lotId: string
}

export type Player = {
  role: Role
  workerId: string
  token: string
  /** Whom they do see: a name that is nobody else's, and what an address needs. Null for roles that see nobody. */
  own: (Ids & { name: string }) | null
}

export type Strangers = {
  players: readonly Player[]
  hidden: Record<Reason, Ids>
  /** What data protection may be told of a hidden record of its own organisation: its reference, and who of the staff opened it. */
  knownToDataProtection: readonly string[]
  /** Words that stand in the records of the hidden ones and nowhere else. */
  canaries: readonly string[]
  people: readonly string[]
}

const SURNAME = 'Quillfeather'
const WORD = 'zanzibarian'
const POSTCODE = 'ZZ9 9ZZ'

/** A worker of every role with somebody of their own, and four people whom none of them may see, each for another reason. */
export async function strangers(database: TestDatabase): Promise<Strangers> {
  const { players, hidden } = await built(database, build)
  for (const each of Object.values(hidden)) each.ids.importId = await aListOf(database, each.beside, WORD)
  for (const { role, own, ...player } of players)
    if (own && bringsIn.has(role)) own.importId = await aListOf(database, { ...player, role }, 'listed')
  const signedIn = []
  for (const player of players) {
    const { workerId: id, role } = player
    await setPassword(database.owner.db, { id, role }, 'seven teapots in a harbour', { codeNeeded: false })
    const token = await tokenFor(database, { id, organisationId: player.organisationId })
    signedIn.push({ ...player, token })
  }
  const canaries = [SURNAME, WORD, POSTCODE, ...Object.values(hidden).flatMap(({ names }) => names)]
  const ids = mapped(hidden, ({ ids }) => ids)
  const known = (['no access', 'restricted'] as const).flatMap((reason) => [
    `${WORD}-${hidden[reason].names[0]}`,
    ...Object.values(ids[reason]),
  ])
  return {
    players: signedIn,
    hidden: ids,
    knownToDataProtection: [...known, SURNAME],
    canaries,
    people: Object.values(ids).map(({ personId }) => personId),
  }
}

/** The roles that bring lists in. */
const bringsIn: ReadonlySet<Role> = new Set<Role>(['youth-worker', 'justice-social-worker', 'team-manager'])

/** A list of this worker's that was checked, with this word in its rows and in its name. */
async function aListOf(
  database: TestDatabase,
  { workerId: id, organisationId, role }: { workerId: string; organisationId: string; role: Role },
  word: string,
): Promise<string> {
  const worker = { id, organisationId, role } as Worker
  const rows = [
    { reference: `${word}-1`, given_name: word, date_of_birth: '2010-04-01' },
    { reference: `${word}-2`, given_name: word, date_of_birth: 'never' },
  ]
  const importId = await takeIn(database, worker, rows, { source: word })
  await workOn(database, importId)
  return importId
}

async function build(db: Db) {
  await aCard(db)
  const here = await anOrganisation(db)
  const away = await anOrganisation(db)
  const workers: { role: Role; worker: Worker }[] = []
  for (const role of roles)
    workers.push({ role, worker: await aWorker(db, { role, organisation: here, name: `A ${role}` }) })
  const team = await aTeam(
    db,
    here,
    workers
      .filter(({ role }) => role === 'team-manager' || role === 'youth-worker')
      .map(({ worker }) => worker),
  )

  const hidden = {
    'no access': await aHidden(db, here, 'Xanthippe'),
    restricted: await aHidden(db, here, 'Wolfram'),
    excluded: await aHidden(db, here, 'Ulrika'),
    'another organisation': await aHidden(db, away, 'Thelonius'),
  }
  for (const { role, worker } of workers) {
    for (const reason of ['restricted', 'excluded'] as const)
      await wayIn(db, role, worker, hidden[reason].person)
    const { person } = hidden.excluded
    await db
      .insertInto('app.exclusion')
      .values({
        organisation_id: person.organisationId,
        person_id: person.id,
        worker_id: worker.id,
        because: WORD,
      })
      .execute()
  }
  await db
    .updateTable('app.person')
    .set({ is_restricted: true })
    .where('id', '=', hidden.restricted.person.id)
    .execute()

  const players = []
  for (const { role, worker } of workers) {
    const own = await someoneOf(db, role, worker, here, team.id)
    players.push({ role, workerId: worker.id, organisationId: here.organisationId, own })
  }
  const byRole = (role: Role) => workers.find((each) => each.role === role)?.worker as Worker
  const receivers = { lead: byRole('programme-lead'), staff: byRole('partner') }
  for (const { own } of players)
    if (own)
      own.referralId = await aReferralOf(
        db,
        { id: own.personId, organisationId: here.organisationId },
        receivers,
      )
  return { players, hidden }
}

/** How each role usually comes to see somebody; the last two never do. */
async function wayIn(
  db: Db,
  role: Role,
  worker: { id: string; organisationId: string },
  person: Someone,
): Promise<void> {
  if (role === 'programme-lead') return aPlaceWith(db, person, worker)
  if (role === 'partner' || role === 'contributor') return aShare(db, person, worker, { scopes: 8191 })
  if (role === 'administrator' || role === 'data-protection') return
  return allocate(db, person, worker, { kind: 'co-worker' })
}

async function someoneOf(
  db: Db,
  role: Role,
  worker: { id: string; organisationId: string },
  here: Someone,
  teamId: string,
): Promise<Player['own']> {
  if (role === 'administrator' || role === 'data-protection') return null
  const name = `Ownling-${role}`
  const person = await aPersonOf(db, here.organisationId, {
    given_name: name,
    family_name: 'Reid',
    born_on: civilDate('2010-10-01'),
    ...(role === 'team-manager' && { team_id: teamId }),
  })
  await wayIn(db, role, worker, person)
  const fact = await aFact(db, person, 'SCHOOL_LEAVING_INTENDED', civilDate('2027-06-30'))
  const { id: transitionId } = await db
    .selectFrom('app.transition')
    .where('person_id', '=', person.id)
    .where('scope', '=', scopeBits.education)
    .select('id')
    .executeTakeFirstOrThrow()
  const sessionId = randomUUID()
  await db
    .insertInto('app.session')
    .values({
      organisation_id: here.organisationId,
      id: sessionId,
      person_id: person.id,
      worker_id: worker.id,
      planned_on: civilDate('2026-11-26'),
    })
    .execute()
  const unusualId = await anUnusualRead(db, person)
  return {
    personId: person.id,
    factId: fact.id,
    transitionId,
    sessionId,
    referralId: randomUUID(),
    unusualId,
    importId: randomUUID(),
    lotId: role === 'team-manager' ? await aHandoverOf(db, person, worker) : randomUUID(),
    name,
  }
}

/** Somebody of their organisation opened their record, and that asks for a word with them. */
async function anUnusualRead(db: Db, person: Someone): Promise<string> {
  const reader = await aWorker(db, { organisation: person })
  const { id } = await db
    .insertInto('app.unusual_read')
    .values({
      organisation_id: person.organisationId,
      rule: 'out-of-hours',
      on_day: civilDate('2026-11-24'),
      worker_id: reader.id,
      person_id: person.id,
      facts: JSON.stringify({ ways: ['team'], times: ['22:10'] }),
      due_on: civilDate('2026-11-27'),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** They were given to somebody else. @returns the act. */
async function aHandoverOf(db: Db, person: Someone, worker: { id: string }): Promise<string> {
  const lotId = randomUUID()
  await db
    .insertInto('app.handover')
    .values({
      organisation_id: person.organisationId,
      person_id: person.id,
      lot_id: lotId,
      kind: 'lead',
      to_worker_id: worker.id,
      from_on: civilDate('2026-11-25'),
      read_by_on: civilDate('2026-11-30'),
      reason: 'share-work',
      because: '',
      ended: '[]',
      sessions: '[]',
    })
    .execute()
  return lotId
}

async function lotOf(db: Db, person: Someone): Promise<string> {
  const { lotId } = await db
    .selectFrom('app.handover')
    .where('person_id', '=', person.id)
    .select('lot_id as lotId')
    .executeTakeFirstOrThrow()
  return lotId
}

type Receivers = { lead: Worker; staff: Worker }

/** Sent to a programme of the programme lead's, on which the partner works: through that alone do both see it. */
async function aReferralOf(db: Db, person: Someone, { lead, staff }: Receivers): Promise<string> {
  const isla = await aWorker(db, { organisation: person })
  await allocate(db, person, isla, { kind: 'co-worker' })
  const programme = await aProgramme(db, lead, { youngest_age: 14 })
  await building(db, () =>
    db
      .insertInto('app.programme_staff')
      .values({ organisation_id: lead.organisationId, programme_id: programme.id, worker_id: staff.id })
      .execute(),
  )
  const ways = { safe: '', unsafe: '' }
  return aReferralThatIs(db, { isla, calum: person, ways, programme, lead, staff }, 'sent')
}

/** Somebody with a row in every table, and words in each row that stand nowhere else. */
async function aHidden(db: Db, organisation: Someone, givenName: string) {
  const { organisationId } = organisation
  const person = await aPersonOf(db, organisationId, {
    given_name: givenName,
    family_name: SURNAME,
    preferred_name: `${givenName}kin`,
    reference: `${WORD}-${givenName}`,
  })
  await db
    .updateTable('app.person')
    .set({ postcode: POSTCODE, what_matters: WORD, communication_needs: WORD, language: WORD })
    .where('id', '=', person.id)
    .execute()
  const beside = await aWorker(db, { organisation, name: SURNAME })
  const outsider = await aWorker(db, { role: 'partner', name: SURNAME })
  const programme = { id: randomUUID(), organisationId }
  await db
    .insertInto('app.programme')
    .values({ organisation_id: organisationId, id: programme.id, name: 'A programme' })
    .execute()
  const ids = await fill(db, person, { workerId: beside.id, outsiderId: outsider.id, programme }, marked)
  const first = ids.get(scopeBits.education)
  return {
    person,
    names: [givenName],
    ids: {
      personId: person.id,
      factId: first?.factId ?? '',
      transitionId: first?.transitionId ?? '',
      sessionId: first?.sessionId ?? '',
      referralId: first?.referralId ?? '',
      unusualId: await anUnusualRead(db, person),
      importId: '',
      lotId: await lotOf(db, person),
    },
    beside: { workerId: beside.id, organisationId, role: 'youth-worker' as const },
  }
}

/** Text that is free is a canary; what a constraint holds to a list stays. */
function marked(_table: string, row: Row): Row {
  const free = ['name', 'value', 'source', 'because', 'note', 'purpose', 'basis', 'about', 'words']
  const dressed = { ...row }
  for (const column of free)
    if (typeof row[column] === 'string') dressed[column] = row[column] === '[]' ? '[]' : WORD
  return dressed
}

function mapped<K extends string, V, W>(record: Record<K, V>, change: (value: V) => W): Record<K, W> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, change(value as V)]),
  ) as Record<K, W>
}

/** All that is stored of these people, table by table: what must be the same after everybody has tried every door. */
export function storedOf(database: TestDatabase, people: readonly string[]): Promise<Record<string, string>> {
  return built(database, async (db) => {
    const { rows: tables } = await sql<{ name: string; key: string }>`
      select c.oid::regclass::text as name, case c.relname when 'person' then 'id' else 'person_id' end as key
        from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
       where n.nspname = 'app' and c.relkind in ('r', 'p') and a.attname = case c.relname when 'person' then 'id' else 'person_id' end`.execute(
      db,
    )
    const stored: Record<string, string> = {}
    for (const { name, key } of tables) {
      const { rows } = await sql<{ digest: string }>`
        select coalesce(md5(string_agg(t::text, ' ' order by t::text)), '') as digest from ${sql.table(name)} t
         where ${sql.ref(`t.${key}`)} = any (${people}::uuid[])`.execute(db)
      stored[name] = rows[0]?.digest ?? ''
    }
    return stored
  })
}
