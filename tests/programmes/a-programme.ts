import type { About, ProgrammeToFit } from '~/programmes/fit'
import { civilDate } from '~/shared/civil-date'

export const today = civilDate('2026-11-25')

/** Open to 16 to 19 in Northmoor from Saturday 26 December; two places, said yesterday; paid for until long after. */
export function aProgrammeToFit(changes: Partial<ProgrammeToFit> = {}): ProgrammeToFit {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    name: 'Garage Saturdays',
    status: 'open',
    youngestAge: 16,
    oldestAge: 19,
    councils: ['Northmoor'],
    nextStartOn: civilDate('2026-12-26'),
    placesFree: 2,
    placesSetOn: civilDate('2026-11-24'),
    waitingWeeks: null,
    takesOrders: 'yes',
    fundedUntil: civilDate('2028-03-31'),
    usualWeeks: 12,
    lastCheckedOn: civilDate('2026-11-03'),
    ...changes,
  }
}

/** Seventeen, of Northmoor, on no order. */
export function someone(changes: Partial<About> = {}): About {
  return {
    bornOn: civilDate('2009-03-09'),
    birthDateCertainty: 'recorded',
    council: 'Northmoor',
    isOnOrder: false,
    ...changes,
  }
}
