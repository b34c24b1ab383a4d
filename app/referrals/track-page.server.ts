import type { Db } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { programmesNear } from '~/programmes/directory.server'
import { reasonInWords } from '~/programmes/fit-words'
import { addDays, type CivilDate } from '~/shared/civil-date'
import { presumedToDecide } from '~/sharing/decision'
import { actsNow } from './acts'
import { DAYS_TO_SHARE_ON, isOpen, type Status } from './lifecycle'
import { nextOptions } from './next-options'
import { aboutPerson } from './person-to-refer.server'
import { openReferral } from './queries.server'
import { stagesOf } from './stages'
import { moveInWords } from './words'

/** One referral as its page shows it to who works with the young person; null where it is not theirs. */
export async function trackPage(
  db: Db,
  worker: Worker,
  at: { personId: string; referralId: string },
  today: CivilDate,
) {
  const referral = await openReferral(db, worker, at.personId, at.referralId)
  if (!referral) return null
  const { status, dueOn, programme, events, shares, mayAct } = referral
  const goesOn = lost.includes(status) && mayAct && referral.followedBy === null
  const near = goesOn
    ? nextOptions(await programmesNear(db), aboutPerson(referral, today), referral.programmeId, today)
    : []
  return {
    id: referral.id,
    fullName: referral.fullName,
    name: referral.payload?.name ?? referral.fullName,
    programme,
    provider: referral.provider,
    transitionId: referral.transitionId,
    status,
    version: referral.version,
    move: moveInWords(status, dueOn, { reader: 'referrer', programme, today }),
    stages: stagesOf(status, events),
    events,
    payload: referral.payload,
    why: {
      whyNow: referral.whyNow,
      agreedSaid: referral.agreedSaid,
      fitBecause: referral.fitBecause,
    },
    meets: { on: referral.meetsOn, at: referral.meetsAt, where: referral.meetsWhere },
    programmePlace: referral.programmePlace,
    followsId: referral.followsId,
    followedBy: referral.followedBy,
    shares,
    acts: mayAct ? actsNow(status, 'referrer') : [],
    mayAct,
    presumed: presumedToDecide(referral.bornOn, today),
    mayKeepSharing: mayAct && status !== 'draft' && isOpen(status),
    mayEndSharing: mayAct && !isOpen(status) && shares.some(({ isOn }) => isOn),
    sharingEndsOn: isOpen(status) ? endsSoon(shares, today) : null,
    options: goesOn
      ? near.map(({ programme: option, reasons }) => ({
          id: option.id,
          name: option.name,
          says: reasons
            .filter(({ is }) => is === 'yes' || is === 'ask')
            .slice(0, 2)
            .map((reason) => reasonInWords(reason, option, referral.payload?.name ?? '').says),
        }))
      : null,
  }
}

/** The day on which the last share ends, from a fortnight before. */
function endsSoon(
  shares: readonly { until: CivilDate; isOn: boolean }[],
  today: CivilDate,
): CivilDate | null {
  const last = shares
    .filter(({ isOn }) => isOn)
    .map(({ until }) => until)
    .sort()
    .at(-1)
  return last !== undefined && last <= addDays(today, DAYS_TO_SHARE_ON) ? last : null
}

/** Where the next option is looked for at once. */
const lost: readonly Status[] = ['declined', 'redirected', 'did-not-connect']
