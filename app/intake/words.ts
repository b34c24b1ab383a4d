import type { WhyNotSaved } from '~/caseload/not-saved'
import { whyNotSaved } from '~/caseload/words'
import { type WhyNotPossible, whyNotPossibleWords } from '~/transitions/data-errors'
import type { WhyNotMerged } from './merge-people.server'
import type { WhyNotRecorded } from './record-fact.server'
import type { WhyNoReference } from './reference.server'
import type { WhyNotUnmerged } from './unmerge-people.server'

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

/** Why two records were not put together. */
export const whyNotMerged: Record<WhyNotMerged | 'together-already' | 'not-yours-to-ask', string> = {
  'not-yours-to-merge': 'Only a manager of both people may do this',
  'not-yours-to-ask': 'Only who works with one of them may ask this',
  'changed-meanwhile': 'Somebody has changed one of the records meanwhile. Look at both again',
  'together-already': 'Somebody else has put these two records together meanwhile',
  'both-are-referred':
    'Both have an open referral to the same programme. Take one of them back first, so that none is lost',
  'you-would-not-see-them':
    'You would not see the record any more: one of the two is closed to you. Ask who keeps the list of its readers',
}

/** Why two records were not put apart. */
export const whyNotUnmerged: Record<WhyNotUnmerged, string> = {
  'not-yours-to-undo': 'Only a manager of both people may do this',
  'undone-already': 'Somebody else has put them apart meanwhile',
  'too-late': 'The 30 days are over. The records stay together',
  'another-came-after': 'Another record was put together with this one later. Undo that first',
  'you-would-not-see-both': 'You would not see both records afterwards. Ask a manager of both',
}
