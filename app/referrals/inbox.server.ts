import type { NotNull } from 'kysely'
import { type Db, sql } from '#db/connection.server'
import { fieldKeys } from '~/access/field-keys.server'
import { scopeBits } from '~/access/permissions'
import { readsPeople } from '~/audit/unit.server'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import type { ReferralKey } from './page-key'
import { openPayload } from './sealed-payload.server'
import { told } from './told.server'

/**
 * What was sent to the programmes of whoever asks, while it is shared. Of the young person they read what was sent with it and no
 * more: no row of theirs is joined here.
 */
export function sent(db: Db) {
  readsPeople(db)
  return db
    .selectFrom('app.referral as referral')
    .innerJoin('app.programme as programme', (join) =>
      join
        .onRef('programme.organisation_id', '=', 'referral.programme_organisation_id')
        .onRef('programme.id', '=', 'referral.programme_id'),
    )
    .where(
      sql<boolean>`referral.status not in ('draft', 'withdrawn') and referral.programme_id = any ((select sec.my_programmes())::uuid[])`,
    )
}

export const INBOX_A_PAGE = 50

/** New first, then what waits for its programme, what is booked, who takes part; in each the soonest due. What has ended is left out. */
export async function inbox(db: Db, after: ReferralKey | null) {
  const day = sql<CivilDate | 'infinity'>`coalesce(referral.due_on, 'infinity'::date)`
  const rows = await sent(db)
    .where('referral.status', 'in', ['sent', 'asked', 'waiting', 'accepted', 'booked', 'started'])
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(${place}, ${day}, referral.id) > (${after?.place}::int, ${after?.day}::date, ${after?.id}::uuid)`,
      ),
    )
    .select([
      'referral.id',
      'referral.person_id as personId',
      'programme.name as programme',
      'programme.place as programmePlace',
      'programme.next_start_on as nextStartOn',
      'referral.status',
      'referral.version',
      'referral.due_on as dueOn',
      'referral.payload',
      'referral.first_session_on as meetsOn',
      'referral.first_session_at as meetsAt',
      place.as('place'),
      day.as('day'),
      keysOfSent.as('keys'),
    ])
    .orderBy(place)
    .orderBy(day)
    .orderBy('referral.id')
    .limit(INBOX_A_PAGE + 1)
    .$narrowType<{ payload: NotNull }>()
    .execute()
  await recordAudit(db, { act: 'inbox.list', people: [...new Set(rows.map(({ personId }) => personId))] })
  return rows.map(({ personId: _, keys, ...row }) => ({ ...row, payload: openPayload(keys, row.payload) }))
}

const keysOfSent = fieldKeys('referral.person_id', scopeBits.programme)

const place = sql<number>`(case referral.status when 'sent' then 0 when 'accepted' then 1 when 'waiting' then 1 when 'asked' then 1
  when 'booked' then 2 else 3 end)`

/** The programmes that somebody leads or works on, how many places are free, and what was taken back from each of late. */
export async function programmesOfMine(db: Db) {
  return db
    .selectFrom('app.programme as programme')
    .where(sql<boolean>`programme.id = any ((select sec.my_programmes())::uuid[])`)
    .where('programme.status', '<>', 'closed')
    .select([
      'programme.id',
      'programme.name',
      'programme.places_free as placesFree',
      'programme.places_set_on as placesSetOn',
      'programme.waiting_weeks as waitingWeeks',
      sql<
        CivilDate[]
      >`array(select gone.on_day from sec.taken_back() gone where gone.programme_id = programme.id)`.as(
        'takenBack',
      ),
    ])
    .orderBy('programme.name')
    .orderBy('programme.id')
    .execute()
}

/** One referral as the receiving side reads it. It leaves its audit entry. Null means "not theirs", or not any more. */
export async function openSent(db: Db, referralId: string) {
  const found = await sent(db)
    .where('referral.id', '=', referralId)
    .select([
      'referral.id',
      'referral.person_id as personId',
      'programme.name as programme',
      'programme.place as programmePlace',
      'programme.next_start_on as nextStartOn',
      'referral.status',
      'referral.version',
      'referral.due_on as dueOn',
      'referral.payload',
      'referral.first_session_on as meetsOn',
      'referral.first_session_at as meetsAt',
      'referral.first_session_place as meetsWhere',
      told.as('events'),
      keysOfSent.as('keys'),
    ])
    .$narrowType<{ payload: NotNull }>()
    .executeTakeFirst()
  if (!found) return null
  const { personId, keys, ...referral } = found
  await recordAudit(db, { act: 'inbox.view', personId, subjectType: 'referral', subjectId: referralId })
  return { ...referral, payload: openPayload(keys, referral.payload) }
}

/**
 * The day on which this was taken back from who asks, within the last fortnight; null where it was not theirs, or stands. It leaves an
 * audit entry, without whom it was about.
 */
export async function takenBackOn(db: Db, referralId: string): Promise<CivilDate | null> {
  const { rows } = await sql<{ on: CivilDate }>`
    select gone.on_day as "on" from sec.taken_back() gone where gone.referral_id = ${referralId}::uuid limit 1`.execute(
    db,
  )
  const [gone] = rows
  if (!gone) return null
  await recordAudit(db, { act: 'inbox.gone', subjectType: 'referral', subjectId: referralId })
  return gone.on
}
