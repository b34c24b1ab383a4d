import { createHash } from 'node:crypto'
import {
  Kysely,
  type KyselyConfig,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  sql,
} from 'kysely'
import pg from 'pg'
import type { Schema } from './schema'

export { sql }
export type Db = Kysely<Schema>
export type Connection = { db: Db; close: () => Promise<void> }

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
    connectionTimeoutMillis: 2_000,
    idleTimeoutMillis: 60_000,
    application_name: 'airt',
    options: [
      '-c TimeZone=Europe/London',
      '-c DateStyle=ISO',
      `-c statement_timeout=${within}`,
      '-c lock_timeout=2000',
      '-c idle_in_transaction_session_timeout=10000',
    ].join(' '),
  })
  // A connection that breaks while it idles is replaced at the next use; left unheard, it would end the process.
  pool.on('error', () => undefined)
  const config: KyselyConfig = {
    dialect: new PostgresDialect({ pool: careful(pool, named) }),
  }
  const db = new Kysely<Schema>(config)
  return { db, close: () => db.destroy() }
}

/**
 * Gives each statement a name made from its text, so that a connection plans it once, and takes no commit for one that was not:
 * after a statement has failed, the server answers a commit with a rollback and calls it well.
 */
function careful(pool: pg.Pool, named: boolean): PostgresPool {
  return {
    connect: async () => {
      const client = (await pool.connect()) as pg.PoolClient & { isCareful?: true }
      if (client.isCareful) return client as unknown as PostgresPoolClient
      const query = client.query.bind(client) as (...given: unknown[]) => unknown
      const asked = (text: unknown, values: unknown) => {
        if (text === 'commit') return (query('commit') as Promise<pg.QueryResult>).then(mustBeCommitted)
        if (!named || typeof text !== 'string' || !Array.isArray(values)) return query(text, values)
        return query({ name: nameOf(text), text, values })
      }
      // Lost while it is in use: the statement under way fails, and whoever asked hears of it. Unheard, it would end the process.
      client.on('error', () => undefined)
      Object.assign(client, { query: asked, isCareful: true })
      return client as unknown as PostgresPoolClient
    },
    end: () => pool.end(),
  }
}

/** @throws when nothing was committed. */
function mustBeCommitted(result: pg.QueryResult): pg.QueryResult {
  if (result.command !== 'COMMIT') throw new Error('Nothing was committed: a statement before it had failed')
  return result
}

const names = new Map<string, string>()

function nameOf(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 20)
  if (names.size > 2_000) names.clear()
  names.set(text, name)
  return name
}

/** `{2027-05-31,NULL}` as its days. */
function dayList(text: string): (string | null)[] {
  const inside = text.slice(1, -1)
  return inside === '' ? [] : inside.split(',').map((day) => (day === 'NULL' ? null : day))
}
