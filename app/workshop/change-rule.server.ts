import { type Db, sql } from '#db/connection.server'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import type { RuleChange } from '~/transitions/settings'

export type WhyNotSaved =
  | 'not-there'
  | 'not-ended'
  | 'changed-meanwhile'
  | 'another-waits'
  | 'day-passed'
  | 'day-too-far'

/**
 * Has a change of a rule tried: the job is made in the caller's transaction. `change` null: as the rule comes. `undoes` is the change
 * that it would put the former back of.
 */
export async function tryRule(
  db: Db,
  rule: string,
  change: RuleChange | null,
  undoes: string | null = null,
): Promise<string> {
  const settings = change === null ? null : JSON.stringify(change.settings)
  const { rows } = await sql<{ id: string }>`
    select sec.try_rule(${rule}, ${settings}::jsonb, ${change?.graceDays ?? null}::int, ${undoes}::uuid) as id`.execute(
    db,
  )
  const id = rows[0]?.id ?? ''
  await recordAudit(db, { act: 'rules.try', subjectType: 'rule-trial', subjectId: id, detail: { rule } })
  return id
}

/** Saves what a trial that has ended tried, from a day on: from today, everyone is derived anew in the background. */
export async function saveTrial(
  db: Db,
  trialId: string,
  { effectiveOn, because }: { effectiveOn: CivilDate; because: string },
  today: CivilDate,
): Promise<Result<string, WhyNotSaved>> {
  const { rows } = await sql<{ outcome: 'saved' | WhyNotSaved; settingId: string | null }>`
    select outcome, setting_id as "settingId"
      from sec.save_rule_setting(${trialId}::uuid, ${effectiveOn}::date, ${today}::date, ${because})`.execute(
    db,
  )
  const { outcome = 'not-there', settingId = null } = rows[0] ?? {}
  if (outcome !== 'saved' || settingId === null) return refused(outcome === 'saved' ? 'not-there' : outcome)
  await recordAudit(db, {
    act: 'rules.change',
    subjectType: 'rule-setting',
    subjectId: settingId,
    detail: { from: effectiveOn },
  })
  return ok(settingId)
}

export type WhyNotDropped = 'not-there' | 'in-force'

/** Takes back a change that still waits for its day. */
export async function dropChange(
  db: Db,
  settingId: string,
  today: CivilDate,
): Promise<Result<null, WhyNotDropped>> {
  const { rows } = await sql<{ outcome: 'undone' | WhyNotDropped }>`
    select sec.drop_rule_setting(${settingId}::uuid, ${today}::date) as outcome`.execute(db)
  const outcome = rows[0]?.outcome ?? 'not-there'
  if (outcome !== 'undone') return refused(outcome)
  await recordAudit(db, { act: 'rules.undo', subjectType: 'rule-setting', subjectId: settingId })
  return ok(null)
}
