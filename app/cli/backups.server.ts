import { statSync } from 'node:fs'
import { BackupRefused } from '#db/backup/refused'
import type { Until } from '#db/backup/restore-cluster.server'
import { beginWork, inWork } from '~/access/work.server'
import { recordAudit } from '~/audit/write.server'
import { namesOf } from '~/backups/folder.server'
import { type Made, makeBackup, mayWriteDown } from '~/backups/make.server'
import { type Restored, restoreBackup, tryBackup } from '~/backups/restore.server'
import { recordRun } from '~/backups/runs.server'
import { settleRestored } from '~/backups/settle.server'
import { backupWords, restoredSaid } from '~/backups/words'
import { openDatabase } from '~/database.server'
import { type Command, done, type Given, type Outcome, refusedWith, textOption } from './command'

export const backupCommands: Readonly<Record<string, Command>> = {
  backup: {
    usage: 'backup <file> [--logical]',
    does: 'everything, in one file that only the key of backups opens; with --logical the rows alone, which go into any PostgreSQL',
    words: [1, 1],
    options: { logical: { type: 'boolean' } },
    run: backup,
  },
  restore: {
    usage: 'restore <file> [--to-time 2026-11-27T14:05:00Z | latest] [--wal <folder>] [--try]',
    does: 'brings a backup back into an empty AIRT_DATA_DIR, or an empty database of DATABASE_URL; with --try aside, to see that it works',
    words: [1, 1],
    options: { 'to-time': { type: 'string' }, wal: { type: 'string' }, try: { type: 'boolean' } },
    run: restore,
  },
}

async function backup(given: Given): Promise<Outcome> {
  const { env, words, options, progress } = given
  progress(backupWords.making)
  return orRefused(async () => {
    const made = await makeBackup(env, {
      file: words[0] ?? '',
      how: options.logical === true ? 'logical' : null,
    })
    await writeDown(given, made)
    return done(backupWords.made(made), jsonOf(made))
  })
}

/** In a database of this Airt; one that has yet to be brought up to date is left as it is. */
async function writeDown({ database, by }: Given, made: Made): Promise<void> {
  if (!made.isOfThisAirt) return
  const { owner, jobs } = await database()
  const token = await beginWork(owner.db, 'backup', null)
  await inWork(jobs.db, token, async (db) => {
    await recordRun(db, 'backup', made.seconds, { ...made, ...namesOf(made.file) })
    await recordAudit(db, { act: 'backup.make', detail: { because: 'command', by } })
  })
}

async function restore(given: Given): Promise<Outcome> {
  const { env, words, options, progress, by } = given
  const until = untilIn(given)
  if (until === undefined) return refusedWith(backupWords.badTime)
  return orRefused(async () => {
    const isTry = options.try === true
    const asked = {
      file: words[0] ?? '',
      until,
      walFolder: textOption(given, 'wal') ?? env.backupDir,
      settle: settleRestored({
        keysOf: env,
        by,
        kind: isTry ? 'drill' : 'restore',
        open: (opened, keys) => openDatabase(opened, progress, keys),
      }),
      progress,
    }
    if (!isTry) {
      const restored = await restoreBackup(env, asked)
      return done(restoredSaid(restored, 'restore').join('\n'), jsonOfRestored(restored))
    }
    const tried = await tryBackup(env, asked)
    const isCounted = await writeDownTry(given, asked.file, tried)
    const says = [...restoredSaid(tried, 'drill'), backupWords.counted[isCounted ? 'yes' : 'no']]
    return done(says.join('\n'), { ...jsonOfRestored(tried), isCounted })
  })
}

/** False where there is no database of this Airt to write it down in: the copy that was tried is gone, and its own account with it. */
async function writeDownTry({ env, database, by }: Given, file: string, tried: Restored): Promise<boolean> {
  if (!(await mayWriteDown(env))) return false
  const { from, tables, rows, seconds } = tried
  const { owner, jobs } = await database()
  const token = await beginWork(owner.db, 'drill', null)
  await inWork(jobs.db, token, async (db) => {
    const how = from.kind === 'logical' ? 'logical' : 'cluster'
    const found = {
      how,
      bytes: statSync(file).size,
      tables,
      rows,
      keyId: from.keyId,
      ...namesOf(file),
    } as const
    await recordRun(db, 'drill', seconds, found)
    await recordAudit(db, { act: 'backup.try', detail: { because: 'command', by, madeAt: from.madeAt } })
  })
  return true
}

async function orRefused(run: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof BackupRefused) return refusedWith(error.message)
    throw error
  }
}

/** An instant that says its time zone; undefined for one that can't be read. */
function untilIn(given: Given): Until | undefined {
  const said = textOption(given, 'to-time')
  if (said === null) return null
  if (said === 'latest') return 'latest'
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/.test(said)) return undefined
  const at = new Date(said)
  return Number.isNaN(at.getTime()) ? undefined : { at }
}

function jsonOf({ file, how, madeAt, bytes, seconds, organisations, tables, rows, keyId, postgres }: Made) {
  return { file, how, madeAt, bytes, seconds, organisations, tables, rows, key: keyId, postgres }
}

function jsonOfRestored({ from, settled, notes, ...rest }: Restored) {
  return { ...rest, madeAt: from.madeAt, how: from.kind, key: from.keyId, ...settled, notes }
}
