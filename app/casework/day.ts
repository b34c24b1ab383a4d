import type { Status } from '~/referrals/lifecycle'
import type { CivilDate } from '~/shared/civil-date'

export type WaitingSession = {
  kind: 'session-to-record' | 'session-soon'
  id: string
  personId: string
  name: string
  on: CivilDate
  at: string | null
  cards: number
}

/** `personId` is null for a programme, which reads what was sent and never the record. */
export type WaitingReferral = {
  kind: 'referral' | 'inbox'
  id: string
  personId: string | null
  name: string
  on: CivilDate
  status: Status
  programme: string
}

/** Where somebody else has the next move, though its day has passed. */
const othersMove: readonly Status[] = ['sent', 'waiting', 'accepted', 'booked']

/** What waits in the order in which it is worked through: what one has to do oneself, and what one asks others for. */
export function inTurn(sessions: readonly WaitingSession[], referrals: readonly WaitingReferral[]) {
  const isOthers = ({ kind, status }: WaitingReferral) => kind === 'referral' && othersMove.includes(status)
  return {
    soon: sessions.filter(({ kind }) => kind === 'session-soon'),
    toRecord: sessions.filter(({ kind }) => kind === 'session-to-record'),
    inbox: referrals.filter(({ kind }) => kind === 'inbox'),
    yours: referrals.filter((each) => each.kind === 'referral' && !isOthers(each)),
    theirs: referrals.filter(isOthers),
  }
}
