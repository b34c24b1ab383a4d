import { type Db, sql } from '#db/connection.server'
import { keysToWrite } from '~/access/field-keys.server'
import type { Worker } from '~/access/worker'
import { openRecords } from '~/caseload/open-record.server'
import { fieldNames } from '~/caseload/two-records'
import { mergePeople } from '~/intake/merge-people.server'
import { unmergePeople } from '~/intake/unmerge-people.server'
import { sealConcern } from '~/sessions/sealed-concern.server'
import { addDays, civilDate } from '~/shared/civil-date'
import { aCard } from '../security/fill'
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
  today,
} from './builders'
import { asDefiner, building, signedInAs } from './database'
import { randomEdits } from './random-edits'

type Made = { id: string; organisationId: string }

export type SmallTeam = { shona: Worker; people: Made[] }

/**
 * A manager, her team and some young people of it, of whom random things are held: names, ways, ties, key dates with what was decided
 * of them, sessions with cards, referrals, places, shares, workers, exclusions and lists of who may see them.
 */
export async function aSmallTeam(db: Db, random: () => number, size: number): Promise<SmallTeam> {
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const organisation = await anOrganisation(db)
  const shona = await aWorker(db, { role: 'team-manager', organisation, name: 'Shona Ferrie' })
  const workers = [
    await aWorker(db, { organisation }),
    await aWorker(db, { organisation }),
    await aWorker(db, { role: 'justice-social-worker', organisation }),
  ]
  const team = await aTeam(db, organisation, [shona])
  const lead = await aWorker(db, { role: 'programme-lead', organisation })
  const outsider = await aWorker(db, { role: 'partner' })
  const programmes = [await aProgramme(db, lead), await aProgramme(db, lead), await aProgramme(db, lead)]
  await building(db, () => aCard(db))
  const people: Made[] = []
  for (let at = 0; at < size; at += 1) {
    const person = await aPersonOf(db, organisation.organisationId, {
      given_name: one(['Calum', 'Callum', 'Kayleigh', 'Caley']),
      family_name: one(['Reid', 'Reed', 'MacLeod']),
      born_on: one([civilDate('2010-10-01'), civilDate('2010-01-10'), civilDate('2009-12-20'), null]),
      birth_date_certainty: one(['recorded', 'estimated'] as const),
      pupil: one(['yes', 'no', 'unknown'] as const),
      team_id: team.id,
      recorded_on: one([civilDate('2026-01-05'), civilDate('2026-02-05')]),
      opened_on: one([civilDate('2026-01-05'), civilDate('2025-01-05')]),
      ...(random() < 0.5 && { reference: `R-${at}` }),
    })
    people.push(person)
    const of = { organisation_id: person.organisationId, person_id: person.id }
    if (random() < 0.8) await allocate(db, person, one(workers))
    for (const worker of workers) {
      if (random() < 0.3)
        await allocate(db, person, worker, {
          kind: 'cover',
          startsAt: new Date('2026-01-01'),
          endsAt: new Date('2036-01-01'),
        })
    }
    await building(db, async () => {
      for (let each = 0; each < 2; each += 1) {
        const name = one(['Cal', 'Curly', 'Kay'])
        await db
          .insertInto('app.person_name')
          .values({ ...of, kind: 'nick', name, words: name.toLowerCase(), sounds: [name] })
          .execute()
        await aWay(db, person, {
          value: one(['07700 900111', '07700 900222']),
          safe: one(['yes', 'no', 'ask'] as const),
        })
        await aTie(db, person, { name: one(['Morag Reid', 'Fergus Reid']) })
      }
      const excluded = one(workers)
      if (random() < 0.2)
        await db
          .insertInto('app.exclusion')
          .values({
            ...of,
            worker_id: excluded.id,
            because: 'A neighbour',
            ended_at: random() < 0.3 ? new Date('2026-03-01') : null,
          })
          .execute()
      if (random() < 0.25) {
        for (const reader of [shona, ...workers.filter(() => random() < 0.5)])
          await db
            .insertInto('app.restricted_reader')
            .values({ ...of, worker_id: reader.id })
            .execute()
        await db.updateTable('app.person').set({ is_restricted: true }).where('id', '=', person.id).execute()
      }
    })
    if (random() < 0.5)
      await asDefiner(db, () =>
        sql`insert into app.referral (organisation_id, person_id, programme_organisation_id, programme_id)
          values (${of.organisation_id}, ${of.person_id}, ${of.organisation_id}, ${one(programmes).id})`.execute(
          db,
        ),
      )
    if (random() < 0.4) await aShare(db, person, outsider, { scopes: 8191 })
    if (random() < 0.3) await aPlaceWith(db, person, lead)
    if (random() < 0.5)
      await aFact(db, person, 'MOVE_OF_HOME', one([civilDate('2026-02-01'), civilDate('2026-03-01')]))
    if (random() < 0.5)
      await aFact(
        db,
        person,
        'SCHOOL_LEAVING_INTENDED',
        one([civilDate('2027-06-30'), civilDate('2027-05-31')]),
        { source_id: one(['7', '8']) },
      )
    const transition = await building(db, () =>
      db
        .selectFrom('app.transition')
        .where('person_id', '=', person.id)
        .where('gone_at', 'is', null)
        .select('id')
        .executeTakeFirst(),
    )
    const session = await aSession(db, person, one(workers), {
      transition_id: transition?.id ?? null,
      planned_on: addDays(today, 1),
    })
    await building(db, () =>
      db
        .insertInto('app.session_card')
        .values({ ...of, session_id: session.id, card_id: 'T01', card_version: 1 })
        .execute(),
    )
    await building(db, () =>
      db
        .insertInto('app.handover')
        .values({
          ...of,
          lot_id: session.id,
          kind: 'nobody',
          from_on: today,
          reason: 'share-work',
          because: '',
          ended: '[]',
          sessions: '[]',
        })
        .execute(),
    )
    const keys = await building(db, () => keysToWrite(db, person, 0))
    const sealed = sealConcern(keys, { words: 'A worry', toldWho: 'The duty worker' })
    await asDefiner(db, () =>
      sql`insert into app.concern (organisation_id, person_id, session_id, words, told_who, told_at)
        values (${of.organisation_id}, ${of.person_id}, ${random() < 0.5 ? session.id : null}, ${sealed.words}, ${sealed.toldWho}, now())`.execute(
        db,
      ),
    )
  }
  await signedInAs(db, shona)
  for (const { id } of people) await randomEdits(db, shona, id, random, 3)
  return { shona, people }
}

export type Merged = { keptId: string; otherId: string; mergeId: string }

/** Two of them are put together, with random choices. Null: it was refused, and why. */
export async function mergeAtRandom(
  db: Db,
  worker: Worker,
  [keptId, otherId]: readonly [string, string],
  random: () => number,
): Promise<{ merged: Merged | null; why: string | null }> {
  const [kept, other] = await openRecords(db, worker, [keptId, otherId])
  if (!kept || !other) return { merged: null, why: 'not seen' }
  const closed = kept.closedOn !== other.closedOn ? ['closed' as const] : []
  const done = await mergePeople(
    db,
    worker,
    { keptId, otherId },
    {
      version: kept.version,
      otherVersion: other.version,
      take: [...fieldNames.filter((name) => name !== 'closed' && random() < 0.4), ...closed],
      takeFacts: random() < 0.5 ? null : kept.facts.filter(() => random() < 0.5).map(({ id }) => id),
    },
    today,
  )
  if (!done.ok) return { merged: null, why: done.reason }
  return { merged: { keptId, otherId, mergeId: await lastMergeOf(db, otherId) }, why: null }
}

function lastMergeOf(db: Db, otherId: string): Promise<string> {
  return building(db, async () => {
    const { rows } = await sql<{ id: string }>`
      select id from app.person_merge where other_id = ${otherId} and undone_at is null`.execute(db)
    return rows[0]?.id ?? ''
  })
}

export function unmerge(db: Db, worker: Worker, { mergeId }: Merged) {
  return unmergePeople(db, worker, mergeId)
}

/**
 * All that is held of these people, but for the counting of versions and what says when something was last changed. A moment that is
 * gone and of which nothing was decided is nothing.
 */
export async function heldOf(db: Db, people: readonly string[]): Promise<Record<string, unknown>> {
  return building(db, async () => {
    await sql`select set_config('role', 'airt_sec', true)`.execute(db)
    const { rows } = await sql<{ held: Record<string, unknown> }>`select jsonb_build_object(${sql.join(
      Object.entries(tables).flatMap(([name, { where, but }]) => [
        sql.lit(name),
        sql`(select coalesce(jsonb_agg(r.j order by r.j::text), '[]') from (select to_jsonb(t) - ${[...counted, ...(but ?? [])]}::text[] as j
          from ${sql.raw(name)} t where t.${sql.raw(name === 'app.person' ? 'id' : name === 'app.draft' ? 'about_id' : 'person_id')} = any (${people}::uuid[]) and ${sql.raw(where ?? 'true')}) r)`,
      ]),
    )}) as held`.execute(db)
    await sql`select set_config('role', 'airt_jobs', true)`.execute(db)
    return rows[0]?.held ?? {}
  })
}

const counted = ['version', 'changed_at', 'changed_by', 'changed_because']

const tables: Readonly<Record<string, { where?: string; but?: string[] }>> = {
  'app.person': {},
  'app.person_name': { where: 't.ended_at is null' },
  'app.person_way': {},
  'app.person_tie': {},
  'app.person_address': {},
  'app.person_number': {},
  'app.allocation': {},
  'app.handover': {},
  'app.exclusion': { where: 't.ended_at is null' },
  'app.restricted_reader': {},
  'app.programme_place': {},
  'app.sharing_grant': {},
  'app.fact': {},
  'app.transition': {
    where: '(t.gone_at is null or exists (select from app.decision d where d.transition_id = t.id))',
    but: ['gone_at'],
  },
  'app.decision': {},
  'app.session': {},
  'app.session_card': {},
  'app.session_version': {},
  'app.concern': {},
  'app.referral': {},
  'app.referral_event': {},
  'app.draft': {},
  'sec.edge': {},
}

/** Ways in that are not as the one answer to who sees whom would have them now. */
export async function wrongEdges(db: Db, people: readonly string[]): Promise<unknown[]> {
  return building(db, async () => {
    await sql`select set_config('role', 'airt_sec', true)`.execute(db)
    const { rows } = await sql`
      (select * from sec.edge where person_id = any (${people}::uuid[]) except select * from sec.edges_of(${people}::uuid[]))
      union all (select * from sec.edges_of(${people}::uuid[]) except select * from sec.edge where person_id = any (${people}::uuid[]))`.execute(
      db,
    )
    await sql`select set_config('role', 'airt_jobs', true)`.execute(db)
    return rows
  })
}
