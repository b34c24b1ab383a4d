import { isReported } from '../basis'
import type { Fact, Life } from '../rule'

/** Orders and sentences in the community, and licences. What ends one early is recorded by the id of the order. */
const COMMUNITY: ReadonlySet<string> = new Set([
  'CPO_IMPOSED',
  'RLO',
  'LICENCE',
  'SUPERVISED_RELEASE',
  'STRUCTURED_DEFERRED_SENTENCE',
])

type EndOfOrder = {
  /** The end that stands; null while none is known. */
  ended: Fact | null
  /** All that speaks of an end: what stands, and what is only said or cannot be. */
  facts: readonly Fact[]
  warnings: readonly string[]
}

/**
 * How this order ended, as far as it is recorded. An end that names no order is that of the only one that ran on its day; where more
 * than one ran, nobody guesses.
 */
export function endOfOrder(life: Life, order: Fact): EndOfOrder {
  if (!life.facts.some(({ kind }) => kind === 'ORDER_ENDED')) return NONE
  const theirs: Fact[] = []
  const warnings: string[] = []
  for (const fact of life.facts) {
    if (fact.kind !== 'ORDER_ENDED') continue
    const whose = ordersEndedBy(life, fact)
    if (!whose.includes(order)) continue
    if (whose.length > 1) warnings.push('an order is recorded as ended, and not which: check')
    else theirs.push(fact)
  }
  const after = theirs.filter(({ happensOn }) => happensOn >= order.happensOn)
  if (after.length < theirs.length) warnings.push('an end is recorded before the order began: check')
  const ended = after.findLast((fact) => !isReported(fact)) ?? null
  if (ended === null && after.length > 0) warnings.push('said to have ended: check')
  return { ended, facts: ended ? [ended] : theirs, warnings: [...new Set(warnings)] }
}

const NONE: EndOfOrder = { ended: null, facts: [], warnings: [] }

/** The order that it names, else those that ran on its day. */
function ordersEndedBy({ facts }: Life, end: Fact): Fact[] {
  const orders = facts.filter(({ kind }) => COMMUNITY.has(kind))
  const named = orders.filter(({ id }) => id === end.details.order)
  if (named.length > 0) return named
  return orders.filter(
    ({ happensOn, endsOn }) => happensOn <= end.happensOn && (endsOn === null || endsOn >= end.happensOn),
  )
}

/** The order that a fact names; null where it names none that is held. */
export function orderNamed({ facts }: Life, { details }: Fact): Fact | null {
  return facts.find(({ id, kind }) => id === details.order && COMMUNITY.has(kind)) ?? null
}
