/** The one funnel (domain/E, E3), in its order. */
export const stepCodes = [
  'needed',
  'prompted',
  'offered',
  'sent',
  'answered',
  'first-meeting',
  'third-session',
  'finished',
] as const

export type StepCode = (typeof stepCodes)[number]

/** What is known of a change and has no place in the line of steps; each is a part of what was lost after one of them. */
export const apartCodes = ['offered-early', 'nobody-said', 'no-third-session'] as const
export type ApartCode = (typeof apartCodes)[number]

/** After which step each of those was lost: a change or referral ends at one step alone, so none stands in two. */
export const apartAfter: Record<ApartCode, StepCode> = {
  'offered-early': 'needed',
  'nobody-said': 'answered',
  'no-third-session': 'first-meeting',
}

/** What a figure counts: the changes in the lives of an organisation's young people, or the referrals to its programmes. */
export type SnapshotKind = 'organisation' | 'programmes'

/** A programme knows of what was sent to it, and of nothing before. */
export const stepsOf: Record<SnapshotKind, readonly StepCode[]> = {
  organisation: stepCodes,
  programmes: stepCodes.slice(stepCodes.indexOf('sent')),
}

/** With fewer referrals than this there is nothing to show (screens.md, row 20). */
export const LEAST_REFERRALS = 10

/** How many reached each step and no further, how many of them stand apart, and the referrals that belong to no change. */
export type Reached = {
  endedAt: Record<StepCode, number>
  apart: Record<ApartCode, number>
  unlinked: number
}

/** How many reached each step: all that ended there or further on, so that each step is a part of the one before. */
export function countsOf(endedAt: Record<StepCode, number>, steps: readonly StepCode[]): number[] {
  return steps.map((_, at) => steps.slice(at).reduce((sum, step) => sum + endedAt[step], 0))
}

export function nothingReached(): Reached {
  return {
    endedAt: {
      needed: 0,
      prompted: 0,
      offered: 0,
      sent: 0,
      answered: 0,
      'first-meeting': 0,
      'third-session': 0,
      finished: 0,
    },
    apart: { 'offered-early': 0, 'nobody-said': 0, 'no-third-session': 0 },
    unlinked: 0,
  }
}

/** Whether there are referrals enough for figures to say anything. */
export function isEnough({ endedAt, unlinked }: Reached): boolean {
  const [sent = 0] = countsOf(endedAt, stepsOf.programmes)
  return sent + unlinked >= LEAST_REFERRALS
}
