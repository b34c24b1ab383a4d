import { createHash, createHmac, randomBytes } from 'node:crypto'
import { type Db, sql, withNext } from '#db/connection.server'
import { beginUnit, mustBeAccountedFor } from '~/audit/unit.server'

/** Names one piece of work without a browser; it holds for two hours at most and for nothing else. */
export type WorkToken = string & { readonly brand: 'WorkToken' }

/**
 * A token for one named act: as the service user of an organisation, or, without one, for what must reach everybody.
 * `owner` is the connection that migrates: the app's own may not make such a token.
 */
export async function beginWork(owner: Db, act: string, organisationId: string | null): Promise<WorkToken> {
  const token = randomBytes(32).toString('base64url')
  const hash = createHash('sha256').update(token).digest()
  await sql`select sec.start_work(${hash}, ${act}, ${organisationId}::uuid, ${randomBytes(32).toString('base64url')})`.execute(
    owner,
  )
  return token as WorkToken
}

/**
 * The token of work that a worker asks for, made anew by whoever does it: from the secret and what the work is on. The database opens
 * it in what causes the work, and for nobody who does not know the secret.
 */
export function workTokenFor(secret: string, what: string): WorkToken {
  return createHmac('sha256', secret).update(`work ${what}`).digest('base64url') as WorkToken
}

/** One transaction of that work. What it reads of people must leave an audit entry, as in a browser. */
export async function inWork<T>(jobs: Db, token: WorkToken, run: (db: Db) => Promise<T>): Promise<T> {
  return jobs.transaction().execute(async (db) => {
    await sql`${withNext}select set_config('app.session', ${token}, true)`.execute(db)
    beginUnit(db, null)
    const value = await run(db)
    mustBeAccountedFor(db)
    return value
  })
}
