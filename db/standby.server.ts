import { type Db, sql } from './connection.server'

/** Whether a change is on a second machine before it is called saved. While Patroni has only one left, PostgreSQL waits for nobody. */
export async function isHeldTwice(db: Db): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`
    select current_setting('synchronous_standby_names') <> '' as waits`.execute(db)
  return rows[0]?.waits === true
}

const LOOK_EVERY_MS = 10_000

/** Looks now and again. What can't be asked just now stands as it was last seen. */
export async function watchStandby(
  db: Db,
  everyMs = LOOK_EVERY_MS,
): Promise<{ isAway: () => boolean; stop: () => void }> {
  let away = !(await isHeldTwice(db))
  const looking = setInterval(async () => {
    away = await isHeldTwice(db).then(
      (held) => !held,
      () => away,
    )
  }, everyMs)
  looking.unref()
  return { isAway: () => away, stop: () => clearInterval(looking) }
}
