import { type ClockFacts, dueOn, mayMove, type Side, type Status } from '~/referrals/lifecycle'
import type { CivilDate } from '~/shared/civil-date'
import { workingDays } from '~/shared/working-days'
import type { Cast, Referral, ReferralEvent } from './cast'

/** An event with the state in which it found the referral, on whose side it was, and the version that a move made. */
export type Told = ReferralEvent & { seq: number; from: Status; side: Side; version: number | null }

/** @throws where one of them is no move of the table. */
export function toldEvents({ events, programme, by, person }: Referral, cast: Cast): Told[] {
  const about = cast.programmes.find(({ name }) => name === programme)
  const partners = about ? [about.lead, ...(about.staff ?? [])] : []
  let from: Status = 'draft'
  let version = 1
  return events.map((event, at): Told => {
    const side: Side = event.by !== by && partners.includes(event.by) ? 'partner' : 'referrer'
    const told = { ...event, seq: at + 1, from, side, version: 'to' in event ? version + 1 : null }
    if (!('to' in event)) return told
    if (!mayMove(from, event.to, side))
      throw new Error(`${person}'s referral does not go from ${from} to ${event.to} by the ${side}`)
    from = event.to
    version += 1
    return told
  })
}

/** Whose move it is has until then; of what has ended nothing is due once they have looked back. */
export function dueAfter({ madeOn }: Referral, events: readonly Told[]): CivilDate | null {
  const last = events.findLast((event) => 'to' in event)
  const clock: ClockFacts = { on: madeOn, sentOn: null, meetsOn: null }
  if (!last || !('to' in last)) return dueOn('draft', clock, workingDays())
  const after = events.slice(last.seq)
  if (after.some((event) => 'note' in event && event.note === 'check-back')) return null
  const since = after.findLast((event) => 'note' in event && event.note === 'holding-contact') ?? last
  return dueOn(last.to, { on: since.on, sentOn: madeOn, meetsOn: last.day ?? null }, workingDays())
}
