import { z } from 'zod'
import { choice, day, optionalDay } from '~/shared/fields'
import { BECAUSE_MAX, handoverReasons, PEOPLE_AT_ONCE } from './reasons'

/** Somebody who is chosen, and how the form saw who works with them. */
const chosen = z.string().regex(/^[\da-f-]{36} [\da-f]{32}$/)

export const ReassignInput = z.object({
  person: z.preprocess(
    (said) => (typeof said === 'string' ? [said] : said),
    z
      .array(chosen, { error: 'Choose at least one person' })
      .max(PEOPLE_AT_ONCE, { error: `Choose ${PEOPLE_AT_ONCE} people or fewer` })
      .transform((each) => each.map((said) => ({ personId: said.slice(0, 36), seen: said.slice(37) }))),
  ),
  /** `nobody`, or a worker. */
  to: z
    .string({ error: 'Choose who works with them next' })
    .regex(/^(nobody|[\da-f-]{36})$/, { error: 'Choose who works with them next' }),
  as: choice('whether they lead or stand in', ['lead', 'cover']),
  fromOn: day('the first day'),
  untilOn: optionalDay('the last day'),
  reason: choice('a reason', handoverReasons),
  because: z
    .string()
    .trim()
    .max(BECAUSE_MAX, { error: `Keep the words to ${BECAUSE_MAX} characters or fewer` })
    .default(''),
})

export type Reassignment = z.infer<typeof ReassignInput>
