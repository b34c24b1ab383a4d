import type { Db } from '#db/connection.server'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import type { Cast } from './cast'
import { loadDecisions } from './load-decisions.server'
import { loadPeople } from './load-people.server'
import { loadReferrals } from './load-referrals.server'
import { loadSessions } from './load-sessions.server'
import { loadShares } from './load-shares.server'
import { loadWorkers } from './load-workers.server'

/**
 * Everybody, who works with them, what follows from their dates, and the time spent together. The cards of the library are there
 * before: a session names those that were used.
 */
export async function loadRecords(db: Db, cast: Cast, today: CivilDate): Promise<void> {
  const placed = await loadWorkers(db, cast)
  await loadPeople(db, cast, placed, today)
  await loadShares(db, cast, placed, today)
  await loadSessions(db, cast, placed)
  await recordAudit(db, { act: 'demonstration.load', detail: { people: cast.people.length } })
}

/** What only the role of the database's own functions may date back: what happened to referrals, and decisions. */
export async function loadHistory(db: Db, cast: Cast, today: CivilDate): Promise<void> {
  await loadReferrals(db, cast)
  await loadDecisions(db, cast, today)
}
