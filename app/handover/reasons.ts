export const handoverKinds = ['lead', 'cover', 'nobody'] as const

export type HandoverKind = (typeof handoverKinds)[number]

export const handoverReasons = [
  'share-work',
  'worker-leaves',
  'worker-away',
  'better-match',
  'asked-for',
  'other',
] as const

export type HandoverReason = (typeof handoverReasons)[number]

export const BECAUSE_MAX = 500

/** So many people at most are given to somebody else in one act. */
export const PEOPLE_AT_ONCE = 100

/** Where a list of people posts whom it has chosen: `?person=…&person=…`. */
export const REASSIGN = '/people/reassign'

export function reassignTo(personId: string): string {
  return `${REASSIGN}?person=${personId}`
}

/** Everybody whom this worker leads. */
export function reassignAllOf(workerId: string): string {
  return `${REASSIGN}?from=${workerId}`
}

/** What one worker leaves for the next: a few lines, so that all stays on one page. */
export const LINES_MAX = 1_500
