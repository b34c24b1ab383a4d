import { randomUUID } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { dropDraft, fieldsOf, findDraftsAt, keepDraft, myDrafts } from '~/drafts/drafts.server'
import { ageInWords, formInWords } from '~/drafts/words'
import { allocate, aPersonWith, aWorker } from '../support/builders'
import { building, expect, signedInAs, test } from '../support/database'

const secret = 'a secret of the tests'
const fields = [
  ['theirWords', 'it was alright'],
  ['did', ''],
] as const

async function aDraft(db: Db, worker: Worker, personId: string, how: 'changed' | 'tried' = 'changed') {
  const draft = { id: randomUUID(), path: `/people/${personId}/sessions/record?for=1`, personId, fields }
  const kept = await keepDraft(db, worker, draft, how)
  return { ...draft, kept, page: `/people/${personId}/sessions/record` }
}

async function islaAndCalum(db: Db) {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla)
  await signedInAs(db, isla)
  return { isla, calum }
}

/** As if its writer had kept it so many days ago. */
async function older(db: Db, id: string, days: number) {
  await sql`update app.draft set saved_at = now() - make_interval(days => ${days}) where id = ${id}`.execute(
    db,
  )
}

test('a draft opens again for its writer, on its own page, with every word', async ({ db }) => {
  const { isla, calum } = await islaAndCalum(db)
  const draft = await aDraft(db, isla, calum.id)

  const [held] = await findDraftsAt(db, isla, draft.page, draft.id)

  expect(draft.kept).toMatchObject({ ok: true, value: { at: expect.stringMatching(/^\d\d:\d\d$/) } })
  expect(held && fieldsOf(isla, secret, held)).toEqual(fields)
  expect(await findDraftsAt(db, isla, `/people/${calum.id}/sessions/new`, draft.id)).toEqual([])
})

test('what a draft says is not sent along until it is asked for', async ({ db }) => {
  const { isla, calum } = await islaAndCalum(db)
  const draft = await aDraft(db, isla, calum.id)

  const [held] = await findDraftsAt(db, isla, draft.page, null)

  expect(held).toMatchObject({ id: draft.id, sealed: null })
})

test('it lies sealed: not a word can be read from the table', async ({ db }) => {
  const { isla, calum } = await islaAndCalum(db)
  await aDraft(db, isla, calum.id)

  const { rows } = await sql<{
    text: string
  }>`select encode(fields, 'escape') || path as text from app.draft`.execute(db)

  expect(rows[0]?.text).not.toContain('alright')
})

test('kept again it is the same draft, as it is now', async ({ db }) => {
  const { isla, calum } = await islaAndCalum(db)
  const draft = await aDraft(db, isla, calum.id)

  await keepDraft(db, isla, { ...draft, fields: [['theirWords', 'it was magic']] }, 'changed')

  const [held, other] = await findDraftsAt(db, isla, draft.page, draft.id)
  expect(other).toBeUndefined()
  expect(held && fieldsOf(isla, secret, held)).toEqual([['theirWords', 'it was magic']])
})

test('nobody else reads it, whoever else sees the person', async ({ db }) => {
  const { isla, calum } = await islaAndCalum(db)
  const draft = await aDraft(db, isla, calum.id)
  const shona = await aWorker(db, { organisation: isla })
  await allocate(db, calum, shona, { kind: 'co-worker' })
  await signedInAs(db, shona)

  expect(await myDrafts(db, shona)).toEqual([])
  expect(await findDraftsAt(db, shona, draft.page, draft.id)).toEqual([])
  await dropDraft(db, draft.id)
  await signedInAs(db, isla)
  expect(await findDraftsAt(db, isla, draft.page, null)).toHaveLength(1)
})

test('it is read no longer once they no longer see the person', async ({ db }) => {
  const { isla, calum } = await islaAndCalum(db)
  const draft = await aDraft(db, isla, calum.id)
  await building(db, async () => {
    await sql`update app.allocation set ends_at = now() where person_id = ${calum.id}`.execute(db)
  })
  await signedInAs(db, isla)

  expect(await myDrafts(db, isla)).toEqual([])
  expect(await keepDraft(db, isla, { ...draft, id: randomUUID() }, 'changed')).toEqual({
    ok: false,
    reason: 'not-theirs',
  })
})

test('it dies after seven days; what somebody tried to send does not', async ({ db }) => {
  const { isla, calum } = await islaAndCalum(db)
  const left = await aDraft(db, isla, calum.id)
  const tried = await aDraft(db, isla, calum.id, 'tried')
  await keepDraft(db, isla, tried, 'changed')
  for (const { id } of [left, tried]) await older(db, id, 8)

  expect((await myDrafts(db, isla)).map(({ id, wasTried }) => [id, wasTried])).toEqual([[tried.id, true]])
  await dropDraft(db, randomUUID())
  const { rows } = await sql<{ id: string }>`select id from app.draft`.execute(db)
  expect(rows).toEqual([{ id: tried.id }])
})

test('the day before it would die it is still there', async ({ db }) => {
  const { isla, calum } = await islaAndCalum(db)
  const draft = await aDraft(db, isla, calum.id)
  await older(db, draft.id, 6)

  expect(await myDrafts(db, isla)).toMatchObject([{ id: draft.id, name: 'Calum Reid', wasTried: false }])
})

test.for([
  [0, 'a moment ago'],
  [59, '59 minutes ago'],
  [60, 'an hour ago'],
  [23 * 60 + 59, '23 hours ago'],
  [24 * 60, 'a day ago'],
  [6 * 24 * 60, '6 days ago'],
  [-3, 'a moment ago'],
] as const)('%i minutes old is %s', ([minutes, words]) => {
  expect(ageInWords(minutes)).toBe(words)
})

test('each form is called by what it is', () => {
  expect(
    [
      '/people/1/sessions/new?for=2',
      '/people/1/sessions/3/record',
      '/people/1/sessions/record',
      '/elsewhere',
    ].map(formInWords),
  ).toEqual(['A plan for a session', 'What happened in a session', 'What happened in a session', 'A form'])
})
