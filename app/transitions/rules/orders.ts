import type { CivilDate } from '~/shared/civil-date'
import { isReported } from '../basis'
import { whyNotPossibleWords } from '../data-errors'
import type { Fact, Life } from '../rule'

/** One order: how it was made, what a hearing changed since, how it ended. */
export type Order = {
  made: Fact
  changes: Fact[]
  ended: Fact | null
  /** Said to have ended, by somebody who does not decide it: asked about, never believed. */
  saidToEnd: Fact | null
}

/** `changed` is null where nothing changes such an order but its end. */
export type OrderKinds = { made: string; changed: string | null; ended: string }

/**
 * Facts come in the order of their days. A change or an end belongs to the latest order that was made before its day and had
 * not ended, else to one made on that very day. A change without an order stands as one; an end without an order is nothing.
 */
export function ordersIn(life: Life, kinds: OrderKinds): Order[] {
  const orders: Order[] = []
  for (const fact of life.facts) if (fact.kind === kinds.made) orders.push(newOrder(fact))
  for (const fact of life.facts) {
    if (fact.kind !== kinds.changed && fact.kind !== kinds.ended) continue
    const order = orderFor(orders, fact)
    if (fact.kind === kinds.changed) {
      if (order) order.changes.push(fact)
      else orders.push({ ...newOrder(fact), changes: [fact] })
    } else if (order && isReported(fact)) order.saidToEnd = fact
    else if (order) order.ended = fact
  }
  return orders
}

/** The last decision that changed the order; the first is what made it. */
export function lastChange({ made, changes }: Order): Fact | null {
  const last = changes.at(-1)
  return last === undefined || last === made ? null : last
}

export function factsOfOrder({ made, changes, ended, saidToEnd }: Order): Fact[] {
  return [made, ...changes.filter((change) => change !== made), ended, saidToEnd].filter(
    (fact) => fact !== null,
  )
}

function newOrder(made: Fact): Order {
  return { made, changes: [], ended: null, saidToEnd: null }
}

function orderFor(orders: readonly Order[], { happensOn }: Fact): Order | null {
  let before: Order | null = null
  let sameDay: Order | null = null
  for (const order of orders) {
    const madeOn = order.made.happensOn
    if (order.ended !== null || madeOn > happensOn) continue
    if (madeOn === happensOn) sameDay = order
    else if (before === null || madeOn >= before.made.happensOn) before = order
  }
  return before ?? sameDay
}

/** Ends that belong to no order, each by itself: what they end was never recorded. */
export function endsAlone(life: Life, orders: readonly Order[], { ended }: OrderKinds): Fact[] {
  return life.facts.filter(
    (fact) =>
      fact.kind === ended && !orders.some((order) => order.ended === fact || order.saidToEnd === fact),
  )
}

/**
 * What cannot all be true of one order: it is kept, shown, and blocks nothing. `endsOn` says until when a decision lets it run;
 * `changed` is what a change of it is called.
 */
export function contradictionsOf(
  life: Life,
  order: Order,
  { made }: OrderKinds,
  changed: 'continued' | 'extended',
  endsOn: (decision: Fact) => CivilDate,
): string[] {
  const warnings: string[] = []
  const decisions = [order.made, ...order.changes.filter((change) => change !== order.made)]
  if (decisions.some((decision) => decision.endsOn !== null && decision.endsOn < decision.happensOn)) {
    warnings.push(whyNotPossibleWords['ends-before-it-starts'])
  }
  const [first] = decisions
  if (first && first.kind !== made && order.ended === null) {
    const isMadeLater = life.facts.some(
      ({ kind, happensOn }) => kind === made && happensOn > first.happensOn && happensOn <= endsOn(first),
    )
    if (isMadeLater) warnings.push(`${changed} before it was made: check the days`)
  }
  if (decisions.some((decision, at) => at > 0 && decision.happensOn > endsOn(decisions[at - 1] as Fact))) {
    warnings.push(`${changed} after it had ended: check the days`)
  }
  return warnings
}
