import { type Db, sql } from '#db/connection.server'
import { fieldKeys } from '~/access/field-keys.server'
import { scopeBits } from '~/access/permissions'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { cannotWait } from '~/caseload/cannot-wait'
import { knownAs } from '~/caseload/known-as.server'
import { ok, type Result, refused } from '~/shared/result'
import { type Concern, keepConcern, type WhyNotTold, whyNotTold } from './keep-concern.server'
import type { HeldConcern } from './open-session.server'
import { openConcern } from './sealed-concern.server'

/**
 * What could not wait and of which nobody is recorded as told, of the people for whom this worker may record it, the first to come
 * first. It stays until somebody was told. A query that was not asked yet, to stand among others; nothing in it says what it is about.
 */
export function untold(db: Db, worker: Worker) {
  return factsThatCannotWait(db, worker)
    .where('person.closed_on', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('app.concern as concern')
            .whereRef('concern.organisation_id', '=', 'fact.organisation_id')
            .whereRef('concern.fact_id', '=', 'fact.id')
            .select('concern.id'),
        ),
      ),
    )
    .select(['fact.id', 'person.id as personId', knownAs.as('name'), 'fact.happens_on as on'])
    .orderBy('fact.happens_on')
    .orderBy('fact.id')
}

/** Who was told of one such fact, in the order of time; null where it is no such fact, or not theirs to record. */
export async function toldOf(db: Db, worker: Worker, personId: string, factId: string) {
  const found = await factsThatCannotWait(db, worker)
    .where('person.id', '=', personId)
    .where('fact.id', '=', factId)
    .select([
      'person.organisation_id as organisationId',
      'person.closed_on as closedOn',
      sql<
        HeldConcern[]
      >`(select coalesce(jsonb_agg(jsonb_build_object('words', concern.words, 'toldWho', concern.told_who,
          'toldAt', to_char(concern.told_at at time zone 'Europe/London', 'YYYY-MM-DD HH24:MI')) order by concern.made_at), '[]')
        from app.concern concern where concern.organisation_id = fact.organisation_id and concern.fact_id = fact.id)`.as(
        'concerns',
      ),
      fieldKeys('person.id', scopeBits.exploitation).as('keys'),
    ])
    .executeTakeFirst()
  if (!found) return null
  const { keys, ...told } = found
  return { ...told, concerns: told.concerns.map((concern) => openConcern(keys, concern)) }
}

/** Records who was told of it and when: it then waits for nobody. What was recorded before stays beside it. */
export async function recordTold(
  db: Db,
  { organisationId, personId, factId }: { organisationId: string; personId: string; factId: string },
  said: Concern,
  today: Parameters<typeof whyNotTold>[1],
): Promise<Result<null, WhyNotTold>> {
  const why = whyNotTold(said, today)
  if (why) return refused(why)
  await keepConcern(db, { organisationId, personId, factId }, said)
  return ok(null)
}

function factsThatCannotWait(db: Db, worker: Worker) {
  return visiblePeople(db, worker)
    .innerJoin('app.fact as fact', (join) =>
      join
        .onRef('fact.organisation_id', '=', 'person.organisation_id')
        .onRef('fact.person_id', '=', 'person.id'),
    )
    .where('fact.withdrawn_on', 'is', null)
    .where(sql<boolean>`fact.kind in (${sql.join(cannotWait.map((kind) => sql.lit(kind)))})`)
    .where(
      sql<boolean>`exists (select from sec.edge edge where edge.user_id = ${worker.id} and edge.person_id = person.id
        and edge.writes & 256 <> 0 and edge.starts_at <= now() and edge.expires_at > now())`,
    )
}
