import type { Generated, JSONColumnType } from 'kysely'
import type { CivilDate } from '~/shared/civil-date'
import type { DecisionKind, DecisionReason } from './decision'
import type { StoredPrompt } from './prompts'
import type { StoredBasis } from './reconcile'
import type { Certainty, Duty } from './rule'
import type { WhyLeft } from './why-left'

/** Written by the database's own functions only; read by whoever may read its scope of that person. */
export type TransitionTable = {
  organisation_id: string
  id: Generated<string>
  person_id: string
  rule: string
  occurrence: string
  edition: number
  scope: number
  falls_on: CivilDate | null
  window_from: CivilDate | null
  window_to: CivilDate | null
  certainty: Certainty
  law_version: string
  prompts: JSONColumnType<StoredPrompt[]>
  next_on: CivilDate | null
  duties: JSONColumnType<Duty[]>
  data_gaps: string[]
  warnings: string[]
  basis: JSONColumnType<StoredBasis[]>
  expected_stage: string | null
  urgent: boolean
  cluster: string | null
  because: string
  over_because: string | null
  skeleton: string
  gone_at: Date | null
  version: Generated<number>
  changed_at: Generated<Date>
}

export type TransitionMoveTable = {
  organisation_id: string
  id: Generated<string>
  person_id: string
  transition_id: string
  scope: number
  from_on: CivilDate | null
  to_on: CivilDate | null
  because: string
  moved_by: string | null
  moved_at: Generated<Date>
}

export type DecisionTable = {
  organisation_id: string
  id: Generated<string>
  person_id: string
  transition_id: string
  scope: number
  step: string
  covers: Generated<string[]>
  round: string | null
  kind: DecisionKind
  reason: DecisionReason | null
  note: Generated<string>
  back_on: CivilDate | null
  useful: boolean | null
  decided_by: string
  decided_at: Generated<Date>
  /** The same for all that were made in one go. */
  act_id: Generated<string>
  taken_back_at: Generated<Date | null>
}

/** What one worker did with several transitions at once: their own to read, and nobody else's. */
export type BulkActTable = {
  organisation_id: string
  id: string
  worker_id: string
  done: number
  left_out: JSONColumnType<{ transitionId: string; why: WhyLeft }[]>
  made_at: Generated<Date>
}

/** Written by the database's own functions only, while a rule fails for somebody. */
export type RuleFailureTable = {
  organisation_id: string
  person_id: string
  rule: string
  scope: number
  failed_at: Generated<Date>
}

/** Which prompt was put in front of whom, and since when; written by the database's own functions only, and read by no worker. */
export type CardShownTable = {
  organisation_id: string
  worker_id: string
  transition_id: string
  step: string
  round: Generated<string>
  card: string
  how: 'turn' | 'with' | 'back' | 'urgent' | 'folded' | 'handed-over' | 'raised'
  falls_on: CivilDate | null
  shown_on: CivilDate
}
