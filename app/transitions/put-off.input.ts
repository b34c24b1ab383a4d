import { z } from 'zod'
import { choice, optionalDay } from '~/shared/fields'
import { NOTE_MAX, reasonsFor } from './decision'

/** So many changes stand on a page of the list, and no more can be chosen at once. */
const MOST_AT_ONCE = 50

/** A change as it stood on the page: its id and version. */
const CHOSEN = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\.([1-9]\d{0,8})$/

export const PutOffInput = z.object({
  chosen: chosen(),
  reason: choice('a reason', reasonsFor['not-now']),
  note: z
    .string()
    .trim()
    .max(NOTE_MAX, { error: `Keep the note to ${NOTE_MAX} characters or fewer` })
    .default(''),
  backOn: optionalDay('the day on which they come back'),
})

export const ChosenInput = z.object({ chosen: chosen() })

/** What is taken back, and where it was done. */
export const TakeBackInput = z.object({ actId: z.string().max(36), back: z.string().max(400).default('') })

function chosen() {
  return z.preprocess(
    (said) => (said === undefined ? [] : Array.isArray(said) ? said : [said]),
    z
      .array(
        z.string().transform((said, context) => {
          const [, id, version] = CHOSEN.exec(said) ?? []
          if (id !== undefined) return { id, version: Number(version) }
          context.addIssue({ code: 'custom', message: 'Load the page again' })
          return z.NEVER
        }),
      )
      .min(1, { error: 'Choose at least one change' })
      .max(MOST_AT_ONCE, { error: `Choose ${MOST_AT_ONCE} changes or fewer` }),
  )
}
