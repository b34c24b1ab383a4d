import { type Db, sql } from '#db/connection.server'
import { beginWork, inWork, type WorkToken } from '~/access/work.server'
import { checkList } from './check-list.server'
import type { ListStatus, StoppedAt, WhyStopped } from './list'
import type { ListJob, Went } from './list-turn.server'
import { saveList } from './save-list.server'
import { tokenOfList } from './send-list.server'
import { undoList } from './undo-list.server'

/**
 * Goes on with a list from where it is: checks, saves or takes it back, as its maker and with the rights that they have at each batch.
 * Where somebody else is at it, or nothing is to be done, nothing is. What fails is tried again by whoever calls, a few times.
 */
export async function goOnWithList(job: ListJob, importId: string): Promise<void> {
  const token = tokenOfList(job.secret, importId)
  try {
    const stage = await stageOf(job, token, importId)
    if (stage === null) return
    const went = await stages[stage](job, token, importId)
    if (went === 'nowhere') await stageOf(job, token, importId)
  } catch (error) {
    if (await hasFailedTooOften(job, importId)) return
    throw error
  }
}

const stages: Record<StoppedAt, (job: ListJob, token: WorkToken, importId: string) => Promise<Went>> = {
  checking: checkList,
  running: saveList,
  undoing: undoList,
}

/** What is to be done with it; null where nothing is, or it may not be done any more, which is then said. */
async function stageOf(job: ListJob, token: WorkToken, importId: string): Promise<StoppedAt | null> {
  const status = await inWork(job.jobs, token, async (db) => {
    const row = await db
      .selectFrom('app.import')
      .where('id', '=', importId)
      .select('status')
      .executeTakeFirst()
    return row?.status ?? null
  })
  if (status === null) await stopOf(job, importId)
  return status !== null && isStage(status) ? status : null
}

function isStage(status: ListStatus): status is StoppedAt {
  return status in stages
}

/** Why its maker's work no longer reaches it: they are not allowed any more, or it took longer than their word holds. */
async function stopOf({ owner, jobs }: ListJob, importId: string): Promise<void> {
  await forAll(owner, jobs, async (db) => {
    const found = await db
      .selectFrom('app.import as list')
      .innerJoin('app.worker as maker', 'maker.id', 'list.worker_id')
      .where('list.id', '=', importId)
      .where('list.status', 'in', ['checking', 'running', 'undoing'])
      .select(['list.status', 'maker.ended_at as endedAt', 'maker.role'])
      .forUpdate('list')
      .executeTakeFirst()
    if (!found || !isStage(found.status)) return
    const mayStill =
      found.endedAt === null && ['youth-worker', 'justice-social-worker', 'team-manager'].includes(found.role)
    await stop(db, importId, found.status, mayStill ? 'too-late' : 'not-allowed')
  })
}

const MOST_FAILURES = 4

/** What fails again and again without getting on is stopped, and said. */
async function hasFailedTooOften({ owner, jobs }: ListJob, importId: string): Promise<boolean> {
  return forAll(owner, jobs, async (db) => {
    const found = await db
      .updateTable('app.import')
      .set({ failures: sql<number>`failures + 1` })
      .where('id', '=', importId)
      .where('status', 'in', ['checking', 'running', 'undoing'])
      .returning(['failures', 'status'])
      .executeTakeFirst()
    if (!found || !isStage(found.status)) return true
    if (found.failures < MOST_FAILURES) return false
    await stop(db, importId, found.status, 'failed')
    return true
  })
}

async function stop(db: Db, importId: string, at: StoppedAt, because: WhyStopped): Promise<void> {
  await db
    .updateTable('app.import')
    .set({ status: 'stopped', stopped_at: at, stopped_because: because })
    .where('id', '=', importId)
    .execute()
}

/** Those that nobody has been heard of at for so long are gone on with; what has lain for 30 days is forgotten. */
export async function listsLeftLying({ owner, jobs }: Pick<ListJob, 'owner' | 'jobs'>, seconds: number) {
  return forAll(owner, jobs, async (db) => {
    await sql`select sec.forget_imports()`.execute(db)
    const rows = await db
      .selectFrom('app.import')
      .where('status', 'in', ['checking', 'running', 'undoing'])
      .where(sql<boolean>`alive_at <= now() - make_interval(secs => ${seconds})`)
      .select('id')
      .orderBy('alive_at')
      .limit(100)
      .execute()
    return rows.map(({ id }) => id)
  })
}

async function forAll<T>(owner: Db, jobs: Db, run: (db: Db) => Promise<T>): Promise<T> {
  return inWork(jobs, await beginWork(owner, 'import.care', null), run)
}
