import { addDays, type CivilDate } from '~/shared/civil-date'

export const decisionKinds = ['acted', 'not-now', 'not-right', 'already-done'] as const
export type DecisionKind = (typeof decisionKinds)[number]

/** The six reasons of practice, each under the decisions that it can explain. */
export const reasonsFor = {
  acted: [],
  'not-now': ['not-safe-to-raise-now', 'young-person-declined', 'other'],
  'not-right': ['not-true', 'other'],
  'already-done': ['already-doing', 'other-agency-leads'],
} as const satisfies Record<DecisionKind, readonly string[]>

export type DecisionReason = (typeof reasonsFor)[DecisionKind][number]

export const decisionReasons = [
  'not-safe-to-raise-now',
  'young-person-declined',
  'not-true',
  'already-doing',
  'other-agency-leads',
  'other',
] as const satisfies readonly DecisionReason[]

export const NOTE_MAX = 2000

/** Something that is not safe to raise now is asked again in a week, never later by itself. */
export const DAYS_UNTIL_ASKED_AGAIN = 7

/** The furthest day on which a prompt may come back: half a year on it is another moment. */
export const DAYS_PUT_OFF_AT_MOST = 183

export type Decision = {
  step: string
  kind: DecisionKind
  reason: DecisionReason | null
  note: string
  backOn: CivilDate | null
  /** Whether the prompt was of use to whoever decided; nothing where it was not said. */
  useful?: boolean | null
  version: number
}

/**
 * A decision with what follows from it: a reason only where its kind has any; a week for what is not safe to raise now, whatever
 * day was given, and for an ask that has no answer yet.
 */
export function completed(decision: Decision, today: CivilDate): Decision {
  const { step, kind, reason, note } = decision
  if (kind !== 'not-now') {
    return { ...decision, reason: reasonsFor[kind].length > 0 ? reason : null, backOn: null }
  }
  const inAWeek = addDays(today, DAYS_UNTIL_ASKED_AGAIN)
  if (step === 'ask') return { ...decision, reason: 'other', note: note || ASKED, backOn: inAWeek }
  return reason === 'not-safe-to-raise-now' ? { ...decision, backOn: inAWeek } : decision
}

const ASKED = 'Asked, not known yet'

export type WhyNotComplete =
  | 'reason-missing'
  | 'reason-does-not-fit'
  | 'note-missing'
  | 'day-missing'
  | 'day-not-ahead'
  | 'day-too-far'

/** Null when it says all that a decision of its kind must say. */
export function whyNotComplete(
  { kind, reason, note, backOn }: Decision,
  today: CivilDate,
): WhyNotComplete | null {
  const reasons: readonly string[] = reasonsFor[kind]
  if (reasons.length > 0 && !reason) return 'reason-missing'
  if (reason && !reasons.includes(reason)) return 'reason-does-not-fit'
  if (reason === 'other' && note === '') return 'note-missing'
  if (kind !== 'not-now') return null
  if (!backOn) return 'day-missing'
  if (backOn <= today) return 'day-not-ahead'
  if (backOn > addDays(today, DAYS_PUT_OFF_AT_MOST)) return 'day-too-far'
  return null
}
