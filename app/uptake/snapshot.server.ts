import { type Db, sql } from '#db/connection.server'
import { peopleOfWork } from '~/access/visible.server'
import { beginWork, inWork } from '~/access/work.server'
import { recordAudit } from '~/audit/write.server'
import { addDays, type CivilDate } from '~/shared/civil-date'
import { type ByPerson, byPerson, countedIn, reachedBy } from './counted'
import { countsOf, isEnough, type SnapshotKind, stepsOf } from './measures'
import { yearTo } from './period'
import { type PublishedFunnel, publish, shownIn } from './publish'
import { changesReached, referralsReached, type Span, unlinkedReferrals } from './reached.server'
import { isTooClose } from './too-close'

export type Snapshot = {
  organisation: string
  counts: SnapshotKind
  outcome: 'published' | 'too-close' | 'too-few'
}

type Organisation = { id: string; slug: string; smallUnder: number; kinds: SnapshotKind[] }

/**
 * The weekly figures of every organisation that has none of this week yet, as things stood when that Monday began. Done again it finds
 * nothing to do. `owner` is the connection that may begin work without a browser.
 */
export async function takeSnapshots(owner: Db, jobs: Db, weekOn: CivilDate): Promise<Snapshot[]> {
  const token = await beginWork(owner, 'uptake.snapshot', null)
  const organisations = await inWork(jobs, token, (db) => withoutSnapshot(db, weekOn))
  const taken: Snapshot[] = []
  for (const organisation of organisations)
    for (const counts of organisation.kinds) {
      const outcome = await inWork(jobs, token, (db) => takeOne(db, organisation, counts, weekOn))
      if (outcome) taken.push({ organisation: organisation.slug, counts, outcome })
    }
  return taken
}

async function withoutSnapshot(db: Db, weekOn: CivilDate): Promise<Organisation[]> {
  const rows = await db
    .selectFrom('app.organisation as organisation')
    .select((eb) => [
      'organisation.id',
      'organisation.slug',
      'organisation.small_under as smallUnder',
      eb
        .exists(
          eb
            .selectFrom('app.programme as programme')
            .whereRef('programme.organisation_id', '=', 'organisation.id')
            .select('programme.id'),
        )
        .as('hasProgrammes'),
      eb
        .selectFrom('app.uptake_snapshot as snapshot')
        .whereRef('snapshot.organisation_id', '=', 'organisation.id')
        .where('snapshot.week_on', '=', weekOn)
        .select(sql<SnapshotKind[]>`coalesce(jsonb_agg(snapshot.counts), '[]')`.as('kinds'))
        .as('taken'),
    ])
    .orderBy('organisation.slug')
    .execute()
  return rows.map(({ hasProgrammes, taken, ...organisation }) => ({
    ...organisation,
    kinds: (hasProgrammes ? (['organisation', 'programmes'] as const) : (['organisation'] as const)).filter(
      (kind) => !taken?.includes(kind),
    ),
  }))
}

/** @returns null when another process has just taken it. */
async function takeOne(
  db: Db,
  organisation: Organisation,
  counts: SnapshotKind,
  weekOn: CivilDate,
): Promise<Snapshot['outcome'] | null> {
  const { from, until } = yearTo(addDays(weekOn, -1))
  const people = await peopleCounted(db, organisation.id, counts, { from, until, before: weekOn })
  const published = isEnough(reachedBy(people)) ? publish(people, counts, organisation.smallUnder) : null
  const outcome =
    published === null
      ? 'too-few'
      : (await isNearEarlier(db, organisation.id, counts, people, published))
        ? 'too-close'
        : 'published'
  const made = await db
    .insertInto('app.uptake_snapshot')
    .values({
      organisation_id: organisation.id,
      counts,
      week_on: weekOn,
      from_on: from,
      until_on: until,
      small_under: organisation.smallUnder,
      outcome,
      published: outcome === 'published' ? JSON.stringify(published) : null,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'counts', 'week_on']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) {
    await recordAudit(db, { act: 'uptake.snapshot', outcome: 'failed', detail: { weekOn, counts } })
    return null
  }
  const key = { organisation_id: organisation.id, snapshot_id: made.id }
  const steps = stepsOf[counts]
  const numbers = countsOf(reachedBy(people).endedAt, steps)
  await db
    .insertInto('app.uptake_count')
    .values(steps.map((step, at) => ({ ...key, step, counted: numbers[at] ?? 0 })))
    .execute()
  if (outcome === 'published') await keepMembers(db, key, people)
  await recordAudit(db, {
    act: 'uptake.snapshot',
    subjectType: 'uptake-snapshot',
    subjectId: made.id,
    detail: { organisationId: organisation.id, counts, weekOn, outcome, smallUnder: organisation.smallUnder },
  })
  return outcome
}

async function peopleCounted(
  db: Db,
  organisationId: string,
  counts: SnapshotKind,
  span: Omit<Span, 'of'>,
): Promise<ByPerson> {
  await db
    .insertInto('app.uptake_salt')
    .values({ organisation_id: organisationId })
    .onConflict((conflict) => conflict.column('organisation_id').doNothing())
    .execute()
  const theirs = { ...span, of: { programmesOf: organisationId } }
  const own = { ...span, of: { organisationId } }
  const ownPeople = peopleOfWork(db).where('person.organisation_id', '=', organisationId)
  const reached =
    counts === 'programmes'
      ? referralsReached(db, peopleOfWork(db), organisationId, theirs)
      : changesReached(db, ownPeople, own).unionAll(unlinkedReferrals(ownPeople, own))
  const rows = await db
    .selectFrom(reached.as('reached'))
    .innerJoin('app.uptake_salt as salt', (join) => join.on('salt.organisation_id', '=', organisationId))
    .groupBy(['reached.personId', 'salt.salt', 'reached.endedAt', 'reached.isApart'])
    .select([
      sql<string>`encode(sha256(convert_to(salt.salt || reached."personId"::text, 'UTF8')), 'hex')`.as(
        'person',
      ),
      'reached.endedAt',
      'reached.isApart',
      sql<number>`count(*)`.as('counted'),
    ])
    .execute()
  return byPerson(rows)
}

/** Whether it could be laid beside any report that was published before and tell of somebody. */
async function isNearEarlier(
  db: Db,
  organisationId: string,
  counts: SnapshotKind,
  people: ByPerson,
  published: PublishedFunnel,
): Promise<boolean> {
  const earlier = await db
    .selectFrom('app.uptake_snapshot as snapshot')
    .where('snapshot.organisation_id', '=', organisationId)
    .where('snapshot.counts', '=', counts)
    .where('snapshot.outcome', '=', 'published')
    .select(['snapshot.id', 'snapshot.published'])
    .orderBy('snapshot.week_on', 'desc')
    .execute()
  for (const { id, published: before } of earlier) {
    if (!before) continue
    const [fresh, old] = [shownIn(published), shownIn(before)]
    const steps = [...new Set([...fresh.steps, ...old.steps])]
    const besides = [...new Set([...fresh.apart, ...old.apart])]
    const members = await membersOf(db, organisationId, id)
    if (isTooClose(countedIn(people, steps, besides), countedIn(members, steps, besides))) return true
  }
  return false
}

async function membersOf(db: Db, organisationId: string, snapshotId: string): Promise<ByPerson> {
  const rows = await db
    .selectFrom('app.uptake_member as member')
    .where('member.organisation_id', '=', organisationId)
    .where('member.snapshot_id', '=', snapshotId)
    .select([sql<string>`encode(member.person_hash, 'hex')`.as('person'), 'member.reached'])
    .execute()
  return new Map(rows.map(({ person, reached }) => [person, reached]))
}

async function keepMembers(
  db: Db,
  key: { organisation_id: string; snapshot_id: string },
  people: ByPerson,
): Promise<void> {
  const rows = [...people].map(([person, reached]) => ({ person, reached }))
  await sql`insert into app.uptake_member (organisation_id, snapshot_id, person_hash, reached)
    select ${key.organisation_id}::uuid, ${key.snapshot_id}::uuid, decode(member.person, 'hex'), member.reached
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) member (person text, reached int[])`.execute(db)
}
