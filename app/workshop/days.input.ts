import { z } from 'zod'
import { choice, day, optionalText } from '~/shared/fields'

/** `gone`: no day of the organisation's own any more. */
export const DayInput = z.object({
  day: day('the day'),
  works: choice('whether it is worked', ['yes', 'no', 'gone']),
  name: optionalText('a name', 100),
  /** How often the day had been changed when it was shown; of one that is typed in, nothing was seen. */
  seen: z.coerce.number({ error: 'Load the page again' }).int().min(0).optional(),
})
