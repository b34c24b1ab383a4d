import type { Fact } from '../rule'

/** Time in custody under one sentence, as far as it is recorded. A recall alone stands for its sentence. */
export type Stay = {
  began: Fact
  /** The last recall; what was recorded before it belongs to the time before. */
  recalled: Fact | null
  /** The release that stands: none while they are held. */
  released: Fact | null
  /** A later sentence began before a release was recorded: the release of that one is theirs. */
  isOvertaken: boolean
}

/**
 * Stays from facts in the order of their days. A release belongs to the time inside that ran up to it; one from remand, or with
 * nothing before it, stands by itself in `otherReleases`. On the same day somebody goes in before they come out.
 */
export function staysIn(facts: readonly Fact[]): { stays: Stay[]; otherReleases: Fact[] } {
  const stays: Stay[] = []
  const otherReleases: Fact[] = []
  let isOnRemand = false
  for (const fact of entriesFirst(facts)) {
    const last = stays.at(-1)
    const isHeld = last !== undefined && last.released === null
    switch (fact.kind) {
      case 'CUSTODY':
        if (isHeld) last.isOvertaken = true
        stays.push({ began: fact, recalled: null, released: null, isOvertaken: false })
        isOnRemand = false
        break
      case 'RECALLED':
        if (last === undefined)
          stays.push({ began: fact, recalled: null, released: null, isOvertaken: false })
        else {
          last.recalled = fact
          last.released = null
        }
        isOnRemand = false
        break
      case 'REMAND':
        isOnRemand = !isHeld
        break
      case 'RELEASED':
        if (last === undefined || isOnRemand) otherReleases.push(fact)
        else last.released = fact
        isOnRemand = false
        break
    }
  }
  return { stays, otherReleases }
}

function entriesFirst(facts: readonly Fact[]): readonly Fact[] {
  return facts.toSorted((one, other) =>
    one.happensOn === other.happensOn ? rank(one) - rank(other) : one.happensOn < other.happensOn ? -1 : 1,
  )
}

function rank({ kind }: Fact): number {
  return kind === 'RELEASED' ? 1 : 0
}
