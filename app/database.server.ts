import { setTimeout as pause } from 'node:timers/promises'
import { refuseUnfitForApp } from '#db/app-connection.server'
import { CannotStart } from '#db/cannot-start'
import { type Connection, connect, sql } from '#db/connection.server'
import { findPlace } from '#db/embedded/folder.server'
import { startEmbedded } from '#db/embedded.server'
import { isUpToDate, migrate, urlAs } from '#db/migrate.server'
import { appUrlOf } from '#db/roles.server'
import { type NotHeld, refuseUnsafe, saysNotHeld, settingsNotHeld } from '#db/settings-held.server'
import { troubleIn } from '#db/trouble'
import { holdKeys, keepMasterChecks, whyKeysDoNotOpen } from './access/field-keys.server'
import { type Say, sealWhatIsPlain } from './access/field-sealing.server'
import { turnToMaster } from './access/key-rotation.server'
import { beginWork, inWork } from './access/work.server'
import { loadLibrary } from './narratives/load-library.server'
import { whyNotPublished } from './narratives/words'
import { now, today } from './shared/clock.server'
import type { Env } from './shared/env.server'
import { type Keys, openKeys } from './shared/keys.server'

export type Database = {
  /** Who migrates, and makes tokens for work without a browser. */
  owner: Connection
  /** Where the same role copies whole tables, on a connection of its own. */
  ownerUrl: string
  /** Who answers browsers. */
  app: Connection
  /** Who works without a browser: imports, rederiving. */
  jobs: Connection
  /** Where the queue of jobs connects by itself, as the same role. */
  jobsUrl: string
  secret: string
  /** Where the embedded database lies, as its superuser enters it: for its log alone. Null on a server. */
  embedded: { dataDir: string; cluster: string; superUrl: string } | null
  /** Worth a line at the start, such as a folder that had to be put elsewhere, or a card that may not be shown. */
  notes: readonly string[]
  /** Holds back room on the disk of our own database; nothing on a server, whose disk is not ours to fill. */
  keepReserve: () => Promise<number>
  close: () => Promise<void>
}

/** Opens the embedded database or the server, brought up to date, with the cards of this Airt in it; the same path from there on. */
export async function openDatabase(
  env: Env,
  say: Say = () => undefined,
  keys: Keys = openKeys(env),
): Promise<Database> {
  const { url, secret, embedded, notes, keepReserve, stop } = await findDatabase(env)
  const named = env.namedStatements
  const owner = connect({ url, most: 2, within: 60_000, named })
  try {
    refuseOtherKeys(await whyKeysDoNotOpen(owner.db, keys))
    await migrate(url, secret)
    refuseOtherKeys(await keepMasterChecks(owner.db, keys))
    holdKeys(keys)
    const appUrl = appUrlOf(env.appDatabaseUrl, url, secret)
    if (env.appDatabaseUrl !== null) await refuseUnfitForApp(appUrl, named)
    const app = connect({ url: appUrl, named })
    const jobsUrl = urlAs('airt_jobs', url, secret)
    const jobs = connect({ url: jobsUrl, most: 4, within: 600_000, named })
    const close = async () => {
      await Promise.all([owner.close(), app.close(), jobs.close()])
      await stop()
    }
    for (const each of [app, jobs]) await refuseUnsafe(each.db)
    await sealWhatIsPlain(owner.db, say)
    await turnToMaster(owner.db, secret, say)
    const refused = await takeLibrary({ owner, jobs }, env)
    const told = [...notes, ...keys.notes, ...refused]
    const urls = { ownerUrl: url, jobsUrl }
    return { owner, app, jobs, ...urls, secret, embedded, notes: told, keepReserve, close }
  } catch (error) {
    await owner.close()
    await stop()
    throw error
  }
}

/** With other keys than it was begun with a database is left as it is. */
function refuseOtherKeys(why: string | null): void {
  if (why) throw new CannotStart(why)
}

/** @returns a line for each card that may not be shown, with why. */
async function takeLibrary({ owner, jobs }: Pick<Database, 'owner' | 'jobs'>, env: Env): Promise<string[]> {
  const token = await beginWork(owner.db, 'library.load', null)
  const { refused } = await inWork(jobs.db, token, (db) => loadLibrary(db, today(env.today)))
  return refused.map(
    ({ card, reasons }) =>
      `Card ${card} is not shown: ${reasons.map((why) => whyNotPublished[why]).join(' ')}`,
  )
}

async function findDatabase(env: Env) {
  if (env.databaseUrl === null) {
    const started = await startEmbedded({ dataDir: env.dataDir })
    const { superUrl } = started
    const { dataDir, cluster } = findPlace(env.dataDir)
    return { ...started, secret: env.secret ?? started.secret, embedded: { dataDir, cluster, superUrl } }
  }
  if (env.secret === null) throw new Error('AIRT_SECRET must be set where DATABASE_URL is')
  const nothing = { keepReserve: async () => 0, stop: async () => undefined }
  return { url: env.databaseUrl, secret: env.secret, embedded: null, notes: [], ...nothing }
}

const CLOCKS_APART_MS = 5_000
const ANSWERS_WITHIN_MS = 3_000
const LOOK_EVERY_MS = 60 * 60_000

/** Null when the database answers, can be written, agrees on the time and is as new as this Airt; else why not. */
export async function whyNotReady({ app }: Pick<Database, 'app'>): Promise<string | null> {
  const silent = Symbol('silent')
  try {
    const said = await Promise.race([whatItSays(app), pause(ANSWERS_WITHIN_MS, silent, { ref: false })])
    return said === silent ? 'the database does not answer' : said
  } catch (error) {
    return troubleIn(error) === 'busy'
      ? 'every connection to the database is in use'
      : 'the database does not answer'
  }
}

async function whatItSays(app: Connection): Promise<string | null> {
  const { rows } = await sql<{ at: Date; isReadOnly: boolean }>`
    select clock_timestamp() as at, pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as "isReadOnly"`.execute(
    app.db,
  )
  const [said] = rows
  if (!said || said.isReadOnly) return 'the database cannot be written'
  if (Math.abs(said.at.getTime() - now().getTime()) > CLOCKS_APART_MS)
    return 'the clocks of Airt and of the database are more than five seconds apart'
  return (await isUpToDate(app.db)) ? null : 'the database is not brought up to date: run migrate'
}

/** Whether there is room on the database's disk again, for a few megabytes that are given back at once. */
export async function canSave({ owner }: Pick<Database, 'owner'>): Promise<boolean> {
  await owner.db.transaction().execute(async (db) => {
    await sql`create temporary table room on commit drop as
      select repeat(md5(n::text), 30) as filler from generate_series(1, 8000) n`.execute(db)
  })
  return true
}

/**
 * Looks every hour whether what was acknowledged is still kept: a setting that somebody changes meanwhile loses it without an error.
 * @returns why it is not, as it was last seen, and what ends the looking.
 */
export function watchSettings(
  { app, jobs }: Pick<Database, 'app' | 'jobs'>,
  tell: (off: NotHeld) => void,
  everyMs = LOOK_EVERY_MS,
): { whyUnsafe: () => string | null; stop: () => void } {
  let seen: NotHeld | null = null
  const looking = setInterval(async () => {
    // Where it can't be asked, the last that was seen stands.
    const off = await Promise.all([app, jobs].map(({ db }) => settingsNotHeld(db))).catch(() => null)
    if (off === null) return
    seen = off.flat()[0] ?? null
    if (seen) tell(seen)
  }, everyMs)
  looking.unref()
  return { whyUnsafe: () => seen && saysNotHeld(seen), stop: () => clearInterval(looking) }
}
