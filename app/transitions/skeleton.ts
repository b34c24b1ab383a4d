import { ABSENT, Digest } from './digest'
import type { Basis } from './rule'
import type { Transition } from './transitions-in'

/**
 * A digest of all that is stored of these transitions and of their rules' editions: while it is the same, nothing has to be
 * written. Decisions are no part of it.
 */
export function skeletonOf(transitions: readonly Transition[]): string {
  const digest = new Digest()
  for (const each of transitions) addTransition(digest, each)
  return digest.text()
}

function addTransition(digest: Digest, found: Transition): void {
  const { rule, window } = found
  digest.addWord(rule.code)
  digest.addNumber(rule.edition)
  digest.addWord(found.scope ?? rule.scope)
  digest.addText(found.occurrence)
  digest.addDay(found.date)
  digest.addDay(window?.from ?? null)
  digest.addDay(window?.to ?? null)
  digest.addWord(found.certainty)
  digest.addWord(found.lawVersion)
  digest.addNumber(found.prompts.length)
  for (const { step, on, covers, round } of found.prompts) {
    digest.addWord(step)
    digest.addDay(on)
    if (covers === undefined) digest.addNumber(ABSENT)
    else digest.addWords(covers)
    digest.addText(round ?? null)
  }
  digest.addNumber(found.duties.length)
  for (const { what, by, standing } of found.duties) {
    digest.addWord(what)
    digest.addText(by)
    digest.addWord(standing)
  }
  digest.addWords(found.dataGaps)
  digest.addWords(found.warnings)
  digest.addNumber(found.basis.length)
  for (const each of found.basis) addBasis(digest, each)
  digest.addText(found.expectedStage)
  digest.addNumber(found.urgent ? 1 : 0)
  digest.addText(found.cluster)
  digest.addText(found.because)
  digest.addText(found.overBecause)
}

function addBasis(digest: Digest, basis: Basis): void {
  if (basis.of === 'fact') {
    digest.addNumber(basis.passing ? 2 : 1)
    digest.addText(basis.fact.id)
    return
  }
  digest.addNumber(0)
  digest.addWord(basis.thing)
  digest.addText(basis.value)
}
