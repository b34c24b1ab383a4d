import type { Db } from '#db/connection.server'
import type { Role } from '~/access/permissions'
import type { FactInput } from '~/caseload/fact.input'
import type { FactKindCode } from '~/caseload/fact-kinds'
import { openRecord } from '~/caseload/open-record.server'
import { addFact, settleFact, withdrawFact } from '~/intake/record-fact.server'
import { settlePerson } from '~/intake/settle.server'
import { civilDate } from '~/shared/civil-date'
import { aFact, aPersonWith, aWorker, today } from '../support/builders'
import { building, expect, signedInAs, test } from '../support/database'

test("taking the source's word is a new version, and what follows from it is found anew", async ({ db }) => {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla)
  const pending = JSON.stringify({ bornOn: '2010-10-10', preferredName: 'Cal' })
  await building(db, () => db.updateTable('app.person').set({ pending }).where('id', '=', calum.id).execute())
  await signedInAs(db, isla)

  const settled = await settlePerson(db, isla, calum.id, { version: 1, take: 'theirs' })

  const record = await openRecord(db, isla, calum.id)
  expect(settled).toEqual({ ok: true, value: { version: 2 } })
  expect(record).toMatchObject({
    bornOn: '2010-10-10',
    birthDateSource: 'import',
    preferredName: 'Cal',
    pending: {},
  })
})

test('keeping ours leaves what stands, and nothing waits any more', async ({ db }) => {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla)
  const pending = JSON.stringify({ bornOn: '2010-10-10' })
  await building(db, () => db.updateTable('app.person').set({ pending }).where('id', '=', calum.id).execute())
  await signedInAs(db, isla)

  await settlePerson(db, isla, calum.id, { version: 1, take: 'ours' })

  expect(await openRecord(db, isla, calum.id)).toMatchObject({ bornOn: '2010-10-01', pending: {} })
})

const forAManager = { workerEmail: 'ali@northmoor.example', team: 'North' }

/** Somebody of whom the source says another name, another worker and another team, and who is at it. */
async function sentOtherwise(db: Db, role: Role) {
  const isla = await aWorker(db, { role })
  const calum = await aPersonWith(db, isla)
  const pending = JSON.stringify({ preferredName: 'Cal', ...forAManager })
  await building(db, () => db.updateTable('app.person').set({ pending }).where('id', '=', calum.id).execute())
  await signedInAs(db, isla)
  return { isla, calum }
}

test.for(['ours', 'theirs'] as const)(
  'taking %s leaves to a manager who works with them, and whose team they are',
  async (take, { db }) => {
    const { isla, calum } = await sentOtherwise(db, 'youth-worker')

    await settlePerson(db, isla, calum.id, { version: 1, take })

    expect((await openRecord(db, isla, calum.id))?.pending).toEqual(forAManager)
  },
)

test('a manager says that whoever works with them stays, and the rest goes on waiting', async ({ db }) => {
  const { isla, calum } = await sentOtherwise(db, 'team-manager')

  const settled = await settlePerson(db, isla, calum.id, {
    version: 1,
    take: 'ours',
    about: 'who-works-with-them',
  })

  expect(settled.ok).toBe(true)
  expect((await openRecord(db, isla, calum.id))?.pending).toEqual({ preferredName: 'Cal' })
})

test.for([
  ['youth-worker', 'ours'],
  ['team-manager', 'theirs'],
] as const)('who works with them is not decided by a %s who takes %s', async ([role, take], { db }) => {
  const { isla, calum } = await sentOtherwise(db, role)

  const settled = await settlePerson(db, isla, calum.id, { version: 1, take, about: 'who-works-with-them' })

  expect(settled).toEqual({ ok: false, reason: 'not-yours-to-change' })
  expect((await openRecord(db, isla, calum.id))?.pending).toEqual({ preferredName: 'Cal', ...forAManager })
})

test("a fact takes the source's day as a move", async ({ db }) => {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla)
  const { id } = await aFact(db, calum, 'MOVE_OF_HOME', civilDate('2026-12-01'))
  const pending = JSON.stringify({ happensOn: '2026-12-08', 'details.notice': 'yes' })
  await building(db, () => db.updateTable('app.fact').set({ pending }).where('id', '=', id).execute())
  await signedInAs(db, isla)

  await settleFact(db, isla, { personId: calum.id, factId: id }, { version: 1, take: 'theirs' }, today)

  expect((await openRecord(db, isla, calum.id))?.facts).toMatchObject([
    { happensOn: '2026-12-08', movedFrom: '2026-12-01', details: { notice: 'yes' }, pending: {} },
  ])
})

/** A key date that was withdrawn by hand, and of which the source has said something else since. */
async function withdrawnSince(db: Db, kind: FactKindCode, happensOn: string, sent: Record<string, string>) {
  const ali = await aWorker(db, { role: 'justice-social-worker' })
  const calum = await aPersonWith(db, ali, { born_on: civilDate('2007-03-09') })
  const { id } = await aFact(db, calum, kind, civilDate(happensOn))
  await signedInAs(db, ali)
  const at = { personId: calum.id, factId: id }
  await withdrawFact(db, ali, at, { version: 1, because: 'It was for his brother' }, today)
  const pending = JSON.stringify(sent)
  await building(db, () => db.updateTable('app.fact').set({ pending }).where('id', '=', id).execute())
  await signedInAs(db, ali)
  const facts = async () => (await openRecord(db, ali, calum.id))?.facts
  return { ali, calum, at, facts }
}

test('what was withdrawn by hand stands again once the source is believed', async ({ db }) => {
  const { ali, at, facts } = await withdrawnSince(db, 'MOVE_OF_HOME', '2026-12-01', {
    happensOn: '2026-12-08',
  })

  const settled = await settleFact(db, ali, at, { version: 2, take: 'theirs' }, today)

  expect(settled).toEqual({ ok: true, value: { version: 3 } })
  expect(await facts()).toMatchObject([{ happensOn: '2026-12-08', withdrawnOn: null, pending: {} }])
})

test('what was withdrawn by hand may stay so, and nothing waits any more', async ({ db }) => {
  const { ali, at, facts } = await withdrawnSince(db, 'MOVE_OF_HOME', '2026-12-01', {
    happensOn: '2026-12-08',
  })

  await settleFact(db, ali, at, { version: 2, take: 'ours' }, today)

  expect(await facts()).toMatchObject([
    { happensOn: '2026-12-01', withdrawnOn: today, withdrawnBecause: 'It was for his brother', pending: {} },
  ])
})

test('the source brings back no second release date beside the one that stands', async ({ db }) => {
  const { ali, calum, at, facts } = await withdrawnSince(db, 'RELEASE_DATE', '2027-03-12', {
    happensOn: '2027-02-19',
  })
  await addFact(db, ali, calum.id, releaseDate, today)

  const settled = await settleFact(db, ali, at, { version: 2, take: 'theirs' }, today)

  expect(settled).toEqual({ ok: false, reason: 'there-is-one-already' })
  expect((await facts())?.filter(({ withdrawnOn }) => withdrawnOn === null)).toHaveLength(1)
})

test('the source is not believed where it cannot be true of this person', async ({ db }) => {
  const { ali, at, facts } = await withdrawnSince(db, 'COURT', '2026-12-04', { happensOn: '2017-12-04' })

  const settled = await settleFact(db, ali, at, { version: 2, take: 'theirs' }, today)

  expect(settled).toEqual({ ok: false, reason: 'before-the-twelfth-birthday' })
  expect(await facts()).toMatchObject([{ happensOn: '2026-12-04', pending: { happensOn: '2017-12-04' } }])
})

const releaseDate: FactInput = {
  kind: 'RELEASE_DATE',
  happensOn: civilDate('2027-02-19'),
  atTime: null,
  endsOn: null,
  certainty: 'official',
  standing: 'fact',
  source: 'letter',
  documentRef: null,
  receivedOn: null,
  note: null,
  details: {},
}

test('of a release date a person has one: a second is a correction of it', async ({ db }) => {
  const ali = await aWorker(db, { role: 'justice-social-worker' })
  const calum = await aPersonWith(db, ali, { born_on: civilDate('2007-03-09') })
  await aFact(db, calum, 'RELEASE_DATE', civilDate('2027-03-12'))
  await signedInAs(db, ali)

  const added = await addFact(db, ali, calum.id, releaseDate, today)

  expect(added).toEqual({ ok: false, reason: 'there-is-one-already' })
})
