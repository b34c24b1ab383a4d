import type { CivilDate } from '~/shared/civil-date'

/** What an answer holds that is refused to whoever worked with somebody until a few days ago. */
export type AllocationEnded = { allocationEndedOn: CivilDate }

export function isAllocationEnded(data: unknown): data is AllocationEnded {
  return typeof data === 'object' && data !== null && 'allocationEndedOn' in data
}
