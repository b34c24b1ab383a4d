import type { CivilDate } from '~/shared/civil-date'
import type { ProgrammeStatus } from './kinds'

/** Young people whom a programme's end concerns: those who wait for a place, and those who take part. */
export type Touched = { waiting: number; takingPart: number }

type Ends = { status: ProgrammeStatus; fundedUntil: CivilDate | null }

/** Whether this change says that it ends: it closes, or its funding gets another end. */
export function saysThatItEnds(before: Ends, after: Ends): boolean {
  if (after.status === 'closed' && before.status !== 'closed') return true
  return after.fundedUntil !== null && after.fundedUntil !== before.fundedUntil
}
