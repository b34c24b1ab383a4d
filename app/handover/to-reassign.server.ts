import { type Db, sql } from '#db/connection.server'
import { together } from '#db/together.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { knownAs } from '~/caseload/known-as.server'
import type { Status } from '~/referrals/lifecycle'
import { addDays, type CivilDate } from '~/shared/civil-date'
import { DAYS_AHEAD } from '~/transitions/queries.server'
import { PEOPLE_AT_ONCE } from './reasons'

export type ToReassign = Awaited<ReturnType<typeof toReassign>>
export type PersonToReassign = ToReassign['people'][number]

/** Whom to give to somebody else: those who are named, or everybody whom one worker leads. */
export type Asked = { people: readonly string[]; leadId: string | null }

/**
 * Those of the people asked for whom this worker may allocate, with all that goes with each; and everyone to whom they may be given, with
 * how many people each leads and how many changes of theirs are due within 30 days. One question, and the audit entry of having read it.
 */
export async function toReassign(db: Db, worker: Worker, asked: Asked, today: CivilDate) {
  const found = await together(db, {
    people: peopleAsked(db, worker, asked, today),
    workers: workerLoads(db, today),
  })
  await recordAudit(db, { act: 'people.reassign', people: found.people.map(({ id }) => id) })
  return found
}

/** Everyone to whom the worker of this session may give people, by name; nobody for any role but a manager's. */
export function workerLoads(db: Db, today: CivilDate) {
  return db
    .selectFrom(
      sql<{
        id: string
        name: string
        role: Worker['role']
        leads: number
        due: number
      }>`sec.worker_loads(${addDays(today, DAYS_AHEAD)}::date)`.as('load'),
    )
    .select(['load.id', 'load.name', 'load.role', 'load.leads', 'load.due'])
}

/** Whom this worker may allocate; holds in a query over `person`. */
export function mayAllocate(worker: Worker) {
  return sql<boolean>`(person.organisation_id = ${worker.organisationId} and exists (select from sec.edge edge where edge.user_id = ${worker.id}
    and edge.person_id = person.id and edge.writes & 4096 <> 0 and edge.starts_at <= now() and edge.expires_at > now()))`
}

/**
 * How it stands who leads somebody now and later, in 32 letters: where it is another than a form has seen, somebody has decided
 * something meanwhile.
 */
export const whoLeads = sql<string>`(select md5(coalesce(string_agg(concat(lead.id, lead.ends_at), ' ' order by lead.id), ''))
  from app.allocation lead where lead.person_id = person.id and lead.kind = 'lead' and (lead.ends_at is null or lead.ends_at > now()))`

function peopleAsked(db: Db, worker: Worker, { people, leadId }: Asked, today: CivilDate) {
  return visiblePeople(db, worker)
    .where('person.closed_on', 'is', null)
    .where(mayAllocate(worker))
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('person.id', '=', sql<string>`any (${[...people]}::uuid[])`),
        exists(
          selectFrom('app.allocation as allocation')
            .whereRef('allocation.person_id', '=', 'person.id')
            .where('allocation.kind', '=', 'lead')
            .where(sql<boolean>`allocation.worker_id = ${leadId}::uuid`)
            .where(sql<boolean>`(allocation.ends_at is null or allocation.ends_at > now())`)
            .select('allocation.id'),
        ),
      ]),
    )
    .select([
      'person.id',
      knownAs.as('name'),
      'person.born_on as bornOn',
      whoLeads.as('seen'),
      sql<
        { workerId: string; name: string; from: CivilDate | null; until: CivilDate | null }[]
      >`(select coalesce(jsonb_agg(jsonb_build_object('workerId', lead.worker_id, 'name', who.name,
          'from', case when lead.starts_at > now() then (lead.starts_at at time zone 'Europe/London')::date end,
          'until', (lead.ends_at at time zone 'Europe/London')::date) order by lead.starts_at), '[]')
        from app.allocation lead join app.worker who on who.id = lead.worker_id
       where lead.person_id = person.id and lead.kind = 'lead' and (lead.ends_at is null or lead.ends_at > now()))`.as(
        'leads',
      ),
      sql<number>`(select count(*)::int from app.transition transition where transition.organisation_id = person.organisation_id
        and transition.person_id = person.id and transition.gone_at is null and transition.next_on <= ${today}::date)`.as(
        'dueNow',
      ),
      sql<number>`(select count(*)::int from app.transition transition where transition.organisation_id = person.organisation_id
        and transition.person_id = person.id and transition.gone_at is null
        and transition.next_on > ${today}::date and transition.next_on <= ${addDays(today, DAYS_AHEAD)}::date)`.as(
        'dueSoon',
      ),
      sql<CivilDate[]>`(select coalesce(jsonb_agg(session.planned_on order by session.planned_on), '[]')
        from app.session session where session.organisation_id = person.organisation_id and session.person_id = person.id
          and session.status = 'planned' and ${movesWithLead})`.as('sessionsOn'),
      sql<
        { programme: string; status: Status; dueOn: CivilDate | null }[]
      >`(select coalesce(jsonb_agg(jsonb_build_object('programme', programme.name,
          'status', referral.status, 'dueOn', referral.due_on) order by referral.due_on, referral.made_at), '[]')
        from app.referral referral join app.programme programme on programme.id = referral.programme_id
       where referral.organisation_id = person.organisation_id and referral.person_id = person.id
         and (referral.status in ('draft', 'sent', 'asked', 'waiting', 'accepted', 'booked', 'started') or referral.due_on is not null))`.as(
        'referrals',
      ),
      sql<number>`coalesce((select drafts.drafts from sec.drafts_about(array[person.id]) drafts), 0)`.as(
        'drafts',
      ),
    ])
    .orderBy(sql`lower(${knownAs})`)
    .orderBy('person.id')
    .limit(PEOPLE_AT_ONCE)
}

/** The sessions of whoever does not go on to work with somebody beside the lead: they go with the lead. */
export const movesWithLead = sql<boolean>`not exists (select from app.allocation beside where beside.person_id = session.person_id
  and beside.worker_id = session.worker_id and beside.kind <> 'lead' and (beside.ends_at is null or beside.ends_at > now()))`
