import type { CivilDate } from '~/shared/civil-date'
import type { LawVersion } from './rule'

/**
 * The code of the version in force on that day. `from` is the day of effect, by a setting, of those that have none of their own:
 * null while it is not known. Before the first version the first one stands.
 */
export function versionOn(
  day: CivilDate,
  versions: readonly LawVersion[],
  from: CivilDate | null = null,
): string {
  let code = versions[0]?.code ?? ''
  for (const version of versions) {
    const effectiveFrom = version.effectiveFrom ?? from
    if (effectiveFrom !== null && effectiveFrom <= day) code = version.code
  }
  return code
}
