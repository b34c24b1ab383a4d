import { z } from 'zod'
import { version } from '~/shared/fields'
import { LINES_MAX } from './reasons'

/** Two forms of the handover page: a few lines for the next worker, and that the next worker has read it. */
export const HandoverInput = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('lines'),
    lines: z
      .string()
      .trim()
      .max(LINES_MAX, { error: `Keep the lines to ${LINES_MAX.toLocaleString('en-GB')} characters or fewer` })
      .transform((said) => said.replace(/\r\n?/g, '\n'))
      .default(''),
    version: version(),
  }),
  z.object({ act: z.literal('read') }),
])

/** Takes back what was given in one act: the address says which. */
export const UndoLotInput = z.object({})
