import type { Generated } from 'kysely'
import type { CivilDate } from '~/shared/civil-date'
import type { UnusualRule } from './unusual'

export type UnusualReadTable = {
  organisation_id: string
  id: Generated<string>
  rule: UnusualRule
  on_day: CivilDate
  worker_id: string
  person_id: string | null
  /** As JSON text, by the rule. */
  facts: string
  due_on: CivilDate
  made_at: Generated<Date>
  outcome: 'explained' | 'not-explained' | null
  said: string | null
  referred_to: string | null
  reviewed_by: string | null
  reviewed_at: Date | null
  version: Generated<number>
}

export type UnusualReadVersionTable = {
  organisation_id: string
  unusual_read_id: string
  version: number
  was: unknown
  replaced_at: Generated<Date>
}

export type UnusualLookTable = {
  organisation_id: string
  on_day: CivilDate
  looked_at: Generated<Date>
}
