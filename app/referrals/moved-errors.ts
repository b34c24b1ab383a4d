import type { FieldErrors } from '~/shared/form'
import type { WhyNotShared } from '~/sharing/decision'
import { whereNotShared, whyNotShared } from '~/sharing/words'
import type { WhyNotMoved, WhyNotSent } from './why-not'
import { whereNotMoved, whyNotMoved, whyNotSent } from './words'

/** Why an act was not done, at the field of that act which it is about. */
export function movedErrors(reason: WhyNotMoved, act: string | undefined): FieldErrors {
  const field = whereNotMoved[reason]
  return { [field === 'form' || act === undefined ? 'form' : `${field}.${act}`]: whyNotMoved[reason] }
}

export function sentErrors(reason: WhyNotSent | WhyNotShared): FieldErrors {
  return { form: isOfSharing(reason) ? whyNotShared[reason] : whyNotSent[reason] }
}

export function keptErrors(reason: WhyNotShared | 'not-possible-now'): FieldErrors {
  return reason === 'not-possible-now'
    ? { form: whyNotMoved[reason] }
    : { [whereNotShared[reason]]: whyNotShared[reason] }
}

function isOfSharing(reason: WhyNotSent | WhyNotShared): reason is WhyNotShared {
  return reason in whyNotShared
}
