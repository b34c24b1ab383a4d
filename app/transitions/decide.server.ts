import type { NotNull } from 'kysely'
import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import { completed, type Decision, whyNotComplete } from './decision'
import { coversOf, nextOn, withDecisions } from './prompts'
import type { WhyNotDecided } from './words'

/**
 * Records what a worker decided about a prompt, and with it about every other step of that transition which is due. "Not now"
 * keeps it live and brings it back on its day; the other three settle it. None is overwritten: a later one stands beside it.
 */
export async function decide(
  db: Db,
  worker: Worker,
  { personId, transitionId }: { personId: string; transitionId: string },
  said: Decision,
  today: CivilDate,
): Promise<Result<{ nextOn: CivilDate | null }, WhyNotDecided>> {
  const decision = completed(said, today)
  const held = await findHeld(db, worker, personId, transitionId)
  if (!held) return refused('not-yours-to-decide')
  const prompt = held.prompts.find(({ step, done }) => step === decision.step && !done)
  if (held.version !== decision.version || !prompt) return refused('changed-meanwhile')
  const why = whyNotComplete(decision, today)
  if (why) return refused(why)

  const covers = coversOf(held.prompts, decision.step, today)
  const made = {
    step: decision.step,
    covers,
    kind: decision.kind,
    backOn: decision.backOn,
    round: prompt.round ?? null,
  }
  const prompts = withDecisions(held.prompts, [...held.decisions, made])
  const next = nextOn(prompts)
  const { rows } = await sql<{ isSettled: boolean }>`
    select sec.settle_prompts(${transitionId}::uuid, ${held.version}, ${JSON.stringify(prompts)}::jsonb, ${next}::date) as "isSettled"`.execute(
    db,
  )
  if (!rows[0]?.isSettled) return refused('changed-meanwhile')
  await db
    .insertInto('app.decision')
    .values({
      organisation_id: held.organisationId,
      person_id: personId,
      transition_id: transitionId,
      scope: held.scope,
      step: decision.step,
      covers,
      round: made.round,
      kind: decision.kind,
      reason: decision.reason,
      note: decision.note,
      back_on: decision.backOn,
      useful: decision.useful ?? null,
      decided_by: worker.id,
    })
    .execute()
  await recordAudit(db, {
    act: 'prompt.decide',
    personId,
    subjectType: 'transition',
    subjectId: transitionId,
    fields: ['decision'],
  })
  return ok({ nextOn: next })
}

async function findHeld(db: Db, worker: Worker, personId: string, transitionId: string) {
  return visiblePeople(db, worker)
    .innerJoin('app.transition as transition', (join) =>
      join
        .onRef('transition.organisation_id', '=', 'person.organisation_id')
        .onRef('transition.person_id', '=', 'person.id'),
    )
    .where('person.id', '=', personId)
    .where('transition.id', '=', transitionId)
    .where('transition.gone_at', 'is', null)
    .select((eb) => [
      'transition.organisation_id as organisationId',
      'transition.scope',
      'transition.version',
      'transition.prompts',
      eb
        .selectFrom('app.decision as decision')
        .whereRef('decision.transition_id', '=', 'transition.id')
        .select(
          sql<
            Parameters<typeof withDecisions>[1]
          >`coalesce(jsonb_agg(jsonb_build_object('step', decision.step, 'covers', decision.covers,
            'kind', decision.kind, 'backOn', decision.back_on, 'round', decision.round) order by decision.decided_at, decision.id), '[]')`.as(
            'made',
          ),
        )
        .as('decisions'),
    ])
    .$narrowType<{ decisions: NotNull }>()
    .executeTakeFirst()
}
