import type { Generated } from 'kysely'
import type { CivilDate } from '~/shared/civil-date'
import type { StoredSettings } from './settings'

/** One time that an organisation changed a rule's settings. `settings` null: as the rule comes. */
export type RuleSettingTable = {
  organisation_id: string
  id: Generated<string>
  rule: string
  number: number
  settings: StoredSettings | null
  grace_days: number | null
  effective_on: CivilDate
  because: string
  trial_id: string | null
  undoes_id: string | null
  made_by: string
  made_at: Generated<Date>
  in_force_at: Date | null
  undone_by: string | null
  undone_at: Date | null
}

/** What a change would do, worked out in the background. */
export type RuleTrialTable = {
  organisation_id: string
  id: Generated<string>
  rule: string
  settings: StoredSettings | null
  grace_days: number | null
  base_number: number
  undoes_id: string | null
  asked_by: string
  asked_at: Generated<Date>
  state: Generated<'asked' | 'running' | 'done' | 'stopped'>
  why: 'replaced' | 'failed' | null
  began_at: Date | null
  alive_at: Date | null
  ended_at: Date | null
  failures: Generated<number>
  after_id: string | null
  people: Generated<number>
  people_in_all: number | null
  people_concerned: Generated<number>
  appear: Generated<number>
  move: Generated<number>
  go: Generated<number>
  due_at_once: Generated<number>
}

/** One prompt that would appear, move or go. */
export type RuleTrialPromptTable = {
  organisation_id: string
  trial_id: string
  person_id: string
  occurrence: string
  place: number
  scope: number
  kind: 'appears' | 'moves' | 'goes'
  step_from: string | null
  step_to: string | null
  from_on: CivilDate | null
  to_on: CivilDate | null
}

/** Everyone of an organisation derived anew, and how far that is. */
export type RederivingTable = {
  organisation_id: string
  id: Generated<string>
  because: 'rules' | 'days'
  asked_at: Generated<Date>
  alive_at: Date | null
  ended_at: Date | null
  after_id: string | null
  people: Generated<number>
  people_in_all: number | null
  changed: Generated<number>
  failed: Generated<number>
}
