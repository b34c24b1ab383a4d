import { type Db, sql } from '#db/connection.server'
import { notTheirsAt } from '~/access/not-theirs.server'
import type { Worker } from '~/access/worker'
import { alikePeople } from '~/caseload/alike.server'
import { openRecord } from '~/caseload/open-record.server'
import { PersonInput } from '~/caseload/person.input'
import { searchPeople } from '~/caseload/search.server'
import { addPerson } from '~/intake/add-person.server'
import { bothRecords } from '~/intake/both-records.server'
import { mergePeople } from '~/intake/merge-people.server'
import { mergedHere } from '~/intake/merged-here.server'
import { addFact } from '~/intake/record-fact.server'
import { askWhetherSame, sameToDecide, sayNotSame } from '~/intake/say-same.server'
import { unmergePeople } from '~/intake/unmerge-people.server'
import { civilDate } from '~/shared/civil-date'
import { decide } from '~/transitions/decide.server'
import { promptNow } from '~/transitions/present'
import { transitionsOf } from '~/transitions/queries.server'
import {
  aFact,
  allocate,
  anOrganisation,
  aPersonOf,
  aProgramme,
  aSession,
  aShare,
  aTeam,
  aTie,
  aWay,
  aWorker,
  today,
} from '../support/builders'
import { asDefiner, building, expect, signedInAs, test } from '../support/database'
import { bringKeyDates, bringPeople } from './a-file'

type Made = { id: string; organisationId: string }

/** Shona, who manages; Isla, who leads Calum; Ali, who leads Callum, another record of the same boy. */
async function twoRecordsOfOne(db: Db) {
  const organisation = await anOrganisation(db)
  const shona = await aWorker(db, { role: 'team-manager', organisation, name: 'Shona Ferrie' })
  const isla = await aWorker(db, { organisation })
  const ali = await aWorker(db, { organisation, name: 'Ali Khan' })
  const team = await aTeam(db, organisation, [shona])
  const calum = await aPersonOf(db, organisation.organisationId, { team_id: team.id, reference: 'A-1' })
  const callum = await aPersonOf(db, organisation.organisationId, {
    team_id: team.id,
    given_name: 'Callum',
    reference: 'B-7',
    recorded_on: civilDate('2026-03-01'),
  })
  await allocate(db, calum, isla)
  await allocate(db, callum, ali)
  await signedInAs(db, shona)
  return { organisation, shona, isla, ali, calum, callum, team }
}

function merge(db: Db, worker: Worker, kept: Made, other: Made, changes: object = {}) {
  const at = { keptId: kept.id, otherId: other.id }
  const choices = { version: 1, otherVersion: 1, take: [], takeFacts: null, ...changes }
  return mergePeople(db, worker, at, choices, today)
}

async function undo(db: Db, worker: Worker, person: Made) {
  const [latest] = await mergedHere(db, person.id)
  return unmergePeople(db, worker, latest?.id ?? crypto.randomUUID())
}

test('what is in one record comes to the other, with who wrote it and when', async ({ db }) => {
  const { shona, calum, callum, ali } = await twoRecordsOfOne(db)
  const { id: court } = await aFact(db, callum, 'MOVE_OF_HOME', civilDate('2026-02-01'))
  const session = await aSession(db, callum, ali)

  const merged = await merge(db, shona, calum, callum, { take: ['givenName'] })

  const record = await openRecord(db, shona, calum.id)
  expect(merged.ok).toBe(true)
  expect(record).toMatchObject({ givenName: 'Callum', worker: 'Isla Munro', version: 2 })
  expect(record?.names.map(({ name }) => name)).toEqual(['Calum Reid'])
  expect(record?.facts).toMatchObject([{ id: court, source: 'school record', recordedOn: '2026-01-05' }])
  expect(await openRecord(db, shona, callum.id)).toBeNull()
  const { rows } = await sql`select person_id from app.session where id = ${session.id}`.execute(db)
  expect(rows).toEqual([{ person_id: calum.id }])
})

test('what lies sealed opens in the record it came to, and in its own again', async ({ db }) => {
  const { shona, calum, callum } = await twoRecordsOfOne(db)
  await aWay(db, calum, { value: '07700 900111', safe: 'yes' })
  await aWay(db, callum, { value: '07700 900111', safe: 'no' })
  await aTie(db, callum, { name: 'Morag Reid', about: 'His aunt' })

  await merge(db, shona, calum, callum)

  const record = await openRecord(db, shona, calum.id)
  expect(record?.ways).toMatchObject([{ value: '07700 900111', safe: 'no' }])
  expect(record?.ties).toMatchObject([{ name: 'Morag Reid', about: 'His aunt' }])
  await aTie(db, calum, { name: 'Fergus Reid' })
  await undo(db, shona, calum)
  expect(await openRecord(db, shona, calum.id)).toMatchObject({
    ways: [{ value: '07700 900111', safe: 'yes' }],
    ties: [{ name: 'Fergus Reid' }],
  })
  expect((await openRecord(db, shona, callum.id))?.ties).toMatchObject([{ name: 'Morag Reid' }])
})

test('one lead stays one lead: the other record’s lead works with them too', async ({ db }) => {
  const { shona, isla, ali, calum, callum } = await twoRecordsOfOne(db)

  await merge(db, shona, calum, callum)

  const { rows } = await sql`select worker_id, kind from app.allocation where person_id = ${calum.id}
    and ends_at is null order by kind desc`.execute(db)
  expect(rows).toEqual([
    { worker_id: isla.id, kind: 'lead' },
    { worker_id: ali.id, kind: 'co-worker' },
  ])
  await signedInAs(db, ali)
  expect(await openRecord(db, ali, calum.id)).not.toBeNull()
})

test('a key date that both have is there once, and a surer word of it is taken', async ({ db }) => {
  const { shona, calum, callum } = await twoRecordsOfOne(db)
  await aFact(db, calum, 'COURT', civilDate('2026-12-10'))
  await aFact(db, callum, 'COURT', civilDate('2026-12-10'), { certainty: 'official', document_ref: 'C-9' })

  await merge(db, shona, calum, callum)

  const record = await openRecord(db, shona, calum.id)
  const live = record?.facts.filter(({ withdrawnOn }) => withdrawnOn === null)
  expect(live).toMatchObject([{ certainty: 'official', documentRef: 'C-9', happensOn: '2026-12-10' }])
  expect(record?.facts).toHaveLength(2)
})

test('what was decided in either record stays decided', async ({ db }) => {
  const { shona, calum, callum } = await twoRecordsOfOne(db)
  const open = await waiting(db, shona, callum)
  const prompt = promptNow(open.prompts, today)
  await decide(
    db,
    shona,
    { personId: callum.id, transitionId: open.id },
    { step: prompt?.step ?? '', kind: 'acted', reason: null, note: '', backOn: null, version: open.version },
    today,
  )

  await merge(db, shona, calum, callum)

  const after = (await transitionsOf(db, shona, calum.id)).find(({ rule }) => rule === open.rule)
  expect(after?.prompts.find(({ step }) => step === prompt?.step)?.done).toBeDefined()
})

async function waiting(db: Db, worker: Worker, person: Made) {
  const found = (await transitionsOf(db, worker, person.id)).find(({ prompts }) => promptNow(prompts, today))
  if (!found) throw new Error('Nothing waits')
  return found
}

test('whoever must not see one record does not see the one that stays', async ({ db }) => {
  const { shona, isla, calum, callum } = await twoRecordsOfOne(db)
  await building(db, () =>
    db
      .insertInto('app.exclusion')
      .values({
        organisation_id: callum.organisationId,
        person_id: callum.id,
        worker_id: isla.id,
        because: 'His aunt',
      })
      .execute(),
  )

  await merge(db, shona, calum, callum)

  await signedInAs(db, isla)
  expect(await openRecord(db, isla, calum.id)).toBeNull()
  await signedInAs(db, shona)
  await undo(db, shona, calum)
  await signedInAs(db, isla)
  expect(await openRecord(db, isla, calum.id)).not.toBeNull()
})

test('a record with a list of readers makes the one that stays one, for those of both lists', async ({
  db,
}) => {
  const { shona, isla, ali, calum, callum } = await twoRecordsOfOne(db)
  await building(db, async () => {
    for (const worker of [shona, ali])
      await db
        .insertInto('app.restricted_reader')
        .values({ organisation_id: callum.organisationId, person_id: callum.id, worker_id: worker.id })
        .execute()
    await db.updateTable('app.person').set({ is_restricted: true }).where('id', '=', callum.id).execute()
  })

  await merge(db, shona, calum, callum)

  await signedInAs(db, isla)
  expect(await openRecord(db, isla, calum.id)).toBeNull()
  await signedInAs(db, ali)
  expect(await openRecord(db, ali, calum.id)).not.toBeNull()
})

test('what somebody outside was shown of one record opens nothing of the other', async ({ db }) => {
  const { shona, calum, callum } = await twoRecordsOfOne(db)
  const partner = await aWorker(db, { role: 'partner' })
  await aShare(db, calum, partner, { scopes: 8191 })
  await aShare(db, callum, partner, { scopes: 8191 })

  await merge(db, shona, calum, callum)

  await signedInAs(db, partner)
  expect(await openRecord(db, partner, calum.id)).toBeNull()
  await signedInAs(db, shona)
  await undo(db, shona, calum)
  await signedInAs(db, partner)
  expect(await openRecord(db, partner, calum.id)).not.toBeNull()
  expect(await openRecord(db, partner, callum.id)).not.toBeNull()
})

test('the address and the reference of the record that went lead to the one that stays', async ({ db }) => {
  const { shona, isla, calum, callum } = await twoRecordsOfOne(db)
  const stranger = await aWorker(db)
  await merge(db, shona, calum, callum)
  const ask = () =>
    notTheirsAt(
      {
        request: new Request(`http://airt.test/people/${callum.id}/ways?x=1`),
        params: { personId: callum.id },
      },
      db,
    )

  await signedInAs(db, isla)
  const led = await ask()
  const found = await searchPeople(db, isla, 'B-7')
  await signedInAs(db, stranger)
  const refused = await ask()

  expect([led.status, led.headers.get('Location')]).toEqual([307, `/people/${calum.id}/ways?x=1`])
  expect(found.map(({ id }) => id)).toEqual([calum.id])
  expect([refused.status, refused.headers.get('Location')]).toEqual([404, null])
})

test('two open referrals to one programme are not put into one record', async ({ db }) => {
  const { shona, calum, callum, organisation } = await twoRecordsOfOne(db)
  const lead = await aWorker(db, { role: 'programme-lead', organisation })
  const programme = await aProgramme(db, lead)
  for (const { id, organisationId } of [calum, callum])
    await asDefiner(db, () =>
      sql`insert into app.referral (organisation_id, person_id, programme_organisation_id, programme_id)
        values (${organisationId}, ${id}, ${organisationId}, ${programme.id})`.execute(db),
    )

  expect(await merge(db, shona, calum, callum)).toEqual({ ok: false, reason: 'both-are-referred' })
})

test('only a manager of both puts records together', async ({ db }) => {
  const { isla, ali, calum, callum } = await twoRecordsOfOne(db)
  await allocate(db, callum, isla, { kind: 'co-worker' })
  for (const worker of [isla, ali]) {
    await signedInAs(db, worker)
    expect(await merge(db, worker, calum, callum)).toEqual({ ok: false, reason: 'not-yours-to-merge' })
  }
})

test('whoever has just added both is no manager of them', async ({ db }) => {
  const isla = await aWorker(db)
  await signedInAs(db, isla)
  const added = [await addPerson(db, isla, somebody, today), await addPerson(db, isla, somebody, today)]
  const [one, other] = added.map((each) => ({
    id: each.ok ? each.value.personId : '',
    organisationId: isla.organisationId,
  }))

  const merged = one && other && (await merge(db, isla, one, other))
  const both = await bothRecords(db, isla, one?.id ?? '', other?.id ?? '')

  expect(merged).toEqual({ ok: false, reason: 'not-yours-to-merge' })
  expect(both).toMatchObject({ is: 'two', mayMerge: false, mayAsk: true })
})

const somebody = PersonInput.parse({ givenName: 'Calum', familyName: 'Reid' })

test('undoing puts back what was the other’s, and leaves and names what came since', async ({ db }) => {
  const { shona, calum, callum } = await twoRecordsOfOne(db)
  await aFact(db, callum, 'MOVE_OF_HOME', civilDate('2026-02-01'))
  await merge(db, shona, calum, callum, { take: ['givenName'] })
  await addFact(db, shona, calum.id, aMove, today)

  const [before] = await mergedHere(db, calum.id)
  const undone = await undo(db, shona, calum)

  expect(before?.stays).toEqual(['Key date: Moves home, 4 January 2026'])
  expect(undone.ok).toBe(true)
  const [kept, other] = [await openRecord(db, shona, calum.id), await openRecord(db, shona, callum.id)]
  expect(kept).toMatchObject({ givenName: 'Calum', names: [], facts: [{ happensOn: '2026-01-04' }] })
  expect(other).toMatchObject({ givenName: 'Callum', facts: [{ happensOn: '2026-02-01' }] })
  expect(await mergedHere(db, calum.id)).toEqual([])
})

const aMove = {
  kind: 'MOVE_OF_HOME' as const,
  happensOn: civilDate('2026-01-04'),
  atTime: null,
  endsOn: null,
  certainty: 'recorded' as const,
  standing: 'fact' as const,
  source: 'mother',
  documentRef: null,
  receivedOn: null,
  note: null,
  details: {},
}

test('a value that somebody changed since stays as they left it', async ({ db }) => {
  const { shona, calum, callum } = await twoRecordsOfOne(db)
  await merge(db, shona, calum, callum, { take: ['givenName', 'pronouns'] })
  await sql`update app.person set given_name = 'Calm', version = version + 1 where id = ${calum.id}`.execute(
    db,
  )

  await undo(db, shona, calum)

  expect(await openRecord(db, shona, calum.id)).toMatchObject({ givenName: 'Calm' })
})

test('after 30 days the offer is gone, and an undone merge may be made again', async ({ db }) => {
  const { shona, calum, callum } = await twoRecordsOfOne(db)
  await merge(db, shona, calum, callum)
  await undo(db, shona, calum)
  const again = await merge(db, shona, calum, callum, { version: 2, otherVersion: 2 })
  const [latest] = await mergedHere(db, calum.id)
  await asDefiner(db, () =>
    sql`update app.person_merge set undo_until = now() where id = ${latest?.id}`.execute(db),
  )

  expect(again.ok).toBe(true)
  expect(await mergedHere(db, calum.id)).toEqual([])
  expect(await unmergePeople(db, shona, latest?.id ?? '')).toEqual({ ok: false, reason: 'too-late' })
})

test('a worker asks, a manager answers, and no is remembered', async ({ db }) => {
  const { shona, isla, calum, callum } = await twoRecordsOfOne(db)
  await allocate(db, callum, isla, { kind: 'co-worker' })
  const both = { keptId: calum.id, otherId: callum.id }
  await signedInAs(db, isla)
  const known = {
    id: calum.id,
    givenName: 'Calum',
    familyName: 'Reid',
    preferredName: null,
    bornOn: civilDate('2010-10-01'),
  }
  const before = await alikePeople(db, isla, known)
  const asked = await askWhetherSame(db, both, 'The same birth date and mother')
  const askedAgain = await askWhetherSame(db, { keptId: callum.id, otherId: calum.id }, 'Again')
  const notHers = await sayNotSame(db, both, 'They are cousins')
  await signedInAs(db, shona)
  const waits = await sameToDecide(db, shona)
  await sayNotSame(db, both, 'They are cousins')

  expect([asked.ok, askedAgain.ok, notHers.ok]).toEqual([true, true, false])
  expect(before.map(({ id }) => id)).toEqual([callum.id])
  expect(waits).toMatchObject([
    { personId: calum.id, otherId: callum.id, reason: 'The same birth date and mother' },
  ])
  expect(await sameToDecide(db, shona)).toEqual([])
  expect(await alikePeople(db, shona, known)).toEqual([])
})

test('nobody asks about somebody whom they do not see', async ({ db }) => {
  const { isla, ali, calum, callum } = await twoRecordsOfOne(db)
  for (const worker of [isla, ali]) {
    await signedInAs(db, worker)
    const asked = await askWhetherSame(db, { keptId: calum.id, otherId: callum.id }, 'I saw a list')
    expect(asked).toEqual({ ok: false, reason: 'not-yours-to-ask' })
  }
})

test('a list that sends both references reaches the one record, with its dates, and adds nobody', async ({
  db,
}) => {
  const { shona, calum, callum, organisation } = await twoRecordsOfOne(db)
  const people = [
    { reference: 'A-1', given_name: 'Calum', postcode: 'EH1 1AA' },
    { reference: 'B-7', given_name: 'Callum', council: 'Fife' },
  ]
  const dates = [
    { reference: 'A-1', kind: 'MOVE_OF_HOME', date: '2026-02-01' },
    { reference: 'B-7', kind: 'MOVE_OF_HOME', date: '2026-02-01' },
    { reference: 'B-7', kind: 'MOVE_OF_HOME', date: '2026-05-01' },
  ]
  await bringPeople(db, organisation.id, people)
  await signedInAs(db, shona)
  const versions = await versionsOf(db, [calum, callum])
  await merge(db, shona, calum, callum, { version: versions[0], otherVersion: versions[1] })

  const again = await bringPeople(db, organisation.id, people)
  const moved = await bringPeople(db, organisation.id, [
    { ...people[0], postcode: 'EH2 2BB' },
    { ...people[1], council: 'Moray' },
  ])
  await bringKeyDates(db, organisation.id, dates)
  const datesAgain = await bringKeyDates(db, organisation.id, dates)

  await signedInAs(db, shona)
  const record = await openRecord(db, shona, calum.id)
  expect([again, moved, datesAgain]).toMatchObject([
    { added: 0, changed: 0, unchanged: 2, rejected: 0 },
    { added: 0, changed: 2, rejected: 0 },
    { added: 0, changed: 0, unchanged: 3, rejected: 0 },
  ])
  expect(record).toMatchObject({ reference: 'A-1', postcode: 'EH2 2BB' })
  expect(record?.facts.map(({ happensOn }) => happensOn).sort()).toEqual(['2026-02-01', '2026-05-01'])
})

async function versionsOf(db: Db, people: readonly Made[]): Promise<number[]> {
  const { rows } = await sql<{ id: string; version: number }>`select id, version from app.person
    where id = any (${people.map(({ id }) => id)}::uuid[])`.execute(db)
  return people.map((person) => rows.find(({ id }) => id === person.id)?.version ?? 0)
}
