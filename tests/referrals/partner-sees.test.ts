import { type Db, sql } from '#db/connection.server'
import { inbox, openSent, programmesOfMine, takenBackOn } from '~/referrals/inbox.server'
import { moveReferral, recordSeen } from '~/referrals/move.server'
import { openReferral } from '~/referrals/queries.server'
import { referralsWaiting } from '~/referrals/waiting.server'
import { addDays, civilDate } from '~/shared/civil-date'
import { aProgramme, aStaffMember, aWorker, today } from '../support/builders'
import { building, expect, signedInAs, test } from '../support/database'
import {
  aCast,
  aProvider,
  aReferralThatIs,
  aSentReferral,
  type Cast,
  doAct,
  eventsOf,
  heldReferral,
} from './a-referral'

test('a programme reads what was sent, and no row of the young person', async ({ db }) => {
  const cast = await aCast(db)
  const referralId = await aSentReferral(db, cast)

  for (const who of [cast.staff, cast.lead]) {
    await signedInAs(db, who)

    expect((await openSent(db, referralId))?.payload.name).toBe('Cal')
    expect((await inbox(db, null)).map(({ id }) => id)).toEqual([referralId])
    expect(await rowsOf(db, cast)).toEqual({
      person: 0,
      person_name: 0,
      person_way: 0,
      fact: 0,
      transition: 0,
      allocation: 0,
      sharing_grant: 0,
    })
  }
})

test('another programme sees nothing of it, though it be of the same organisation or has the same person too', async ({
  db,
}) => {
  const cast = await aCast(db)
  const referralId = await aSentReferral(db, cast)
  const beside = await aProgramme(db, cast.lead, { lead_id: null })
  const besideStaff = await aStaffMember(db, beside)
  const home = await aProgramme(db, cast.isla, { lead_id: null, youngest_age: 14 })
  const homeStaff = await aStaffMember(db, home)
  const elsewhere = await aProvider(db)
  for (const { programme } of [{ programme: { ...home, name: 'At home' } }, elsewhere])
    await aSentReferral(db, { ...cast, programme })

  for (const who of [besideStaff, homeStaff, elsewhere.staff, elsewhere.lead]) {
    await signedInAs(db, who)

    expect(await openSent(db, referralId)).toBeNull()
    expect(await eventsSeen(db, referralId)).toBe(0)
    expect((await doAct(db, { ...cast, staff: who }, referralId, 'accept', 2)).ok).toBe(false)
  }
  await signedInAs(db, homeStaff)
  expect(await inbox(db, null)).toHaveLength(1)
})

test('what is taken back is gone at once, and only that it was is told', async ({ db }) => {
  const cast = await aCast(db)
  const referralId = await aSentReferral(db, cast)
  await signedInAs(db, cast.isla)

  const done = await doAct(db, cast, referralId, 'withdraw', 2)

  expect(done).toMatchObject({ ok: true, value: { status: 'withdrawn' } })
  await signedInAs(db, cast.staff)
  expect(await openSent(db, referralId)).toBeNull()
  expect(await inbox(db, null)).toEqual([])
  expect(await eventsSeen(db, referralId)).toBe(0)
  expect(await takenBackOn(db, referralId)).not.toBeNull()
  expect((await programmesOfMine(db))[0]?.takenBack).toHaveLength(1)
  await signedInAs(db, (await aProvider(db)).staff)
  expect(await takenBackOn(db, referralId)).toBeNull()
})

test('it stays gone for who has another way to the person', async ({ db }) => {
  const cast = await aCast(db)
  const referralId = await aSentReferral(db, cast)
  await signedInAs(db, cast.isla)
  await doAct(db, cast, referralId, 'withdraw', 2)
  await building(db, () =>
    db
      .insertInto('app.programme_place')
      .values({
        organisation_id: cast.calum.organisationId,
        person_id: cast.calum.id,
        programme_organisation_id: cast.programme.organisationId,
        programme_id: cast.programme.id,
      })
      .execute(),
  )

  await signedInAs(db, cast.lead)

  expect(await openSent(db, referralId)).toBeNull()
  expect(await eventsSeen(db, referralId)).toBe(0)
})

test('nothing is seen once the share is over', async ({ db }) => {
  const cast = await aCast(db)
  const referralId = await aSentReferral(db, cast)
  await building(db, () =>
    sql`
    update app.sharing_grant set starts_at = starts_at - interval '91 days', expires_at = now() - interval '1 second'
     where person_id = ${cast.calum.id}`.execute(db),
  )

  await signedInAs(db, cast.staff)

  expect(await openSent(db, referralId)).toBeNull()
  expect((await doAct(db, cast, referralId, 'accept', 2)).ok).toBe(false)
})

test('whoever is kept from the person sees nothing, whatever was sent', async ({ db }) => {
  const cast = await aCast(db)
  const referralId = await aSentReferral(db, cast)
  await building(db, () =>
    db
      .insertInto('app.exclusion')
      .values({
        organisation_id: cast.calum.organisationId,
        person_id: cast.calum.id,
        worker_id: cast.staff.id,
        because: 'Kin',
      })
      .execute(),
  )

  await signedInAs(db, cast.staff)
  expect(await openSent(db, referralId)).toBeNull()
  await signedInAs(db, cast.lead)
  expect(await openSent(db, referralId)).not.toBeNull()
})

test('who left the programme sees nothing of it', async ({ db }) => {
  const cast = await aCast(db)
  const referralId = await aSentReferral(db, cast)
  await building(db, () =>
    db.deleteFrom('app.programme_staff').where('worker_id', '=', cast.staff.id).execute(),
  )

  await signedInAs(db, cast.staff)

  expect(await openSent(db, referralId)).toBeNull()
})

test('a referral is opened for the first time once', async ({ db }) => {
  const cast = await aCast(db)
  const referralId = await aSentReferral(db, cast)
  await signedInAs(db, cast.staff)

  await recordSeen(db, referralId)
  await recordSeen(db, referralId)

  const events = await eventsOf(db, referralId)
  expect(events.map(({ kind }) => kind)).toEqual(['move', 'seen'])
})

test('how the referrer looks back is not the programme’s to read', async ({ db }) => {
  const cast = await aCast(db)
  const referralId = await aReferralThatIs(db, cast, 'finished')
  await signedInAs(db, cast.isla)
  const { version } = await heldReferral(db, referralId)

  await doAct(db, cast, referralId, 'check-back', version)

  const mine = await openReferral(db, cast.isla, cast.calum.id, referralId)
  await signedInAs(db, cast.staff)
  const theirs = await openSent(db, referralId)
  expect(mine?.events.at(-1)?.kind).toBe('check-back')
  expect(mine?.dueOn).toBeNull()
  expect(theirs?.events.map(({ kind }) => kind)).not.toContain('check-back')
  expect(theirs?.events).toHaveLength((mine?.events.length ?? 0) - 1)
})

test('accepting with a day books it too, and both are told', async ({ db }) => {
  const cast = await aCast(db)
  const referralId = await aSentReferral(db, cast)
  await signedInAs(db, cast.staff)
  const onDay = civilDate('2026-11-28')

  const done = await moveReferral(
    db,
    cast.staff,
    referralId,
    'partner',
    { act: 'accept', version: 2, reason: null, note: '', onDay, atTime: '10:00', place: 'The garage' },
    today,
  )

  expect(done).toEqual({ ok: true, value: { status: 'booked', version: 4 } })
  await signedInAs(db, cast.isla)
  const referral = await openReferral(db, cast.isla, cast.calum.id, referralId)
  expect(referral).toMatchObject({ meetsOn: onDay, meetsAt: '10:00', meetsWhere: 'The garage', dueOn: onDay })
  expect(referral?.events.map(({ to }) => to)).toEqual(['sent', 'accepted', 'booked'])
})

test('nobody says that they came before the day', async ({ db }) => {
  const cast = await aCast(db)
  const referralId = await aReferralThatIs(db, cast, 'accepted')
  const says = (act: 'book' | 'came', version: number, day: typeof today) =>
    moveReferral(
      db,
      cast.staff,
      referralId,
      'partner',
      {
        act,
        version,
        reason: null,
        note: '',
        onDay: act === 'book' ? addDays(today, 3) : null,
        atTime: null,
        place: null,
      },
      day,
    )
  await says('book', 3, today)

  expect(await says('came', 4, today)).toEqual({ ok: false, reason: 'first-meeting-still-to-come' })
  expect(await says('came', 4, addDays(today, 3))).toMatchObject({ ok: true, value: { status: 'started' } })
})

test('today asks each side for its own move, and the referrer for what is past its day', async ({ db }) => {
  const cast = await aCast(db)
  const referralId = await aSentReferral(db, cast)
  const waiting = async (who: typeof cast.isla, day = today) => {
    await signedInAs(db, who)
    return (await referralsWaiting(db, who, day).execute()).map(({ kind, name, personId, status }) => ({
      kind,
      name,
      personId,
      status,
    }))
  }

  expect(await waiting(cast.isla)).toEqual([])
  expect(await waiting(cast.staff)).toEqual([{ kind: 'inbox', name: 'Cal', personId: null, status: 'sent' }])
  expect(await waiting(cast.isla, civilDate('2026-12-03'))).toEqual([])
  expect(await waiting(cast.isla, civilDate('2026-12-04'))).toMatchObject([
    { kind: 'referral', personId: cast.calum.id },
  ])
  await signedInAs(db, cast.staff)
  await doAct(db, cast, referralId, 'ask', 2)
  expect(await waiting(cast.staff)).toEqual([])
  expect(await waiting(cast.isla)).toMatchObject([{ kind: 'referral', status: 'asked' }])
  expect(await waiting(await aWorker(db))).toEqual([])
})

async function rowsOf(db: Db, { calum }: Cast) {
  const tables = ['person', 'person_name', 'person_way', 'fact', 'transition', 'allocation', 'sharing_grant']
  const counted: Record<string, number> = {}
  for (const table of tables) {
    const key = table === 'person' ? 'id' : 'person_id'
    const { rows } = await sql<{
      n: number
    }>`select count(*) n from ${sql.table(`app.${table}`)} where ${sql.ref(key)} = ${calum.id}`.execute(db)
    counted[table] = rows[0]?.n ?? -1
  }
  return counted
}

async function eventsSeen(db: Db, referralId: string): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*) n from app.referral_event where referral_id = ${referralId}`.execute(db)
  return rows[0]?.n ?? -1
}
