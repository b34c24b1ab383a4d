import { type Db, sql, withNext } from './connection.server'

const TURNS = { library: 4187, demonstration: 4188 }

/** Several that start at once do this one after another: held until the transaction ends. Whoever comes second looks again first. */
export async function waitForTurn(db: Db, turn: keyof typeof TURNS): Promise<void> {
  await sql`${withNext}set local lock_timeout = '120s'`.execute(db)
  await sql`select pg_advisory_xact_lock(${TURNS[turn]})`.execute(db)
}
