import type { FieldErrors } from '~/shared/form'
import type { WhyNotShared } from '~/sharing/decision'
import { whereNotShared, whyNotShared } from '~/sharing/words'
import type { WhyNotMade } from './why-not'
import { whyNotMade } from './words'

/** A refusal as the field that it is about shows it. */
export function shareErrors(reason: WhyNotMade | WhyNotShared): FieldErrors {
  if (isOfSharing(reason)) return { [whereNotShared[reason]]: whyNotShared[reason] }
  const field = fields[reason] ?? 'form'
  return { [field]: whyNotMade[reason] }
}

const fields: Partial<Record<WhyNotMade, string>> = {
  'does-not-fit': 'fitBecause',
  'wants-not-asked': 'agreed',
  'wants-no': 'agreed',
}

function isOfSharing(reason: WhyNotMade | WhyNotShared): reason is WhyNotShared {
  return reason in whyNotShared
}
