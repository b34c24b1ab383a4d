import { type Db, sql } from '#db/connection.server'
import { together } from '#db/together.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { knownAs } from '~/caseload/known-as.server'
import type { CivilDate } from '~/shared/civil-date'
import { ROWS_A_PAGE } from './rows-a-page'

const dayOf = (column: string) =>
  sql<CivilDate>`to_char(${sql.ref(column)} at time zone 'Europe/London', 'YYYY-MM-DD')`

/** Every change that this organisation made of a rule, or of all of them: the newest of each first. */
function changesOf(db: Db, rule: string | null) {
  return db
    .selectFrom('app.rule_setting as change')
    .leftJoin('app.worker as maker', (join) =>
      join
        .onRef('maker.organisation_id', '=', 'change.organisation_id')
        .onRef('maker.id', '=', 'change.made_by'),
    )
    .leftJoin('app.worker as undoer', (join) =>
      join
        .onRef('undoer.organisation_id', '=', 'change.organisation_id')
        .onRef('undoer.id', '=', 'change.undone_by'),
    )
    .$if(rule !== null, (query) => query.where('change.rule', '=', rule ?? ''))
    .select([
      'change.id',
      'change.rule',
      'change.number',
      'change.settings',
      'change.grace_days as graceDays',
      'change.effective_on as effectiveOn',
      'change.because',
      'maker.name as by',
      dayOf('change.made_at').as('madeOn'),
      sql<boolean>`change.in_force_at is not null`.as('cameIntoForce'),
      'undoer.name as undoneBy',
      dayOf('change.undone_at').as('undoneOn'),
    ])
    .orderBy('change.rule')
    .orderBy('change.number', 'desc')
    .limit(500)
}

/** The last time that everyone was derived anew, and how far that is. */
function lastRederiving(db: Db) {
  return db
    .selectFrom('app.rederiving')
    .select([
      'people',
      'people_in_all as peopleInAll',
      sql<boolean>`ended_at is not null`.as('hasEnded'),
      'because',
    ])
    .orderBy('asked_at', 'desc')
    .limit(1)
}

/** How this organisation has its rules: all of them, or one with its past. */
export function rulesHere(db: Db, rule: string | null = null) {
  return together(db, {
    changes: changesOf(db, rule),
    rederiving: lastRederiving(db),
    checks: lastChecks(db),
    trials: openTrials(db, rule),
    failing: failingHere(db),
  })
}

/** For how many people here each rule could not be worked out. */
function failingHere(db: Db) {
  return db
    .selectFrom(sql<{ rule: string; people: number }>`sec.rules_failing()`.as('failing'))
    .select(['failing.rule', 'failing.people'])
}

export type RulesHere = Awaited<ReturnType<typeof rulesHere>>
export type Change = RulesHere['changes'][number]

function openTrials(db: Db, rule: string | null) {
  return db
    .selectFrom('app.rule_trial')
    .$if(rule !== null, (query) => query.where('rule', '=', rule ?? ''))
    .where('state', 'in', ['asked', 'running'])
    .select(['id', 'rule'])
}

/** The newest look at each item of the law watch. */
export function lastChecks(db: Db) {
  return db
    .selectFrom('app.law_check as looked')
    .distinctOn('looked.item')
    .select([
      'looked.item',
      'looked.state',
      'looked.effective_on as effectiveOn',
      'looked.found',
      'looked.checked_on as checkedOn',
      'looked.checked_as as by',
    ])
    .orderBy('looked.item')
    .orderBy('looked.made_at', 'desc')
}

/**
 * One trial with the prompts that it found of people whom this worker may see: all the counts, and a page of the rows. Null: there is
 * no such trial here.
 */
export async function trialHere(db: Db, worker: Worker, id: string, after: string | null) {
  const { trials, prompts, changes } = await together(db, {
    trials: db
      .selectFrom('app.rule_trial as trial')
      .where('trial.id', '=', id)
      .select([
        'trial.id',
        'trial.rule',
        'trial.settings',
        'trial.grace_days as graceDays',
        'trial.base_number as baseNumber',
        'trial.undoes_id as undoesId',
        'trial.state',
        'trial.why',
        'trial.people',
        'trial.people_in_all as peopleInAll',
        'trial.people_concerned as concerned',
        'trial.appear',
        'trial.move',
        'trial.go',
        'trial.due_at_once as dueAtOnce',
        sql<boolean>`trial.began_at is not null and sec.changed_since(trial.began_at)`.as('isOld'),
      ]),
    prompts: visiblePeople(db, worker)
      .innerJoin('app.rule_trial_prompt as tried', (join) =>
        join
          .onRef('tried.organisation_id', '=', 'person.organisation_id')
          .onRef('tried.person_id', '=', 'person.id'),
      )
      .where('tried.trial_id', '=', id)
      .$if(after !== null, (query) =>
        query.where(
          sql<boolean>`concat_ws(' ', tried.person_id, tried.occurrence, lpad(tried.place::text, 4, '0')) > ${after}`,
        ),
      )
      .select([
        'tried.person_id as personId',
        knownAs.as('name'),
        'tried.kind',
        'tried.step_from as stepFrom',
        'tried.step_to as stepTo',
        'tried.from_on as fromOn',
        'tried.to_on as toOn',
        sql<string>`concat_ws(' ', tried.person_id, tried.occurrence, lpad(tried.place::text, 4, '0'))`.as(
          'key',
        ),
      ])
      .orderBy(sql`concat_ws(' ', tried.person_id, tried.occurrence, lpad(tried.place::text, 4, '0'))`)
      .limit(ROWS_A_PAGE + 1),
    changes: changesOf(db, null).where('change.trial_id', '=', id),
  })
  const [trial] = trials
  const people = [...new Set(prompts.map(({ personId }) => personId))]
  await recordAudit(db, { act: 'rules.trial', people, subjectType: 'rule-trial', subjectId: id })
  return trial ? { trial, prompts, saved: changes[0] ?? null } : null
}

export type TrialHere = NonNullable<Awaited<ReturnType<typeof trialHere>>>
