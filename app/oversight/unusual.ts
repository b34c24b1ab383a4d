import type { CivilDate } from '~/shared/civil-date'

export const unusualRules = ['same-family-name', 'again-and-again', 'out-of-hours', 'many-people'] as const
export type UnusualRule = (typeof unusualRules)[number]

export const outcomes = ['explained', 'not-explained'] as const
export type Outcome = (typeof outcomes)[number]

/** What was seen: nothing that is weighed or added up. */
export type Facts = {
  /** How they came to see it. */
  ways: readonly string[]
  /** At which times of that day. */
  times?: readonly string[]
  /** On how many days of the two weeks up to that day. */
  days?: number
  /** How many people, where it is about many. */
  people?: number
  isDayOff?: boolean
  wasStopped?: boolean
}

/** A read that asks for a word with whoever made it. */
export type UnusualRead = {
  id: string
  rule: UnusualRule
  onDay: CivilDate
  facts: Facts
  dueOn: CivilDate
  worker: string
  role: string
  organisation: string
  /** Null: it is about many. */
  personId: string | null
  /** Null where they may not open the record. */
  name: string | null
  reference: string | null
  outcome: Outcome | null
  said: string | null
  referredTo: string | null
  reviewedBy: string | null
  version: number
}
