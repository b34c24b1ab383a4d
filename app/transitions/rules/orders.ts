import { isReported } from '../basis'
import type { Fact, Life } from '../rule'

/** One order: how it was made, what a hearing changed since, how it ended. */
export type Order = {
  made: Fact
  changes: Fact[]
  ended: Fact | null
  /** Said to have ended, by somebody who does not decide it: asked about, never believed. */
  saidToEnd: Fact | null
}

type Kinds = { made: string; changed: string; ended: string }

/**
 * Facts come in the order of their days. A change or an end belongs to the latest order that was made before its day and had
 * not ended, else to one made on that very day. A change without an order stands as one; an end without an order is nothing.
 */
export function ordersIn(life: Life, kinds: Kinds): Order[] {
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
