import { z } from 'zod'
import { optionalLongText, optionalText, version } from '~/shared/fields'
import { asKept, isWritten, type NumberKind } from './national-numbers'
import { ADDRESS_MAX } from './protected-limits'
import { notWritten } from './protected-words'

/** Which version the form was made from; nothing where nothing was held. */
const held = { version: z.preprocess((said) => (said === '' ? undefined : said), version().optional()) }

/** Given where the password was not shown of late. */
const proof = { password: z.string().max(1_000).optional() }

function number(kind: NumberKind, what: string) {
  return optionalText(what, 40).transform((said, context) => {
    if (said === null) return null
    const kept = asKept(said)
    if (isWritten(kind, kept)) return kept
    context.addIssue({ code: 'custom', message: notWritten[kind] })
    return z.NEVER
  })
}

export const ProtectedInput = z.discriminatedUnion(
  'act',
  [
    z.object({ act: z.literal('show'), ...proof }),
    z.object({
      act: z.literal('address'),
      ...proof,
      ...held,
      address: optionalLongText('the address', ADDRESS_MAX),
      note: optionalLongText('who must not learn it', ADDRESS_MAX),
    }),
    z.object({
      act: z.literal('numbers'),
      ...proof,
      ...held,
      chi: number('chi', 'the CHI number'),
      scn: number('scn', 'the Scottish Candidate Number'),
      nino: number('nino', 'the National Insurance number'),
    }),
  ],
  { error: 'Load the page again' },
)

export type AddressSaid = Extract<z.infer<typeof ProtectedInput>, { act: 'address' }>
export type NumbersSaid = Extract<z.infer<typeof ProtectedInput>, { act: 'numbers' }>
