import { type Db, sql } from '#db/connection.server'
import { scopeBits } from '~/access/permissions'
import { peopleOfWork } from '~/access/visible.server'
import { beginWork, inWork, type WorkToken } from '~/access/work.server'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import { type HeldLife, livesOf } from '~/transitions/lives.server'
import type { Life, Rule, Settings } from '~/transitions/rule'
import { rulesByCode } from '~/transitions/rules'
import { settingsFrom } from '~/transitions/settings'
import { type Transition, transitionsIn } from '~/transitions/transitions-in'
import { type PromptChanged, promptsChanged } from './prompts-changed'

export type RuleWork = {
  /** Who may begin work without a browser. */
  owner: Db
  jobs: Db
  today: CivilDate
  /** False when the process stops: what is written stays, and somebody else goes on. */
  mayGoOn: () => boolean
}

/** One person and one transition of theirs, with what becomes of its prompts. */
export type Concerned = {
  personId: string
  occurrence: string
  scope: number
  changed: PromptChanged[]
}

const AT_ONCE = 2_000

/**
 * Works a trial out to its end: what this rule finds in each life as its settings stand, against what it would find with those that
 * are tried. A batch is one transaction; memory does not grow with people.
 */
export async function goOnWithTrial(work: RuleWork, trial: { id: string; organisationId: string }) {
  const token = await beginWork(work.owner, 'rules.try', trial.organisationId)
  for (let goesOn = true; goesOn && work.mayGoOn(); ) goesOn = await nextBatch(work, token, trial.id)
}

/** False when nothing is left to do, or somebody else does it. */
async function nextBatch({ jobs, today }: RuleWork, token: WorkToken, id: string): Promise<boolean> {
  return inWork(jobs, token, async (db) => {
    const trial = await heldTrial(db, id)
    const rule = trial && rulesByCode.get(trial.rule)
    if (!trial || !rule) return false
    if (trial.peopleInAll === null) await begin(db, id)
    const ids = await peopleAfter(db, trial.afterId)
    await recordAudit(db, { act: 'rules.try', people: ids, detail: { rule: rule.code } })
    const last = ids.at(-1)
    if (last === undefined) {
      await end(db, id)
      return false
    }
    const concerned = ids.length ? concernedIn(await livesOf(db, ids), rule, trial.settings) : []
    await keep(db, trial.organisationId, id, concerned)
    return note(db, trial, { last, people: ids.length, ...countsOf(concerned, today) })
  })
}

async function heldTrial(db: Db, id: string) {
  return db
    .selectFrom('app.rule_trial')
    .where('id', '=', id)
    .where('state', 'in', ['asked', 'running'])
    .select([
      'id',
      'organisation_id as organisationId',
      'rule',
      'settings',
      'after_id as afterId',
      'people_in_all as peopleInAll',
    ])
    .executeTakeFirst()
}

type HeldTrial = NonNullable<Awaited<ReturnType<typeof heldTrial>>>

async function begin(db: Db, id: string): Promise<void> {
  await db
    .updateTable('app.rule_trial')
    .set({
      state: 'running',
      began_at: sql`now()`,
      alive_at: sql`clock_timestamp()`,
      people_in_all: sql`(select count(*) from app.person person where person.organisation_id = rule_trial.organisation_id and person.merged_into is null)`,
    })
    .where('id', '=', id)
    .execute()
}

export async function peopleAfter(db: Db, after: string | null): Promise<string[]> {
  const rows = await peopleOfWork(db)
    .$if(after !== null, (query) => query.where('person.id', '>', after ?? ''))
    .select('person.id')
    .orderBy('person.id')
    .limit(AT_ONCE)
    .execute()
  return rows.map(({ id }) => id)
}

/** `settings` null: as the rule comes. A life in which the rule fails is left as it is. */
export function concernedIn(
  lives: Iterable<HeldLife>,
  rule: Rule,
  settings: HeldTrial['settings'],
): Concerned[] {
  const tried = settings === null ? null : settingsFrom(rule, settings)
  const concerned: Concerned[] = []
  for (const { id, life } of lives) {
    const before = transitionsIn(life, [rule])
    const after = transitionsIn(withSettings(life, rule.code, tried), [rule])
    if (before.failures.length > 0 || after.failures.length > 0) continue
    const was = new Map(before.transitions.map((each) => [each.occurrence, each]))
    const now = new Map(after.transitions.map((each) => [each.occurrence, each]))
    for (const occurrence of new Set([...was.keys(), ...now.keys()])) {
      const of = now.get(occurrence) ?? was.get(occurrence)
      const changed = promptsChanged(was.get(occurrence)?.prompts ?? [], now.get(occurrence)?.prompts ?? [])
      if (of && changed.length > 0) concerned.push({ personId: id, occurrence, scope: scopeOf(of), changed })
    }
  }
  return concerned
}

function withSettings(life: Life, code: string, settings: Settings | null): Life {
  const { [code]: _own, ...others } = life.settings
  return { ...life, settings: settings === null ? others : { ...others, [code]: settings } }
}

function scopeOf({ scope, rule }: Transition): number {
  return scopeBits[scope ?? rule.scope]
}

export function countsOf(concerned: readonly Concerned[], today: CivilDate) {
  const all = concerned.flatMap(({ changed }) => changed)
  const count = (kind: PromptChanged['kind']) => all.filter((each) => each.kind === kind).length
  return {
    concerned: new Set(concerned.map(({ personId }) => personId)).size,
    appear: count('appears'),
    move: count('moves'),
    go: count('goes'),
    dueAtOnce: all.filter(({ to }) => to !== null && to.on <= today).length,
  }
}

async function keep(
  db: Db,
  organisationId: string,
  trialId: string,
  concerned: readonly Concerned[],
): Promise<void> {
  const rows = concerned.flatMap(({ personId, occurrence, scope, changed }) =>
    changed.map(({ kind, from, to }, place) => ({
      person_id: personId,
      occurrence,
      place,
      scope,
      kind,
      step_from: from?.step ?? null,
      step_to: to?.step ?? null,
      from_on: from?.on ?? null,
      to_on: to?.on ?? null,
    })),
  )
  if (rows.length === 0) return
  await sql`
    insert into app.rule_trial_prompt (organisation_id, trial_id, person_id, occurrence, place, scope, kind, step_from, step_to, from_on, to_on)
    select ${organisationId}::uuid, ${trialId}::uuid, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      r (person_id uuid, occurrence text, place int, scope int, kind text, step_from text, step_to text, from_on date, to_on date)`.execute(
    db,
  )
}

type Noted = { last: string; people: number } & ReturnType<typeof countsOf>

/** @throws where somebody else has gone on with it meanwhile: then nothing of this batch holds. */
async function note(db: Db, { id, afterId }: HeldTrial, noted: Noted): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('app.rule_trial')
    .set({
      after_id: noted.last,
      alive_at: sql`clock_timestamp()`,
      people: sql`people + ${noted.people}`,
      people_concerned: sql`people_concerned + ${noted.concerned}`,
      appear: sql`appear + ${noted.appear}`,
      move: sql`move + ${noted.move}`,
      go: sql`go + ${noted.go}`,
      due_at_once: sql`due_at_once + ${noted.dueAtOnce}`,
    })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where(sql<boolean>`after_id is not distinct from ${afterId}::uuid`)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows !== 1n) throw new Error('Somebody else goes on with this trial')
  return true
}

async function end(db: Db, id: string): Promise<void> {
  await db
    .updateTable('app.rule_trial')
    .set({ state: 'done', ended_at: sql`clock_timestamp()`, alive_at: sql`clock_timestamp()` })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute()
}
