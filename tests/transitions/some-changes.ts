import { type Db, sql } from '#db/connection.server'
import { type CivilDate, civilDate } from '~/shared/civil-date'
import type { StoredPrompt } from '~/transitions/prompts'
import { asDefiner, building } from '../support/database'

type Changes = {
  rule?: string
  occurrence?: string
  urgent?: boolean
  cluster?: string | null
  fallsOn?: CivilDate | null
  scope?: number
  prompts?: StoredPrompt[]
}

/** A change of this person that asks from this day on, as deriving writes it down. The rules know nothing of it. */
export async function aChange(
  db: Db,
  person: { id: string; organisationId: string },
  on: CivilDate,
  changes: Changes = {},
): Promise<string> {
  const { rule = 'MOVE_OF_HOME', occurrence = crypto.randomUUID(), urgent = false, cluster = null } = changes
  const { fallsOn = civilDate('2027-03-01'), scope = 8, prompts = [{ step: '0', on }] } = changes
  const { rows } = await building(db, () =>
    asDefiner(db, () =>
      sql<{ id: string }>`
        insert into app.transition (organisation_id, person_id, rule, occurrence, edition, scope, falls_on, certainty, law_version, prompts, next_on,
          duties, data_gaps, warnings, basis, urgent, cluster, because, skeleton)
        values (${person.organisationId}, ${person.id}, ${rule}, ${occurrence}, 1, ${scope}, ${fallsOn}::date, 'recorded', 'none',
          ${JSON.stringify(prompts)}, ${on}::date, '[]', '{}', '{}', '[]', ${urgent}, ${cluster}, '', 'none') returning id`.execute(
        db,
      ),
    ),
  )
  return rows[0]?.id ?? ''
}

/** As a decision or a moved date leaves it. */
export function leaveWith(
  db: Db,
  transitionId: string,
  prompts: readonly StoredPrompt[],
  next: CivilDate | null,
): Promise<unknown> {
  return asDefiner(db, () =>
    sql`update app.transition set prompts = ${JSON.stringify(prompts)}, next_on = ${next}::date, version = version + 1
      where id = ${transitionId}`.execute(db),
  )
}
