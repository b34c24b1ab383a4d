import type { Db } from '#db/connection.server'
import { dayOf } from '~/casework/day.server'
import { recordTold, toldOf } from '~/sessions/told.server'
import { addDays } from '~/shared/civil-date'
import { aFact, aPersonWith, aWorker, today } from '../support/builders'
import { building, expect, signedInAs, test } from '../support/database'

const said = {
  worryWords: 'He owes four hundred and they know his road',
  toldWho: 'Duty social work',
  toldOn: today,
  toldAt: '14:30',
}

async function aDebt(db: Db, on = today) {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla)
  await aFact(db, calum, 'DEBT_DISCLOSED', on)
  const { id: factId } = await building(db, () =>
    db.selectFrom('app.fact').where('person_id', '=', calum.id).select('id').executeTakeFirstOrThrow(),
  )
  await signedInAs(db, isla)
  return { isla, calum, factId, at: { organisationId: calum.organisationId, personId: calum.id, factId } }
}

test('what cannot wait stands on Today before all else, until somebody was told', async ({ db }) => {
  const { isla, calum, factId, at } = await aDebt(db)

  const before = await dayOf(db, isla, today, null)
  const told = await recordTold(db, at, said, today)
  const after = await dayOf(db, isla, today, null)

  expect(before.untold).toEqual([{ id: factId, personId: calum.id, name: 'Calum Reid', on: today }])
  expect(told).toEqual({ ok: true, value: null })
  expect(after.untold).toEqual([])
})

test('it raises no prompt, and is no card', async ({ db }) => {
  const { isla, calum } = await aDebt(db)

  const { prompts } = await dayOf(db, isla, today, null)

  expect(
    prompts.filter(({ rule, personId }) => rule === 'SAFEGUARDING_NOW' && personId === calum.id),
  ).toEqual([])
})

test.for([
  ['nobody was told', { toldWho: '' }, 'told-who-missing'],
  ['no time', { toldAt: null }, 'told-when-missing'],
  ['tomorrow', { toldOn: addDays(today, 1) }, 'told-ahead'],
  ['no words', { worryWords: '' }, 'worry-words-missing'],
] as const)('%s: it goes on waiting', async ([, missing, reason], { db }) => {
  const { isla, at } = await aDebt(db)

  const told = await recordTold(db, at, { ...said, ...missing }, today)

  expect(told).toEqual({ ok: false, reason })
  expect((await dayOf(db, isla, today, null)).untold).toHaveLength(1)
})

test('whoever may record it reads who was told; nobody else learns that there is anything', async ({
  db,
}) => {
  const { isla, calum, factId, at } = await aDebt(db)
  await recordTold(db, at, said, today)
  const other = await aWorker(db, {
    organisation: { id: isla.organisationId, organisationId: isla.organisationId },
  })
  const partner = await aWorker(db, { role: 'partner' })

  const mine = await toldOf(db, isla, calum.id, factId)
  const others = []
  for (const worker of [other, partner]) {
    await signedInAs(db, worker)
    others.push(await toldOf(db, worker, calum.id, factId))
  }

  expect(mine?.concerns).toEqual([
    { words: said.worryWords, toldWho: said.toldWho, toldAt: '2026-11-25 14:30' },
  ])
  expect(others).toEqual([null, null])
})

test('a fact of another kind has no such page', async ({ db }) => {
  const { isla, calum } = await aDebt(db)
  await aFact(db, calum, 'MISSING_RETURNED', today)
  const { id } = await building(db, () =>
    db
      .selectFrom('app.fact')
      .where('person_id', '=', calum.id)
      .where('kind', '=', 'MISSING_RETURNED')
      .select('id')
      .executeTakeFirstOrThrow(),
  )

  expect(await toldOf(db, isla, calum.id, id)).toBeNull()
})
