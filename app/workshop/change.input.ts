import { z } from 'zod'
import { day, shortText } from '~/shared/fields'
import { GRACE } from '~/transitions/settings'

/** Every setting as it was typed: what each may be, its rule says. */
export const ChangeInput = z.object({ [GRACE]: z.string().max(5) }).catchall(z.string().max(2_000))

export const SaveInput = z.object({
  effectiveOn: day('the day'),
  because: shortText('why', 500),
})

export const UndoInput = z.object({ undo: z.uuid() })
