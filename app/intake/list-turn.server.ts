import { type Db, sql } from '#db/connection.server'
import { inWork, type WorkToken } from '~/access/work.server'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import { columnsOf, type ListKind, type StoppedAt } from './list'
import { type FileRead, readSheet, rowsUnder } from './read-file.server'

export type ListJob = {
  /** Who may begin work that reaches everybody: it says that a list went no further, where its maker's work no longer may. */
  owner: Db
  jobs: Db
  secret: string
  today: CivilDate
  /** False when the process stops: what is saved stays, and somebody else goes on. */
  mayGoOn: () => boolean
}

/** How far one turn at a list came. */
export type Went = 'to-its-end' | 'not-to-its-end' | 'nowhere'

/** One transaction on a list, as its maker, with as long as work without a browser may wait for a lock. */
export function inTurn<T>(jobs: Db, token: WorkToken, run: (db: Db) => Promise<T>): Promise<T> {
  return inWork(jobs, token, async (db) => {
    await sql`select set_config('lock_timeout', '30s', true)`.execute(db)
    return run(db)
  })
}

/** Where a list is, held until this transaction ends; null where it is not at this, is somebody else's turn, or not theirs any more. */
export async function takeTurn(
  db: Db,
  importId: string,
  stage: StoppedAt,
  at?: { part: number; batchesDone: number },
) {
  const row = await db
    .selectFrom('app.import')
    .where('id', '=', importId)
    .where('status', '=', stage)
    .$if(at !== undefined, (query) =>
      query.where('part', '=', at?.part ?? 0).where('batches_done', '=', at?.batchesDone ?? 0),
    )
    .select(['organisation_id as organisationId', 'part', 'batches_done as batchesDone'])
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  return row ?? null
}

export type OpenList = {
  organisationId: string
  kind: ListKind
  part: number
  batchesDone: number
  startedOn: string | null
  columns: Readonly<Record<string, string>>
  bytes: Uint8Array
  rowNumbers: readonly number[] | null
}

/** A list with the part that is to be worked on; null where its maker's work no longer reaches it. */
export async function openList(db: Db, importId: string): Promise<OpenList | null> {
  const row = await db
    .selectFrom('app.import as list')
    .innerJoin('app.import_part as part', (join) =>
      join
        .onRef('part.organisation_id', '=', 'list.organisation_id')
        .onRef('part.import_id', '=', 'list.id')
        .onRef('part.part', '=', 'list.part'),
    )
    .where('list.id', '=', importId)
    .select([
      'list.organisation_id as organisationId',
      'list.kind',
      'list.part',
      'list.batches_done as batchesDone',
      'list.started_on as startedOn',
      'list.columns',
      'part.bytes',
      'part.row_numbers as rowNumbers',
    ])
    .executeTakeFirst()
  return row ?? null
}

/** Its rows under our columns, numbered as in the file that came first. */
export async function rowsOfList<Column extends string>({
  kind,
  columns,
  bytes,
  rowNumbers,
}: OpenList): Promise<Result<FileRead<Column>, string>> {
  const sheet = await readSheet(bytes)
  if (!sheet.ok) return refused(sheet.reason)
  const { names } = sheet.value
  const known = columnsOf(kind).known as readonly Column[]
  const named = (column: string) =>
    rowNumbers === null ? names.findIndex((name) => columns[name] === column) : names.indexOf(column)
  const places = new Map(
    known.map((column) => [column, named(column)] as const).filter(([, place]) => place >= 0),
  )
  const file = rowsUnder(sheet.value, known, places)
  if (rowNumbers === null) return ok(file)
  const first = (row: number) => rowNumbers[row - 2] ?? row
  const numbered = <Each extends { row: number }>(each: Each) => ({ ...each, row: first(each.row) })
  return ok({
    ...file,
    rows: file.rows.map(numbered),
    rejects: file.rejects.map(numbered),
    rejectedRows: file.rejectedRows.map(numbered),
  })
}
