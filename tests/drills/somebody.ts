import pg from 'pg'
import { built, tokenFor } from '../security/committed'
import { allocate, aPersonOf, aWorker } from '../support/builders'
import type { TestDatabase } from '../support/database'

export type Somebody = { token: string; personId: string; slug: string; email: string }

/** A worker who is signed in, and the one person they lead. */
export async function somebody(database: TestDatabase & { superUrl: string }): Promise<Somebody> {
  const { worker, person } = await built(database, async (db) => {
    const worker = await aWorker(db)
    const person = await aPersonOf(db, worker.organisationId)
    await allocate(db, person, worker)
    return { worker, person }
  })
  const [made] = await seen<{ slug: string; email: string }>(
    database,
    `select o.slug, w.email from app.worker w join app.organisation o on o.id = w.organisation_id where w.id = '${worker.id}'`,
  )
  if (!made) throw new Error('Nobody was made')
  return { token: await tokenFor(database, worker), personId: person.id, ...made }
}

/** As PostgreSQL's superuser, from whom nothing is hidden. */
export async function seen<Row extends pg.QueryResultRow>(
  { superUrl }: { superUrl: string },
  query: string,
): Promise<Row[]> {
  const address = new URL(superUrl)
  address.pathname = '/airt'
  const client = new pg.Client({
    connectionString: address.href,
    // Where a drill has made the database read-only, this is who ends that.
    options: '-c default_transaction_read_only=off',
  })
  await client.connect()
  try {
    return (await client.query<Row>(query)).rows
  } finally {
    await client.end()
  }
}
