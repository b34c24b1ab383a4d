import { Kysely, type KyselyConfig, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { carefulPool } from './pool.server'
import type { Schema } from './schema'
import { sessionSettings } from './session-settings'

export { withNext } from './pool.server'
export { sql }
export type Db = Kysely<Schema>
export type Connection = { db: Db; close: () => Promise<void> }

/**
 * A list of ten tables takes longer to plan than to read, and its plan is the same for whoever asks: what is asked again is not planned again.
 * Left to choose, a server goes on planning some of them each time. Where a pooler does not pass it on, only time is lost.
 */
const plannedOnce = { plan_cache_mode: 'force_generic_plan' }

/** A day stays text; counts become numbers. Left alone, pg makes a day local midnight and a count a text. */
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(1182 as number, (text) => dayList(text))
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)

export type PoolOptions = {
  url: string
  most?: number
  /** Named statements halve the database's work; off behind a pooler that can't hold them. */
  named?: boolean
  /** The longest a statement may take. */
  within?: number
}

/** @throws on an empty address, which pg would take for whatever listens here. */
export function connect({ url, most = 10, named = true, within = 5_000 }: PoolOptions): Connection {
  if (url === '') throw new Error('There is no address of a database')
  const pool = new pg.Pool({
    connectionString: url,
    max: most,
    // A statement leaves when it is asked, not when the one before it has been answered.
    pipeline: true,
    connectionTimeoutMillis: 2_000,
    // A server that hangs ends no statement by itself: a while after it should have, the connection is given up.
    query_timeout: within + 1_000,
    // One that vanished says nothing: the system finds out.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    idleTimeoutMillis: 60_000,
    application_name: 'airt',
    options: Object.entries({ ...sessionSettings, ...plannedOnce, statement_timeout: within })
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  })
  // A connection that breaks while it idles is replaced at the next use; left unheard, it would end the process.
  pool.on('error', () => undefined)
  const config: KyselyConfig = {
    dialect: new PostgresDialect({ pool: carefulPool(pool, named) }),
  }
  const db = new Kysely<Schema>(config)
  return { db, close: () => db.destroy() }
}

/** `{2027-05-31,NULL}` as its days. */
function dayList(text: string): (string | null)[] {
  const inside = text.slice(1, -1)
  return inside === '' ? [] : inside.split(',').map((day) => (day === 'NULL' ? null : day))
}
