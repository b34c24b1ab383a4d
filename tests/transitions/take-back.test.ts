import { randomUUID } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { correctFact } from '~/intake/record-fact.server'
import { addDays, civilDate } from '~/shared/civil-date'
import { decide } from '~/transitions/decide.server'
import { promptNow } from '~/transitions/present'
import { putOff } from '~/transitions/put-off.server'
import { transitionsDue, transitionsOf } from '~/transitions/queries.server'
import { takeBack } from '~/transitions/take-back.server'
import { aFact, aPersonWith, aWorker, today } from '../support/builders'
import { asDefiner, expect, signedInAs, test } from '../support/database'

const inTwoWeeks = addDays(today, 14)
const said = { reason: 'young-person-declined', note: '', backOn: inTwoWeeks } as const

/** Somebody with a court date that waits to be decided. */
async function withCourt(db: Db, worker: Worker, name: string) {
  const person = await aPersonWith(db, worker, { given_name: name, born_on: civilDate('2007-03-09') })
  const fact = await aFact(db, person, 'COURT', civilDate('2026-12-04'))
  return { person, fact }
}

async function courtOf(db: Db, worker: Worker, personId: string) {
  const held = (await transitionsOf(db, worker, personId)).find(({ rule }) => rule === 'COURT_DATE')
  if (!held) throw new Error('There is no court date')
  return held
}

async function aWorkerWithTwo(db: Db) {
  const ali = await aWorker(db, { role: 'justice-social-worker' })
  const [calum, skye] = [await withCourt(db, ali, 'Calum'), await withCourt(db, ali, 'Skye')]
  await signedInAs(db, ali)
  const courts = [await courtOf(db, ali, calum.person.id), await courtOf(db, ali, skye.person.id)] as const
  return { ali, calum, skye, courts }
}

test('several are put off together, and come back on their day', async ({ db }) => {
  const { ali, courts } = await aWorkerWithTwo(db)

  const put = await putOff(db, ali, courts, said, randomUUID(), today)

  expect(put).toEqual({ ok: true, value: { done: 2 } })
  const due = await transitionsDue(db, ali, today, { limit: 50 })
  expect(due.filter(({ rule }) => rule === 'COURT_DATE').map(({ nextOn }) => nextOn)).toEqual([
    '2026-12-02',
    '2026-12-02',
  ])
})

test('what cannot be put off is left, with why, and the others are done', async ({ db }) => {
  const { ali, courts } = await aWorkerWithTwo(db)
  const [calums, skyes] = courts
  await asDefiner(db, () => sql`update app.transition set urgent = true where id = ${calums.id}`.execute(db))
  const nobodys = randomUUID()
  const actId = randomUUID()

  const put = await putOff(
    db,
    ali,
    [
      { id: calums.id, version: calums.version },
      { id: skyes.id, version: skyes.version },
      { id: nobodys, version: 1 },
    ],
    said,
    actId,
    today,
  )

  expect(put).toEqual({ ok: true, value: { done: 1 } })
  const act = await db
    .selectFrom('app.bulk_act')
    .where('id', '=', actId)
    .select('left_out')
    .executeTakeFirstOrThrow()
  expect(new Map(act.left_out.map(({ transitionId, why }) => [transitionId, why]))).toEqual(
    new Map([
      [calums.id, 'cannot-wait'],
      [nobodys, 'not-yours'],
    ]),
  )
})

test('of a page that is out of date nothing is put off', async ({ db }) => {
  const { ali, courts } = await aWorkerWithTwo(db)
  const [calums] = courts
  const step = promptNow(calums.prompts, today)?.step ?? ''
  const acted = {
    kind: 'acted',
    reason: null,
    note: '',
    backOn: null,
    step,
    version: calums.version,
  } as const
  await decide(db, ali, { personId: await personOf(db, calums.id), transitionId: calums.id }, acted, today)

  const put = await putOff(db, ali, [calums], said, randomUUID(), today)

  expect(put).toEqual({ ok: true, value: { done: 0 } })
})

test('a day that is refused for one is refused for several', async ({ db }) => {
  const { ali, courts } = await aWorkerWithTwo(db)

  const put = await putOff(db, ali, courts, { ...said, backOn: today }, randomUUID(), today)

  expect(put).toEqual({ ok: false, reason: 'day-not-ahead' })
})

test('what is taken back waits as before, and stays written', async ({ db }) => {
  const { ali, courts } = await aWorkerWithTwo(db)
  const [calums] = courts
  const actId = randomUUID()
  await putOff(db, ali, courts, said, actId, today)

  const taken = await takeBack(db, ali, actId)

  expect(taken).toBe(2)
  const after = await courtOf(db, ali, await personOf(db, calums.id))
  expect({ prompts: after.prompts, nextOn: after.nextOn }).toEqual({
    prompts: calums.prompts,
    nextOn: calums.nextOn,
  })
  expect(after.decisions).toEqual([])
  const { rows } =
    await sql`select from app.decision where act_id = ${actId} and taken_back_at is not null`.execute(db)
  expect(rows).toHaveLength(2)
})

test('what others decided meanwhile stands', async ({ db }) => {
  const { ali, courts, calum } = await aWorkerWithTwo(db)
  const [calums] = courts
  const actId = randomUUID()
  await putOff(db, ali, [calums], said, actId, today)
  const now = await courtOf(db, ali, calum.person.id)
  const step = promptNow(now.prompts, inTwoWeeks)?.step ?? ''
  const acted = { kind: 'acted', reason: null, note: '', backOn: null, step, version: now.version } as const
  await decide(db, ali, { personId: calum.person.id, transitionId: now.id }, acted, inTwoWeeks)

  await takeBack(db, ali, actId)

  const after = await courtOf(db, ali, calum.person.id)
  expect(after.decisions.map(({ kind }) => kind)).toEqual(['acted'])
})

test('a moved date does not bring back what was taken back', async ({ db }) => {
  const { ali, courts, calum } = await aWorkerWithTwo(db)
  const actId = randomUUID()
  await putOff(db, ali, courts, said, actId, today)
  await takeBack(db, ali, actId)

  await correctFact(
    db,
    ali,
    { personId: calum.person.id, factId: calum.fact.id },
    {
      kind: 'COURT',
      happensOn: civilDate('2026-12-07'),
      atTime: null,
      endsOn: null,
      certainty: 'recorded',
      standing: 'fact',
      source: 'the court rang',
      documentRef: null,
      receivedOn: null,
      note: null,
      details: {},
      because: 'moved',
      version: 1,
    },
    today,
  )

  const after = await courtOf(db, ali, calum.person.id)
  expect(after.prompts.some(({ back }) => back !== undefined)).toBe(false)
})

test('nobody takes back what another decided, nor after ten minutes', async ({ db }) => {
  const { ali, courts } = await aWorkerWithTwo(db)
  const [actId, oldId, nearlyOldId] = [randomUUID(), randomUUID(), randomUUID()]
  await putOff(db, ali, courts, said, actId, today)
  for (const [id, ago] of [
    [oldId, '601 seconds'],
    [nearlyOldId, '590 seconds'],
  ])
    await asDefiner(db, () =>
      sql`insert into app.decision (organisation_id, person_id, transition_id, scope, step, kind, decided_by, act_id, decided_at)
        select organisation_id, person_id, transition_id, scope, step, 'acted', decided_by, ${id}, now() - ${ago}::interval
          from app.decision where act_id = ${actId}`.execute(db),
    )
  const bo = await aWorker(db, { role: 'justice-social-worker' })

  await signedInAs(db, bo)
  const notTheirs = await takeBack(db, bo, actId)
  await signedInAs(db, ali)
  const taken = []
  for (const id of [oldId, nearlyOldId, actId, actId]) taken.push(await takeBack(db, ali, id))

  expect(notTheirs).toBe(0)
  expect(taken).toEqual([0, 2, 2, 0])
})

test('a decision is written as one that counts, and is changed in nothing else', async ({ db }) => {
  const { ali, courts } = await aWorkerWithTwo(db)
  const actId = randomUUID()
  await putOff(db, ali, courts, said, actId, today)

  const changes = [
    sql`update app.decision set taken_back_at = now() where act_id = ${actId}`,
    sql`insert into app.decision (organisation_id, person_id, transition_id, scope, step, kind, decided_by, taken_back_at)
      select organisation_id, person_id, transition_id, scope, step, 'acted', decided_by, now() from app.decision where act_id = ${actId}`,
  ]
  for (const change of changes) {
    await sql`savepoint tried`.execute(db)
    await expect(change.execute(db)).rejects.toMatchObject({ code: '42501' })
    await sql`rollback to savepoint tried`.execute(db)
  }
})

async function personOf(db: Db, transitionId: string): Promise<string> {
  const { person_id } = await db
    .selectFrom('app.transition')
    .where('id', '=', transitionId)
    .select('person_id')
    .executeTakeFirstOrThrow()
  return person_id
}
