import { type Db, sql } from '#db/connection.server'
import type { WorkToken } from '~/access/work.server'
import type { CivilDate } from '~/shared/civil-date'
import { type ImportWork, inBatches } from './batches.server'
import type { Remark } from './cells'
import { importerOf } from './importer.server'
import { ALIKE_SHOWN, type Alike, ROWS_SHOWN, type RowRemark, type ShownRow, type TrialReport } from './list'
import { type ListRows, readList } from './list-rows.server'
import { inTurn, type ListJob, type OpenList, openList, takeTurn, type Went } from './list-turn.server'
import { startTally, type Tally } from './report'
import { shortened } from './shortened'

/** Does all that saving the list would do and takes it back: what it says is what would come of it at this moment. */
export async function checkList(job: ListJob, token: WorkToken, importId: string): Promise<Went> {
  const { jobs, today } = job
  const list = await inTurn(jobs, token, (db) => openList(db, importId))
  if (!list) return 'nowhere'
  const work: ImportWork = {
    inTransaction: (run) => inTurn(jobs, token, run),
    mode: 'dry-run',
    by: 'page',
    progress: () => undefined,
  }
  const report = await inBatches(work, (batches) =>
    batches.each((db) => tried(db, list, importId, today, batches.account)),
  )
  if (report === null) return 'nowhere'

  return inTurn(jobs, token, async (db) => {
    const at = await takeTurn(db, importId, 'checking')
    if (!at) return 'nowhere'
    if (typeof report === 'string') await stopUnreadable(db, importId, report)
    else await keepReport(db, importId, report)
    await sql`select sec.end_work()`.execute(db)
    return 'to-its-end'
  })
}

/** Null where it is somebody else's turn, or its maker may not any more; a sentence where the file cannot be read after all. */
async function tried(
  db: Db,
  list: OpenList,
  importId: string,
  today: CivilDate,
  account: Parameters<ListRows['batches'][number]['save']>[1],
): Promise<TrialReport | string | null> {
  const turn = await takeTurn(db, importId, 'checking')
  const importer = turn && (await importerOf(db, importId))
  if (!importer) return null
  const read = await readList(db, list, importer, today)
  if (!read.ok) return read.reason
  const { value: rows } = read
  const alike = await rows.maybeThere(db)
  await account(db, { act: 'list.check', detail: { rows: rows.read } })
  const tally = startTally(rows.read)
  tally.reject(rows.reading.report().rejects)
  tally.warn(rows.reading.report().warnings)
  for (const { save } of rows.batches) await save(db, account, { ...importer, importId: null }, tally)
  return reportOf(rows, tally, alike)
}

function reportOf(
  rows: ListRows,
  tally: Tally,
  alike: Awaited<ReturnType<ListRows['maybeThere']>>,
): TrialReport {
  const { read, added, changed, unchanged, rejected, rejects, warned, warnings } = tally.report()
  return {
    read,
    added,
    changed,
    unchanged,
    refused: rejected,
    warned,
    shown: shownOf(rows, rejects, warnings),
    alike: alike.slice(0, ALIKE_SHOWN).map((each) => alikeOf(rows, each)),
    alikeBeyond: alike.slice(ALIKE_SHOWN).map(({ row }) => row.reference),
  }
}

/** Rows with something wrong come before rows that are right. */
function shownOf({ cells }: ListRows, rejects: readonly Remark[], warnings: readonly Remark[]): ShownRow[] {
  const refused = byRow(rejects)
  const warned = byRow(warnings)
  const wrong = [...new Set([...refused.keys(), ...warned.keys()])].sort((one, other) => one - other)
  return [...new Set([...wrong, ...cells.keys()])].slice(0, ROWS_SHOWN).map((row) => ({
    row,
    cells: shortened(cells.get(row) ?? {}),
    refused: refused.get(row) ?? [],
    warned: warned.get(row) ?? [],
  }))
}

function byRow(remarks: readonly Remark[]): Map<number, RowRemark[]> {
  const found = new Map<number, RowRemark[]>()
  for (const { row, ...remark } of remarks) {
    const others = found.get(row)
    if (others) others.push({ ...remark, value: '' })
    else found.set(row, [{ ...remark, value: '' }])
  }
  return found
}

function alikeOf(
  { cells }: ListRows,
  { row, other }: Awaited<ReturnType<ListRows['maybeThere']>>[number],
): Alike {
  const above = other.personId === null ? cellsWith(cells, other.reference ?? '') : null
  return {
    row: row.row,
    reference: row.reference,
    cells: shortened(cells.get(row.row) ?? {}),
    personId: other.personId,
    other: above && shortened(above),
  }
}

function cellsWith(cells: ListRows['cells'], reference: string) {
  for (const each of cells.values()) if (each.reference === reference) return each
  return null
}

async function keepReport(db: Db, importId: string, report: TrialReport): Promise<void> {
  await db
    .updateTable('app.import_part')
    .set({ report: JSON.stringify(report) })
    .where('import_id', '=', importId)
    .where('part', '=', 1)
    .execute()
  await db
    .updateTable('app.import')
    .set({ status: 'checked', rows_read: report.read, alive_at: sql`now()`, failures: 0 })
    .where('id', '=', importId)
    .execute()
}

async function stopUnreadable(db: Db, importId: string, says: string): Promise<void> {
  await db
    .updateTable('app.import')
    .set({ status: 'stopped', stopped_at: 'checking', stopped_because: 'unreadable', stopped_says: says })
    .where('id', '=', importId)
    .execute()
}
