import { type Db, sql } from '#db/connection.server'
import { scopeBits } from '~/access/permissions'
import { type CivilDate, daysBetween } from '~/shared/civil-date'
import type { SharingDecision } from '~/sharing/decision'
import type { Cast, Referral } from './cast'
import { idOf, type KeyOf, keysOf } from './id-of'
import type { Placed } from './load-workers.server'

/** What each referral that was sent shares with its programme, on the decision taken about it, in the caller's transaction. */
export async function loadShares(db: Db, cast: Cast, placed: Placed, today: CivilDate): Promise<void> {
  const keyOf = keysOf(cast, placed.organisation)
  const sent = cast.referrals.filter(({ events }) => events.length > 0)
  if (sent.length === 0) return
  await db
    .insertInto('app.sharing_grant')
    .values(sent.map((referral) => shareColumns(referral, keyOf, placed, today)))
    .execute()
}

export function shareId({ person, programme }: Pick<Referral, 'person' | 'programme'>): string {
  return idOf(`what ${programme} sees of ${person}`)
}

/** Days are counted back from the clock of the database, which alone says when a share is over: a pinned day may lie elsewhere. */
function shareColumns(referral: Referral, keyOf: KeyOf, placed: Placed, today: CivilDate) {
  const { person, programme, by, madeOn, decision, events } = referral
  const { programme_organisation_id, programme_id } = placed.programme(programme)
  const takenBack = events.find((event) => 'to' in event && event.to === 'withdrawn')
  const at = (day: CivilDate) => sql<Date>`now() - make_interval(days => ${daysBetween(day, today)}::int)`
  return {
    ...keyOf(person),
    id: shareId(referral),
    to_programme_organisation_id: programme_organisation_id,
    to_programme_id: programme_id,
    scopes: scopeBits.programme,
    ...decisionColumns(decision, programme),
    starts_at: at(madeOn),
    expires_at: at(decision.until),
    revoked_at: takenBack ? at(takenBack.on) : null,
    revoked_because: takenBack?.reason ?? null,
    made_by: placed.worker(by).id,
  }
}

function decisionColumns(decision: SharingDecision, programme: string) {
  if (decision.anyway === 'yes') {
    const { basis, because, told, views } = decision
    const said = { said_by: null, said_on: null, contrary_view: null }
    return { ...said, would_share_anyway: decision.anyway, basis, purpose: because, told, views }
  }
  const { saidBy, carer, saidOn, theirWords, contraryView } = decision
  return {
    would_share_anyway: decision.anyway,
    basis: 'consent' as const,
    purpose: `A place on ${programme}`,
    said_by: saidBy === 'themself' ? saidBy : carer,
    said_on: saidOn,
    contrary_view: contraryView,
    views: theirWords,
    told: null,
  }
}
