import { isDeepStrictEqual } from 'node:util'
import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { calendarOf } from '~/organisations/calendar.server'
import { findProgramme } from '~/programmes/directory.server'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import { decideToShare } from '~/sharing/decide-to-share.server'
import type { WhyNotShared } from '~/sharing/decision'
import { isChosen } from './chosen'
import { dueOn } from './lifecycle'
import { draftPayload, saveDraft, whyNotReferred } from './make.server'
import { moveThrough } from './move.server'
import { personToRefer } from './person-to-refer.server'
import { sealPayload } from './sealed-payload.server'
import type { WhyNotSent } from './why-not'

/**
 * Sends a draft: what was looked at is what is stored and what the partner sees. The decision to share, what is shared, the status,
 * its event and the audit entry are one transaction. Where the record has changed since, the draft takes it up and is shown again.
 */
export async function sendReferral(
  db: Db,
  worker: Worker,
  { personId, referralId }: { personId: string; referralId: string },
  { version }: { version: number },
  today: CivilDate,
): Promise<Result<{ version: number }, WhyNotSent | WhyNotShared>> {
  const person = await personToRefer(db, worker, personId, {
    referralId,
    transitionId: null,
    sessionId: null,
  })
  if (!person?.programmeId) return refused('not-in-your-caseload')
  const { chosen, agreed, hopes, fitBecause } = person
  if (person.status !== 'draft' || person.version !== version) return refused('changed-meanwhile')
  if (!isChosen(chosen) || !agreed || hopes === null) return refused('decision-too-old')
  const programme = await findProgramme(db, person.programmeId)
  const why = whyNotReferred(person, programme, { chosen, agreed, fitBecause }, today)
  if (why) return refused(why)
  if (!programme) return refused('no-such-programme')

  const payload = draftPayload(person, worker, { hopes, agreed, chosen }, today)
  if (!isDeepStrictEqual(payload, person.payload)) {
    const sealed = await sealPayload(db, person, payload)
    const taken = await saveDraft(db, { referralId, version }, { payload: sealed })
    return refused(taken ? 'record-changed' : 'changed-meanwhile')
  }

  // Whoever sends it first holds the row: nothing is shared twice, nor by one who comes second.
  if (!(await isHeld(db, referralId, version))) return refused('changed-meanwhile')
  const shared = await decideToShare(db, { ...person, personId }, programme, chosen.decision, today)
  if (!shared.ok) return shared
  await db
    .updateTable('app.referral')
    .set({ share_id: shared.value.shareId, chosen: '{}' })
    .where('id', '=', referralId)
    .execute()
  const calendar = await calendarOf(db, programme.organisationId)
  const moved = await moveThrough(db, referralId, {
    seen: version,
    to: 'sent',
    side: 'referrer',
    dueOn: dueOn('sent', { on: today, sentOn: today, meetsOn: null }, calendar),
  })
  if (!moved?.moved) throw new Error('A draft that is held can be sent')
  await recordAudit(db, {
    act: 'referral.send',
    personId,
    subjectType: 'referral',
    subjectId: referralId,
    fields: ['name', 'reach', 'wants', ...payload.more.map(({ section }) => section)],
  })
  return ok({ version: moved.version })
}

async function isHeld(db: Db, referralId: string, version: number): Promise<boolean> {
  const held = await db
    .updateTable('app.referral')
    .set({ changed_at: sql<Date>`now()` })
    .where('id', '=', referralId)
    .where('version', '=', version)
    .where('status', '=', 'draft')
    .executeTakeFirst()
  return held.numUpdatedRows > 0n
}
