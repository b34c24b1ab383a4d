import { factKinds, isFactKind } from '~/caseload/fact-kinds'
import type { HeldFact } from '~/caseload/open-record.server'
import { replaces } from './verdicts'

/** A key date of the record that goes and the one of the record that stays with which it is one. */
export type SameFact = {
  gone: HeldFact
  kept: HeldFact
  /** What the two say differs: which of them is right is asked. `theirs`: it is likelier what the record that goes says. */
  differs: boolean
  theirs: boolean
}

/**
 * The key dates that both records have: the same day of the same kind, the same id of their source, or a kind of which a person has
 * one at a time. What was withdrawn is in none of them.
 */
export function sameFacts(kept: readonly HeldFact[], gone: readonly HeldFact[]): SameFact[] {
  const free = kept.filter(isLive)
  const pairs: SameFact[] = []
  const pair = (isSame: (one: HeldFact, other: HeldFact) => boolean) => {
    for (const fact of gone.filter(isLive)) {
      if (pairs.some((each) => each.gone === fact)) continue
      const at = free.findIndex((each) => each.kind === fact.kind && isSame(each, fact))
      const [same] = at < 0 ? [] : free.splice(at, 1)
      if (same) pairs.push(said(same, fact))
    }
  }
  pair(saysTheSame)
  pair((one, other) => one.sourceId !== null && one.sourceId === other.sourceId)
  pair(({ kind }) => isFactKind(kind) && factKinds[kind].isOnlyOne)
  return pairs
}

function said(kept: HeldFact, gone: HeldFact): SameFact {
  if (saysTheSame(kept, gone)) {
    const theirs = surety.indexOf(gone.certainty) > surety.indexOf(kept.certainty)
    return { gone, kept, differs: false, theirs }
  }
  return { gone, kept, differs: true, theirs: replaces(gone, kept) }
}

const surety: readonly HeldFact['certainty'][] = ['reported', 'recorded', 'official']

function isLive({ withdrawnOn }: HeldFact): boolean {
  return withdrawnOn === null
}

function saysTheSame(one: HeldFact, other: HeldFact): boolean {
  return (
    one.happensOn === other.happensOn &&
    one.atTime === other.atTime &&
    one.endsOn === other.endsOn &&
    JSON.stringify(inOrder(one.details)) === JSON.stringify(inOrder(other.details))
  )
}

function inOrder(details: HeldFact['details']) {
  return Object.entries(details).sort(([one], [other]) => (one < other ? -1 : 1))
}
