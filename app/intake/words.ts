import { whyNotSaved } from '~/caseload/words'
import { type WhyNotPossible, whyNotPossibleWords } from '~/transitions/data-errors'
import type { WhyNotRecorded } from './record-fact.server'

const fieldOf: Record<WhyNotPossible, string> = {
  'ends-before-it-starts': 'endsOn',
  'before-the-twelfth-birthday': 'happensOn',
  'under-eighteen-in-prison': 'details.place_type',
}

const ONE_ALREADY = 'There is one already. Correct that one, so that how it moved is kept'

/** Why a fact was not recorded, at the field that it is about. */
export function factErrors(why: WhyNotRecorded): Record<string, string> {
  if (why in fieldOf) {
    const reason = why as WhyNotPossible
    return { [fieldOf[reason]]: whyNotPossibleWords[reason] }
  }
  if (why === 'there-is-one-already') return { form: ONE_ALREADY }
  return { form: whyNotSaved[why as keyof typeof whyNotSaved] }
}
