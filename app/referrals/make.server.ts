import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { calendarOf } from '~/organisations/calendar.server'
import { type FoundProgramme, findProgramme } from '~/programmes/directory.server'
import { canBeChosen, fitOf } from '~/programmes/fit'
import type { CivilDate } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import { type WhyNotShared, whyNotShared } from '~/sharing/decision'
import type { Chosen } from './chosen'
import { dueOn } from './lifecycle'
import { type Payload, payloadOf } from './payload'
import { aboutPerson, type PersonToRefer, personToRefer } from './person-to-refer.server'
import { sealPayload } from './sealed-payload.server'
import type { WhyNotMade } from './why-not'

export type ReferralInput = {
  hopes: string
  whyNow: string
  agreed: Payload['takesPart']
  agreedSaid: string
  /** Why this programme, though it is for others. */
  fitBecause: string | null
  chosen: Chosen
}

export type ReferralFor = {
  personId: string
  programmeId: string
  transitionId: string | null
  sessionId: string | null
  /** The referral that ended and that this one goes on from. */
  followsId: string | null
}

/**
 * A referral as a draft, which nobody else sees: whether the programme takes them is looked at again, and the decision to share is
 * held against their age. Nothing is shared by it.
 */
export async function makeReferral(
  db: Db,
  worker: Worker,
  { personId, programmeId, transitionId, sessionId, followsId }: ReferralFor,
  input: ReferralInput,
  today: CivilDate,
): Promise<Result<{ referralId: string }, WhyNotMade | WhyNotShared>> {
  const person = await personToRefer(db, worker, personId, { referralId: followsId, transitionId, sessionId })
  if (!person) return refused('not-in-your-caseload')
  const isNamed = (named: string | null, found: string | null) => named === null || found !== null
  const areTheirs =
    isNamed(transitionId, person.transitionId) &&
    isNamed(sessionId, person.sessionId) &&
    isNamed(followsId, person.referralId)
  if (!areTheirs) return refused('not-in-your-caseload')
  const programme = await findProgramme(db, programmeId)
  const why = whyNotReferred(person, programme, input, today)
  if (why) return refused(why)
  if (!programme) return refused('no-such-programme')

  const calendar = await calendarOf(db, programme.organisationId)
  const made = await db
    .insertInto('app.referral')
    .values({
      organisation_id: person.organisationId,
      person_id: personId,
      programme_organisation_id: programme.organisationId,
      programme_id: programmeId,
      transition_id: person.transitionId ?? person.referredFor,
      session_id: person.sessionId,
      follows_id: person.referralId,
      due_on: dueOn('draft', { on: today, sentOn: null, meetsOn: null }, calendar),
      ...(await columnsOf(db, person, worker, input, today)),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) return refused('already-referred')
  await recordAudit(db, {
    act: 'referral.make',
    personId,
    subjectType: 'referral',
    subjectId: made.id,
    fields: input.chosen.sections.map(({ section }) => section),
  })
  return ok({ referralId: made.id })
}

/** Writes a draft anew. Refused when somebody saved another version meanwhile, or it has been sent. */
export async function changeDraft(
  db: Db,
  worker: Worker,
  { personId, referralId }: { personId: string; referralId: string },
  input: ReferralInput & { version: number },
  today: CivilDate,
): Promise<Result<{ referralId: string }, WhyNotMade | WhyNotShared>> {
  const person = await personToRefer(db, worker, personId, {
    referralId,
    transitionId: null,
    sessionId: null,
  })
  if (!person?.programmeId) return refused('not-in-your-caseload')
  if (person.status !== 'draft' || person.version !== input.version) return refused('changed-meanwhile')
  const programme = await findProgramme(db, person.programmeId)
  const why = whyNotReferred(person, programme, input, today)
  if (why) return refused(why)

  const saved = await saveDraft(
    db,
    { referralId, version: input.version },
    await columnsOf(db, person, worker, input, today),
  )
  if (!saved) return refused('changed-meanwhile')
  await recordAudit(db, {
    act: 'referral.change',
    personId,
    subjectType: 'referral',
    subjectId: referralId,
    fields: input.chosen.sections.map(({ section }) => section),
  })
  return ok({ referralId })
}

/** What the share form says: a new draft, or one that is written anew. */
export async function writeReferral(
  db: Db,
  worker: Worker,
  personId: string,
  input: ReferralInput & Omit<ReferralFor, 'personId'> & { changeId: string | null; version?: number },
  today: CivilDate,
): Promise<Result<{ referralId: string }, WhyNotMade | WhyNotShared>> {
  if (input.changeId === null) return makeReferral(db, worker, { ...input, personId }, input, today)
  const at = { personId, referralId: input.changeId }
  return changeDraft(db, worker, at, { ...input, version: input.version ?? 0 }, today)
}

/** False where the draft has changed meanwhile, or is none any more. */
export async function saveDraft(
  db: Db,
  { referralId, version }: { referralId: string; version: number },
  columns: Partial<Awaited<ReturnType<typeof columnsOf>>>,
): Promise<boolean> {
  const saved = await db
    .updateTable('app.referral')
    .set({ ...columns, version: version + 1, changed_at: sql<Date>`now()` })
    .where('id', '=', referralId)
    .where('version', '=', version)
    .where('status', '=', 'draft')
    .executeTakeFirst()
  return saved.numUpdatedRows > 0n
}

/** Null when a referral to this programme may be made, or sent, on what is written. */
export function whyNotReferred(
  person: PersonToRefer,
  programme: FoundProgramme | null,
  { fitBecause, agreed, chosen }: Pick<ReferralInput, 'fitBecause' | 'agreed' | 'chosen'>,
  today: CivilDate,
): WhyNotMade | WhyNotShared | null {
  if (person.closedOn !== null && person.closedOn <= today) return 'closed'
  if (!programme) return 'no-such-programme'
  const mayChoose = canBeChosen(programme, fitOf(programme, aboutPerson(person, today), today))
  if (mayChoose === 'no') return 'takes-nobody-new'
  if (mayChoose === 'with-a-reason' && fitBecause === null) return 'does-not-fit'
  const why = whyNotShared(chosen.decision, person.bornOn, today)
  if (why || chosen.decision.anyway === 'yes' || agreed === 'yes') return why
  return agreed === 'no' ? 'wants-no' : 'wants-not-asked'
}

async function columnsOf(
  db: Db,
  person: PersonToRefer,
  worker: Worker,
  input: ReferralInput,
  today: CivilDate,
) {
  const { hopes, whyNow, agreed, agreedSaid, fitBecause, chosen } = input
  return {
    hopes,
    why_now: whyNow,
    agreed,
    agreed_said: agreedSaid,
    fit_because: fitBecause,
    chosen: JSON.stringify(chosen),
    payload: await sealPayload(db, person, draftPayload(person, worker, input, today)),
  }
}

/** What the partner would see if it were sent now by this worker. */
export function draftPayload(
  person: PersonToRefer,
  { name, organisation, email }: Worker,
  {
    hopes,
    agreed,
    chosen,
  }: Pick<ReferralInput, 'hopes' | 'agreed'> & { chosen: Pick<Chosen, 'ways' | 'sections'> },
  today: CivilDate,
): Payload {
  return payloadOf(person, { wants: hopes, takesPart: agreed, chosen }, { name, organisation, email }, today)
}
