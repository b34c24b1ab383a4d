import { addMonths } from '~/shared/civil-date'
import { isReported } from '../basis'
import type { Fact, Life } from '../rule'
import { endsAlone, type Order, ordersIn } from './orders'

const KINDS = { made: 'SECURE_PLACED', changed: 'SECURE_REVIEWED', ended: 'SECURE_LEFT' }

/** Time in secure care, as far as it is recorded: `made` is moving in, or the first review where that was never recorded. */
export type SecureStay = Order & {
  /** Moving in again before leaving was recorded; null while this is the last. */
  nextBegan: Fact | null
  /** A review recorded for a day in the month before they moved in: both cannot be true. */
  reviewedBefore: Fact | null
}

export function secureStaysIn(life: Life): { stays: SecureStay[]; leftAlone: Fact[] } {
  const orders = ordersIn(life, KINDS)
  const first = orders.map(({ made }) => made)
  const began = first.filter((made) => made.kind === KINDS.made && !isReported(made))
  const reviewed = first.filter((made) => made.kind === KINDS.changed)
  const stays = orders.map((order) => ({
    ...order,
    nextBegan: nextAfter(order, began),
    reviewedBefore: reviewed.find((review) => isJustBefore(review, order.made)) ?? null,
  }))
  return { stays, leftAlone: endsAlone(life, orders, KINDS) }
}

function nextAfter({ made, ended }: Order, began: readonly Fact[]): Fact | null {
  if (ended !== null) return null
  const at = began.indexOf(made)
  const next = at < 0 ? began.find(({ happensOn }) => happensOn > made.happensOn) : began[at + 1]
  return next ?? null
}

function isJustBefore({ happensOn }: Fact, made: Fact): boolean {
  return made.kind === KINDS.made && happensOn < made.happensOn && addMonths(happensOn, 1) >= made.happensOn
}
