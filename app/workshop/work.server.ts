import { type Db, sql } from '#db/connection.server'
import { beginWork, inWork } from '~/access/work.server'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import { goOnRederiving } from './rederiving-turn.server'
import { goOnWithTrial, type RuleWork } from './trial-turn.server'

/**
 * All that waits: settings whose day has come, with everyone derived anew whom they touch, then trials. It grows with what is due, and
 * finds nothing where nothing is. What fails for one is told once the others are done.
 */
export async function workAtRules(work: RuleWork): Promise<void> {
  const { owner, jobs, today } = work
  await putInForce(owner, jobs, today)
  const failed: unknown[] = []
  for (const waits of await waiting(owner, jobs)) {
    if (!work.mayGoOn()) break
    const goOn = waits.what === 'trial' ? goOnWithTrial : goOnRederiving
    await goOn(work, waits).catch(async (error) => {
      failed.push(error)
      if (waits.what === 'trial') await noteFailure(owner, jobs, waits.id)
    })
  }
  await forAll(owner, jobs, (db) => sql`select sec.forget_trials()`.execute(db))
  if (failed.length > 0) throw failed[0]
}

/**
 * Settings whose day has come are in force from now on, in the order in which they were made; the organisations whose they are are
 * derived anew.
 * @returns how many came into force.
 */
export async function putInForce(owner: Db, jobs: Db, today: CivilDate): Promise<number> {
  return forAll(owner, jobs, async (db) => {
    const due = await db
      .updateTable('app.rule_setting')
      .set({ in_force_at: sql`clock_timestamp()` })
      .where('effective_on', '<=', today)
      .where('in_force_at', 'is', null)
      .where('undone_at', 'is', null)
      .returning(['organisation_id as organisationId', 'rule'])
      .execute()
    if (due.length === 0) return 0
    for (const organisationId of new Set(due.map((each) => each.organisationId)))
      await sql`
        insert into app.rederiving as r (organisation_id, because) values (${organisationId}::uuid, 'rules')
        on conflict (organisation_id) where ended_at is null
        do update set asked_at = clock_timestamp(), because = 'rules', after_id = null, people = 0, changed = 0, failed = 0`.execute(
        db,
      )
    await recordAudit(db, {
      act: 'rules.in-force',
      detail: { rules: due.map(({ rule }) => rule).join(', ') },
    })
    return due.length
  })
}

/** People to be derived anew come first: until they are, lists lag behind the settings. */
async function waiting(owner: Db, jobs: Db) {
  return forAll(owner, jobs, async (db) => {
    const rederivings = await db
      .selectFrom('app.rederiving')
      .where('ended_at', 'is', null)
      .select(['id', 'organisation_id as organisationId'])
      .orderBy('asked_at')
      .execute()
    const trials = await db
      .selectFrom('app.rule_trial')
      .where('state', 'in', ['asked', 'running'])
      .select(['id', 'organisation_id as organisationId'])
      .orderBy('asked_at')
      .execute()
    return [
      ...rederivings.map((each) => ({ what: 'rederiving' as const, ...each })),
      ...trials.map((each) => ({ what: 'trial' as const, ...each })),
    ]
  })
}

const MOST_FAILURES = 4

/** A trial that fails again and again is stopped, and said; people who are to be derived anew are tried for ever. */
async function noteFailure(owner: Db, jobs: Db, id: string): Promise<void> {
  await forAll(owner, jobs, (db) =>
    sql`update app.rule_trial set failures = failures + 1,
          state = case when failures + 1 >= ${MOST_FAILURES} then 'stopped' else state end,
          why = case when failures + 1 >= ${MOST_FAILURES} then 'failed' end,
          ended_at = case when failures + 1 >= ${MOST_FAILURES} then clock_timestamp() end
        where id = ${id}::uuid and state in ('asked', 'running')`.execute(db),
  )
}

async function forAll<T>(owner: Db, jobs: Db, run: (db: Db) => Promise<T>): Promise<T> {
  return inWork(jobs, await beginWork(owner, 'rules.care', null), run)
}
