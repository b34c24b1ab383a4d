import { type Db, sql } from '#db/connection.server'
import { scopeBits } from '~/access/permissions'
import { recordAudit } from '~/audit/write.server'
import { type CivilDate, daysBetween } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import { DAYS_SHARED_AT_MOST, type SharingDecision, type WhyNotShared, whyNotShared } from './decision'

export type SharedPerson = { organisationId: string; personId: string; bornOn: CivilDate | null }
export type Receiver = { organisationId: string; id: string; name: string }

/**
 * Shares what concerns a programme with whoever works on it, on a decision that somebody took about this person: never by itself,
 * never without an end, and never on consent where no choice was given.
 */
export async function decideToShare(
  db: Db,
  { organisationId, personId, bornOn }: SharedPerson,
  programme: Receiver,
  decision: SharingDecision,
  today: CivilDate,
): Promise<Result<{ shareId: string }, WhyNotShared>> {
  const why = whyNotShared(decision, bornOn, today)
  if (why) return refused(why)

  const { id } = await db
    .insertInto('app.sharing_grant')
    .values({
      organisation_id: organisationId,
      person_id: personId,
      to_programme_organisation_id: programme.organisationId,
      to_programme_id: programme.id,
      scopes: scopeBits.programme,
      expires_at: endOf(decision.until, today),
      ...columnsOf(decision, programme),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await recordAudit(db, { act: 'share.grant', personId, subjectType: 'share', subjectId: id })
  return ok({ shareId: id })
}

function columnsOf(decision: SharingDecision, programme: Receiver) {
  if (decision.anyway === 'yes') {
    const { basis, because, told, views } = decision
    return { would_share_anyway: decision.anyway, basis, purpose: because, told, views: views || null }
  }
  const { saidBy, carer, saidOn, theirWords, contraryView } = decision
  return {
    would_share_anyway: decision.anyway,
    basis: 'consent' as const,
    purpose: `A place on ${programme.name}`,
    said_by: saidBy === 'themself' ? saidBy : carer,
    said_on: saidOn,
    contrary_view: contraryView,
    views: theirWords,
  }
}

/** The end of that day in Scotland, counted from the clock of the database, which alone says when a share is over. */
function endOf(until: CivilDate, today: CivilDate) {
  const days = daysBetween(today, until) + 1
  return sql<Date>`least(
    (date_trunc('day', now() at time zone 'Europe/London') + make_interval(days => ${days}::int)) at time zone 'Europe/London',
    now() + make_interval(days => ${DAYS_SHARED_AT_MOST}::int))`
}

/** Ends at once all that is shared of somebody with a programme. What was shared and why stays written. */
export async function endSharing(
  db: Db,
  personId: string,
  programmeId: string,
  because: string,
): Promise<void> {
  const ended = await db
    .updateTable('app.sharing_grant')
    .set((eb) => ({ revoked_at: sql<Date>`now()`, revoked_because: because, version: eb('version', '+', 1) }))
    .where('person_id', '=', personId)
    .where('to_programme_id', '=', programmeId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('id')
    .execute()
  for (const { id } of ended)
    await recordAudit(db, { act: 'share.end', personId, subjectType: 'share', subjectId: id })
}
