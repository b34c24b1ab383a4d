import { z } from 'zod'
import { choice } from '~/shared/fields'
import { howOften } from './often'

/** How often somebody wishes to hear. `version` 0: they have not chosen before. */
export const MailChoiceInput = z.object({
  often: choice('how often you want mail', howOften),
  version: z.coerce.number({ error: 'Load the page again' }).int().min(0),
})
