import { z } from 'zod'
import { choice, optionalDay, version } from '~/shared/fields'
import { decisionKinds, decisionReasons, NOTE_MAX } from './decision'

const yesOrNo = ['yes', 'no'] as const

export const DecideInput = z.object({
  step: z.string().min(1).max(20),
  kind: choice('what you decided', decisionKinds),
  reason: z.preprocess(
    (said) => (said === '' || said === undefined ? null : said),
    choice('a reason', decisionReasons).nullable(),
  ),
  note: z
    .string()
    .trim()
    .max(NOTE_MAX, { error: `Keep the note to ${NOTE_MAX} characters or fewer` })
    .default(''),
  backOn: optionalDay('the day on which it comes back'),
  useful: z
    .preprocess(
      (said) => (said === '' || said === undefined ? null : said),
      choice('yes or no', yesOrNo).nullable(),
    )
    .transform((said) => (said === null ? null : said === 'yes')),
  version: version(),
})
