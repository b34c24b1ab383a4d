import { type Db, sql } from '#db/connection.server'
import { peopleOfWork, visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { knownAs } from '~/caseload/known-as.server'
import type { CivilDate } from '~/shared/civil-date'
import { coverOf, type HeldCover, mayCount } from './cover'
import { readsOf, withCover } from './cover.server'
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
 * set one of them before another. `after` is the last of the page before. At most a page and one more. Leaves an audit entry with who was
 * shown.
 */
export async function longGaps(
  db: Db,
  worker: Worker,
  today: CivilDate,
  after: PageKey | null,
): Promise<PersonWithGaps[]> {
  const rows = await withCover(visiblePeople(db, worker).where('person.closed_on', 'is', null), {
    reads: readsOf(worker),
    of: () => sql`true`,
    sessions: 'last',
  })
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

/** Everybody of an organisation with such a gap, so many at a time. For work without a browser, which writes its own audit entry. */
export async function peopleWithLongGaps(
  db: Db,
  organisationId: string,
  today: CivilDate,
): Promise<string[]> {
  const found: string[] = []
  let after: string | null = null
  for (;;) {
    const people = await peopleAfter(db, organisationId, after)
    const rows = await coversOf(db, people)
    for (const row of rows) if (longGapsOf(row, today).length > 0) found.push(row.id)
    after = people.at(-1) ?? null
    if (people.length < AT_A_TIME) return found
  }
}

async function peopleAfter(db: Db, organisationId: string, after: string | null): Promise<string[]> {
  const rows = await peopleOfWork(db)
    .where('person.organisation_id', '=', organisationId)
    .where('person.closed_on', 'is', null)
    .$if(after !== null, (query) => query.where('person.id', '>', after ?? ''))
    .select('person.id')
    .orderBy('person.id')
    .limit(AT_A_TIME)
    .execute()
  return rows.map(({ id }) => id)
}

function coversOf(db: Db, people: readonly string[]) {
  return withCover(peopleOfWork(db).where(sql<boolean>`person.id = any (${people}::uuid[])`), {
    reads: sql<number>`${EVERYTHING}::int`,
    of: (column) => sql<boolean>`${sql.ref(column)} = any (${people}::uuid[])`,
    sessions: 'last',
  })
    .select('person.id')
    .execute()
}

const AT_A_TIME = 2_000
const EVERYTHING = 8191
