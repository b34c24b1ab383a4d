import { z } from 'zod'
import { optionalText, shortText, version } from '~/shared/fields'
import { fieldNames } from './two-records'

const Merge = z.looseObject({
  act: z.literal('merge'),
  version: version(),
  otherVersion: version(),
})

/** What somebody says of two records: that a manager should look, that they are not of one person, or to put them together. */
export const SameInput = z.discriminatedUnion('act', [
  z.object({ act: z.literal('ask'), reason: shortText('why you think they are the same person', 500) }),
  z.object({
    act: z.literal('not-same'),
    because: shortText('in a few words why they are not the same', 500),
  }),
  Merge.transform(({ act, version, otherVersion, ...chosen }) => ({
    act,
    version,
    otherVersion,
    take: fieldNames.filter((name) => chosen[`take.${name}`] === 'other'),
    takeFacts: Object.entries(chosen).flatMap(([name, side]) =>
      name.startsWith(FACT) && side === 'other' ? [name.slice(FACT.length)] : [],
    ),
  })),
])

const FACT = 'fact.'

export const ApartInput = z.object({ id: z.uuid({ error: 'Load the page again' }) })

export const FindInput = z.object({ words: optionalText('a name, a reference or a date of birth', 100) })
