import { z } from 'zod'

/** What is done with one's own calendar. `version` 0: there is none yet. */
export const CalendarInput = z.object({
  act: z.enum(['make', 'place', 'end'], { error: 'Choose what to do' }),
  place: z.literal('yes').optional(),
  version: z.coerce.number({ error: 'Load the page again' }).int().min(0),
})
