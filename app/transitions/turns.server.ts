import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import type { CivilDate } from '~/shared/civil-date'
import {
  foldedRules,
  LIVE_OF_ONE_PERSON,
  NEW_IN_A_WEEK,
  type Shown,
  WAITING_LISTED,
  type Waiting,
} from './budget'
import { graceDaysIn } from './in-force.server'

/** A prompt that is due and where it stands; `sec.turns_of` in the database decides it. */
export type TurnRow = {
  person_id: string
  transition_id: string
  /** The period of change; of what is folded, what its line is about. */
  card: string
  how: Shown | null
  waits: Waiting
  turn_on: CivilDate | null
  raised_on: CivilDate | null
  /** How many cards of this worker wait, beside any row. */
  waiting: number
}

/** The limits, as the functions of the database take them. */
export const budgetOf = sql`${JSON.stringify({
  live: LIVE_OF_ONE_PERSON,
  week: NEW_IN_A_WEEK,
  listed: WAITING_LISTED,
  folded: foldedRules,
})}::jsonb`

/**
 * What stands in front of this worker today and the first of what waits, as a table to join. What begins now is remembered with it, once
 * for whoever asks twice.
 */
export function putInFront({ organisationId }: Pick<Worker, 'organisationId'>, today: CivilDate) {
  return sql<TurnRow>`sec.put_in_front(${today}::date, ${budgetOf}, ${graceDaysIn(organisationId)})`
}

/** Where what is due of one person stands for this worker: a query that was not asked yet. */
export function turnsAbout(db: Db, { organisationId }: Worker, personId: string, today: CivilDate) {
  return db
    .selectFrom(
      sql<TurnRow>`sec.turns_about(${personId}::uuid, ${today}::date, ${budgetOf}, ${graceDaysIn(organisationId)})`.as<'turn'>(
        'turn',
      ),
    )
    .select([
      'turn.transition_id as transitionId',
      'turn.how',
      'turn.waits',
      'turn.turn_on as turnOn',
      'turn.raised_on as raisedOn',
    ])
}

/**
 * Puts in front of everybody of an organisation what is due to them today, whether they look or not: the days of grace count from then.
 * Done again it finds nothing to do. For work without a browser.
 */
export async function putInFrontOfAll(db: Db, organisationId: string, today: CivilDate): Promise<number> {
  const { rows } = await sql<{ shown: number }>`
    select sec.put_in_front_of_all(${organisationId}::uuid, ${today}::date, ${budgetOf}, ${graceDaysIn(organisationId)}) as shown`.execute(
    db,
  )
  return rows[0]?.shown ?? 0
}
