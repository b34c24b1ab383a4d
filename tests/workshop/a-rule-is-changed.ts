import { type Db, sql } from '#db/connection.server'
import { beginWork, inWork } from '~/access/work.server'
import type { Worker } from '~/access/worker'
import { beginUnit } from '~/audit/unit.server'
import { addDays, type CivilDate, civilDate } from '~/shared/civil-date'
import type { StoredPrompt } from '~/transitions/prompts'
import { rulesByCode } from '~/transitions/rules'
import { type RuleChange, settingsAsTheyCome } from '~/transitions/settings'
import { promptsChanged } from '~/workshop/prompts-changed'
import { workAtRules } from '~/workshop/work.server'
import { anOrganisation, aWorker } from '../support/builders'
import { signedInAs, type TestDatabase } from '../support/database'

export const today = civilDate('2026-11-27')

/** What the rules are given after a list was changed, the rest as it comes. */
export function changeOf(code: string, settings: Record<string, string[]>): RuleChange {
  const rule = rulesByCode.get(code)
  if (!rule) throw new Error(`There is no rule ${code}`)
  const comes = settingsAsTheyCome(rule)
  return { ...comes, settings: { ...comes.settings, ...settings } }
}

/** An organisation of its own, with who looks after its rules. Committed. */
export async function anAdministrator({ owner, jobs }: TestDatabase): Promise<Worker> {
  const token = await beginWork(owner.db, 'test', null)
  return inWork(jobs.db, token, async (db) =>
    aWorker(db, { role: 'administrator', organisation: await anOrganisation(db) }),
  )
}

/** One request of somebody who is signed in, committed. */
export async function asking<T>(
  { owner }: TestDatabase,
  who: Pick<Worker, 'id' | 'organisationId'>,
  ask: (db: Db) => Promise<T>,
): Promise<T> {
  const transaction = await owner.db.startTransaction().execute()
  try {
    beginUnit(transaction, null)
    await signedInAs(transaction, who)
    const value = await ask(transaction)
    await transaction.commit().execute()
    return value
  } catch (error) {
    if (!transaction.isCommitted && !transaction.isRolledBack) await transaction.rollback().execute()
    throw error
  }
}

/** All that waits is done, as the job does it. */
export async function workIsDone({ owner, jobs }: TestDatabase, on: CivilDate = today): Promise<void> {
  await workAtRules({ owner: owner.db, jobs: jobs.db, today: on, mayGoOn: () => true })
}

/** So many pupils, one born each day from 1 March 2009 on, of whom everything is derived. */
export async function pupils(
  { owner, jobs }: TestDatabase,
  organisationId: string,
  count: number,
  from: CivilDate = civilDate('2009-03-01'),
): Promise<void> {
  const token = await beginWork(owner.db, 'test', organisationId)
  await inWork(jobs.db, token, async (db) => {
    const rows = Array.from({ length: count }, (_, at) => ({ born_on: addDays(from, at % 1_400) }))
    await sql`
      insert into app.person (organisation_id, id, given_name, born_on, pupil, opened_on, recorded_on)
      select ${organisationId}::uuid, gen_random_uuid(), 'Calum', r.born_on, 'yes', '2024-08-12', '2024-08-12'
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r (born_on date)`.execute(db)
    await sql`insert into app.rederiving (organisation_id, because) values (${organisationId}::uuid, 'rules')`.execute(
      db,
    )
  })
  await workIsDone({ owner, jobs } as TestDatabase)
}

type Row = { personId: string; occurrence: string; kind: string; from: string | null; to: string | null }

/** The prompts of every transition of a rule, as they are stored. */
export async function storedPrompts(
  { owner, jobs }: TestDatabase,
  organisationId: string,
  rule: string,
): Promise<Map<string, StoredPrompt[]>> {
  const token = await beginWork(owner.db, 'test', organisationId)
  return inWork(jobs.db, token, async (db) => {
    const rows = await db
      .selectFrom('app.transition')
      .where('rule', '=', rule)
      .where('gone_at', 'is', null)
      .select(['person_id', 'occurrence', 'prompts'])
      .execute()
    return new Map(rows.map((row) => [`${row.person_id} ${row.occurrence}`, [...row.prompts]]))
  })
}

/** What became of them between two looks, as a trial tells it. */
export function whatChanged(
  before: ReadonlyMap<string, StoredPrompt[]>,
  after: ReadonlyMap<string, StoredPrompt[]>,
): string[] {
  const lines: string[] = []
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [personId = '', occurrence = ''] = key.split(' ')
    for (const { kind, from, to } of promptsChanged(before.get(key) ?? [], after.get(key) ?? []))
      lines.push(
        lineOf({
          personId,
          occurrence,
          kind,
          from: from && `${from.step} ${from.on}`,
          to: to && `${to.step} ${to.on}`,
        }),
      )
  }
  return lines.sort()
}

/** The rows of a trial. */
export async function trialRows(
  { owner, jobs }: TestDatabase,
  organisationId: string,
  trialId: string,
): Promise<string[]> {
  const token = await beginWork(owner.db, 'test', organisationId)
  return inWork(jobs.db, token, async (db) => {
    const rows = await db
      .selectFrom('app.rule_trial_prompt')
      .where('trial_id', '=', trialId)
      .select(['person_id', 'occurrence', 'kind', 'step_from', 'step_to', 'from_on', 'to_on'])
      .execute()
    return rows
      .map((row) =>
        lineOf({
          personId: row.person_id,
          occurrence: row.occurrence,
          kind: row.kind,
          from: row.step_from && `${row.step_from} ${row.from_on}`,
          to: row.step_to && `${row.step_to} ${row.to_on}`,
        }),
      )
      .sort()
  })
}

function lineOf({ personId, occurrence, kind, from, to }: Row): string {
  return `${personId} ${occurrence} ${kind} ${from ?? '-'} → ${to ?? '-'}`
}

export function trialOf({ owner, jobs }: TestDatabase, id: string) {
  return beginWork(owner.db, 'test', null).then((token) =>
    inWork(jobs.db, token, (db) =>
      db.selectFrom('app.rule_trial').where('id', '=', id).selectAll().executeTakeFirstOrThrow(),
    ),
  )
}
