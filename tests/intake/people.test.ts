import { sql } from '#db/connection.server'
import { closePerson, editPerson, reopenPerson } from '~/intake/edit-person.server'
import { settlePerson } from '~/intake/settle.server'
import { addDays, civilDate } from '~/shared/civil-date'
import { allocate, anOrganisation, aTeam, aWorker, today } from '../support/builders'
import { asDefiner, building, expect, signedInAs, test } from '../support/database'
import { bringPeople, bringSchools, foundFor, personOf } from './a-file'

const caley = { reference: 'YP-1', given_name: 'Caley', family_name: 'MacLeod', date_of_birth: '2010-12-10' }

test('somebody new comes in with what the rules find, and with what an empty cell means', async ({ db }) => {
  const { organisationId } = await anOrganisation(db)

  const report = await bringPeople(db, organisationId, [{ ...caley, stage: 's4', deferred_entry: 'yes' }])

  expect(report).toMatchObject({ read: 1, added: 1, changed: 0, unchanged: 0, rejected: 0, warned: 0 })
  expect(await personOf(db, organisationId, 'YP-1')).toMatchObject({
    given_name: 'Caley',
    born_on: '2010-12-10',
    birth_date_source: 'import',
    birth_date_certainty: 'recorded',
    pupil: 'unknown',
    school_nation: 'scotland',
    stage: 'S4',
    stage_session: '2026/27',
    deferred_entry: true,
    opened_on: today,
    recorded_on: today,
    version: 1,
  })
  const found = await foundFor(db, organisationId, 'YP-1')
  expect(found).toContainEqual({ rule: 'AGE_16', fallsOn: '2026-12-10', version: 1 })
})

test('the same file again changes nothing, today and later', async ({ db }) => {
  const { organisationId } = await anOrganisation(db)
  const isla = await aWorker(db, { organisation: { id: organisationId, organisationId } })
  const rows = [
    { ...caley, stage: 'S4', school: 'Example Academy', worker_email: isla.email, other_names: 'nick: Cal' },
    {
      reference: 'YP-2',
      closed_because: 'ended',
      opened_on: '2026-01-05',
      worker_email: 'nobody@example.org',
    },
    { reference: 'YP-3', closed_on: '2026-03-01' },
  ]
  await bringPeople(db, organisationId, rows)
  const before = await personOf(db, organisationId, 'YP-1')
  const found = await foundFor(db, organisationId, 'YP-1')

  const again = await bringPeople(db, organisationId, rows)
  const nextSession = await bringPeople(db, organisationId, rows, civilDate('2027-09-01'))

  expect(again).toMatchObject({ read: 3, added: 0, changed: 0, unchanged: 3, rejected: 0 })
  expect(nextSession).toMatchObject({ read: 3, added: 0, changed: 0, unchanged: 3, rejected: 0 })
  expect(await personOf(db, organisationId, 'YP-1')).toEqual(before)
  expect(await foundFor(db, organisationId, 'YP-1')).toEqual(found)
})

test('a changed cell makes another version and moves what follows; an empty one erases nothing', async ({
  db,
}) => {
  const { organisationId } = await anOrganisation(db)
  await bringPeople(db, organisationId, [{ ...caley, postcode: 'fk1 1aa' }])

  const report = await bringPeople(db, organisationId, [
    { ...caley, date_of_birth: '01/11/2010', postcode: '' },
  ])

  expect(report).toMatchObject({ added: 0, changed: 1, unchanged: 0 })
  const person = await personOf(db, organisationId, 'YP-1')
  expect(person).toMatchObject({
    born_on: '2010-11-01',
    postcode: 'FK1 1AA',
    version: 2,
    changed_because: 'import',
  })
  expect(await foundFor(db, organisationId, 'YP-1')).toContainEqual({
    rule: 'AGE_16',
    fallsOn: '2026-11-01',
    version: 2,
  })
  const versions = await building(db, () =>
    db.selectFrom('app.person_version').where('person_id', '=', person.id).select('was').execute(),
  )
  expect(versions).toMatchObject([{ was: { born_on: '2010-12-10', version: 1 } }])
})

test('a missing row leaves its person as they are', async ({ db }) => {
  const { organisationId } = await anOrganisation(db)
  await bringPeople(db, organisationId, [caley, { reference: 'YP-2' }])

  const report = await bringPeople(db, organisationId, [{ reference: 'YP-2' }])

  expect(report).toMatchObject({ read: 1, unchanged: 1 })
  expect(await personOf(db, organisationId, 'YP-1')).toMatchObject({ closed_on: null, version: 1 })
})

test('a value corrected by hand stays while the source repeats itself; then both are kept', async ({
  db,
}) => {
  const isla = await aWorker(db)
  const { organisationId } = isla
  await bringPeople(db, organisationId, [{ ...caley, worker_email: isla.email, postcode: 'FK1 1AA' }])
  const { id } = await personOf(db, organisationId, 'YP-1')
  await signedInAs(db, isla)
  const edited = await editPerson(
    db,
    isla,
    id,
    { ...edit, familyName: 'McLeod', version: 1, because: 'Said so' },
    today,
  )
  if (!edited.ok) throw new Error(edited.reason)

  const same = await bringPeople(db, organisationId, [{ ...caley, postcode: 'FK1 1AA' }])
  const other = await bringPeople(db, organisationId, [{ ...caley, family_name: 'Macleod' }])
  const otherAgain = await bringPeople(db, organisationId, [{ ...caley, family_name: 'Macleod' }])

  expect(same).toMatchObject({ unchanged: 1, warned: 0 })
  expect(other).toMatchObject({ changed: 1, warnings: [{ row: 2, column: 'family_name', value: 'Macleod' }] })
  expect(otherAgain).toMatchObject({ unchanged: 1, warned: 0 })
  expect(await personOf(db, organisationId, 'YP-1')).toMatchObject({
    family_name: 'McLeod',
    pending: { familyName: 'Macleod' },
  })
})

test('what waits for somebody to decide is gone once the source says the same', async ({ db }) => {
  const { organisationId } = await anOrganisation(db)
  await bringPeople(db, organisationId, [caley])
  await byHand(db, organisationId, { family_name: 'McLeod' })
  await bringPeople(db, organisationId, [{ ...caley, family_name: 'Macleod' }])

  await bringPeople(db, organisationId, [{ ...caley, family_name: 'McLeod' }])

  expect(await personOf(db, organisationId, 'YP-1')).toMatchObject({ family_name: 'McLeod', pending: {} })
})

test('a value that was never sent is no correction by hand', async ({ db }) => {
  const { organisationId } = await anOrganisation(db)
  await bringPeople(db, organisationId, [caley])

  const rows = [{ ...caley, pupil: 'yes', opened_on: '2026-02-02', school_nation: 'england' }]
  const report = await bringPeople(db, organisationId, rows)

  expect(report).toMatchObject({ changed: 1, warned: 0 })
  expect(await personOf(db, organisationId, 'YP-1')).toMatchObject({
    pupil: 'yes',
    opened_on: '2026-02-02',
    school_nation: 'england',
    pending: {},
  })
})

test('a value emptied by hand is not filled again by another', async ({ db }) => {
  const { organisationId } = await anOrganisation(db)
  await bringPeople(db, organisationId, [{ ...caley, postcode: 'FK1 1AA' }])
  await byHand(db, organisationId, { postcode: null })

  await bringPeople(db, organisationId, [{ ...caley, postcode: 'FK2 2BB' }])

  expect(await personOf(db, organisationId, 'YP-1')).toMatchObject({
    postcode: null,
    pending: { postcode: 'FK2 2BB' },
  })
})

test('a worker nobody knows is a warning until they are there; the same file then gives them the person', async ({
  db,
}) => {
  const organisation = await anOrganisation(db)
  const { organisationId } = organisation
  const rows = [{ ...caley, worker_email: 'Isla@Example.org' }]

  const first = await bringPeople(db, organisationId, rows)
  const waiting = await personOf(db, organisationId, 'YP-1')
  await building(db, () =>
    sql`insert into app.worker (organisation_id, email, name, role)
      values (${organisationId}, 'isla@example.org', 'Isla Munro', 'youth-worker')`.execute(db),
  )
  const second = await bringPeople(db, organisationId, rows)

  expect(first).toMatchObject({
    added: 1,
    warnings: [{ row: 2, column: 'worker_email', value: 'isla@example.org' }],
  })
  expect(waiting.unknown_worker).toBe('isla@example.org')
  expect(second).toMatchObject({ changed: 1, warned: 0 })
  expect(await leadsOf(db, waiting.id)).toEqual([{ email: 'isla@example.org', ended: false }])
  expect((await personOf(db, organisationId, 'YP-1')).unknown_worker).toBeNull()
})

test('another worker begins and the one before ends', async ({ db }) => {
  const isla = await aWorker(db)
  const { organisationId } = isla
  const rory = await aWorker(db, { organisation: { id: organisationId, organisationId } })
  await bringPeople(db, organisationId, [{ ...caley, worker_email: isla.email }])
  const { id } = await personOf(db, organisationId, 'YP-1')
  await allocate(db, { id, organisationId }, rory, { kind: 'co-worker' })

  const report = await bringPeople(db, organisationId, [{ ...caley, worker_email: rory.email }])

  expect(report).toMatchObject({ changed: 1, warned: 0 })
  expect(await leadsOf(db, id)).toEqual(
    expect.arrayContaining([
      { email: isla.email, ended: true },
      { email: rory.email, ended: false },
    ]),
  )
  const { rows: edges } = await asDefiner(db, () =>
    sql`select user_id from sec.edge where person_id = ${id} and src in ('lead', 'co-worker')`.execute(db),
  )
  expect(edges).toEqual([{ user_id: rory.id }])
})

test('a worker whom somebody here chose stays, and the other waits', async ({ db }) => {
  const isla = await aWorker(db)
  const { organisationId } = isla
  const organisation = { id: organisationId, organisationId }
  const rory = await aWorker(db, { organisation })
  const ava = await aWorker(db, { organisation })
  await bringPeople(db, organisationId, [{ ...caley, worker_email: isla.email }])
  const { id } = await personOf(db, organisationId, 'YP-1')
  await building(db, () =>
    sql`update app.allocation set ends_at = now() where person_id = ${id} and ends_at is null`.execute(db),
  )
  await allocate(db, { id, organisationId }, rory)

  const same = await bringPeople(db, organisationId, [{ ...caley, worker_email: isla.email }])
  const other = await bringPeople(db, organisationId, [{ ...caley, worker_email: ava.email }])

  expect(same).toMatchObject({ unchanged: 1 })
  expect(other).toMatchObject({ changed: 1, warnings: [{ column: 'worker_email' }] })
  expect(await leadsOf(db, id)).toContainEqual({ email: rory.email, ended: false })
  expect((await personOf(db, organisationId, 'YP-1')).pending).toEqual({ workerEmail: ava.email })
})

test('an administrator leads nobody', async ({ db }) => {
  const admin = await aWorker(db, { role: 'administrator' })

  const report = await bringPeople(db, admin.organisationId, [{ ...caley, worker_email: admin.email }])

  expect(report).toMatchObject({ added: 1, warnings: [{ column: 'worker_email' }] })
  expect((await personOf(db, admin.organisationId, 'YP-1')).unknown_worker).toBe(admin.email)
})

test('a team is found by its name, and one that is not known changes nothing', async ({ db }) => {
  const organisation = await anOrganisation(db)
  const { organisationId } = organisation
  const team = await aTeam(db, organisation)
  const { name } = await building(db, () =>
    db.selectFrom('app.team').where('id', '=', team.id).select('name').executeTakeFirstOrThrow(),
  )

  await bringPeople(db, organisationId, [{ ...caley, team: name.toUpperCase() }])
  const report = await bringPeople(db, organisationId, [{ ...caley, team: 'Nowhere' }])

  expect(report).toMatchObject({ unchanged: 1, warnings: [{ column: 'team', value: 'Nowhere' }] })
  expect((await personOf(db, organisationId, 'YP-1')).team_id).toBe(team.id)
})

test('somebody who may be there already is kept and named; one restricted is not named', async ({ db }) => {
  const { organisationId } = await anOrganisation(db)
  const other = await anOrganisation(db)
  await bringPeople(db, other.organisationId, [{ ...caley, reference: 'OTHER-1' }])
  await bringPeople(db, organisationId, [
    { ...caley, date_of_birth: '2010-03-12' },
    { reference: 'YP-2', date_of_birth: '2011-01-01' },
  ])
  await building(db, () =>
    sql`update app.person set is_restricted = true where organisation_id = ${organisationId} and reference = 'YP-2'`.execute(
      db,
    ),
  )

  const report = await bringPeople(db, organisationId, [
    { reference: 'YP-7', given_name: 'Kayleigh', family_name: 'McLeod', date_of_birth: '2010-03-21' },
    { reference: 'YP-8', date_of_birth: '2011-01-01' },
    { reference: 'YP-9', given_name: 'Kaylee', family_name: 'MacLeod', date_of_birth: '2010-12-03' },
    { reference: 'YP-10', given_name: 'Rory', family_name: 'MacLeod', date_of_birth: '2010-03-12' },
    { reference: 'YP-11', given_name: 'Caley', family_name: 'MacLeod', date_of_birth: '2010-12-10' },
  ])

  expect(report).toMatchObject({ added: 5, warned: 2 })
  expect(report.warnings.map(({ row, value }) => [row, value])).toEqual([
    [2, 'YP-7'],
    [4, 'YP-9'],
  ])
  expect(report.warnings[0]?.reason).toContain('YP-1:')
})

test('a name that looks like a formula is kept as text', async ({ db }) => {
  const { organisationId } = await anOrganisation(db)

  const report = await bringPeople(db, organisationId, [{ ...caley, family_name: '=1+1' }])

  expect(report).toMatchObject({
    added: 1,
    warned: 1,
    warnings: [{ row: 2, column: 'family_name', value: '=1+1' }],
  })
  expect((await personOf(db, organisationId, 'YP-1')).family_name).toBe('=1+1')
})

test('bad rows are named, good rows saved', async ({ db }) => {
  const { organisationId } = await anOrganisation(db)

  const report = await bringPeople(db, organisationId, [
    caley,
    { reference: 'YP-2', date_of_birth: '31/02/2010' },
    { reference: 'YP-1', given_name: 'Somebody', family_name: 'Else' },
    { reference: '', date_of_birth: '2010-01-01' },
    { reference: 'YP-5', opened_on: '2026-02-01', closed_on: '2026-01-01' },
    { reference: 'YP-6' },
  ])

  expect(report).toMatchObject({ read: 6, added: 2, rejected: 4 })
  expect(report.rejects.map(({ row, column }) => [row, column])).toEqual([
    [3, 'date_of_birth'],
    [4, 'reference'],
    [5, 'reference'],
    [6, 'closed_on'],
  ])
  expect((await personOf(db, organisationId, 'YP-1')).given_name).toBe('Caley')
})

test('a closing before the opening that is held is refused', async ({ db }) => {
  const { organisationId } = await anOrganisation(db)
  await bringPeople(db, organisationId, [{ ...caley, opened_on: '2026-02-01' }])

  const report = await bringPeople(db, organisationId, [{ ...caley, closed_on: '2026-01-31' }])

  expect(report).toMatchObject({
    rejected: 1,
    rejects: [{ row: 2, column: 'closed_on', value: '2026-01-31' }],
  })
  expect((await personOf(db, organisationId, 'YP-1')).closed_on).toBeNull()
})

test('nothing is raised of somebody who died, from the moment that it is known', async ({ db }) => {
  const isla = await aWorker(db)
  const { organisationId } = isla
  await bringPeople(db, organisationId, [{ ...caley, worker_email: isla.email }])
  const { id, version } = await personOf(db, organisationId, 'YP-1')
  await signedInAs(db, isla)
  const closed = await closePerson(db, isla, id, { closedOn: today, closedBecause: 'ended', version })
  if (!closed.ok) throw new Error(closed.reason)
  const before = await foundFor(db, organisationId, 'YP-1')

  const report = await bringPeople(db, organisationId, [
    { ...caley, closed_on: addDays(today, -1), closed_because: 'died' },
  ])

  expect(before).not.toEqual([])
  expect(report).toMatchObject({ changed: 1 })
  expect(await foundFor(db, organisationId, 'YP-1')).toEqual([])
  expect(await personOf(db, organisationId, 'YP-1')).toMatchObject({
    closed_because: 'died',
    closed_on: addDays(today, -1),
    pending: {},
  })
})

test('somebody whom a source wrongly said had died, and whom somebody opened again, stays open', async ({
  db,
}) => {
  const isla = await aWorker(db)
  const { organisationId } = isla
  const rows = [{ ...caley, worker_email: isla.email, closed_because: 'died', opened_on: '2026-01-05' }]
  await bringPeople(db, organisationId, rows)
  const { id, version, closed_on } = await personOf(db, organisationId, 'YP-1')
  await signedInAs(db, isla)
  const opened = await reopenPerson(db, isla, id, { because: 'A mistake of theirs', version })
  if (!opened.ok) throw new Error(opened.reason)

  const report = await bringPeople(db, organisationId, rows, addDays(today, 1))

  expect(closed_on).toBe(today)
  expect(report).toMatchObject({ unchanged: 1 })
  expect((await personOf(db, organisationId, 'YP-1')).closed_on).toBeNull()
})

test('a closing that somebody took back waits whole, its day with its reason', async ({ db }) => {
  const { organisationId } = await anOrganisation(db)
  const closed = { ...caley, opened_on: '2026-01-05', closed_on: '2026-03-01', closed_because: 'ended' }
  await bringPeople(db, organisationId, [closed])
  await byHand(db, organisationId, { closed_on: null, closed_because: null })

  await bringPeople(db, organisationId, [{ ...closed, closed_on: '2026-04-01' }])

  expect(await personOf(db, organisationId, 'YP-1')).toMatchObject({
    closed_on: null,
    pending: { closedOn: '2026-04-01', closedBecause: 'ended' },
  })
})

test('of two schools with one name, the one that the source means can be taken', async ({ db }) => {
  const isla = await aWorker(db)
  const { organisationId } = isla
  const name = 'Example Academy'
  await bringSchools(db, [
    { school: name, council: 'Falkirk', session: '2026/27' },
    { school: name, council: 'Dundee', session: '2026/27' },
  ])
  await bringPeople(db, organisationId, [
    { ...caley, worker_email: isla.email, school: name, council: 'Falkirk' },
  ])
  const before = await personOf(db, organisationId, 'YP-1')
  await byHand(db, organisationId, { school_id: null, council: null })
  await bringPeople(db, organisationId, [{ ...caley, school: name, council: 'Dundee' }])
  const { id, version, pending } = await personOf(db, organisationId, 'YP-1')
  await signedInAs(db, isla)

  const settled = await settlePerson(db, isla, id, { version, take: 'theirs' })

  expect(pending).toEqual({ school: 'Example Academy, Dundee', council: 'Dundee' })
  expect(settled.ok).toBe(true)
  const after = await personOf(db, organisationId, 'YP-1')
  expect(after.school_id).not.toBeNull()
  expect(after.school_id).not.toBe(before.school_id)
})

test('other names are added, found by their sound, and never taken away by a file', async ({ db }) => {
  const { organisationId } = await anOrganisation(db)
  const names = async () =>
    building(db, () =>
      db
        .selectFrom('app.person_name as name')
        .innerJoin('app.person as person', 'person.id', 'name.person_id')
        .where('person.organisation_id', '=', organisationId)
        .select(['name.kind', 'name.name', 'name.sounds', 'name.ended_at as endedAt'])
        .orderBy('name.name')
        .execute(),
    )
  await bringPeople(db, organisationId, [{ ...caley, other_names: 'former: Caley Brown; nick:CJ ; Kayla' }])
  await building(db, () => sql`update app.person_name set ended_at = now() where name = 'Kayla'`.execute(db))

  const fewer = await bringPeople(db, organisationId, [
    { ...caley, other_names: 'Kayla; former: Caley Broon' },
  ])

  expect(fewer).toMatchObject({ changed: 1 })
  expect((await names()).map(({ kind, name }) => [kind, name])).toEqual([
    ['nick', 'CJ'],
    ['former', 'Caley Broon'],
    ['former', 'Caley Brown'],
    ['main', 'Caley MacLeod'],
    ['also', 'Kayla'],
  ])
  expect((await names()).find(({ name }) => name === 'Kayla')?.endedAt).not.toBeNull()
})

test('who is found by a name follows it', async ({ db }) => {
  const { organisationId } = await anOrganisation(db)
  await bringPeople(db, organisationId, [caley])

  await bringPeople(db, organisationId, [{ ...caley, preferred_name: 'Cal' }])

  const { rows } = await building(db, () =>
    sql<{
      name: string
      words: string
    }>`select n.name, n.words from app.person_name n join app.person p on p.id = n.person_id
      where p.organisation_id = ${organisationId} and n.kind = 'main'`.execute(db),
  )
  expect(rows).toEqual([{ name: 'Cal Caley MacLeod', words: 'cal caley mac leod' }])
})

const edit = {
  givenName: 'Caley',
  familyName: 'MacLeod',
  preferredName: null,
  pronouns: null,
  bornOn: civilDate('2010-12-10'),
  birthDateCertainty: 'recorded',
  schoolNation: 'scotland',
  school: null,
  pupil: 'unknown',
  stage: null,
  stageIsNow: false,
  deferredEntry: false,
  additionalSupportNeeds: 'unknown',
  communicationNeeds: null,
  language: null,
  whatMatters: null,
  council: null,
  postcode: 'FK1 1AA',
  reference: 'YP-1',
} as const

type Columns = {
  family_name?: string
  postcode?: string | null
  council?: null
  school_id?: null
  closed_on?: null
  closed_because?: null
}

function byHand(db: Parameters<typeof building>[0], organisationId: string, columns: Columns) {
  return building(db, () =>
    db
      .updateTable('app.person')
      .set({ ...columns, version: 2 })
      .where('organisation_id', '=', organisationId)
      .where('reference', '=', 'YP-1')
      .execute(),
  )
}

async function leadsOf(db: Parameters<typeof building>[0], personId: string) {
  const { rows } = await building(db, () =>
    sql<{
      email: string
      ended: boolean
    }>`select w.email, a.ends_at is not null as ended from app.allocation a
      join app.worker w on w.id = a.worker_id where a.person_id = ${personId} and a.kind = 'lead' order by a.ends_at nulls last`.execute(
      db,
    ),
  )
  return rows
}
