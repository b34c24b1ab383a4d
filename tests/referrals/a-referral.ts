import type { Updateable } from 'kysely'
import type { Db } from '#db/connection.server'
import { fieldKeys } from '~/access/field-keys.server'
import { scopeBits } from '~/access/permissions'
import type { Worker } from '~/access/worker'
import type { ProgrammeTable } from '~/programmes/programme.table'
import { type Act, type ActName, acts } from '~/referrals/acts'
import type { Side, Status } from '~/referrals/lifecycle'
import { makeReferral, type ReferralInput } from '~/referrals/make.server'
import { moveReferral } from '~/referrals/move.server'
import { openPayload } from '~/referrals/sealed-payload.server'
import { sendReferral } from '~/referrals/send.server'
import { addDays } from '~/shared/civil-date'
import { aPersonWith, aProgramme, aStaffMember, aWay, aWorker, today } from '../support/builders'
import { building, signedInAs } from '../support/database'

export const islaSays: ReferralInput = {
  hopes: 'To build a bike and sell it',
  whyNow: 'Leaving school in May',
  agreed: 'yes',
  agreedSaid: 'Aye, if Isla comes the first time',
  fitBecause: null,
  chosen: {
    ways: [],
    sections: [],
    decision: {
      anyway: 'no',
      said: 'yes',
      saidBy: 'themself',
      carer: null,
      theirWords: 'Tell them, that is fine',
      saidOn: today,
      contraryView: null,
      until: addDays(today, 90),
    },
  },
}

/** A programme of another organisation that takes Calum, with who leads it and somebody of its staff. */
export async function aProvider(db: Db, changes: Updateable<ProgrammeTable> = {}) {
  const lead = await aWorker(db, { role: 'programme-lead', name: 'Morag Bell' })
  const programme = await aProgramme(db, lead, { youngest_age: 14, ...changes })
  const staff = await aStaffMember(db, programme, { role: 'partner', name: 'Dougie Kerr' })
  return { programme, lead, staff }
}

/** Isla, who leads Calum; Calum, with a phone that is safe and one that is not; and a programme that would take him. */
export async function aCast(db: Db) {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla, { preferred_name: 'Cal' })
  const ways = await waysOf(db, calum)
  return { isla, calum, ways, ...(await aProvider(db)) }
}

export type Cast = Awaited<ReturnType<typeof aCast>>

function waysOf(db: Db, person: { id: string; organisationId: string }) {
  const safe = { kind: 'text', value: '07700 900111', safe: 'yes', note: 'After four' } as const
  const unsafe = { kind: 'phone', value: '07700 900222', safe: 'no' } as const
  return building(db, async () => ({
    safe: (await aWay(db, person, safe)).id,
    unsafe: (await aWay(db, person, unsafe)).id,
  }))
}

/** A draft of Isla's for Calum, in her own session. */
export async function aDraft(
  db: Db,
  { isla, calum, programme, ways }: Cast,
  changes: Partial<ReferralInput> = {},
): Promise<string> {
  await signedInAs(db, isla)
  const input = { ...islaSays, chosen: { ...islaSays.chosen, ways: [ways.safe] }, ...changes }
  const made = await makeReferral(
    db,
    isla,
    { personId: calum.id, programmeId: programme.id, transitionId: null, sessionId: null, followsId: null },
    input,
    today,
  )
  if (!made.ok) throw new Error(made.reason)
  return made.value.referralId
}

export async function aSentReferral(
  db: Db,
  cast: Cast,
  changes: Partial<ReferralInput> = {},
): Promise<string> {
  const referralId = await aDraft(db, cast, changes)
  const sent = await sendReferral(
    db,
    cast.isla,
    { personId: cast.calum.id, referralId },
    { version: 1 },
    today,
  )
  if (!sent.ok) throw new Error(sent.reason)
  return referralId
}

/** How each state is reached from one that was sent. */
const ways: Record<Exclude<Status, 'draft'>, readonly ActName[]> = {
  sent: [],
  asked: ['ask'],
  waiting: ['wait'],
  accepted: ['accept'],
  booked: ['accept', 'book'],
  started: ['accept', 'book', 'came'],
  finished: ['accept', 'book', 'came', 'finish'],
  stopped: ['accept', 'book', 'came', 'stop'],
  'did-not-connect': ['accept', 'not-connected'],
  redirected: ['redirect'],
  declined: ['decline'],
  withdrawn: ['withdraw'],
}

/** A referral of this cast that stands there, by the acts that lead to it. */
export async function aReferralThatIs(db: Db, cast: Cast, status: Status): Promise<string> {
  if (status === 'draft') return aDraft(db, cast)
  const referralId = await aSentReferral(db, cast)
  for (const act of ways[status]) {
    const { side } = acts[act]
    await signedInAs(db, side === 'partner' ? cast.staff : cast.isla)
    const { version } = await heldReferral(db, referralId)
    const done = await doAct(db, cast, referralId, act, version)
    if (!done.ok) throw new Error(`${act}: ${done.reason}`)
  }
  return referralId
}

/** One act with all that it asks for, by who is signed in. */
export function doAct(db: Db, cast: Cast, referralId: string, act: ActName, version: number, side?: Side) {
  const { side: own, ...asks }: Act = acts[act]
  const worker: Worker = own === 'partner' ? cast.staff : cast.isla
  return moveReferral(
    db,
    worker,
    referralId,
    side ?? own,
    {
      act,
      version,
      reason: asks.reasons?.[0] ?? null,
      note: asks.note ? 'In their words' : '',
      onDay: asks.day === 'must' ? today : null,
      atTime: null,
      place: null,
    },
    today,
  )
}

/** As it is, whoever is signed in. */
export function heldReferral(db: Db, referralId: string) {
  return building(db, async () => {
    const { keys, ...held } = await db
      .selectFrom('app.referral as referral')
      .where('id', '=', referralId)
      .select(['status', 'version', 'due_on as dueOn', 'payload', 'share_id as shareId', 'chosen'])
      .select(fieldKeys('referral.person_id', scopeBits.programme).as('keys'))
      .executeTakeFirstOrThrow()
    return { ...held, payload: held.payload && openPayload(keys, held.payload) }
  })
}

export function eventsOf(db: Db, referralId: string) {
  return building(db, () =>
    db
      .selectFrom('app.referral_event')
      .where('referral_id', '=', referralId)
      .select([
        'seq',
        'kind',
        'from_status as from',
        'to_status as to',
        'side',
        'reason',
        'note',
        'by_name as by',
      ])
      .orderBy('seq')
      .execute(),
  )
}
