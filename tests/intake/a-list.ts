import { randomUUID } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import { openRequest } from '~/access/request.server'
import type { Worker } from '~/access/worker'
import { goOnWithList } from '~/intake/go-on-with-list.server'
import type { Alike, ListKind } from '~/intake/list'
import { listAt } from '~/intake/lists.server'
import { type MendedCell, mendRows } from '~/intake/mend-rows.server'
import { sendList } from '~/intake/send-list.server'
import { type SaidOfAlike, startList } from '~/intake/start-list.server'
import { takeInList } from '~/intake/take-in-list.server'
import type { CivilDate } from '~/shared/civil-date'
import { built, tokenFor } from '../security/committed'
import { today } from '../support/builders'
import { asDefiner, type TestDatabase } from '../support/database'
import { fileOf, type Rows } from './a-file'

/** One request of this worker, committed. */
export async function asWorker<T>(
  database: TestDatabase,
  worker: Pick<Worker, 'id' | 'organisationId'>,
  run: (db: Db) => Promise<T>,
): Promise<T> {
  const token = await tokenFor(database, worker)
  const unit = openRequest(database.app.db, randomUUID())
  const { db } = await unit.enter(token)
  try {
    const value = await run(db)
    await unit.finish({ status: 200, location: null })
    return value
  } catch (error) {
    await unit.finish({ status: 500, location: null })
    throw error
  }
}

type Said = { kind?: ListKind; source?: string; teamId?: string }

export async function takeIn(
  database: TestDatabase,
  worker: Worker,
  rows: Rows | Uint8Array,
  { kind = 'people', source = 'School roll', teamId }: Said = {},
): Promise<string> {
  const bytes = rows instanceof Uint8Array ? rows : fileOf(rows)
  const taken = await asWorker(database, worker, (db) =>
    takeInList(
      db,
      worker,
      database.secret,
      { kind, source, teamId: teamId ?? null, followsId: null, bytes },
      today,
    ),
  )
  if (!taken.ok) throw new Error(JSON.stringify(taken.reason))
  return taken.value.importId
}

/** What a process does when it hears of work on a list. */
export function workOn(
  database: TestDatabase,
  importId: string,
  { on = today, mayGoOn = () => true }: { on?: CivilDate; mayGoOn?: () => boolean } = {},
): Promise<void> {
  const { owner, jobs, secret } = database
  return goOnWithList({ owner: owner.db, jobs: jobs.db, secret, today: on, mayGoOn }, importId)
}

export async function start(
  database: TestDatabase,
  worker: Worker,
  importId: string,
  said: Readonly<Record<number, SaidOfAlike>> = {},
) {
  const list = await pageOf(database, worker, importId)
  const { alike = [] as Alike[], alikeBeyond = [] } = list.report ?? {}
  return asWorker(database, worker, (db) =>
    startList(db, database.secret, { ...list, alike, alikeBeyond }, said, today),
  )
}

/** From the file to what is saved. */
export async function bringIn(
  database: TestDatabase,
  worker: Worker,
  rows: Rows | Uint8Array,
  said: Said & { alike?: Readonly<Record<number, SaidOfAlike>> } = {},
): Promise<string> {
  const importId = await takeIn(database, worker, rows, said)
  await workOn(database, importId)
  const started = await start(database, worker, importId, said.alike)
  if (!started.ok) throw new Error(JSON.stringify(started.reason))
  await workOn(database, importId)
  return importId
}

export async function takeBack(database: TestDatabase, worker: Worker, importId: string): Promise<void> {
  const { kind } = await pageOf(database, worker, importId)
  await asWorker(database, worker, (db) =>
    sendList(db, database.secret, { id: importId, kind }, ['done'], 'undoing', today),
  )
  await workOn(database, importId)
}

export async function mend(
  database: TestDatabase,
  worker: Worker,
  importId: string,
  said: readonly MendedCell[],
) {
  const list = await pageOf(database, worker, importId)
  return asWorker(database, worker, (db) => mendRows(db, worker, database.secret, list, said, today))
}

export async function pageOf(database: TestDatabase, worker: Worker, importId: string) {
  const list = await asWorker(database, worker, (db) => listAt(db, importId))
  if (!list) throw new Error('There is no such list of theirs')
  return list
}

/** Everybody of this worker's, by reference. */
export async function theirs(database: TestDatabase, worker: Worker) {
  return asWorker(database, worker, async (db) => {
    const { rows } = await sql<{
      reference: string | null
      given_name: string
      postcode: string | null
      version: number
    }>`
      select reference, given_name, postcode, version from app.person order by reference`.execute(db)
    return rows
  })
}

/** What the database itself says, past every rule of who may see it. */
export function really<Row>(database: TestDatabase, query: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  return built(database, (db) => asDefiner(db, async () => (await query.execute(db)).rows as Row[]))
}
