import { randomUUID } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { addDays, type CivilDate, civilDate } from '~/shared/civil-date'
import type { StepCode } from '~/uptake/measures'
import { stepCodes } from '~/uptake/measures'
import { asDefiner, building } from '../support/database'

type Owned = { id: string; organisationId: string }

/** Somebody of whom the rules have found nothing yet, so that what is counted is what a test makes. */
export function somebody(db: Db, worker: Pick<Worker, 'id' | 'organisationId'>): Promise<Owned> {
  return building(db, async () => {
    const { id } = await db
      .insertInto('app.person')
      .values({
        organisation_id: worker.organisationId,
        given_name: 'Calum',
        opened_on: civilDate('2025-01-06'),
        recorded_on: civilDate('2025-01-06'),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db
      .insertInto('app.allocation')
      .values({ organisation_id: worker.organisationId, person_id: id, worker_id: worker.id, kind: 'lead' })
      .execute()
    return { id, organisationId: worker.organisationId }
  })
}

export function aProgrammeOf(db: Db, lead: Pick<Worker, 'id' | 'organisationId'>): Promise<Owned> {
  return building(db, async () => {
    const { id } = await db
      .insertInto('app.programme')
      .values({
        organisation_id: lead.organisationId,
        name: `Garage Saturdays ${randomUUID()}`,
        lead_id: lead.id,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id, organisationId: lead.organisationId }
  })
}

export type Change = {
  /** The last step that it came to. */
  to: StepCode
  /** The first day on which it was to be raised. */
  on: CivilDate
  programme: Owned
  /** Decided so, the day after. */
  decided?: 'not-right' | 'acted' | 'not-now'
  decidedOn?: CivilDate
  /** Its referral says which change it is for. */
  isLinked?: boolean
  /** Ended as planned with no third session noted. */
  noThird?: boolean
}

/** One change in somebody's life that came as far as this, each step a day after the one before. */
export async function aChange(
  db: Db,
  person: Owned,
  worker: Pick<Worker, 'id'>,
  { to, on, programme, decided, decidedOn, isLinked = true, noThird = false }: Change,
): Promise<string> {
  const reached = stepCodes.indexOf(to)
  const transition = await aTransition(db, person, on)
  if (decided) await aDecision(db, person, transition, worker, decided, decidedOn ?? addDays(on, 1))
  if (to === 'offered') await anOffer(db, person, transition, worker, addDays(on, 2))
  if (reached < stepCodes.indexOf('sent')) return transition
  const referral = await aDraft(db, person, programme, isLinked ? transition : null, worker, addDays(on, 3))
  const moves = [
    { to: 'sent', side: 'referrer', at: 'sent' },
    { to: 'accepted', side: 'partner', at: 'answered' },
    { to: 'booked', side: 'partner', at: 'first-meeting' },
    { to: 'started', side: 'partner', at: 'first-meeting' },
    { to: null, side: 'partner', at: 'third-session' },
    { to: 'finished', side: 'partner', at: 'finished' },
  ] as const
  let from = 'draft'
  for (const [seq, move] of moves.entries()) {
    if (stepCodes.indexOf(move.at) > reached || (move.to === null && noThird)) continue
    await moved(db, person, programme, referral, worker, {
      ...move,
      from,
      seq: seq + 1,
      on: addDays(on, 4 + seq),
    })
    from = move.to ?? from
  }
  return transition
}

function aTransition(db: Db, person: Owned, on: CivilDate): Promise<string> {
  return asDefiner(db, async () => {
    const { rows } = await sql<{ id: string }>`
      insert into app.transition (organisation_id, person_id, rule, occurrence, edition, scope, certainty, law_version, prompts, duties,
        data_gaps, warnings, basis, urgent, because, skeleton)
      values (${person.organisationId}, ${person.id}, 'WORKER_CHANGE', ${randomUUID()}, 1, 16, 'recorded', 'practice',
        ${JSON.stringify([{ step: '0', on }])}::jsonb, '[]', '{}', '{}', '[]', false, '', '') returning id`.execute(
      db,
    )
    return rows[0]?.id ?? ''
  })
}

function aDecision(
  db: Db,
  person: Owned,
  transition: string,
  worker: Pick<Worker, 'id'>,
  kind: string,
  on: CivilDate,
) {
  return asDefiner(db, () =>
    sql`insert into app.decision (organisation_id, person_id, transition_id, scope, step, kind, back_on, decided_by, decided_at)
      values (${person.organisationId}, ${person.id}, ${transition}, 16, '0', ${kind},
        ${kind === 'not-now' ? addDays(on, 7) : null}, ${worker.id}, ${on}::date + time '12:00')`.execute(db),
  )
}

function anOffer(db: Db, person: Owned, transition: string, worker: Pick<Worker, 'id'>, on: CivilDate) {
  return asDefiner(db, () =>
    sql`insert into app.session (organisation_id, person_id, transition_id, worker_id, planned_on, alternative_says, made_at)
      values (${person.organisationId}, ${person.id}, ${transition}, ${worker.id}, ${on}, 'A place at the garage',
        ${on}::date + time '12:00')`.execute(db),
  )
}

async function aDraft(
  db: Db,
  person: Owned,
  programme: Owned,
  transition: string | null,
  worker: Pick<Worker, 'id'>,
  on: CivilDate,
): Promise<string> {
  const share = await building(db, () =>
    db
      .insertInto('app.sharing_grant')
      .values({
        organisation_id: person.organisationId,
        person_id: person.id,
        to_programme_organisation_id: programme.organisationId,
        to_programme_id: programme.id,
        scopes: 16,
        purpose: 'A place on a programme',
        basis: 'consent',
        expires_at: sql<Date>`now() + interval '90 days'`,
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  return asDefiner(db, async () => {
    const { rows } = await sql<{ id: string }>`
      insert into app.referral (organisation_id, person_id, programme_organisation_id, programme_id, transition_id, share_id, made_by, made_at)
      values (${person.organisationId}, ${person.id}, ${programme.organisationId}, ${programme.id}, ${transition}::uuid, ${share.id},
        ${worker.id}, ${on}::date + time '12:00') returning id`.execute(db)
    return rows[0]?.id ?? ''
  })
}

type Moved = { from: string; to: string | null; side: string; seq: number; on: CivilDate }

function moved(
  db: Db,
  person: Owned,
  programme: Owned,
  referral: string,
  worker: Pick<Worker, 'id'>,
  { from, to, side, seq, on }: Moved,
) {
  return asDefiner(db, async () => {
    await sql`insert into app.referral_event (organisation_id, person_id, referral_id, programme_id, seq, kind, from_status, to_status, side,
        version, made_by, by_name, made_at)
      values (${person.organisationId}, ${person.id}, ${referral}, ${programme.id}, ${seq}, ${to === null ? 'third-session' : 'move'}, ${from},
        ${to}, ${side}, ${to === null ? null : seq + 1}, ${worker.id}, 'Isla Munro', ${on}::date + time '12:00')`.execute(
      db,
    )
    if (to === null) return
    await sql`update app.referral set status = ${to}, version = ${seq + 1}, payload = '{}',
        first_session_on = case when ${to} = 'booked' then ${on}::date else first_session_on end,
        sent_at = case when ${to} = 'sent' then ${on}::date + time '12:00' else sent_at end where id = ${referral}`.execute(
      db,
    )
  })
}
