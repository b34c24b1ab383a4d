import type { CivilDate } from '~/shared/civil-date'
import type { About } from './fit'

/** A fact of a life, as far as it says whether an order runs. */
type Dated = {
  kind: string
  happensOn: CivilDate
  endsOn: CivilDate | null
  certainty: 'official' | 'recorded' | 'reported'
  standing: 'fact' | 'reported' | 'opinion'
  withdrawnOn: CivilDate | null
}

type Person = Omit<About, 'isOnOrder'> & { facts: readonly Dated[] }

/**
 * What a programme is held against. `reads` says whether whoever asks would see an order of a court: where they would not, none
 * found says nothing.
 */
export function aboutOf(person: Person, reads: 'court-orders' | 'no-court-orders', today: CivilDate): About {
  const { bornOn, birthDateCertainty, council } = person
  return { bornOn, birthDateCertainty, council, isOnOrder: isOnOrder(person.facts, reads, today) }
}

/** The kinds that begin or change an order, and the kind that ends it. `one`: nobody has two at a time. */
const families = [
  { begin: ['CSO_MADE', 'CSO_CONTINUED'], end: 'CSO_TERMINATED', one: true },
  { begin: ['ICSO_MADE', 'ICSO_EXTENDED'], end: 'ICSO_ENDED', one: true },
  { begin: ['CPO_IMPOSED', 'RLO', 'STRUCTURED_DEFERRED_SENTENCE'], end: 'ORDER_ENDED', one: false },
  { begin: ['LICENCE', 'SUPERVISED_RELEASE'], end: 'ORDER_ENDED', one: false },
] as const

type Family = (typeof families)[number]

/** An order that runs, or is set to begin. Null where one may run: no end is known, or only somebody's word for it. */
function isOnOrder(
  facts: readonly Dated[],
  reads: 'court-orders' | 'no-court-orders',
  today: CivilDate,
): boolean | null {
  const held = facts.filter(({ withdrawnOn }) => withdrawnOn === null)
  const found = families.flatMap((family) => {
    const orders = held.filter(({ kind }) => family.begin.some((begins) => begins === kind))
    return orders.map((order) => stateOf(order, orders, family, held, today))
  })
  if (found.includes('runs')) return true
  return found.includes('may-run') || reads === 'no-court-orders' ? null : false
}

function stateOf(
  order: Dated,
  orders: readonly Dated[],
  { end, one }: Family,
  held: readonly Dated[],
  today: CivilDate,
): 'runs' | 'may-run' | 'over' {
  if (order.endsOn !== null && order.endsOn < today) return 'over'
  const ended = held.find(
    ({ kind, happensOn }) => kind === end && happensOn >= order.happensOn && happensOn <= today,
  )
  if (ended) return isSure(ended) && (one || orders.length === 1) ? 'over' : 'may-run'
  return order.endsOn !== null && isSure(order) ? 'runs' : 'may-run'
}

function isSure({ certainty, standing }: Dated): boolean {
  return certainty !== 'reported' && standing === 'fact'
}
