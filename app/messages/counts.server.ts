import { type Db, sql } from '#db/connection.server'
import type { CivilDate } from '~/shared/civil-date'
import { rules } from '~/transitions/rules'
import type { Counts, MailKind } from './counts'

/** What waits for every worker of an organisation for whom anything does, in one question. For work without a browser. */
export async function countsOf(
  db: Db,
  organisationId: string,
  kind: Exclude<MailKind, 'now'>,
  today: CivilDate,
): Promise<{ workerId: string; counts: Counts }[]> {
  const { rows } = await sql<{ workerId: string; counts: Counts }>`
    select worker_id as "workerId", counts
      from sec.mail_counts(${organisationId}::uuid, ${today}::date, ${kind}, ${JSON.stringify(graceDays)}::jsonb)`.execute(
    db,
  )
  return rows
}

const graceDays = Object.fromEntries(rules.map(({ code, graceDays }) => [code, graceDays]))
