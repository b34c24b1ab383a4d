import { z } from 'zod'
import { choice, shortText, version } from '~/shared/fields'
import { places } from './place'
import { VIEW_NAME_MAX } from './words'

const ticked = z.preprocess((said) => said === 'yes', z.boolean())

const said = { name: shortText('a name', VIEW_NAME_MAX), isShared: ticked, isPinned: ticked }

export const KeepViewInput = z.object({
  ...said,
  place: choice('a place', places),
  query: z.string().max(300).default(''),
})

export const ViewInput = z.discriminatedUnion('act', [
  z.object({ act: z.literal('save'), ...said, version: version() }),
  z.object({ act: z.literal('delete'), version: version() }),
  z.object({ act: z.literal('bring-back'), version: version() }),
  z.object({ act: z.enum(['pin', 'unpin']) }),
])
