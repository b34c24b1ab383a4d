import { type Db, sql } from '#db/connection.server'
import { openSent } from '~/referrals/inbox.server'
import { changeDraft, makeReferral } from '~/referrals/make.server'
import { openReferral } from '~/referrals/queries.server'
import { sendReferral } from '~/referrals/send.server'
import { addDays, civilDate } from '~/shared/civil-date'
import { aWorker, today } from '../support/builders'
import { asDefiner, building, expect, signedInAs, test } from '../support/database'
import {
  aCast,
  aDraft,
  aProvider,
  aSentReferral,
  type Cast,
  eventsOf,
  heldReferral,
  islaSays,
} from './a-referral'

const consent = islaSays.chosen.decision

test('a draft shares nothing, and is nobody else’s', async ({ db }) => {
  const cast = await aCast(db)

  const referralId = await aDraft(db, cast)

  expect(await heldReferral(db, referralId)).toMatchObject({
    status: 'draft',
    version: 1,
    shareId: null,
    dueOn: '2026-11-27',
  })
  await signedInAs(db, cast.staff)
  expect(await openSent(db, referralId)).toBeNull()
})

test('is refused for somebody who is not theirs', async ({ db }) => {
  const cast = await aCast(db)
  const other = await aWorker(db)
  await signedInAs(db, other)

  expect(await make(db, cast, other)).toEqual({ ok: false, reason: 'not-in-your-caseload' })
})

test('is refused where the programme is for others, until somebody says why all the same', async ({ db }) => {
  const cast = { ...(await aCast(db)), ...(await aProvider(db, { youngest_age: 17 })) }
  await signedInAs(db, cast.isla)

  expect(await make(db, cast)).toEqual({ ok: false, reason: 'does-not-fit' })
  expect(await make(db, cast, cast.isla, { fitBecause: 'They know him and said yes' })).toMatchObject({
    ok: true,
  })
})

test('is taken on the day that they are old enough', async ({ db }) => {
  const cast = {
    ...(await aCast(db)),
    ...(await aProvider(db, { youngest_age: 17, next_start_on: civilDate('2027-10-01') })),
  }
  await signedInAs(db, cast.isla)

  expect(await make(db, cast)).toMatchObject({ ok: true })
})

test('is refused while a programme takes nobody new, whatever the reason', async ({ db }) => {
  const cast = { ...(await aCast(db)), ...(await aProvider(db, { status: 'paused' })) }
  await signedInAs(db, cast.isla)

  expect(await make(db, cast, cast.isla, { fitBecause: 'All the same' })).toEqual({
    ok: false,
    reason: 'takes-nobody-new',
  })
})

test('there is one at a time with one programme', async ({ db }) => {
  const cast = await aCast(db)
  await aDraft(db, cast)

  expect(await make(db, cast)).toEqual({ ok: false, reason: 'already-referred' })
})

test('where it is their choice they are asked to take part first, and a no is a no', async ({ db }) => {
  const cast = await aCast(db)
  await signedInAs(db, cast.isla)

  expect(await make(db, cast, cast.isla, { agreed: 'not-asked' })).toEqual({
    ok: false,
    reason: 'wants-not-asked',
  })
  expect(await make(db, cast, cast.isla, { agreed: 'no' })).toEqual({ ok: false, reason: 'wants-no' })
})

test('a transition, or a referral, of somebody else is not taken for theirs', async ({ db }) => {
  const cast = await aCast(db)
  const other = await aCast(db)
  const { id } = await building(db, () =>
    db
      .selectFrom('app.transition')
      .where('person_id', '=', other.calum.id)
      .select('id')
      .limit(1)
      .executeTakeFirstOrThrow(),
  )
  await signedInAs(db, cast.isla)

  const made = await make(db, cast, cast.isla, {}, { transitionId: id })

  const notTheirs = { ok: false, reason: 'not-in-your-caseload' }
  expect(made).toEqual(notTheirs)
  expect(await make(db, cast, cast.isla, {}, { followsId: id })).toEqual(notTheirs)
})

test('what was looked at is what is stored, and what is stored is what the programme sees, byte for byte', async ({
  db,
}) => {
  const cast = await aCast(db)
  const sections = [{ section: 'age', says: null, because: 'Group of 14 to 19' } as const]
  const chosen = { ...islaSays.chosen, ways: [cast.ways.safe, cast.ways.unsafe], sections }
  const referralId = await aDraft(db, cast, { chosen })
  const looked = await openReferral(db, cast.isla, cast.calum.id, referralId)

  await sendReferral(db, cast.isla, { personId: cast.calum.id, referralId }, { version: 1 }, today)

  const stored = (await heldReferral(db, referralId)).payload
  await signedInAs(db, cast.staff)
  const seen = await openSent(db, referralId)
  expect(JSON.stringify(stored)).toBe(JSON.stringify(looked?.payload))
  expect(JSON.stringify(seen?.payload)).toBe(JSON.stringify(stored))
  expect(stored).toMatchObject({ name: 'Cal', reach: [{ value: '07700 900111' }], wants: islaSays.hopes })
  expect(JSON.stringify(stored)).not.toContain('Reid')
  expect(JSON.stringify(stored)).not.toContain('07700 900222')
})

test('sending shares, moves, and leaves one event, for five working days', async ({ db }) => {
  const cast = await aCast(db)
  const referralId = await aSentReferral(db, cast)

  const sent = await heldReferral(db, referralId)
  expect(sent).toMatchObject({ status: 'sent', version: 2, dueOn: '2026-12-03', chosen: {} })
  expect(sent.shareId).not.toBeNull()
  expect(await eventsOf(db, referralId)).toMatchObject([
    { kind: 'move', from: 'draft', to: 'sent', side: 'referrer', by: cast.isla.name },
  ])
})

test('a way that stopped being safe since it was looked at is not sent: it is looked at again', async ({
  db,
}) => {
  const cast = await aCast(db)
  const referralId = await aDraft(db, cast)
  await building(db, () =>
    db.updateTable('app.person_way').set({ safe: 'no' }).where('id', '=', cast.ways.safe).execute(),
  )
  const at = { personId: cast.calum.id, referralId }

  const first = await sendReferral(db, cast.isla, at, { version: 1 }, today)

  expect(first).toEqual({ ok: false, reason: 'record-changed' })
  expect(await heldReferral(db, referralId)).toMatchObject({
    status: 'draft',
    version: 2,
    payload: { reach: [] },
    shareId: null,
  })
  expect(await sendReferral(db, cast.isla, at, { version: 2 }, today)).toMatchObject({ ok: true })
})

test('sent once, it is not sent again, and nothing more is shared', async ({ db }) => {
  const cast = await aCast(db)
  const referralId = await aSentReferral(db, cast)
  const before = await heldReferral(db, referralId)

  const again = await sendReferral(
    db,
    cast.isla,
    { personId: cast.calum.id, referralId },
    { version: 1 },
    today,
  )

  expect(again).toEqual({ ok: false, reason: 'changed-meanwhile' })
  expect(await heldReferral(db, referralId)).toEqual(before)
  expect(await sharesOf(db, cast)).toHaveLength(1)
})

test('a decision that has run out by the day of sending is taken again', async ({ db }) => {
  const cast = await aCast(db)
  const chosen = { ...islaSays.chosen, decision: { ...consent, until: addDays(today, 3) } }
  const referralId = await aDraft(db, cast, { chosen })

  const late = await sendReferral(
    db,
    cast.isla,
    { personId: cast.calum.id, referralId },
    { version: 1 },
    addDays(today, 4),
  )

  expect(late).toEqual({ ok: false, reason: 'ends-before-it-begins' })
  expect(await sharesOf(db, cast)).toEqual([])
})

test('a draft is written anew against the version that stands, and no other', async ({ db }) => {
  const cast = await aCast(db)
  const referralId = await aDraft(db, cast)
  const at = { personId: cast.calum.id, referralId }

  expect(
    await changeDraft(db, cast.isla, at, { ...islaSays, hopes: 'To weld', version: 1 }, today),
  ).toMatchObject({ ok: true })
  expect(await changeDraft(db, cast.isla, at, { ...islaSays, hopes: 'To paint', version: 1 }, today)).toEqual(
    {
      ok: false,
      reason: 'changed-meanwhile',
    },
  )
  expect((await heldReferral(db, referralId)).payload).toMatchObject({ wants: 'To weld' })
})

test('one that goes on from another carries it', async ({ db }) => {
  const cast = await aCast(db)
  const first = await aDraft(db, cast)
  const next = { ...cast, ...(await aProvider(db)) }
  await signedInAs(db, cast.isla)

  const made = await make(db, next, cast.isla, {}, { followsId: first })

  expect(made.ok && (await held(db, made.value.referralId)).follows_id).toBe(first)
})

test('what was sent stays as it was sent, even for the database’s own functions', async ({ db }) => {
  const cast = await aCast(db)
  const referralId = await aSentReferral(db, cast)

  await expect(
    asDefiner(db, () => sql`update app.referral set payload = '{}' where id = ${referralId}`.execute(db)),
  ).rejects.toThrow(/stays as it was sent/)
})

function make(
  db: Db,
  { isla, calum, programme }: Cast,
  worker = isla,
  changes: Partial<typeof islaSays> = {},
  at: { transitionId?: string; followsId?: string } = {},
) {
  const which = {
    personId: calum.id,
    programmeId: programme.id,
    transitionId: null,
    sessionId: null,
    followsId: null,
    ...at,
  }
  return makeReferral(db, worker, which, { ...islaSays, ...changes }, today)
}

function held(db: Db, referralId: string) {
  return building(db, () =>
    db
      .selectFrom('app.referral')
      .where('id', '=', referralId)
      .select(['transition_id', 'follows_id'])
      .executeTakeFirstOrThrow(),
  )
}

function sharesOf(db: Db, { calum }: Cast) {
  return building(db, () =>
    db.selectFrom('app.sharing_grant').where('person_id', '=', calum.id).select('id').execute(),
  )
}
