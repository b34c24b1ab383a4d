import type { WhyNotSaved } from '~/caseload/not-saved'
import { whyNotSaved } from '~/caseload/words'
import { type WhyNotPossible, whyNotPossibleWords } from '~/transitions/data-errors'
import type { WhyNotRecorded } from './record-fact.server'
import type { WhyNoReference } from './reference.server'

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

const whyNoReference: Record<WhyNoReference, string> = {
  'reference-not-free': "This reference can't be used. Ask your administrator",
  'reference-from-a-list':
    'This reference came with a list, which finds them again by it. Put it back as it was',
}

/** Why a person was not kept, at the field that it is about; `alike` are the schools that may be meant. */
export function personErrors(
  why: WhyNotSaved | WhyNoReference | 'unknown-school',
  alike: readonly string[],
): Record<string, string> {
  if (why === 'unknown-school') return unknownSchool(alike)
  if (why in whyNoReference) return { reference: whyNoReference[why as WhyNoReference] }
  return { form: whyNotSaved[why as WhyNotSaved] }
}

/** A school that is not known, with those that may be meant. */
function unknownSchool(alike: readonly string[]): Record<string, string> {
  const meant = alike.length > 0 ? ` Did you mean ${alike.join(', or ')}?` : ''
  return { school: `Airt does not know a school of this name.${meant} Leave it empty if you are not sure` }
}
