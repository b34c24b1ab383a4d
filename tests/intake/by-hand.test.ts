import type { FactInput } from '~/caseload/fact.input'
import { openRecord } from '~/caseload/open-record.server'
import { addPerson, mayAddPeople } from '~/intake/add-person.server'
import { closePerson, editPerson, reopenPerson } from '~/intake/edit-person.server'
import { addFact, confirmFact, correctFact, withdrawFact } from '~/intake/record-fact.server'
import { addDays, civilDate } from '~/shared/civil-date'
import { whyNotPossible } from '~/transitions/data-errors'
import { transitionsDue, transitionsOf } from '~/transitions/queries.server'
import { aFact, aPersonWith, aWorker, today } from '../support/builders'
import { expect, signedInAs, test } from '../support/database'
import { skye } from './by-hand'

const court: FactInput = {
  kind: 'COURT',
  happensOn: civilDate('2026-12-04'),
  atTime: null,
  endsOn: null,
  certainty: 'recorded',
  standing: 'fact',
  source: 'letter from the court',
  documentRef: null,
  receivedOn: null,
  note: null,
  details: {},
}

test('whoever adds a person works with them and sees at once what is coming', async ({ db }) => {
  const isla = await aWorker(db)
  await signedInAs(db, isla)

  const added = await addPerson(db, isla, { ...skye, bornOn: civilDate('2010-12-10') }, today)

  if (!added.ok) throw new Error(added.reason)
  const record = await openRecord(db, isla, added.value.personId)
  const due = await transitionsDue(db, isla, today, { limit: 50 })
  expect(record).toMatchObject({ name: 'Skye', worker: isla.name, version: 1 })
  expect(due.map(({ rule }) => rule)).toContain('AGE_16')
})

test.each(['programme-lead', 'partner', 'contributor', 'data-protection', 'administrator'] as const)(
  'a %s adds nobody',
  (role) => {
    expect(mayAddPeople({ role })).toBe(false)
  },
)

test('a corrected birth date moves what is coming, and says from where', async ({ db }) => {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla, { born_on: civilDate('2010-10-01') })
  await signedInAs(db, isla)

  const saved = await editPerson(
    db,
    isla,
    calum.id,
    {
      ...skye,
      givenName: 'Calum',
      bornOn: civilDate('2010-10-10'),
      version: 1,
      because: 'The passport says so',
    },
    today,
  )

  const held = await transitionsOf(db, isla, calum.id)
  const turns18 = held.find(({ rule }) => rule === 'AGE_18')
  expect(saved).toEqual({ ok: true, value: { version: 2 } })
  expect(turns18?.date).toBe('2028-10-10')
  expect(turns18?.moves).toMatchObject([{ from: '2028-10-01', to: '2028-10-10' }])
})

test('the second of two who change the same record is refused, and nothing is overwritten', async ({
  db,
}) => {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla)
  await signedInAs(db, isla)
  const change = (givenName: string) =>
    editPerson(db, isla, calum.id, { ...skye, givenName, version: 1, because: 'So he says' }, today)

  const first = await change('Callum')
  const second = await change('Calum James')

  expect(first.ok).toBe(true)
  expect(second).toEqual({ ok: false, reason: 'changed-meanwhile' })
  expect((await openRecord(db, isla, calum.id))?.givenName).toBe('Callum')
})

test('a corrected fact keeps the version before it, with who and why', async ({ db }) => {
  const ali = await aWorker(db, { role: 'justice-social-worker', name: 'Ali Mackay' })
  const calum = await aPersonWith(db, ali, { born_on: civilDate('2009-03-09') })
  await signedInAs(db, ali)
  const added = await addFact(db, ali, calum.id, court, today)
  if (!added.ok) throw new Error(added.reason)
  const at = { personId: calum.id, factId: added.value.factId }

  await correctFact(
    db,
    ali,
    at,
    { ...court, happensOn: civilDate('2026-12-11'), version: 1, because: 'The court moved it' },
    today,
  )

  const record = await openRecord(db, ali, calum.id)
  const [hearing] = (await transitionsOf(db, ali, calum.id)).filter(({ rule }) => rule === 'COURT_DATE')
  expect(record?.facts).toMatchObject([
    {
      happensOn: '2026-12-11',
      movedFrom: '2026-12-04',
      changedBecause: 'The court moved it',
      changedBy: 'Ali Mackay',
    },
  ])
  expect(record?.facts[0]?.versions).toMatchObject([{ version: 1, happens_on: '2026-12-04' }])
  expect(hearing).toMatchObject({ date: '2026-12-11', moves: [{ from: '2026-12-04', to: '2026-12-11' }] })
})

test('a withdrawn fact stays readable and raises nothing', async ({ db }) => {
  const ali = await aWorker(db, { role: 'justice-social-worker' })
  const calum = await aPersonWith(db, ali, { born_on: civilDate('2009-03-09') })
  const { id } = await aFact(db, calum, 'COURT', civilDate('2026-12-04'))
  await signedInAs(db, ali)

  await withdrawFact(
    db,
    ali,
    { personId: calum.id, factId: id },
    { version: 1, because: 'Another Calum' },
    today,
  )

  const record = await openRecord(db, ali, calum.id)
  expect(record?.facts).toMatchObject([{ withdrawnOn: today, withdrawnBecause: 'Another Calum' }])
  expect((await transitionsOf(db, ali, calum.id)).map(({ rule }) => rule)).not.toContain('COURT_DATE')
})

test('a fact that is still true is said to be so, as a version', async ({ db }) => {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla)
  const { id } = await aFact(db, calum, 'MOVE_OF_HOME', civilDate('2026-02-01'))
  await signedInAs(db, isla)

  await confirmFact(db, isla, { personId: calum.id, factId: id }, { version: 1 }, today)

  expect((await openRecord(db, isla, calum.id))?.facts).toMatchObject([{ confirmedOn: today, version: 2 }])
})

test.each([
  ['before the 12th birthday', { happensOn: civilDate('2021-03-08') }, 'before-the-twelfth-birthday'],
  [
    'in a young offenders institution at 17',
    { kind: 'CUSTODY', happensOn: civilDate('2026-11-01'), details: { place_type: 'yoi' } },
    'under-eighteen-in-prison',
  ],
] as const)('a fact that cannot be true is refused: %s', (_what, part, reason) => {
  const why = whyNotPossible({ ...court, ...part }, { bornOn: civilDate('2009-03-09') })

  expect(why).toBe(reason)
})

test('a youth worker records no court date', async ({ db }) => {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla, { born_on: civilDate('2009-03-09') })
  await signedInAs(db, isla)

  const added = await addFact(db, isla, calum.id, court, today)

  expect(added).toEqual({ ok: false, reason: 'not-yours-to-change' })
})

test('after closing nothing is raised, and opening again raises it', async ({ db }) => {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla, { born_on: civilDate('2010-12-10') })
  await signedInAs(db, isla)
  const rulesDue = async () =>
    (await transitionsDue(db, isla, addDays(today, 400), { limit: 50 })).map(({ rule }) => rule)
  const before = await rulesDue()

  await closePerson(db, isla, calum.id, {
    closedOn: civilDate('2026-01-06'),
    closedBecause: 'moved-away',
    version: 1,
  })
  const closed = await rulesDue()
  await reopenPerson(db, isla, calum.id, { because: 'They came back', version: 2 })

  expect(before).toContain('AGE_16')
  expect(closed).toEqual([])
  expect(await rulesDue()).toEqual(before)
})

test('where somebody died, everything stops in the same act', async ({ db }) => {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla, { born_on: civilDate('2010-12-10') })
  await signedInAs(db, isla)

  await closePerson(db, isla, calum.id, { closedOn: today, closedBecause: 'died', version: 1 })

  expect(await transitionsOf(db, isla, calum.id)).toEqual([])
})

test('a school that nobody knows is not dropped in silence', async ({ db }) => {
  const isla = await aWorker(db)
  await signedInAs(db, isla)

  const added = await addPerson(db, isla, { ...skye, school: 'Nowhere High' }, today)

  expect(added).toEqual({ ok: false, reason: 'unknown-school' })
})
