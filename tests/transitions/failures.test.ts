import type { Db } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { storyOf } from '~/casework/story.server'
import { civilDate } from '~/shared/civil-date'
import { deriveFor } from '~/transitions/derive.server'
import type { Rule } from '~/transitions/rule'
import { rules } from '~/transitions/rules'
import { rulesHere } from '~/workshop/queries.server'
import { allocate, aPersonWith, aWorker, today } from '../support/builders'
import { expect, signedInAs, test } from '../support/database'

/** The table as it is, with one rule that throws. */
function withFailing(code: string): Rule[] {
  return rules.map((rule) => (rule.code === code ? { ...rule, needs: null, find: () => fail() } : rule))
}

function fail(): never {
  throw new Error('Calum Reid has no such day')
}

async function aPupil(db: Db, worker: Worker) {
  return aPersonWith(db, worker, { born_on: civilDate('2010-12-09') })
}

async function rulesFound(db: Db, worker: Worker, personId: string) {
  const { transitions, failures } = await storyOf(db, worker, personId, today)
  return { found: transitions.map(({ rule }) => rule), failed: failures.map(({ rule }) => rule) }
}

test('a rule that throws for one person is named on their page, and stops no other rule', async ({ db }) => {
  const isla = await aWorker(db)
  const kit = await aPupil(db, isla)
  await signedInAs(db, isla)
  const before = await rulesFound(db, isla, kit.id)

  const { failures } = await deriveFor(db, [kit.id], withFailing('AGE_16'))

  const after = await rulesFound(db, isla, kit.id)
  expect(failures.map(({ code }) => code)).toEqual(['AGE_16'])
  expect(before.failed).toEqual([])
  expect(after).toEqual({ found: before.found, failed: ['AGE_16'] })
})

test('what failed is forgotten once the rule works again', async ({ db }) => {
  const isla = await aWorker(db)
  const kit = await aPupil(db, isla)
  await signedInAs(db, isla)
  await deriveFor(db, [kit.id], withFailing('AGE_16'))

  await deriveFor(db, [kit.id])

  expect(await rulesFound(db, isla, kit.id)).toMatchObject({ failed: [] })
})

test('that a rule about custody fails is not told to who reads nothing of custody', async ({ db }) => {
  const ali = await aWorker(db, { role: 'justice-social-worker' })
  const isla = await aWorker(db, {
    organisation: { id: ali.organisationId, organisationId: ali.organisationId },
  })
  const kit = await aPupil(db, ali)
  await allocate(db, kit, isla, { kind: 'co-worker' })
  await signedInAs(db, ali)
  await deriveFor(db, [kit.id], withFailing('RELEASE'))

  const told = await rulesFound(db, ali, kit.id)
  await signedInAs(db, isla)
  const others = await rulesFound(db, isla, kit.id)

  expect([told.failed, others.failed]).toEqual([['RELEASE'], []])
})

test('whoever looks after the rules is told for how many people one fails, and never what it said', async ({
  db,
}) => {
  const isla = await aWorker(db)
  const people = [await aPupil(db, isla), await aPupil(db, isla)]
  await signedInAs(db, isla)
  await deriveFor(
    db,
    people.map(({ id }) => id),
    withFailing('AGE_16'),
  )
  const morag = await aWorker(db, {
    role: 'administrator',
    organisation: { id: isla.organisationId, organisationId: isla.organisationId },
  })
  const stranger = await aWorker(db, { role: 'administrator' })

  await signedInAs(db, morag)
  const { failing } = await rulesHere(db)
  await signedInAs(db, stranger)
  const { failing: elsewhere } = await rulesHere(db)

  expect(failing).toEqual([{ rule: 'AGE_16', people: 2 }])
  expect(elsewhere).toEqual([])
})
