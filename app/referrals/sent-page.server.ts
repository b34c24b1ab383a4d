import type { Db } from '#db/connection.server'
import type { CivilDate } from '~/shared/civil-date'
import { actsNow } from './acts'
import { openSent } from './inbox.server'
import { recordSeen } from './move.server'
import { stagesOf } from './stages'
import { moveInWords } from './words'

/** One referral as its page shows it to who receives it. The first time it is opened is said to who sent it. Null: not theirs, or not any more. */
export async function sentPage(db: Db, referralId: string, today: CivilDate) {
  const referral = await openSent(db, referralId)
  if (!referral) return null
  const { status, dueOn, programme, events } = referral
  const isFirstLook = status === 'sent' && !events.some(({ kind }) => kind === 'seen')
  if (isFirstLook) await recordSeen(db, referralId)
  const opened = { kind: 'seen', to: null, side: 'partner', on: today, onDay: null } as const
  const nextStart =
    referral.nextStartOn !== null && referral.nextStartOn >= today ? referral.nextStartOn : null
  return {
    programme,
    status,
    version: referral.version,
    payload: referral.payload,
    events,
    stages: stagesOf(status, isFirstLook ? [...events, opened] : events),
    move: moveInWords(status, dueOn, { reader: 'partner', programme, today }),
    meets: { on: referral.meetsOn, at: referral.meetsAt, where: referral.meetsWhere },
    proposed: { day: nextStart, place: referral.programmePlace },
    acts: actsNow(status, 'partner'),
  }
}
