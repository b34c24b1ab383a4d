import type { SharingDecision } from '~/sharing/decision'
import { basisWords } from '~/sharing/words'
import type { Compared } from '~/ui/conflict'
import type { Chosen, ChosenSection } from './chosen'
import type { Payload } from './payload'
import { shareWords } from './share-words'
import { sectionWords, takesPartWords } from './words'

export type ShareValues = Readonly<Record<string, string>>

type Written = {
  hopes: string | null
  whyNow: string | null
  fitBecause: string | null
  agreed: Payload['takesPart'] | null
  agreedSaid: string | null
  chosen: Chosen
}

/** A draft as its form shows it. */
export function valuesOfDraft({ chosen, ...written }: Written): ShareValues {
  return {
    ...textOf(written),
    agreed: written.agreed ?? '',
    agreedSaid: written.agreedSaid ?? '',
    ...ticked(chosen.ways),
    ...sectionValues(chosen.sections),
    ...decisionValues(chosen.decision),
  }
}

/** A new one: every safe way is ticked, and nothing else. */
export function valuesToBegin(safeWays: readonly { id: string }[]): ShareValues {
  return ticked(safeWays.map(({ id }) => id))
}

/**
 * What goes on from one that ended: what was written is carried over, each section with its why. Whether they want it shared, and to
 * take part, is asked anew, since it is another programme.
 */
export function valuesFollowing(
  { hopes, whyNow, payload }: Pick<Written, 'hopes' | 'whyNow'> & { payload: Payload | null },
  safeWays: readonly { id: string }[],
): ShareValues {
  return {
    ...valuesToBegin(safeWays),
    ...textOf({ hopes, whyNow, fitBecause: null }),
    ...sectionValues(payload?.more ?? []),
  }
}

function textOf({ hopes, whyNow, fitBecause }: Pick<Written, 'hopes' | 'whyNow' | 'fitBecause'>) {
  return { hopes: hopes ?? '', whyNow: whyNow ?? '', fitBecause: fitBecause ?? '' }
}

function ticked(ways: readonly string[]): ShareValues {
  return Object.fromEntries(ways.map((id) => [`way.${id}`, 'yes']))
}

function sectionValues(sections: readonly ChosenSection[]): ShareValues {
  return Object.fromEntries(
    sections.flatMap(({ section, says, because }) => [
      [`share.${section}`, 'yes'],
      [`says.${section}`, says ?? ''],
      [`why.${section}`, because],
    ]),
  )
}

function decisionValues(decision: SharingDecision): ShareValues {
  return Object.fromEntries(Object.entries(decision).map(([name, value]) => [name, value ?? '']))
}

/** Two versions of a draft side by side: what somebody saved meanwhile, and what was typed. */
export function comparedShares(theirs: ShareValues, yours: ShareValues): Compared[] {
  return rows.map(({ label, say }) => ({ label, theirs: say(theirs), yours: say(yours) }))
}

const plain = (name: string) => (values: ShareValues) => values[name] ?? ''
const rows: readonly { label: string; say: (values: ShareValues) => string }[] = [
  { label: shareWords.wantsIt, say: plain('hopes') },
  { label: shareWords.whyNow, say: plain('whyNow') },
  { label: shareWords.fitBecause, say: plain('fitBecause') },
  { label: shareWords.sharing, say: decisionInWords },
  {
    label: shareWords.takingPart,
    say: ({ agreed = '', agreedSaid = '' }) =>
      [takesPartWords[agreed as Payload['takesPart']] ?? '', agreedSaid].filter(Boolean).join('. '),
  },
  ...(Object.keys(sectionWords) as (keyof typeof sectionWords)[]).map((section) => ({
    label: sectionWords[section],
    say: (values: ShareValues) =>
      values[`share.${section}`] === 'yes'
        ? ['says', 'why']
            .map((name) => values[`${name}.${section}`] ?? '')
            .filter(Boolean)
            .join('. ')
        : '',
  })),
]

function decisionInWords(values: ShareValues): string {
  const { anyway, basis = '', theirWords = '', because = '', until = '' } = values
  if (anyway === undefined || anyway === '') return ''
  const how = anyway === 'no' ? basisWords.consent : basisWords[basis as keyof typeof basisWords]
  return [how, anyway === 'no' ? theirWords : because, until].filter(Boolean).join('. ')
}
