import { type CivilDate, parseCivilDate } from '~/shared/civil-date'
import type { Told } from '../rule'

/** The day that stands after this mark in `because`; null where there is none. */
export function dayMarked({ because }: Pick<Told, 'because'>, mark: string): CivilDate | null {
  return parseCivilDate(wordMarked({ because }, mark) ?? '')
}

/** The word that stands after this mark in `because`; null where there is none. */
export function wordMarked({ because }: Pick<Told, 'because'>, mark: string): string | null {
  const marks = because.split(' ')
  const at = marks.indexOf(mark)
  return at < 0 ? null : (marks[at + 1] ?? null)
}
