import { type Db, sql } from '#db/connection.server'
import { peopleOfWork, visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { knownAs } from '~/caseload/known-as.server'
import type { CivilDate } from '~/shared/civil-date'
import { coverKinds, coverOf, type HeldCover, mayCount } from './cover'
import { type People, readsOf, shortSessions, withCover } from './cover.server'
import { type Gap, gapsIn, isForManager } from './gaps'
import type { PageKey } from './queries.server'

export const GAPS_A_PAGE = 50

export type PersonWithGaps = {
  id: string
  name: string
  /** The day on which the first of them began, or will. */
  nextOn: CivilDate
  worker: string | null
  gaps: readonly Gap[]
}

/**
 * The people this worker may see with a gap of more than 14 days, open or coming, by the day on which it began and by nothing that would
 * set one of them before another. Read for those alone for whom something ended or will; `after` is the last of the page before. At most
 * a page and one more. Leaves an audit entry with who was shown.
 */
export async function longGaps(
  db: Db,
  worker: Worker,
  today: CivilDate,
  after: PageKey | null,
): Promise<PersonWithGaps[]> {
  const rows = await withCover(
    visiblePeople(db, worker).where('person.closed_on', 'is', null).where(hasAnEnd),
    readsOf(worker),
    shortSessions,
  )
    .select(['person.id', knownAs.as('name')])
    .execute()
  const found = rows.flatMap((row): PersonWithGaps[] => {
    const gaps = longGapsOf(row, today)
    const [first] = gaps
    if (!first) return []
    const { id, name, workers } = row
    const lead = workers.find(({ from, until }) => from <= today && (until === null || until > today))
    return [{ id, name, nextOn: first.from, worker: lead?.name ?? null, gaps }]
  })
  const inTurn = found
    .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
    .filter((each) => after === null || keyOf(each) > keyOf(after))
    .slice(0, GAPS_A_PAGE + 1)
  await recordAudit(db, { act: 'gaps.list', people: inTurn.slice(0, GAPS_A_PAGE).map(({ id }) => id) })
  return inTurn
}

/** In the order of the days on which they began. */
function longGapsOf(held: HeldCover, today: CivilDate): Gap[] {
  if (!mayCount(held.reads)) return []
  return gapsIn(coverOf(held, today).cover, today).filter((gap) => isForManager(gap, today))
}

function keyOf({ nextOn, id }: PageKey): string {
  return `${nextOn} ${id}`
}

const AT_A_TIME = 2_000

/** Everybody of an organisation with such a gap, so many at a time. For work without a browser, which writes its own audit entry. */
export async function peopleWithLongGaps(
  db: Db,
  organisationId: string,
  today: CivilDate,
): Promise<string[]> {
  const people: string[] = []
  for (let after: string | null = null; ; ) {
    const rows: (HeldCover & { id: string })[] = await withCover(
      peopleOfWork(db)
        .where('person.organisation_id', '=', organisationId)
        .where('person.closed_on', 'is', null)
        .where(hasAnEnd)
        .$if(after !== null, (query: People<object>) => query.where('person.id', '>', after ?? '')),
      sql<number>`${EVERYTHING}::int`,
      shortSessions,
    )
      .select('person.id')
      .orderBy('person.id')
      .limit(AT_A_TIME)
      .execute()
    for (const row of rows) if (longGapsOf(row, today).length > 0) people.push(row.id)
    after = rows.at(-1)?.id ?? null
    if (rows.length < AT_A_TIME) return people
  }
}

const EVERYTHING = 8191

/** Where nothing ended and nothing will, and no order asks for a worker, there is no gap to look for. */
const hasAnEnd = sql<boolean>`(
  exists (select from app.fact fact where fact.organisation_id = person.organisation_id and fact.person_id = person.id
    and fact.withdrawn_on is null and fact.kind in (${sql.join(coverKinds.map((kind) => sql.lit(kind)))}))
  or exists (select from app.allocation allocation left join app.worker worker on worker.id = allocation.worker_id
    where allocation.organisation_id = person.organisation_id and allocation.person_id = person.id
      and (allocation.ends_at is not null or worker.ended_at is not null))
  or exists (select from app.referral referral where referral.organisation_id = person.organisation_id
    and referral.person_id = person.id and referral.status in ('started', 'finished', 'stopped', 'withdrawn'))
  or exists (select from app.programme_place place where place.organisation_id = person.organisation_id and place.person_id = person.id))`
