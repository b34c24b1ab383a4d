import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'

const NAME = /^airt-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)\.backup$/
const LOG_FOLDER = /^wal-[0-9a-f]{12}$/
const KEPT_MS = 35 * 86_400_000

export type Kept = { file: string; madeAt: Date; bytes: number }

/** The name of a backup that is made by itself, by the second. */
export function backupFileAt(folder: string, at: Date): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return join(resolve(folder), `airt-${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z.backup`)
}

/** The backups of this folder, the newest first. */
export function backupsIn(folder: string): Kept[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((name) => {
      const at = NAME.exec(name)?.[1]
      if (at === undefined) return []
      const file = join(resolve(folder), name)
      const madeAt = new Date(`${at.slice(0, 10)}T${at.slice(11, 19).replaceAll('-', ':')}Z`)
      return [{ file, madeAt, bytes: statSync(file).size }]
    })
    .sort((one, other) => other.madeAt.getTime() - one.madeAt.getTime())
}

/** Takes away what has had its 35 days, and the log from before the oldest backup that is left. The newest backup always stays. */
export function removeOld(folder: string, at: Date): void {
  const [newest, ...older] = backupsIn(folder)
  if (newest === undefined) return
  const gone = older.filter(({ madeAt }) => at.getTime() - madeAt.getTime() > KEPT_MS)
  for (const { file } of gone) rmSync(file, { force: true })
  const oldest = older.filter((one) => !gone.includes(one)).at(-1) ?? newest
  for (const name of readdirSync(folder).filter((each) => LOG_FOLDER.test(each))) {
    const log = join(folder, name)
    for (const piece of readdirSync(log)) {
      // Some were ended shortly before, and are needed by it.
      const hadItsTime = statSync(join(log, piece)).mtime.getTime() < oldest.madeAt.getTime() - 3_600_000
      if (hadItsTime && /^[0-9A-F]{24}\.wal$/.test(piece)) rmSync(join(log, piece), { force: true })
    }
  }
}

/** What of a path may be shown: never where on the machine it lies. */
export function namesOf(file: string): { file: string; folder: string } {
  return { file: basename(file), folder: basename(join(file, '..')) }
}
