import type { Db } from '#db/connection.server'
import { peopleOfWork } from '~/access/visible.server'
import { type CivilDate, daysBetween } from '~/shared/civil-date'
import { personId } from './id-of'

/** What a rule found of somebody, nearest to that day; null where it found nothing. */
export type TransitionAt = (person: string, rule: string | undefined, day: CivilDate) => string | null

/** Reads all that the rules found of everybody, once. */
export async function transitionsOf(db: Db): Promise<TransitionAt> {
  const rows = await peopleOfWork(db)
    .innerJoin('app.transition as transition', (join) =>
      join
        .onRef('transition.organisation_id', '=', 'person.organisation_id')
        .onRef('transition.person_id', '=', 'person.id'),
    )
    .where('transition.gone_at', 'is', null)
    .select([
      'transition.id',
      'transition.person_id as personId',
      'transition.rule',
      'transition.falls_on as fallsOn',
    ])
    .execute()
  const found = new Map<string, typeof rows>()
  for (const row of rows) {
    const key = `${row.personId} ${row.rule}`
    found.set(key, [...(found.get(key) ?? []), row])
  }

  return (person, rule, day) => {
    const far = ({ fallsOn }: (typeof rows)[number]) =>
      fallsOn === null ? Number.POSITIVE_INFINITY : Math.abs(daysBetween(fallsOn, day))
    const [nearest] = (found.get(`${personId(person)} ${rule}`) ?? []).sort(
      (one, other) => far(one) - far(other),
    )
    return nearest?.id ?? null
  }
}
