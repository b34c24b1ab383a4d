import { type About, type Fitted, fitAll, type ProgrammeToFit } from '~/programmes/fit'
import type { CivilDate } from '~/shared/civil-date'

/** So many are offered in one step; the others are a link away. */
const OPTIONS = 3

/** What may come next where one could not: what fits, then what must be asked about, never the one that it was. */
export function nextOptions<Programme extends ProgrammeToFit>(
  programmes: readonly Programme[],
  about: About,
  without: string,
  today: CivilDate,
): Fitted<Programme>[] {
  return fitAll(
    programmes.filter(({ id, status }) => id !== without && status === 'open'),
    about,
    today,
  )
    .filter(({ verdict }) => verdict !== 'does-not-fit')
    .slice(0, OPTIONS)
}
