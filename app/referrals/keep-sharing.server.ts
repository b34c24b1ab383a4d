import type { Db } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import { decideToShare } from '~/sharing/decide-to-share.server'
import type { SharingDecision, WhyNotShared } from '~/sharing/decision'
import { isOpen } from './lifecycle'
import { recordKeptSharing } from './move.server'

/** Somebody asks again and shares on: another grant, taken by a person as the first one was. What has not been sent, or has ended, is not shared on. */
export async function keepSharing(
  db: Db,
  worker: Worker,
  { personId, referralId }: { personId: string; referralId: string },
  decision: SharingDecision,
  today: CivilDate,
): Promise<Result<{ until: CivilDate }, WhyNotShared | 'not-theirs' | 'not-possible-now'>> {
  const held = await visiblePeople(db, worker)
    .innerJoin('app.referral as referral', (join) =>
      join
        .onRef('referral.organisation_id', '=', 'person.organisation_id')
        .onRef('referral.person_id', '=', 'person.id'),
    )
    .innerJoin('app.programme as programme', 'programme.id', 'referral.programme_id')
    .where('person.id', '=', personId)
    .where('referral.id', '=', referralId)
    .select([
      'person.organisation_id as organisationId',
      'person.born_on as bornOn',
      'referral.status',
      'programme.organisation_id as receiverId',
      'programme.id as programmeId',
      'programme.name as programme',
    ])
    .executeTakeFirst()
  if (!held) return refused('not-theirs')
  if (held.status === 'draft' || !isOpen(held.status)) return refused('not-possible-now')

  const receiver = { organisationId: held.receiverId, id: held.programmeId, name: held.programme }
  const shared = await decideToShare(db, { ...held, personId }, receiver, decision, today)
  if (!shared.ok) return shared
  await recordKeptSharing(db, referralId, decision.until)
  return ok({ until: decision.until })
}
