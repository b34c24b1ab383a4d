import { addMonths, type CivilDate, civilDate, later } from '~/shared/civil-date'
import { versionOn } from '../law'
import type { LawVersion } from '../rule'

/**
 * Housing law on somebody who has no home or will lose it.
 * Source: Housing (Scotland) Act 1987 s.24(4). Housing (Scotland) Act 2025 s.52 makes two months six and puts the duty to ask and act on
 * public bodies; it is not in force.
 */
export const housingVersions: readonly LawVersion[] = [
  { code: '1987-s24', effectiveFrom: civilDate('2002-09-30'), verifiedOn: civilDate('2026-11-27') },
  { code: '2025-s52', effectiveFrom: null, verifiedOn: civilDate('2026-11-27') },
]

/** The day of effect of the 2025 Act, once it is known. */
export const askAndAct = { askAndActFrom: null as CivilDate | null }

export const HOUSING_LAW = {
  title: 'Housing (Scotland) Act 1987 s.24, and 2025 s.52',
  url: 'https://www.legislation.gov.uk/asp/2025/13/part/5',
}

/** For so many months ahead a home counts as threatened. */
const MONTHS: Readonly<Record<string, number>> = { '1987-s24': 2, '2025-s52': 6 }

export function housingLawOn(day: CivilDate, { askAndActFrom }: typeof askAndAct): string {
  return versionOn(day, housingVersions, askAndActFrom)
}

/** The day from which the council must help to keep a home that is lost on `lostOn`, for somebody told on `toldOn`. */
export function helpIsDueOn(toldOn: CivilDate, lostOn: CivilDate, act: typeof askAndAct): CivilDate {
  return later(toldOn, addMonths(lostOn, -(MONTHS[housingLawOn(toldOn, act)] ?? 2)))
}
