import { type Db, sql } from './connection.server'

/** `apart`: this machine and the database differ. `back`: somebody was seen here at a time that has not come yet. */
export type ClockTrouble = 'apart' | 'back' | null

/** Less than a day, so that a clock that is wrong by one is found across a change to summer time. */
const WRONG_FROM_MS = 12 * 3_600_000

/** What the clocks say against each other. Nothing here can find a clock that was set forward before anybody came. */
export function clockTrouble(here: Date, there: Date, wentBack: boolean): ClockTrouble {
  if (Math.abs(there.getTime() - here.getTime()) >= WRONG_FROM_MS) return 'apart'
  return wentBack ? 'back' : null
}

async function readClocks(db: Db, now: () => Date): Promise<ClockTrouble> {
  const { rows } = await sql<{ at: Date; wentBack: boolean }>`
    select clock_timestamp() as at, sec.clock_went_back() as "wentBack"`.execute(db)
  const { at, wentBack } = rows[0] ?? { at: now(), wentBack: false }
  return clockTrouble(now(), at, wentBack)
}

const LOOK_EVERY_MS = 60_000

/** Looks now and again. What can't be asked just now stands as it was last seen. */
export async function watchClock(
  db: Db,
  now: () => Date,
  everyMs = LOOK_EVERY_MS,
): Promise<{ trouble: () => ClockTrouble; stop: () => void }> {
  let trouble = await readClocks(db, now)
  const looking = setInterval(async () => {
    trouble = await readClocks(db, now).catch(() => trouble)
  }, everyMs)
  looking.unref()
  return { trouble: () => trouble, stop: () => clearInterval(looking) }
}
