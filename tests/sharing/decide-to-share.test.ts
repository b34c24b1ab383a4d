import { type Db, sql } from '#db/connection.server'
import { addDays } from '~/shared/civil-date'
import { decideToShare, endSharing } from '~/sharing/decide-to-share.server'
import type { SharingDecision } from '~/sharing/decision'
import { aPersonWith, aProgramme, aStaffMember, aWorker, today } from '../support/builders'
import { asDefiner, building, expect, signedInAs, test } from '../support/database'

const consent: SharingDecision = {
  anyway: 'no',
  said: 'yes',
  saidBy: 'themself',
  carer: null,
  theirWords: 'Aye, tell them',
  saidOn: today,
  contraryView: null,
  until: addDays(today, 90),
}
const duty: SharingDecision = {
  anyway: 'yes',
  basis: 'legal-duty',
  because: 'The house must know who moves in',
  told: 'Told at the meeting',
  views: 'Not keen',
  until: addDays(today, 60),
}

test('what is shared is the scope of programmes alone, with who works there, until the end of the day', async ({
  db,
}) => {
  const { isla, calum, programme, staff } = await aShareable(db)
  await signedInAs(db, isla)

  const shared = await decideToShare(db, calum, programme, consent, today)

  expect(shared.ok).toBe(true)
  const [held] = await sharesOf(db, calum.personId)
  expect(held).toMatchObject({
    scopes: 16,
    basis: 'consent',
    would_share_anyway: 'no',
    said_by: 'themself',
    views: 'Aye, tell them',
  })
  expect(held).toMatchObject({
    purpose: 'A place on Garage Saturdays',
    said_on: today,
    to_worker_id: null,
    made_by: isla.id,
  })
  expect(held?.ends).toBe('00:00')
  // Less by an hour where the clocks go forward meanwhile.
  expect(held?.days).toBeGreaterThan(90 - 1 / 24)
  expect(held?.days).toBeLessThanOrEqual(91.05)
  expect(await edgesOf(db, staff.id)).toEqual([{ scopes: 16, writes: 16 }])
})

test('what would be shared all the same is never consent, and says what they were told', async ({ db }) => {
  const { isla, calum, programme } = await aShareable(db)
  await signedInAs(db, isla)

  await decideToShare(db, calum, programme, duty, today)

  const [held] = await sharesOf(db, calum.personId)
  expect(held).toMatchObject({ basis: 'legal-duty', would_share_anyway: 'yes', said_by: null, said_on: null })
  expect(held).toMatchObject({
    purpose: duty.anyway === 'yes' ? duty.because : '',
    told: 'Told at the meeting',
    views: 'Not keen',
  })
})

test('a share of 180 days holds no longer than that', async ({ db }) => {
  const { isla, calum, programme } = await aShareable(db)
  await signedInAs(db, isla)

  const shared = await decideToShare(db, calum, programme, { ...duty, until: addDays(today, 180) }, today)

  expect(shared.ok).toBe(true)
  expect((await sharesOf(db, calum.personId))[0]?.days).toBeLessThanOrEqual(180.05)
})

test('nothing is written where it can’t be shared on what was decided', async ({ db }) => {
  const { isla, calum, programme, staff } = await aShareable(db)
  await signedInAs(db, isla)

  const shared = await decideToShare(db, calum, programme, { ...consent, saidOn: addDays(today, 1) }, today)

  expect(shared).toEqual({ ok: false, reason: 'said-later-than-today' })
  expect(await sharesOf(db, calum.personId)).toEqual([])
  expect(await edgesOf(db, staff.id)).toEqual([])
})

test('ending it closes the way at once and keeps what was decided', async ({ db }) => {
  const { isla, calum, programme, staff } = await aShareable(db)
  await signedInAs(db, isla)
  await decideToShare(db, calum, programme, consent, today)
  await decideToShare(db, calum, programme, duty, today)

  await endSharing(db, calum.personId, programme.id, 'changed-their-mind')

  expect(await edgesOf(db, staff.id)).toEqual([])
  const held = await sharesOf(db, calum.personId)
  expect(held.map(({ revoked_because }) => revoked_because)).toEqual([
    'changed-their-mind',
    'changed-their-mind',
  ])
})

test('somebody who may not change who they are shares nothing of them', async ({ db }) => {
  const { calum, programme } = await aShareable(db)
  const other = await aWorker(db)
  await signedInAs(db, other)

  await expect(decideToShare(db, calum, programme, consent, today)).rejects.toThrow(/row-level security/)
})

async function aShareable(db: Db) {
  const isla = await aWorker(db)
  const person = await aPersonWith(db, isla)
  const lead = await aWorker(db, { role: 'programme-lead' })
  const garage = await aProgramme(db, lead)
  const staff = await aStaffMember(db, garage)
  return {
    isla,
    staff,
    calum: { personId: person.id, organisationId: person.organisationId, bornOn: null },
    programme: { ...garage, name: 'Garage Saturdays' },
  }
}

function sharesOf(db: Db, personId: string) {
  return building(db, () =>
    db
      .selectFrom('app.sharing_grant')
      .where('person_id', '=', personId)
      .selectAll()
      .select([
        sql<number>`extract(epoch from expires_at - starts_at)::float / 86400`.as('days'),
        sql<string>`to_char(expires_at at time zone 'Europe/London', 'HH24:MI')`.as('ends'),
      ])
      .orderBy('starts_at')
      .execute(),
  )
}

async function edgesOf(db: Db, workerId: string) {
  return asDefiner(db, async () => {
    const { rows } = await sql<{ scopes: number; writes: number }>`
      select scopes, writes from sec.edge where user_id = ${workerId} and expires_at > now()`.execute(db)
    return rows
  })
}
