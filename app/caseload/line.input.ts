import { z } from 'zod'
import { version } from '~/shared/fields'

type Kept<T> = { line: { id: string | null; version: number | null }; remove: null; value: T }
type Removed = { line: null; remove: { id: string; version: number }; value: null }

/**
 * One line of a list about somebody: a new one, a held one changed (`id` and its `version`), or one taken out of use
 * (`act=remove`), which then needs nothing else.
 */
export function readLine<T>(schema: z.ZodType<T>): z.ZodType<Kept<T> | Removed> {
  return z
    .looseObject({ id: z.string().optional(), act: z.string().optional() })
    .transform((said, context) => {
      const held = z.object({ id: z.uuid(), version: version() }).safeParse(said)
      if (said.act === 'remove') {
        if (held.success) return { line: null, remove: held.data, value: null }
        context.addIssue({ code: 'custom', path: ['form'], message: 'Load the page again' })
        return z.NEVER
      }
      const read = schema.safeParse(said)
      if (!read.success) {
        for (const { path, message } of read.error.issues) context.addIssue({ code: 'custom', path, message })
        return z.NEVER
      }
      const line = held.success ? held.data : { id: null, version: null }
      return { line, remove: null, value: read.data }
    })
}
