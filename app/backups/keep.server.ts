import { keepNoLog, type LogKeeper, openLogKeeper } from '#db/backup/keep-log.server'
import { BackupRefused } from '#db/backup/refused'
import type { Db } from '#db/connection.server'
import { beginWork, inWork } from '~/access/work.server'
import { recordAudit } from '~/audit/write.server'
import { now } from '~/shared/clock.server'
import type { Env } from '~/shared/env.server'
import { openKeys } from '~/shared/keys.server'
import { backupFileAt, backupsIn, namesOf, removeOld } from './folder.server'
import { makeBackup } from './make.server'
import { tryBackup } from './restore.server'
import { askForDue, endRun, nothingFound, type Run, type RunFound, seeRun, takeRun } from './runs.server'
import { settleRestored, type ToSettle } from './settle.server'
import type { BackupsKept } from './state'
import { backupWords } from './words'

export type ToKeep = {
  env: Env
  owner: Db
  jobs: Db
  /** The embedded database's own; null on a server, whose log its administrator keeps. */
  embedded: { dataDir: string; cluster: string; superUrl: string } | null
  open: ToSettle['open']
  failed: (error: unknown) => void
  everyMs?: number
}

export type Keeper = { kept: () => BackupsKept; stop: () => Promise<void> }

/**
 * Keeps the log, makes a backup each day and tries one each month, and does what an administrator asked for on the page, as long as the
 * app runs. Without AIRT_BACKUP_DIR it does nothing, and PostgreSQL keeps no log for it.
 */
export async function keepBackups(asked: ToKeep): Promise<Keeper> {
  const { env, embedded, failed, everyMs = 15_000 } = asked
  const { backupDir } = env
  if (backupDir === null) {
    if (embedded) await keepNoLog(embedded).catch(failed)
    return { kept: () => ({ isOn: false, log: 'off' }), stop: async () => undefined }
  }
  let log: LogKeeper | null = null
  let running: Promise<void> | null = null
  let isKeeping = false
  let keptAt: Date | null = null
  const keepLog = async (how: 'when-it-is-time' | 'now') => {
    if (embedded === null) return
    log ??= await openLogKeeper({ ...embedded, backupDir, key: openKeys(env).backupKey(), now })
    // Another process may keep it: then that one knows.
    if (log === null) return
    await log.keep(how)
    keptAt = now()
  }
  const loseLog = async (error: unknown) => {
    failed(error)
    await log?.close()
    log = null
  }
  const turn = async () => {
    if (isKeeping) return
    isKeeping = true
    await keepLog('when-it-is-time').catch(loseLog)
    isKeeping = false
    running ??= runNext({ ...asked, backupDir })
      .catch(failed)
      .finally(() => {
        running = null
      })
  }
  await turn()
  const ticking = setInterval(turn, everyMs)
  ticking.unref()
  return {
    kept: () => ({ isOn: true, log: embedded === null ? 'of-the-server' : (keptAt ?? 'not-yet') }),
    stop: async () => {
      clearInterval(ticking)
      await running
      await keepLog('now').catch(failed)
      await log?.close()
    },
  }
}

type Keeping = ToKeep & { backupDir: string }

/** Whatever is due or was asked for, one after another. */
async function runNext(keeping: Keeping): Promise<void> {
  const inTheWork = await workOf(keeping)
  const run = await inTheWork(async (db) => {
    await askForDue(db, backupsIn(keeping.backupDir).length > 0 ? 'holds-some' : 'empty')
    return takeRun(db)
  })
  if (run === null) return
  const seen = setInterval(() => inTheWork((db) => seeRun(db, run.id)).catch(keeping.failed), 30_000)
  let found = nothingFound
  let why: string | null = null
  try {
    found = await (run.kind === 'backup' ? backUp(keeping) : tryOut(keeping))
  } catch (error) {
    keeping.failed(error)
    why = error instanceof BackupRefused ? error.message : backupWords.failed
  } finally {
    clearInterval(seen)
  }
  // A token is good for two hours, and this may have taken longer.
  await (await workOf(keeping))(async (db) => {
    await endRun(db, run.id, found, why)
    await recordAudit(db, entryOf(run, why))
  })
  removeOld(keeping.backupDir, now())
}

async function workOf({ owner, jobs }: Keeping) {
  const token = await beginWork(owner, 'backup.keep', null)
  return <T>(run: (db: Db) => Promise<T>) => inWork(jobs, token, run)
}

function entryOf({ kind, because }: Run, why: string | null) {
  return {
    act: kind === 'backup' ? 'backup.make' : 'backup.try',
    outcome: why === null ? ('done' as const) : ('failed' as const),
    detail: { because },
  }
}

async function backUp({ env, backupDir }: Keeping): Promise<RunFound> {
  const { file, how, bytes, tables, rows, keyId } = await makeBackup(env, {
    file: backupFileAt(backupDir, now()),
    how: null,
  })
  return { how, bytes, tables, rows, keyId, ...namesOf(file) }
}

async function tryOut({ env, backupDir, open }: Keeping): Promise<RunFound> {
  const [newest] = backupsIn(backupDir)
  if (newest === undefined) throw new BackupRefused('no-such-file', backupWords.nothingToTry)
  const settle = settleRestored({ keysOf: env, by: 'airt', kind: 'drill', open })
  const { from, tables, rows } = await tryBackup(env, {
    file: newest.file,
    until: null,
    walFolder: null,
    settle,
  })
  const how = from.kind === 'logical' ? 'logical' : 'cluster'
  return { how, bytes: newest.bytes, tables, rows, keyId: from.keyId, ...namesOf(newest.file) }
}
