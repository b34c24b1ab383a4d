import { addMonths, type CivilDate, civilDate, later } from '~/shared/civil-date'
import type { LawVersion } from '../rule'

/** Housing law on somebody who has no home or will lose it, and for how long ahead it counts as threatened. */
type HousingLaw = LawVersion & { months: number }

/**
 * Source: Housing (Scotland) Act 1987 s.24(4), two months. Housing (Scotland) Act 2025 s.52 makes them six and puts the duty to
 * ask and act on public bodies; it is not in force.
 */
const versions: readonly HousingLaw[] = [
  {
    code: '1987-s24',
    effectiveFrom: civilDate('2002-09-30'),
    verifiedOn: civilDate('2026-11-27'),
    months: 2,
  },
  { code: '2025-s52', effectiveFrom: null, verifiedOn: civilDate('2026-11-27'), months: 6 },
]

export const housingVersions: readonly LawVersion[] = versions

export const HOUSING_LAW = {
  title: 'Housing (Scotland) Act 1987 s.24, and 2025 s.52',
  url: 'https://www.legislation.gov.uk/asp/2025/13/part/5',
}

/** The version in force on that day; the first where none was. */
export function housingLawOn(day: CivilDate, known: readonly HousingLaw[] = versions): HousingLaw {
  const inForce = known.findLast(({ effectiveFrom }) => effectiveFrom !== null && effectiveFrom <= day)
  return inForce ?? (known[0] as HousingLaw)
}

/** The day from which the council must help to keep a home that is lost on `lostOn`, for somebody told on `toldOn`. */
export function helpIsDueOn(
  toldOn: CivilDate,
  lostOn: CivilDate,
  known: readonly HousingLaw[] = versions,
): CivilDate {
  return later(toldOn, addMonths(lostOn, -housingLawOn(toldOn, known).months))
}
