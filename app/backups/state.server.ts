import { type Db, sql } from '#db/connection.server'
import type { Role } from '~/access/permissions'
import { agoWords, momentWords } from './page-words'
import type { BackupRunTable } from './run.table'
import type { BackupState, BackupsKept, RunShown } from './state'

/** The permission matrix, row "Settings, keys, backups". */
export function mayReadBackups(role: Role): boolean {
  return role === 'administrator' || role === 'data-protection'
}

export function mayAskForBackups(role: Role): boolean {
  return role === 'administrator'
}

const DAY = 86_400
const LATE_AFTER = { backup: 2 * DAY, drill: 35 * DAY, log: 600 }

type Row = Pick<BackupRunTable, 'how' | 'bytes' | 'file' | 'folder' | 'why'> & {
  kind: RunShown['kind']
  state: RunShown['state']
  at: Date
  tables: number | null
  rows: number | null
  seconds: number | null
  keyId: string | null
}

/** How backups stand: the newest of each kind and state. */
export async function backupState(db: Db, role: Role, kept: BackupsKept, now: Date): Promise<BackupState> {
  const { rows } = await sql<Row>`
    select distinct on (kind, state) kind, state, how, coalesce(ended_at, began_at, asked_at) as at, bytes, table_count as tables,
           row_count as rows, extract(epoch from ended_at - began_at)::float as seconds, folder, file, key_id as "keyId", why
      from app.backup_run order by kind, state, asked_at desc`.execute(db)
  const runs = rows.map((row) => shown(row, now))
  const newest = (kind: RunShown['kind'], state: RunShown['state']) =>
    runs.find((run) => run.kind === kind && run.state === state) ?? null
  const [backup, drill] = [newest('backup', 'done'), newest('drill', 'done')]
  const failed = [newest('backup', 'failed'), newest('drill', 'failed')].filter(
    (run) => run !== null && run.since < (newest(run.kind, 'done')?.since ?? Number.POSITIVE_INFINITY),
  )
  const secondsOfLog = kept.log instanceof Date ? (now.getTime() - kept.log.getTime()) / 1_000 : null
  const late = (['backup', 'drill'] as const).filter((kind) => {
    const last = kind === 'backup' ? backup : drill
    return (
      kept.isOn &&
      (last?.since ?? (kind === 'backup' || backup !== null ? Number.POSITIVE_INFINITY : 0)) >
        LATE_AFTER[kind]
    )
  })
  const isLogLate = kept.isOn && secondsOfLog !== null && secondsOfLog > LATE_AFTER.log
  return {
    isOn: kept.isOn,
    mayAsk: mayAskForBackups(role),
    backup,
    drill,
    failed: failed.filter((run) => run !== null),
    open: runs.filter(({ state }) => state === 'asked' || state === 'running'),
    log: kept.log instanceof Date ? { ago: agoWords(secondsOfLog ?? 0) } : kept.log,
    late: isLogLate ? [...late, 'log'] : [...late],
  }
}

function shown({ at, ...row }: Row, now: Date): RunShown & { since: number } {
  const since = Math.max(0, (now.getTime() - at.getTime()) / 1_000)
  return { ...row, at: momentWords(at), ago: agoWords(since), since }
}

/** Asks for one; where one is asked for or under way already, that one will do. False where the password was not shown of late. */
export async function askForRun(db: Db, kind: 'backup' | 'drill'): Promise<boolean> {
  const { rows } = await sql<{ isShown: boolean }>`select sec.proved_lately() as "isShown"`.execute(db)
  if (rows[0]?.isShown !== true) return false
  await db
    .insertInto('app.backup_run')
    .values({ kind, because: 'page' })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return true
}
