import type { Db } from '#db/connection.server'
import { sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { beginUnit } from '~/audit/unit.server'
import { building, signedInAs, type TestDatabase } from '../support/database'

/** What is built here stays in this file's own database, so that other connections see it. */
export function built<T>(database: TestDatabase, run: (db: Db) => Promise<T>): Promise<T> {
  return database.owner.db.transaction().execute(async (db) => {
    beginUnit(db, null)
    return building(db, () => run(db))
  })
}

/** The token of a browser in which this worker is signed in. */
export function tokenFor(
  database: TestDatabase,
  worker: Pick<Worker, 'id' | 'organisationId'>,
): Promise<string> {
  return database.owner.db.transaction().execute((db) => signedInAs(db, worker))
}

/** Runs as the app does for the bearer of this token, on the app's own login, and leaves nothing behind. */
export async function asBearer<T>(
  database: TestDatabase,
  token: string,
  run: (db: Db) => Promise<T>,
): Promise<T> {
  const transaction = await database.app.db.startTransaction().execute()
  try {
    beginUnit(transaction, null)
    await sql`select from sec.enter(${token})`.execute(transaction)
    return await run(transaction)
  } finally {
    await transaction.rollback().execute()
  }
}

/** Runs on the app's own login outside every session. */
export function asNobody<T>(database: TestDatabase, run: (db: Db) => Promise<T>): Promise<T> {
  return asBearer(database, '', run)
}

/** The SQL state with which this is refused; `done` when it is not. What it did is undone either way. */
export async function attempt(db: Db, statement: ReturnType<typeof sql>): Promise<string> {
  await sql`savepoint attempt`.execute(db)
  try {
    await statement.execute(db)
    return 'done'
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === undefined) throw error
    return code
  } finally {
    await sql`rollback to savepoint attempt`.execute(db)
  }
}

/** Everybody whom this transaction sees. */
export async function peopleSeen(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from app.person order by id`.execute(db)
  return rows.map(({ id }) => id)
}
