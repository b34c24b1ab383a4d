import { type Db, sql } from '#db/connection.server'
import type { WorkToken } from '~/access/work.server'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import { NOTE_MAX, type Remark } from './cells'
import { importerOf } from './importer.server'
import { type ListBatch, type ListRows, readList } from './list-rows.server'
import { inTurn, type ListJob, type OpenList, openList, takeTurn, type Went } from './list-turn.server'
import { startTally } from './report'

/**
 * Saves a list from where it is, a batch and how far it then is in one transaction: what dies with its process is gone on with by
 * another, and no batch is saved twice. Each batch asks anew who may do it, and what.
 */
export async function saveList(job: ListJob, token: WorkToken, importId: string): Promise<Went> {
  const opened = await inTurn(job.jobs, token, async (db) => {
    const list = await openList(db, importId)
    const importer = list && (await importerOf(db, importId))
    if (!importer || list.startedOn === null) return null
    const read = await readList(db, list, importer, list.startedOn as CivilDate)
    if (!read.ok) throw new Error('A file that was read once cannot be read again')
    return { list, rows: read.value }
  })
  if (!opened) return 'nowhere'
  const { list, rows } = opened
  for (let done = list.batchesDone; done <= rows.batches.length; done += 1) {
    if (!job.mayGoOn()) return 'not-to-its-end'
    const isSaved = await inTurn(job.jobs, token, (db) => saveOne(db, importId, list, rows, done))
    if (!isSaved) return 'nowhere'
  }
  return 'to-its-end'
}

/** The first is of the rows that cannot be read, so that they stand there from the start. False where it is not to be done here. */
async function saveOne(
  db: Db,
  importId: string,
  list: OpenList,
  rows: ListRows,
  done: number,
): Promise<boolean> {
  const turn = await takeTurn(db, importId, 'running', { part: list.part, batchesDone: done })
  const importer = turn && (await importerOf(db, importId))
  if (!importer) return false
  const tally = startTally(0)
  const batch = rows.batches[done - 1]
  if (batch) {
    const inIt = new Set(batch.rows.map(({ row }) => row))
    tally.warn(rows.reading.report().warnings.filter(({ row }) => inIt.has(row)))
    await batch.save(
      db,
      (inside, entry) => recordAudit(inside, { ...entry, detail: { ...entry.detail, by: 'page' } }),
      importer,
      tally,
    )
  } else tally.reject(rows.reading.report().rejects)

  const report = tally.report()
  await keepRefused(db, importId, list, rows, report.rejects)
  const mended = done === 0 ? await mendedIn(db, importId, list.part) : 0
  const isLast = done === rows.batches.length
  await db
    .updateTable('app.import')
    .set((eb) => ({
      batches_done: done + 1,
      rows_read: done === 0 && list.part === 1 ? rows.read : eb.ref('rows_read'),
      rows_done: eb('rows_done', '+', rowsDone(batch, report.rejected)),
      added: eb('added', '+', report.added),
      changed: eb('changed', '+', report.changed),
      unchanged: eb('unchanged', '+', report.unchanged),
      refused: eb('refused', '+', report.rejected - mended),
      warned: eb('warned', '+', report.warned),
      left_out: eb('left_out', '+', leftOut(batch, importer.choices)),
      alive_at: sql`now()`,
      failures: 0,
      ...(isLast && { status: 'done' as const, finished_at: sql<Date>`now()` }),
    }))
    .where('id', '=', importId)
    .execute()
  if (isLast) await sql`select sec.end_work()`.execute(db)
  return true
}

function rowsDone(batch: ListBatch | undefined, refused: number): number {
  return batch ? batch.rows.length : refused
}

function leftOut(batch: ListBatch | undefined, choices: ReadonlyMap<string, { is: string }>): number {
  return batch?.rows.filter(({ reference }) => choices.get(reference)?.is === 'out').length ?? 0
}

/** Refused rows with what is wrong with each, to be mended in place or in the file. */
async function keepRefused(
  db: Db,
  importId: string,
  { organisationId, part }: OpenList,
  { cells }: ListRows,
  rejects: readonly Remark[],
): Promise<void> {
  if (rejects.length === 0) return
  const byRow = new Map<number, Omit<Remark, 'row'>[]>()
  for (const { row, ...remark } of rejects) {
    const kept = { ...remark, value: remark.value.slice(0, CELL_KEPT) }
    byRow.set(row, [...(byRow.get(row) ?? []), kept])
  }
  const refused = [...byRow].map(([row, remarks]) => ({
    row,
    remarks,
    cells: Object.fromEntries(
      Object.entries(cells.get(row) ?? {}).map(([column, value]) => [column, kept(value)]),
    ),
  }))
  await sql`
    insert into app.import_row (organisation_id, import_id, part, row, worker_id, cells, remarks)
    select ${organisationId}::uuid, ${importId}::uuid, ${part}, r.row, (select sec.worker_at_work()), r.cells, r.remarks
      from jsonb_to_recordset(${JSON.stringify(refused)}::jsonb) r (row int, cells jsonb, remarks jsonb)
    on conflict do nothing`.execute(db)
}

const CELL_KEPT = 1_000

/** What a table of texts cannot hold, and what is far too long for any of our columns, is not kept to be mended. */
function kept(value: string): string {
  return value.replaceAll('\0', '').slice(0, NOTE_MAX)
}

async function mendedIn(db: Db, importId: string, part: number): Promise<number> {
  const { rows } = await sql<{ rows: number }>`
    select count(*) as rows from app.import_row where import_id = ${importId} and mended_in = ${part}`.execute(
    db,
  )
  return rows[0]?.rows ?? 0
}
