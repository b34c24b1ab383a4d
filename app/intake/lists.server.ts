import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { knownAs } from '~/caseload/known-as.server'
import type { CivilDate } from '~/shared/civil-date'
import type { Cells, ListKind, ListStatus, RowRemark } from './list'

const LISTS_SHOWN = 50
export const REFUSED_SHOWN = 50

/** One's own lists, the newest first; each with what came of it. */
export function ownLists(db: Db) {
  return db
    .selectFrom('app.import as list')
    .select([
      'list.id',
      'list.kind',
      'list.source',
      'list.status',
      'list.made_at as madeAt',
      'list.rows_read as read',
      'list.added',
      'list.changed',
      'list.unchanged',
      'list.refused',
    ])
    .orderBy('list.made_at', 'desc')
    .limit(LISTS_SHOWN)
    .execute()
}

export type ListCount = {
  kind: ListKind
  status: ListStatus
  lists: number
  rowsRead: number
  added: number
  changed: number
  refused: number
}

/** Of the whole organisation, how many and what came of them, for whoever looks after Airt: nothing but counts. */
export async function countsOfLists(db: Db): Promise<ListCount[]> {
  const { rows } = await sql<ListCount>`
    select kind, status, lists, rows_read as "rowsRead", added, changed, refused from sec.import_counts()`.execute(
    db,
  )
  return rows
}

export type RefusedRow = { part: number; row: number; cells: Cells; remarks: RowRemark[] }

export type ListAt = NonNullable<Awaited<ReturnType<typeof listAt>>>

/** One's own list with all that its page shows; null where there is none, or it is somebody else's. */
export async function listAt(db: Db, id: string) {
  const row = await db
    .selectFrom('app.import as list')
    .leftJoin('app.import_part as first', (join) =>
      join
        .onRef('first.organisation_id', '=', 'list.organisation_id')
        .onRef('first.import_id', '=', 'list.id')
        .on('first.part', '=', 1),
    )
    .where('list.id', '=', id)
    .select((eb) => [
      'list.id',
      'list.kind',
      'list.source',
      'list.status',
      'list.stopped_at as stoppedAt',
      'list.stopped_because as stoppedBecause',
      'list.stopped_says as stoppedSays',
      'list.rows_read as read',
      'list.rows_done as done',
      'list.added',
      'list.changed',
      'list.unchanged',
      'list.refused',
      'list.warned',
      'list.left_out as leftOut',
      'list.version',
      'first.report',
      eb('first.part', 'is not', null).as('isKept'),
      sql<boolean>`coalesce(list.started_at > now() - interval '30 days', false)`.as('mayBeUndone'),
      sql<RefusedRow[]>`(select coalesce(jsonb_agg(r.said), '[]') from (
        select jsonb_build_object('part', r.part, 'row', r.row, 'cells', r.cells, 'remarks', r.remarks) as said from app.import_row r
         where r.organisation_id = list.organisation_id and r.import_id = list.id and r.mended_in is null
         order by r.row limit ${REFUSED_SHOWN}) r)`.as('refusedRows'),
      sql<
        Readonly<Record<string, number>>
      >`(select coalesce(jsonb_object_agg(c.outcome, c.people), '{}') from (
        select coalesce(c.outcome, 'left') as outcome, count(distinct c.about_id) as people from app.import_change c
         where c.organisation_id = list.organisation_id and c.import_id = list.id group by 1) c)`.as(
        'people',
      ),
    ])
    .executeTakeFirst()
  return row ?? null
}

/** What is told of somebody who may be whom a row is about, and of somebody who stayed when a list was taken back. */
export type ToldOf = {
  id: string
  name: string
  reference: string | null
  bornOn: CivilDate | null
  school: string | null
  postcode: string | null
}

/** Those of them whom this worker sees. */
export async function peopleBeside(db: Db, worker: Worker, ids: readonly string[]): Promise<ToldOf[]> {
  if (ids.length === 0) return []
  const people = await visiblePeople(db, worker)
    .leftJoin('app.school as school', 'school.id', 'person.school_id')
    .where('person.id', 'in', [...ids])
    .select([
      'person.id',
      knownAs.as('name'),
      'person.reference',
      'person.born_on as bornOn',
      'school.name as school',
      'person.postcode',
    ])
    .execute()
  await recordAudit(db, { act: 'list.alike', people: people.map(({ id }) => id) })
  return people
}

export type Kept = { id: string; name: string; outcome: 'worked-with' | 'changed-since' }

const KEPT_SHOWN = 50

/** Of a list that was taken back, those who stayed and whom this worker still sees, each with why. */
export async function keptWhenUndone(db: Db, worker: Worker, importId: string): Promise<Kept[]> {
  const rows = await visiblePeople(db, worker)
    .innerJoin('app.import_change as change', (join) =>
      join
        .onRef('change.organisation_id', '=', 'person.organisation_id')
        .onRef('change.about_id', '=', 'person.id'),
    )
    .where('change.import_id', '=', importId)
    .where('change.outcome', 'in', ['worked-with', 'changed-since'])
    .select(['person.id', knownAs.as('name'), sql<Kept['outcome']>`max(change.outcome)`.as('outcome')])
    .groupBy(['person.organisation_id', 'person.id'])
    .orderBy('name')
    .limit(KEPT_SHOWN)
    .execute()
  await recordAudit(db, { act: 'list.kept', people: rows.map(({ id }) => id) })
  return rows
}

/** Every refused row of one's own list that was not mended. */
export function refusedRows(db: Db, importId: string): Promise<RefusedRow[]> {
  return db
    .selectFrom('app.import_row')
    .where('import_id', '=', importId)
    .where('mended_in', 'is', null)
    .select(['part', 'row', 'cells', 'remarks'])
    .orderBy('row')
    .execute()
}
