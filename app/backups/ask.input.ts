import { z } from 'zod'
import { choice } from '~/shared/fields'

export const AskInput = z.object({
  ask: choice('what to do', ['backup', 'drill']),
  /** Given where the password was not shown of late. */
  password: z.string().max(1_000).optional(),
})
