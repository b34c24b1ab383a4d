import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { knownAs } from '~/caseload/known-as.server'
import type { CivilDate } from '~/shared/civil-date'
import { mayAllocate } from './to-reassign.server'
import { MINUTES_TO_UNDO } from './words'

export type Lot = NonNullable<Awaited<ReturnType<typeof openLot>>>

/**
 * What was decided in one act, for whoever may still allocate those people: each with whether they have it still as it was left. Null: there
 * is no such act, or nobody of it is theirs any more.
 */
export async function openLot(db: Db, worker: Worker, lotId: string) {
  const rows = await handoversOf(db, worker, lotId)
    .leftJoin('app.worker as next', 'next.id', 'handover.to_worker_id')
    .select([
      'person.id as personId',
      knownAs.as('name'),
      'handover.kind',
      'next.name as to',
      'handover.from_on as fromOn',
      'handover.until_on as untilOn',
      'handover.reason',
      'handover.because',
      'handover.read_by_on as readByOn',
      sql<number>`jsonb_array_length(handover.sessions)`.as('sessions'),
      sql<boolean>`handover.undone_at is not null`.as('isUndone'),
      sql<CivilDate | null>`(handover.acknowledged_at at time zone 'Europe/London')::date`.as('readOn'),
      isAsItWasLeft.as('isAsLeft'),
      mayUndoStill.as('mayUndo'),
      sql<string>`to_char((handover.made_at + ${undoFor}) at time zone 'Europe/London', 'HH24:MI')`.as(
        'undoUntil',
      ),
    ])
    .orderBy(sql`lower(${knownAs})`)
    .orderBy('person.id')
    .execute()
  const [first] = rows
  if (!first) return null
  await recordAudit(db, { act: 'handover.lot', people: rows.map(({ personId }) => personId) })
  const { kind, to, fromOn, untilOn, reason, because, undoUntil } = first
  return { kind, to, fromOn, untilOn, reason, because, undoUntil, people: rows }
}

export function handoversOf(db: Db, worker: Worker, lotId: string) {
  return visiblePeople(db, worker)
    .innerJoin('app.handover as handover', (join) =>
      join
        .onRef('handover.organisation_id', '=', 'person.organisation_id')
        .onRef('handover.person_id', '=', 'person.id'),
    )
    .where('handover.lot_id', '=', lotId)
    .where(mayAllocate(worker))
}

const undoFor = sql`make_interval(mins => ${MINUTES_TO_UNDO}::int)`

export const mayUndoStill = sql<boolean>`(handover.made_at + ${undoFor} > now())`

/** Nobody has read it, given them to somebody else, or touched a session that went with it. */
export const isAsItWasLeft = sql<boolean>`(
  handover.undone_at is null and handover.acknowledged_at is null and person.closed_on is null
  and (handover.allocation_id is null or exists (select from app.allocation a where a.organisation_id = handover.organisation_id
    and a.id = handover.allocation_id and a.undone_at is null and (handover.kind = 'cover' or a.ends_at is null and a.kind = 'lead')))
  and not exists (select from jsonb_to_recordset(handover.ended) e (id uuid, "now" timestamptz)
    left join app.allocation a on a.organisation_id = handover.organisation_id and a.id = e.id and a.ends_at = e."now" where a.id is null)
  and not exists (select from jsonb_to_recordset(handover.sessions) e (id uuid, version int)
    left join app.session s on s.organisation_id = handover.organisation_id and s.id = e.id and s.version = e.version where s.id is null)
  and (handover.kind = 'cover' or not exists (select from app.allocation other where other.person_id = person.id and other.kind = 'lead'
    and (other.ends_at is null or other.ends_at > now()) and other.id is distinct from handover.allocation_id
    and not exists (select from jsonb_to_recordset(handover.ended) e (id uuid) where e.id = other.id))))`
