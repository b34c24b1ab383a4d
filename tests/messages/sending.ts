import { sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { beginUnit } from '~/audit/unit.server'
import { chooseMail, mailChoice } from '~/messages/choice.server'
import type { Often } from '~/messages/often'
import { queueMornings } from '~/messages/queue-mornings.server'
import { sendWaiting } from '~/messages/send.server'
import { mailServer } from '~/outside/mail-server.server'
import type { CivilDate } from '~/shared/civil-date'
import { built } from '../security/committed'
import { today } from '../support/builders'
import { signedInAs, type TestDatabase } from '../support/database'

export const origin = 'https://airt.example'

export function queueOn(database: TestDatabase, day: CivilDate = today) {
  return queueMornings(database.owner.db, database.jobs.db, day)
}

/** One run of the work that sends, as the job does it. */
export function sendBy(database: TestDatabase, url: string, day: CivilDate = today): Promise<number> {
  return sendWaiting({
    owner: database.owner.db,
    jobs: database.jobs.db,
    server: mailServer(url),
    from: 'airt@airt.example',
    origin,
    today: day,
    mayGoOn: () => true,
  })
}

export type HeldMessage = { kind: string; state: string; code: string | null; tries: number; counts: unknown }

/** The mails of these workers, in the order in which they were queued. */
export function messagesOf(
  database: TestDatabase,
  ...workers: readonly { id: string }[]
): Promise<HeldMessage[]> {
  return built(database, async (db) => {
    const { rows } = await sql<HeldMessage>`
      select kind, state, code, tries, counts from app.message where worker_id = any (${workers.map(({ id }) => id)}::uuid[]) order by made_at, id`.execute(
      db,
    )
    return rows
  })
}

/** As though so much time had passed for whatever waits. */
export function laterBy(database: TestDatabase, span: string): Promise<void> {
  return built(database, async (db) => {
    await sql`update app.message set try_at = try_at - ${span}::interval, lease_until = lease_until - ${span}::interval,
      handed_at = handed_at - ${span}::interval, counted_at = counted_at - ${span}::interval`.execute(db)
  })
}

/** As this worker does it on their own page. */
export function choose(database: TestDatabase, worker: Worker, often: Often): Promise<void> {
  return database.owner.db.transaction().execute(async (db) => {
    beginUnit(db, null)
    await signedInAs(db, worker)
    await chooseMail(db, worker, { ...(await mailChoice(db, worker)), often })
  })
}
