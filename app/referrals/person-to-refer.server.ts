import type { NotNull } from 'kysely'
import { type Db, sql } from '#db/connection.server'
import { fieldKeys } from '~/access/field-keys.server'
import { scopeBits } from '~/access/permissions'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { knownAs } from '~/caseload/known-as.server'
import { openWay } from '~/caseload/sealed-lines.server'
import { draftsAt } from '~/drafts/drafts.server'
import { aboutOf } from '~/programmes/about'
import type { About } from '~/programmes/fit'
import type { CivilDate } from '~/shared/civil-date'
import type { HeldForSharing } from './payload'
import { openPayload } from './sealed-payload.server'

export type PersonToRefer = NonNullable<Awaited<ReturnType<typeof personToRefer>>>

/**
 * What is needed of somebody to choose a programme for them and to say what is shared, the referral, transition and session
 * of theirs that are named, and what was
 * left unfinished on the page at `drafts.path`, with the audit entry of having read it. Null means "not theirs to refer", or no such person.
 */
export async function personToRefer(
  db: Db,
  worker: Worker,
  personId: string,
  named: { referralId: string | null; transitionId: string | null; sessionId: string | null },
  drafts: { path: string; asked: string | null } = { path: '', asked: null },
) {
  const found = await visiblePeople(db, worker)
    .leftJoin('app.school as school', 'school.id', 'person.school_id')
    .leftJoin('app.referral as referral', (join) =>
      join
        .onRef('referral.organisation_id', '=', 'person.organisation_id')
        .onRef('referral.person_id', '=', 'person.id')
        .on('referral.id', '=', named.referralId),
    )
    .leftJoin('app.worker as changer', 'changer.id', 'referral.changed_by')
    .where('person.id', '=', personId)
    .where(sql<boolean>`person.id = any ((select sec.writes(${scopeBits.identity}))::uuid[])`)
    .where(sql<boolean>`person.id = any ((select sec.writes(${scopeBits.programme}))::uuid[])`)
    .select((eb) => [
      'person.id',
      'person.organisation_id as organisationId',
      'person.closed_on as closedOn',
      knownAs.as('fullName'),
      sql<string>`coalesce(nullif(person.preferred_name, ''), nullif(person.given_name, ''), person.family_name, '')`.as(
        'name',
      ),
      'person.born_on as bornOn',
      'person.birth_date_certainty as birthDateCertainty',
      'person.council',
      'person.pronouns',
      'person.language',
      'person.communication_needs as communicationNeeds',
      'school.name as school',
      'person.stage',
      eb
        .selectFrom('app.person_way as way')
        .whereRef('way.person_id', '=', 'person.id')
        .where('way.ended_at', 'is', null)
        .select(
          sql<
            HeldForSharing['ways']
          >`coalesce(jsonb_agg(jsonb_build_object('id', way.id, 'kind', way.kind, 'value', way.value,
            'safe', way.safe, 'note', way.note) order by way.kind, way.id), '[]')`.as('ways'),
        )
        .as('ways'),
      ordersHeld.as('facts'),
      readsOrders.as('readsOrders'),
      eb
        .selectFrom('app.transition as transition')
        .whereRef('transition.organisation_id', '=', 'person.organisation_id')
        .whereRef('transition.person_id', '=', 'person.id')
        .where('transition.id', '=', named.transitionId)
        .select('transition.id')
        .as('transitionId'),
      eb
        .selectFrom('app.session as session')
        .whereRef('session.organisation_id', '=', 'person.organisation_id')
        .whereRef('session.person_id', '=', 'person.id')
        .where('session.id', '=', named.sessionId)
        .select('session.id')
        .as('sessionId'),
      draftsAt(worker, drafts.path, drafts.asked).as('drafts'),
      'referral.id as referralId',
      'referral.version',
      'referral.status',
      'referral.programme_id as programmeId',
      'referral.transition_id as referredFor',
      'referral.session_id as referredIn',
      'referral.payload',
      'referral.chosen',
      'referral.agreed',
      'referral.agreed_said as agreedSaid',
      'referral.why_now as whyNow',
      'referral.hopes',
      'referral.fit_because as fitBecause',
      'changer.name as changedBy',
      fieldKeys('person.id', scopeBits.contact | scopeBits.programme).as('keys'),
    ])
    .$narrowType<{ ways: NotNull }>()
    .executeTakeFirst()
  if (!found) return null
  await recordAudit(db, { act: 'person.view', personId })
  const { keys, ...person } = found
  return {
    ...person,
    ways: person.ways.map((way) => openWay(keys, way)),
    payload: person.payload && openPayload(keys, person.payload),
  }
}

type Dated = Parameters<typeof aboutOf>[0]['facts'][number]

/** The facts that say whether an order runs, as far as whoever asks may read them; needs `app.person as person` in the query. */
export const ordersHeld = sql<
  Dated[]
>`(select coalesce(jsonb_agg(jsonb_build_object('kind', fact.kind, 'happensOn', fact.happens_on,
    'endsOn', fact.ends_on, 'certainty', fact.certainty, 'standing', fact.standing, 'withdrawnOn', fact.withdrawn_on)), '[]')
  from app.fact fact where fact.person_id = person.id and fact.scope in (${sql.lit(scopeBits.wellbeing)}, ${sql.lit(scopeBits.justice)}))`

/** Whether orders of a court are theirs to read at all. */
export const readsOrders = sql<boolean>`(person.id = any ((select sec.reads(${sql.lit(scopeBits.justice)}))::uuid[]))`

/** What a programme is held against. */
export function aboutPerson(
  person: Pick<PersonToRefer, 'bornOn' | 'birthDateCertainty' | 'council' | 'facts' | 'readsOrders'>,
  today: CivilDate,
): About {
  return aboutOf(person, person.readsOrders ? 'court-orders' : 'no-court-orders', today)
}
