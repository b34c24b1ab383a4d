import { randomBytes } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import { hashOf } from '~/access/session.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { ok, type Result, refused } from '~/shared/result'

export type MyCalendar = { madeAt: Date; lastReadAt: Date | null; showsPlace: boolean; version: number }

export type WhyNotCalendar = 'changed-meanwhile'

const SECRET_BYTES = 16

/** One's own calendar as it stands; null where there is none. */
export async function myCalendar(db: Db): Promise<MyCalendar | null> {
  const { rows } = await sql<MyCalendar>`
    select made_at as "madeAt", last_read_at as "lastReadAt", shows_place as "showsPlace", version from sec.my_calendar()`.execute(
    db,
  )
  return rows[0] ?? null
}

/**
 * A new address; the one before opens nothing any more.
 * @returns its path, with the secret that is kept nowhere.
 */
export async function makeCalendar(
  db: Db,
  worker: Worker,
  version: number,
): Promise<Result<{ path: string }, WhyNotCalendar>> {
  const secret = randomBytes(SECRET_BYTES).toString('base64url')
  const isMade = await asked(db, sql`sec.make_calendar(${hashOf(secret)}, ${version})`)
  if (!isMade) return refused('changed-meanwhile')
  await recordAudit(db, { act: 'calendar.make', subjectType: 'worker', subjectId: worker.id })
  return ok({ path: `/calendar/${secret}.ics` })
}

export async function showPlaces(
  db: Db,
  worker: Worker,
  shows: 'places' | 'no places',
  version: number,
): Promise<Result<null, WhyNotCalendar>> {
  if (!(await asked(db, sql`sec.show_calendar_place(${shows === 'places'}, ${version})`)))
    return refused('changed-meanwhile')
  await recordAudit(db, { act: 'calendar.place', subjectType: 'worker', subjectId: worker.id })
  return ok(null)
}

export async function endCalendar(
  db: Db,
  worker: Worker,
  version: number,
): Promise<Result<null, WhyNotCalendar>> {
  if (!(await asked(db, sql`sec.end_calendar(${version})`))) return refused('changed-meanwhile')
  await recordAudit(db, { act: 'calendar.end', subjectType: 'worker', subjectId: worker.id })
  return ok(null)
}

async function asked(db: Db, call: ReturnType<typeof sql>): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select ${call} as done`.execute(db)
  return rows[0]?.done === true
}

/** The secret in an address that ends so; null for one that can't be any. */
export function secretIn(feed: string | undefined): string | null {
  return /^([\w-]{22})\.ics$/.exec(feed ?? '')?.[1] ?? null
}
