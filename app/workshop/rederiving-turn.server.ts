import { type Db, sql } from '#db/connection.server'
import { peopleOfWork } from '~/access/visible.server'
import { beginWork, inWork, type WorkToken } from '~/access/work.server'
import { recordAudit } from '~/audit/write.server'
import { deriveFor } from '~/transitions/derive.server'
import type { RuleWork } from './trial-turn.server'

const AT_ONCE = 500

/**
 * Derives everyone of an organisation anew, in the order of their ids, from where it was left. Asked anew meanwhile, it begins again:
 * whoever is up to date costs a look.
 */
export async function goOnRederiving(
  { owner, jobs, mayGoOn }: RuleWork,
  { id, organisationId }: { id: string; organisationId: string },
): Promise<void> {
  const token = await beginWork(owner, 'rules.derive', organisationId)
  for (let goesOn = true; goesOn && mayGoOn(); ) goesOn = await nextBatch(jobs, token, id)
}

async function nextBatch(jobs: Db, token: WorkToken, id: string): Promise<boolean> {
  return inWork(jobs, token, async (db) => {
    const held = await db
      .selectFrom('app.rederiving')
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .select(['after_id as afterId', sql<string>`asked_at::text`.as('askedAt'), 'because'])
      .executeTakeFirst()
    if (!held) return false
    const { afterId, askedAt } = held
    const rows = await peopleOfWork(db)
      .$if(afterId !== null, (query) => query.where('person.id', '>', afterId ?? ''))
      .select('person.id')
      .orderBy('person.id')
      .limit(AT_ONCE)
      .execute()
    const people = rows.map((row) => row.id)
    await recordAudit(db, { act: 'rules.derive', people, detail: { because: held.because } })
    const { written, failures } = await deriveFor(db, people)
    const last = people.at(-1)
    // Where it was asked anew since, what was derived holds, and it begins again.
    await db
      .updateTable('app.rederiving')
      .set({
        alive_at: sql`clock_timestamp()`,
        people: sql`people + ${people.length}`,
        changed: sql`changed + ${written}`,
        failed: sql`failed + ${failures.length}`,
        people_in_all: sql`coalesce(people_in_all, (select count(*) from app.person person
          where person.organisation_id = rederiving.organisation_id and person.merged_into is null))`,
        ...(last === undefined ? { ended_at: sql`clock_timestamp()` } : { after_id: last }),
      })
      .where('id', '=', id)
      .where(
        sql<boolean>`asked_at = ${askedAt}::timestamptz and after_id is not distinct from ${afterId}::uuid`,
      )
      .execute()
    return true
  })
}
