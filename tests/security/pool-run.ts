import { randomUUID } from 'node:crypto'
import { type Connection, type Db, sql } from '#db/connection.server'
import { openRequest } from '~/access/request.server'
import { recordAudit } from '~/audit/write.server'
import { allocate, anOrganisation, aWorker } from '../support/builders'
import type { TestDatabase } from '../support/database'
import { built, tokenFor } from './committed'
import { insertInto, nobodyBeside, personTables } from './rows-of-a-person'

export type User = { workerId: string; token: string; people: ReadonlySet<string> }

/** Users of four organisations, each with three people of their own. */
export async function aCrowd(database: TestDatabase, size: number): Promise<User[]> {
  const made = await built(database, async (db) => {
    const organisations = [
      await anOrganisation(db),
      await anOrganisation(db),
      await anOrganisation(db),
      await anOrganisation(db),
    ]
    const users = []
    for (let at = 0; at < size; at += 1) {
      const organisation = organisations[at % 4] ?? (await anOrganisation(db))
      const worker = await aWorker(db, {
        organisation,
        role: at % 2 ? 'youth-worker' : 'justice-social-worker',
      })
      users.push({
        worker,
        people: new Set([await aPerson(db, worker), await aPerson(db, worker), await aPerson(db, worker)]),
      })
    }
    return users
  })
  const crowd = []
  for (const { worker, people } of made)
    crowd.push({ workerId: worker.id, token: await tokenFor(database, worker), people })
  return crowd
}

/** Of this crowd some whose sessions hold no longer, with tokens of nobody beside them; and the others, whose sessions do. */
export async function strangersIn(database: TestDatabase, crowd: readonly User[]) {
  const [revoked, expired, ended, ...others] = crowd
  await database.owner.db.transaction().execute(async (db) => {
    await sql`set local role airt_sec`.execute(db)
    await sql`update sec.session set ended_at = now() where worker_id = ${revoked?.workerId}`.execute(db)
    await sql`update sec.session set made_at = now() - interval '12 hours', expires_at = now() - interval '1 hour'
      where worker_id = ${expired?.workerId}`.execute(db)
  })
  await built(database, (db) =>
    db
      .updateTable('app.worker')
      .set({ ended_at: new Date() })
      .where('id', '=', ended?.workerId ?? '')
      .execute(),
  )
  const strangers = [revoked, expired, ended]
    .map((user) => user?.token ?? '')
    .concat('', 'garbage', randomUUID(), others[0]?.workerId ?? '')
    .map((token) => ({ people: new Set<string>(), token }))
  return { strangers, others }
}

async function aPerson(db: Db, worker: { id: string; organisationId: string }): Promise<string> {
  const { organisationId } = worker
  const row = personTables['app.person']?.row({ id: '', organisationId }, nobodyBeside, 0)
  const id = String(row?.id)
  await sql.raw(insertInto('app.person', { ...row })).execute(db)
  await allocate(db, { id, organisationId }, worker)
  return id
}

export type Tally = {
  transactions: number
  rows: number
  foreign: number
  missing: number
  refused: Record<string, number>
}

export function noTally(): Tally {
  return { transactions: 0, rows: 0, foreign: 0, missing: 0, refused: {} }
}

/** What may become of a request: each is done in turn, and the rows that it saw on the way are counted. */
const courses: readonly ((ask: Ask) => Promise<void>)[] = [
  async ({ see, unit, db }) => {
    await see()
    await recordAudit(db, { act: 'test.read', people: [] })
    await unit.finish({ status: 200, location: null })
  },
  async ({ see, change, unit, db }) => {
    await change()
    await see()
    await recordAudit(db, { act: 'test.change', people: [] })
    await unit.finish({ status: 303, location: '/people' })
  },
  async ({ see, unit }) => {
    await see()
    await unit.finish({ status: 500, location: null })
  },
  async ({ see, db, unit }) => {
    await see()
    await sql`select 1 / 0`.execute(db).catch(() => undefined)
    await unit.finish({ status: 200, location: null })
  },
  async ({ see, db, unit }) => {
    await sql`set local statement_timeout = 5`.execute(db)
    await sql`select pg_sleep(1)`.execute(db).catch(() => undefined)
    await see().catch(() => undefined)
    await unit.finish({ status: 500, location: null })
  },
  async ({ see, db, unit }) => {
    await see()
    await sql`select pg_terminate_backend(pg_backend_pid())`.execute(db).catch(() => undefined)
    await unit.finish({ status: 200, location: null })
  },
  async ({ unit }) => {
    await unit.finish({ status: 200, location: null })
  },
  async ({ see, unit }) => {
    await Promise.all([see(), see()])
    await unit.finish({ status: 404, location: null })
  },
]

type Ask = {
  db: Db
  unit: ReturnType<typeof openRequest>
  see: () => Promise<void>
  change: () => Promise<void>
}

/** One request of one user through the product's own transaction, which may end in any way. */
export async function oneRequest(
  pool: Connection,
  user: Pick<User, 'token' | 'people'>,
  which: number,
  tally: Tally,
): Promise<void> {
  const unit = openRequest(pool.db, randomUUID())
  tally.transactions += 1
  try {
    const { db } = await unit.enter(user.token)
    await courses[which % courses.length]?.({
      db,
      unit,
      see: () => count(db, user, tally),
      change: () => change(db),
    })
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    const why = code ?? message
    tally.refused[why] = (tally.refused[why] ?? 0) + 1
    await unit.finish({ status: 500, location: null }).catch(() => undefined)
  }
}

async function count(db: Db, { people }: Pick<User, 'people'>, tally: Tally): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from app.person`.execute(db)
  tally.rows += rows.length
  tally.foreign += rows.filter(({ id }) => !people.has(id)).length
  if (rows.length < people.size) tally.missing += 1
}

async function change(db: Db): Promise<void> {
  await sql`update app.person set pronouns = 'they'`.execute(db)
}

/** The rows that each connection of a pool shows outside every transaction. */
export async function rowsOutside(pool: Connection, connections: number): Promise<number> {
  const asked = Array.from({ length: connections }, () =>
    sql<{ id: string }>`select id from app.person, pg_sleep(0.05)`.execute(pool.db),
  )
  return (await Promise.all(asked)).reduce((sum, { rows }) => sum + rows.length, 0)
}

/** As a page would that sets who asks for the connection and not for the transaction. */
export async function carelessly(pool: Connection, { token, people }: User, tally: Tally): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    await sql`select set_config('app.session', ${token}, false)`.execute(pool.db)
    const { rows } = await sql<{ id: string }>`select id from app.person`.execute(pool.db)
    tally.foreign += rows.filter(({ id }) => !people.has(id)).length
  }
}
