import type { Role } from '~/access/permissions'
import type { DecisionKind } from '~/transitions/decision'

/**
 * Of the changes whose day passed in a month and about which Airt asked before that day: how many had each of these before the day.
 * One can have several. `notRight`: somebody said that it was not right for this person, and nothing else was needed. Never shown by
 * worker: it says where the next conversation is missing, not who is slow.
 */
export type Coverage = {
  passed: number
  conversation: number
  plan: number
  referral: number
  notRight: number
  nothing: number
}

const readers: readonly Role[] = ['team-manager', 'youth-worker', 'justice-social-worker']

/** Whoever works with people themselves, over those people. */
export function mayReadCoverage(role: Role): boolean {
  return readers.includes(role)
}

/** What was last decided before the day, where anything was. */
export type LastSaid = Extract<DecisionKind, 'not-now'> | null

export const UNCOVERED_A_PAGE = 50
