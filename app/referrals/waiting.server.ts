import { type Db, sql } from '#db/connection.server'
import type { Role } from '~/access/permissions'
import type { Worker } from '~/access/worker'
import { knownAs } from '~/caseload/known-as.server'
import type { CivilDate } from '~/shared/civil-date'
import { sent } from './inbox.server'
import { referrals, worksWith } from './queries.server'

/** Who receives referrals, and reads them in the inbox. */
const receives: readonly Role[] = ['programme-lead', 'partner']

/**
 * What this worker has to do about a referral now, as a query that a list of other kinds of work takes in. For who refers: their own
 * next moves, and those of a programme whose day is past. For a programme: what it has to answer, to book or to say; then nobody is
 * named by id. Whoever shows it writes the audit entry, of those whom `aboutId` names: that goes no further.
 */
export function referralsWaiting(db: Db, worker: Worker, today: CivilDate) {
  return receives.includes(worker.role) ? waitingInInbox(db, today) : waitingForReferrer(db, worker, today)
}

const columns = ['kind', 'personId', 'aboutId', 'name', 'on', 'id', 'status', 'programme'] as const

function waitingForReferrer(db: Db, worker: Worker, today: CivilDate) {
  const waiting = referrals(db, worker)
    .where(worksWith(worker))
    .where('referral.due_on', 'is not', null)
    .where(
      sql<boolean>`(referral.status in ('draft', 'asked', 'declined', 'redirected', 'did-not-connect')
        or referral.status in ('finished', 'stopped') and referral.due_on <= ${today}::date or referral.due_on < ${today}::date)`,
    )
    .select([
      sql<'referral' | 'inbox'>`'referral'`.as('kind'),
      sql<string | null>`person.id`.as('personId'),
      'person.id as aboutId',
      knownAs.as('name'),
      sql<CivilDate>`referral.due_on`.as('on'),
      'referral.id',
      'referral.status',
      'programme.name as programme',
    ])
  return db.selectFrom(waiting.as('waiting')).select(columns)
}

function waitingInInbox(db: Db, today: CivilDate) {
  const waiting = sent(db)
    .where('referral.due_on', 'is not', null)
    .where(
      sql<boolean>`(referral.status in ('sent', 'accepted') or referral.status in ('waiting', 'booked') and referral.due_on <= ${today}::date)`,
    )
    .select([
      sql<'referral' | 'inbox'>`'inbox'`.as('kind'),
      sql<string | null>`null::uuid`.as('personId'),
      'referral.person_id as aboutId',
      sql<string>`referral.payload ->> 'name'`.as('name'),
      sql<CivilDate>`referral.due_on`.as('on'),
      'referral.id',
      'referral.status',
      'programme.name as programme',
    ])
  return db.selectFrom(waiting.as('waiting')).select(columns)
}
