import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { knownAs } from '~/caseload/known-as.server'
import type { CivilDate } from '~/shared/civil-date'

export type WaitingHandover = {
  id: string
  kind: 'to-read' | 'to-write' | 'unread'
  personId: string
  name: string
  from: string | null
  to: string | null
  fromOn: CivilDate
  untilOn: CivilDate | null
}

/**
 * Handover pages that ask something of this worker, as a query that a list of other kinds of work takes in: those of people who were given
 * to them, until they have read them; those of people whom they give away, until they have left a few lines; and for a manager those that
 * the new worker should have read by now. Whoever shows it writes the audit entry.
 */
export function handoversWaiting(db: Db, worker: Worker, today: CivilDate) {
  return visiblePeople(db, worker)
    .innerJoin('app.handover as handover', (join) =>
      join
        .onRef('handover.organisation_id', '=', 'person.organisation_id')
        .onRef('handover.person_id', '=', 'person.id'),
    )
    .innerJoin('app.allocation as allocation', (join) =>
      join
        .onRef('allocation.organisation_id', '=', 'handover.organisation_id')
        .onRef('allocation.id', '=', 'handover.allocation_id'),
    )
    .leftJoin('app.worker as from', 'from.id', 'handover.from_worker_id')
    .leftJoin('app.worker as to', 'to.id', 'handover.to_worker_id')
    .where('person.closed_on', 'is', null)
    .where('handover.undone_at', 'is', null)
    .where('allocation.undone_at', 'is', null)
    .where('handover.acknowledged_at', 'is', null)
    .where(sql<boolean>`(allocation.ends_at is null or allocation.ends_at > now())`)
    .where(sql<boolean>`(
      handover.to_worker_id = ${worker.id} and allocation.starts_at <= now()
      or handover.from_worker_id = ${worker.id} and allocation.starts_at > now() and handover.lines = ''
      or ${worker.role} = 'team-manager' and allocation.starts_at <= now() and handover.read_by_on < ${today}::date)`)
    .select([
      'handover.id',
      sql<WaitingHandover['kind']>`case when handover.to_worker_id = ${worker.id} then 'to-read'
        when handover.from_worker_id = ${worker.id} and allocation.starts_at > now() then 'to-write' else 'unread' end`.as(
        'kind',
      ),
      'person.id as personId',
      knownAs.as('name'),
      'from.name as from',
      'to.name as to',
      'handover.from_on as fromOn',
      'handover.until_on as untilOn',
    ])
    .orderBy('handover.from_on')
    .orderBy('handover.id')
}
