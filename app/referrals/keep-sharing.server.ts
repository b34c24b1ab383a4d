import type { Db } from '#db/connection.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import { decideToShare, endSharing } from '~/sharing/decide-to-share.server'
import type { SharingDecision, WhyNotShared } from '~/sharing/decision'
import { isOpen } from './lifecycle'
import { recordKeptSharing } from './move.server'

/** Somebody asks again and shares on: another grant, taken by a person as the first one was. What has not been sent, or has ended, is not shared on. */
export async function keepSharing(
  db: Db,
  worker: Worker,
  at: { personId: string; referralId: string },
  decision: SharingDecision,
  today: CivilDate,
): Promise<Result<{ until: CivilDate }, WhyNotShared | 'not-theirs' | 'not-possible-now'>> {
  const held = await sharedReferral(db, worker, at)
  if (!held) return refused('not-theirs')
  if (held.status === 'draft' || !isOpen(held.status)) return refused('not-possible-now')

  const receiver = { organisationId: held.receiverId, id: held.programmeId, name: held.programme }
  const shared = await decideToShare(db, { ...held, personId: at.personId }, receiver, decision, today)
  if (!shared.ok) return shared
  await recordKeptSharing(db, at.referralId, decision.until)
  return ok({ until: decision.until })
}

/** Ends at once what is shared of somebody with this programme, where the referral has ended: what goes on is taken back instead. */
export async function stopSharing(
  db: Db,
  worker: Worker,
  at: { personId: string; referralId: string },
): Promise<Result<null, 'not-theirs'>> {
  const held = await sharedReferral(db, worker, at)
  if (!held || isOpen(held.status)) return refused('not-theirs')
  await endSharing(db, at.personId, held.programmeId, 'ended')
  return ok(null)
}

async function sharedReferral(
  db: Db,
  worker: Worker,
  { personId, referralId }: { personId: string; referralId: string },
) {
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
  if (!held) return null
  await recordAudit(db, { act: 'referral.view', personId, subjectType: 'referral', subjectId: referralId })
  return held
}
