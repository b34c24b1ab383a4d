import { isReported } from './basis'
import type { Fact } from './rule'

/**
 * Facts that cannot all be true, each by its id with what to check. They are kept and shown as what they are, on whatever rests on
 * them; no rule is held up by them. Facts are in the order in which they happened; what is only said contradicts nothing.
 */
export function contradictionsIn(facts: readonly Fact[]): ReadonlyMap<string, string> {
  let found: Map<string, string> | null = null
  for (const fact of facts) {
    const test = tests[fact.kind]
    if (test === undefined || isReported(fact) || !test.isWrong(fact, facts)) continue
    found ??= new Map()
    found.set(fact.id, test.says)
  }
  return found ?? NONE
}

const NONE: ReadonlyMap<string, string> = new Map()

type Test = { says: string; isWrong: (fact: Fact, facts: readonly Fact[]) => boolean }

const tests: Readonly<Record<string, Test | undefined>> = {
  SCHOOL_LEFT: {
    says: 'two days of leaving school are recorded: check which is right',
    isWrong: (fact, facts) =>
      facts.some(
        (other) => other.kind === 'SCHOOL_LEFT' && other.happensOn !== fact.happensOn && !isReported(other),
      ),
  },
  CSO_CONTINUED: continuedBefore('CSO_MADE'),
  ICSO_EXTENDED: continuedBefore('ICSO_MADE'),
  RELEASED: {
    says: 'a release is recorded before custody began: check the days',
    isWrong: isOnlyBefore(['CUSTODY', 'REMAND', 'RECALLED']),
  },
}

function continuedBefore(made: string): Test {
  return {
    says: 'the order is recorded as continued before it was made: check the days',
    isWrong: isOnlyBefore([made]),
  }
}

/** What must have come first came after it, and never before. */
function isOnlyBefore(first: readonly string[]): Test['isWrong'] {
  return ({ happensOn }, facts) => {
    let isBefore = false
    for (const fact of facts) {
      if (!first.includes(fact.kind) || isReported(fact)) continue
      if (fact.happensOn <= happensOn) return false
      isBefore = true
    }
    return isBefore
  }
}
