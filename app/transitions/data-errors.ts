import { kindsThat } from '~/caseload/fact-kinds'
import { birthdayOn, civilDate } from '~/shared/civil-date'
import type { Fact, Life } from './rule'

export type WhyNotPossible =
  | 'ends-before-it-starts'
  | 'before-the-twelfth-birthday'
  | 'under-eighteen-in-prison'

/** No child is held there after this day. Source: Children (Care and Justice) (Scotland) Act 2024. */
const NO_CHILD_IN_PRISON_AFTER = civilDate('2024-08-28')

const PRISONS = /\b(yoi|young offenders?'? institution|hmp|prison)\b/i

/** Null when the fact can be true of this person. Without a birth date, only what needs none is asked. */
export function whyNotPossible(
  fact: Pick<Fact, 'kind' | 'happensOn' | 'endsOn' | 'details'>,
  { bornOn }: Pick<Life, 'bornOn'>,
): WhyNotPossible | null {
  if (fact.endsOn !== null && fact.endsOn < fact.happensOn) return 'ends-before-it-starts'
  if (bornOn === null) return null
  if (offences.has(fact.kind) && fact.happensOn < birthdayOn(bornOn, 12)) return 'before-the-twelfth-birthday'
  if (!isInPrison(fact) || fact.happensOn <= NO_CHILD_IN_PRISON_AFTER) return null
  return fact.happensOn < birthdayOn(bornOn, 18) ? 'under-eighteen-in-prison' : null
}

export const whyNotPossibleWords: Record<WhyNotPossible, string> = {
  'ends-before-it-starts': 'The last day is before the first day',
  'before-the-twelfth-birthday':
    'This cannot be recorded for somebody under 12: check the day and the birth date',
  'under-eighteen-in-prison':
    'Nobody under 18 may be held in a prison or young offenders institution: check the place',
}

const offences = kindsThat(({ isOffence }) => isOffence)

/** A place named secure is believed over words in its name. */
function isInPrison({ kind, details }: Pick<Fact, 'kind' | 'details'>): boolean {
  if (kind !== 'CUSTODY' && kind !== 'REMAND' && kind !== 'RECALLED') return false
  if (details.place_type === 'prison' || details.place_type === 'yoi') return true
  return details.place_type !== 'secure' && PRISONS.test(details.place ?? '')
}
