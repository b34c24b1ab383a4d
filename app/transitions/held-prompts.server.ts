import type { NotNull } from 'kysely'
import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import type { CivilDate } from '~/shared/civil-date'
import { type Decided, nextOn, withDecisions } from './prompts'
import type { Made } from './put-off'

export type HeldPrompts = Awaited<ReturnType<typeof heldPrompts>>[number]

/** These transitions as they stand, each with the decisions that count, in the order of time; what is not theirs is left out. */
export function heldPrompts(db: Db, worker: Worker, transitions: readonly string[]) {
  return visiblePeople(db, worker)
    .innerJoin('app.transition as transition', (join) =>
      join
        .onRef('transition.organisation_id', '=', 'person.organisation_id')
        .onRef('transition.person_id', '=', 'person.id'),
    )
    .where(sql<boolean>`transition.id = any (${transitions}::uuid[])`)
    .where('transition.gone_at', 'is', null)
    .select((eb) => [
      'transition.id',
      'person.id as personId',
      'transition.organisation_id as organisationId',
      'transition.scope',
      'transition.version',
      'transition.urgent',
      'transition.prompts',
      eb
        .selectFrom('app.decision as decision')
        .whereRef('decision.transition_id', '=', 'transition.id')
        .where('decision.taken_back_at', 'is', null)
        .select(
          sql<
            Decided[]
          >`coalesce(jsonb_agg(jsonb_build_object('step', decision.step, 'covers', decision.covers,
            'kind', decision.kind, 'backOn', decision.back_on, 'round', decision.round) order by decision.decided_at, decision.id), '[]')`.as(
            'made',
          ),
        )
        .as('decisions'),
    ])
    .orderBy('transition.id')
    .$narrowType<{ decisions: NotNull }>()
    .execute()
}

/**
 * Writes one decision for each of these, as one act, and settles its prompts. Those that somebody changed meanwhile, or that this
 * worker may not decide, are left as they are. Returns the ids of the transitions that were decided.
 */
export async function recordDecisions(
  db: Db,
  worker: Worker,
  actId: string,
  decided: readonly { held: HeldPrompts; made: Made }[],
): Promise<ReadonlySet<string>> {
  const rows = decided.map(({ held, made }) => {
    const { prompts, next } = standing(held, [...held.decisions, made])
    return {
      ...{ organisation_id: held.organisationId, person_id: held.personId, transition_id: held.id },
      ...{ seen: held.version, prompts, next_on: next, scope: held.scope },
      ...{ step: made.step, covers: made.covers, round: made.round, kind: made.kind },
      ...{ reason: made.reason, note: made.note, back_on: made.backOn, useful: made.useful ?? null },
    }
  })
  const { rows: settled } = await sql<{ id: string }>`
    with asked as materialized (
      select r.*, sec.settle_prompts(r.transition_id, r.seen, r.prompts, r.next_on) as is_settled
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r (organisation_id uuid, person_id uuid, transition_id uuid, seen int,
          prompts jsonb, next_on date, scope int, step text, covers text[], round text, kind text, reason text, note text, back_on date, useful boolean))
    insert into app.decision (organisation_id, person_id, transition_id, scope, step, covers, round, kind, reason, note, back_on, useful,
        decided_by, act_id)
    select organisation_id, person_id, transition_id, scope, step, covers, round, kind, reason, note, back_on, useful, ${worker.id}::uuid, ${actId}::uuid
      from asked where is_settled
    returning transition_id as id`.execute(db)
  return new Set(settled.map(({ id }) => id))
}

/** The prompts as these decisions leave them, and the first day on which one of them waits. */
export function standing(
  { prompts }: Pick<HeldPrompts, 'prompts'>,
  decisions: readonly Decided[],
): { prompts: ReturnType<typeof withDecisions>; next: CivilDate | null } {
  const stored = withDecisions(prompts, decisions)
  return { prompts: stored, next: nextOn(stored) }
}
