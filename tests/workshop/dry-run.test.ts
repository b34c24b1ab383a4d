import { sql } from '#db/connection.server'
import { beginWork, inWork } from '~/access/work.server'
import { addDays, civilDate } from '~/shared/civil-date'
import { dropChange, saveTrial, tryRule } from '~/workshop/change-rule.server'
import { aWorker } from '../support/builders'
import { expect, type TestDatabase, test } from '../support/database'
import {
  anAdministrator,
  asking,
  changeOf,
  pupils,
  storedPrompts,
  today,
  trialOf,
  trialRows,
  whatChanged,
  workIsDone,
} from './a-rule-is-changed'

const CODE = 'SCHOOL_LEAVING'
const EARLIER = { before: ['-39w', '-12w', '-6w', '-2w'] }
const saying = { effectiveOn: today, because: 'Schools here ask by November' }

test('what saving does is what the dry run said, row for row, and undoing puts every row back', async ({
  database,
}) => {
  const me = await anAdministrator(database)
  await pupils(database, me.organisationId, 400)
  const before = await storedPrompts(database, me.organisationId, CODE)

  const trialId = await asking(database, me, (db) => tryRule(db, CODE, changeOf(CODE, EARLIER)))
  await workIsDone(database)
  const said = await trialRows(database, me.organisationId, trialId)
  const counts = await trialOf(database, trialId)
  const saved = await asking(database, me, (db) => saveTrial(db, trialId, saying, today))
  await workIsDone(database)
  const after = await storedPrompts(database, me.organisationId, CODE)

  expect(saved.ok).toBe(true)
  expect(said.length).toBeGreaterThan(100)
  expect(said).toEqual(whatChanged(before, after))
  expect(counts.appear + counts.move + counts.go).toBe(said.length)
  expect(counts).toMatchObject({ state: 'done', people: 400, people_in_all: 400 })

  const undo = await asking(database, me, (db) => tryRule(db, CODE, null, saved.ok ? saved.value : null))
  await workIsDone(database)
  const wouldBe = await trialRows(database, me.organisationId, undo)
  await asking(database, me, (db) => saveTrial(db, undo, saying, today))
  await workIsDone(database)
  const back = await storedPrompts(database, me.organisationId, CODE)

  expect(back).toEqual(before)
  expect(wouldBe).toEqual(whatChanged(after, back))
})

test('nothing is saved before its dry run has ended, twice, or over a change that somebody else made', async ({
  database,
}) => {
  const me = await anAdministrator(database)
  await pupils(database, me.organisationId, 3)
  const save = (trialId: string, effectiveOn = today) =>
    asking(database, me, (db) => saveTrial(db, trialId, { ...saying, effectiveOn }, today))

  const one = await asking(database, me, (db) => tryRule(db, CODE, changeOf(CODE, EARLIER)))
  const early = await save(one)
  await workIsDone(database)
  const past = await save(one, addDays(today, -1))
  const far = await save(one, civilDate('2030-01-01'))
  const first = await save(one)
  const again = await save(one)

  expect(early).toEqual({ ok: false, reason: 'not-ended' })
  expect(past).toEqual({ ok: false, reason: 'day-passed' })
  expect(far).toEqual({ ok: false, reason: 'day-too-far' })
  expect(first.ok).toBe(true)
  expect(again).toEqual({ ok: false, reason: 'changed-meanwhile' })
})

test('a change with a day waits for it, can be taken back until then, and comes into force by itself', async ({
  database,
}) => {
  const me = await anAdministrator(database)
  await pupils(database, me.organisationId, 20)
  const later = addDays(today, 30)
  const before = await storedPrompts(database, me.organisationId, CODE)
  const tried = async () => {
    const id = await asking(database, me, (db) => tryRule(db, CODE, changeOf(CODE, EARLIER)))
    await workIsDone(database)
    return id
  }
  const save = (trialId: string) =>
    asking(database, me, (db) => saveTrial(db, trialId, { ...saying, effectiveOn: later }, today))

  const first = await save(await tried())
  const second = await save(await tried())
  await workIsDone(database)
  const waiting = await storedPrompts(database, me.organisationId, CODE)
  const dropped = await asking(database, me, (db) => dropChange(db, first.ok ? first.value : '', today))
  await workIsDone(database, later)
  const never = await storedPrompts(database, me.organisationId, CODE)

  expect(first.ok).toBe(true)
  expect(second).toEqual({ ok: false, reason: 'another-waits' })
  expect(waiting).toEqual(before)
  expect(dropped.ok).toBe(true)
  expect(never).toEqual(before)

  const third = await tried()
  const said = await trialRows(database, me.organisationId, third)
  const saved = await save(third)
  await workIsDone(database, addDays(later, -1))
  expect(await storedPrompts(database, me.organisationId, CODE)).toEqual(before)
  await workIsDone(database, later)
  const after = await storedPrompts(database, me.organisationId, CODE)

  expect(whatChanged(before, after)).toEqual(said)
  expect(said.length).toBeGreaterThan(0)
  const late = await asking(database, me, (db) => dropChange(db, saved.ok ? saved.value : '', later))
  expect(late).toEqual({ ok: false, reason: 'in-force' })
})

test('another organisation keeps the rule as it comes', async ({ database }) => {
  const me = await anAdministrator(database)
  const other = await anAdministrator(database)
  await pupils(database, me.organisationId, 5)
  await pupils(database, other.organisationId, 5)
  const theirs = await storedPrompts(database, other.organisationId, CODE)

  const trialId = await asking(database, me, (db) => tryRule(db, CODE, changeOf(CODE, EARLIER)))
  await workIsDone(database)
  await asking(database, me, (db) => saveTrial(db, trialId, saying, today))
  await rederiveAllOf(database, other.organisationId)

  expect(await trialRows(database, other.organisationId, trialId)).toEqual([])
  expect(await storedPrompts(database, other.organisationId, CODE)).toEqual(theirs)
})

async function rederiveAllOf(database: TestDatabase, organisationId: string): Promise<void> {
  const { owner, jobs } = database
  const token = await beginWork(owner.db, 'test', organisationId)
  await inWork(jobs.db, token, (db) =>
    sql`insert into app.rederiving (organisation_id, because) values (${organisationId}::uuid, 'rules')`.execute(
      db,
    ),
  )
  await workIsDone(database)
}

test('only whoever looks after the rules may change them', async ({ database }) => {
  const me = await anAdministrator(database)
  const { owner, jobs } = database
  const token = await beginWork(owner.db, 'test', null)
  for (const role of ['youth-worker', 'team-manager', 'data-protection'] as const) {
    const worker = await inWork(jobs.db, token, (db) =>
      aWorker(db, { role, organisation: { id: me.organisationId, organisationId: me.organisationId } }),
    )
    await expect(
      asking(database, worker, (db) => tryRule(db, CODE, changeOf(CODE, EARLIER))),
    ).rejects.toThrow(/not theirs/)
  }
})
