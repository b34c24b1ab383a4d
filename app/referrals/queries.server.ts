import { type Db, sql } from '#db/connection.server'
import { fieldKeys } from '~/access/field-keys.server'
import { scopeBits } from '~/access/permissions'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { knownAs } from '~/caseload/known-as.server'
import type { CivilDate } from '~/shared/civil-date'
import type { ReferralKey } from './page-key'
import { ordersHeld, readsOrders } from './person-to-refer.server'
import { openPayload } from './sealed-payload.server'
import type { Shared } from './shared-list'
import { told } from './told.server'

/** Referrals of people this worker may read, with the programme that each is to. */
export function referrals(db: Db, worker: Worker) {
  return visiblePeople(db, worker)
    .innerJoin('app.referral as referral', (join) =>
      join
        .onRef('referral.organisation_id', '=', 'person.organisation_id')
        .onRef('referral.person_id', '=', 'person.id'),
    )
    .innerJoin('app.programme as programme', (join) =>
      join
        .onRef('programme.organisation_id', '=', 'referral.programme_organisation_id')
        .onRef('programme.id', '=', 'referral.programme_id'),
    )
}

/**
 * Every referral of one person, those that go on first, then the latest: a query that a page takes in among others. Whoever shows it
 * writes the audit entry.
 */
export function referralsOf(db: Db, worker: Worker, personId: string) {
  return referrals(db, worker)
    .where('person.id', '=', personId)
    .select([
      'referral.id',
      'programme.name as programme',
      'referral.status',
      'referral.due_on as dueOn',
      'referral.first_session_on as meetsOn',
      'referral.first_session_at as meetsAt',
    ])
    .orderBy(goesOn, 'desc')
    .orderBy('referral.made_at', 'desc')
    .orderBy('referral.id')
}

const goesOn = sql<boolean>`(referral.status in ('draft', 'sent', 'asked', 'waiting', 'accepted', 'booked', 'started'))`

export const REFERRALS_A_PAGE = 50

export type MyReferral = Awaited<ReturnType<typeof myReferrals>>[number]

/**
 * The referrals of the people this worker works with: those first whose next move is theirs, then by the day that is due; what has
 * ended and asks for nothing more is left out. 50 at a time and one more that says whether others follow.
 */
export async function myReferrals(db: Db, worker: Worker, after: ReferralKey | null) {
  const day = sql<CivilDate | 'infinity'>`coalesce(referral.due_on, 'infinity'::date)`
  const rows = await referrals(db, worker)
    .where(worksWith(worker))
    .where(sql<boolean>`(${goesOn} or referral.due_on is not null)`)
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(${place}, ${day}, referral.id) > (${after?.place}::int, ${after?.day}::date, ${after?.id}::uuid)`,
      ),
    )
    .select([
      'referral.id',
      'person.id as personId',
      knownAs.as('name'),
      'programme.name as programme',
      'referral.status',
      'referral.due_on as dueOn',
      'referral.first_session_on as meetsOn',
      'referral.first_session_at as meetsAt',
      sharedUntil.as('sharedUntil'),
      place.as('place'),
      day.as('day'),
    ])
    .orderBy(place)
    .orderBy(day)
    .orderBy('referral.id')
    .limit(REFERRALS_A_PAGE + 1)
    .execute()
  await recordAudit(db, { act: 'referral.list', people: [...new Set(rows.map(({ personId }) => personId))] })
  return rows
}

/** The day on which the last share with the programme ends; null where nothing is shared now. */
const sharedUntil = sql<CivilDate | null>`(select max((share.expires_at - interval '1 minute') at time zone 'Europe/London')::date
  from app.sharing_grant share where share.person_id = referral.person_id and share.to_programme_id = referral.programme_id
   and share.revoked_at is null and share.expires_at > now())`

/** First what the referrer does next. */
const place = sql<number>`(case when referral.status in ('draft', 'asked', 'declined', 'redirected', 'did-not-connect', 'finished', 'stopped')
  then 0 else 1 end)`

/** They made it, or they work with who it is about: not everybody whose team does. */
export function worksWith(worker: Worker) {
  return sql<boolean>`(referral.made_by = ${worker.id} or exists (select from sec.edge edge where edge.user_id = ${worker.id}
    and edge.person_id = person.id and edge.src in ('lead', 'co-worker', 'cover') and edge.starts_at <= now() and edge.expires_at > now()))`
}

/**
 * One referral as those read it who work with the young person: what was sent, what happened, what is shared until when. It leaves
 * its audit entry. Null means "not theirs", or no such referral.
 */
export async function openReferral(db: Db, worker: Worker, personId: string, referralId: string) {
  const found = await referrals(db, worker)
    .innerJoin('app.organisation as provider', 'provider.id', 'referral.programme_organisation_id')
    .leftJoin('app.worker as maker', 'maker.id', 'referral.made_by')
    .leftJoin('app.worker as changer', 'changer.id', 'referral.changed_by')
    .where('person.id', '=', personId)
    .where('referral.id', '=', referralId)
    .select([
      'referral.id',
      'person.id as personId',
      knownAs.as('fullName'),
      'person.born_on as bornOn',
      'person.birth_date_certainty as birthDateCertainty',
      'person.council',
      'person.closed_on as closedOn',
      ordersHeld.as('facts'),
      readsOrders.as('readsOrders'),
      'programme.id as programmeId',
      'programme.place as programmePlace',
      'programme.name as programme',
      'provider.name as provider',
      'referral.transition_id as transitionId',
      'referral.status',
      'referral.version',
      'referral.due_on as dueOn',
      'referral.payload',
      'referral.agreed',
      'referral.agreed_said as agreedSaid',
      'referral.why_now as whyNow',
      'referral.fit_because as fitBecause',
      'referral.first_session_on as meetsOn',
      'referral.first_session_at as meetsAt',
      'referral.first_session_place as meetsWhere',
      'referral.follows_id as followsId',
      'maker.name as madeBy',
      'changer.name as changedBy',
      told.as('events'),
      sql<
        string | null
      >`(select later.id from app.referral later where later.organisation_id = referral.organisation_id
        and later.follows_id = referral.id order by later.made_at desc limit 1)`.as('followedBy'),
      sql<
        Shared[]
      >`(select coalesce(jsonb_agg(jsonb_build_object('basis', share.basis, 'purpose', share.purpose,
          'saidBy', share.said_by, 'saidOn', share.said_on, 'contraryView', share.contrary_view, 'views', share.views, 'told', share.told,
          'until', to_char((share.expires_at - interval '1 minute') at time zone 'Europe/London', 'YYYY-MM-DD'),
          'endedOn', to_char(share.revoked_at at time zone 'Europe/London', 'YYYY-MM-DD'),
          'isOn', share.revoked_at is null and share.expires_at > now()) order by share.starts_at desc, share.id), '[]')
        from app.sharing_grant share where share.person_id = referral.person_id and share.to_programme_id = referral.programme_id)`.as(
        'shares',
      ),
      sql<boolean>`(person.id = any ((select sec.writes(1))::uuid[]) and person.id = any ((select sec.writes(16))::uuid[]))`.as(
        'mayAct',
      ),
      fieldKeys('person.id', scopeBits.programme).as('keys'),
    ])
    .executeTakeFirst()
  if (!found) return null
  await recordAudit(db, { act: 'referral.view', personId, subjectType: 'referral', subjectId: referralId })
  const { keys, ...referral } = found
  return { ...referral, payload: referral.payload && openPayload(keys, referral.payload) }
}
