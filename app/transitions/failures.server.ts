import { type Db, sql } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import type { CivilDate } from '~/shared/civil-date'

/** The rules that could not be worked out for one person, as a query that was not asked yet, to stand among others. */
export function failuresOf(db: Db, worker: Worker, personId: string) {
  return visiblePeople(db, worker)
    .innerJoin('app.rule_failure as failure', (join) =>
      join
        .onRef('failure.organisation_id', '=', 'person.organisation_id')
        .onRef('failure.person_id', '=', 'person.id'),
    )
    .where('person.id', '=', personId)
    .select([
      'failure.rule',
      sql<CivilDate>`to_char(failure.failed_at at time zone 'Europe/London', 'YYYY-MM-DD')`.as('since'),
    ])
    .orderBy('failure.rule')
}
