import type { Db } from '#db/connection.server'
import {
  councilsServed,
  findProgramme,
  PROGRAMMES_A_PAGE,
  programmesFor,
  programmesNear,
} from '~/programmes/directory.server'
import type { DirectoryView } from '~/programmes/directory-view'
import { fitAll } from '~/programmes/fit'
import { anOrganisation, aProgramme, aStaffMember, aWorker, today } from '../support/builders'
import { expect, signedInAs, signedOut, test } from '../support/database'
import { someone } from './a-programme'

const all: DirectoryView & { after: string | null } = {
  whose: 'all',
  kind: null,
  council: null,
  age: null,
  after: null,
}

async function aDirectory(db: Db) {
  const lead = await aWorker(db, { role: 'programme-lead' })
  const worker = await aWorker(db)
  const named = (name: string, changes: Parameters<typeof aProgramme>[2] = {}) =>
    aProgramme(db, lead, { name, councils: ['Farwater'], ...changes })
  await named('Clay and kiln', { kind: 'arts-music', youngest_age: 12, oldest_age: 15 })
  await named('Allotment', { kind: 'outdoor', youngest_age: null, oldest_age: null })
  await named('Boxing', { kind: 'sport', oldest_age: null, councils: ['Glenmarra'] })
  await named('Dinghies', { kind: 'outdoor', status: 'paused' })
  await named('Early shift', { status: 'closed' })
  return { lead, worker }
}

test('anybody signed in finds every programme that is not closed, by name', async ({ db }) => {
  const { worker } = await aDirectory(db)
  await signedInAs(db, worker)

  const found = await programmesFor(db, worker, all)

  expect(found.map(({ name, provider }) => [name, provider])).toEqual([
    ['Allotment', 'Northmoor Youth Project'],
    ['Boxing', 'Northmoor Youth Project'],
    ['Clay and kiln', 'Northmoor Youth Project'],
    ['Dinghies', 'Northmoor Youth Project'],
  ])
})

test('nobody who is not signed in finds any', async ({ db }) => {
  const { worker } = await aDirectory(db)
  await signedOut(db)

  expect(await programmesFor(db, worker, all)).toEqual([])
})

test.for<[Partial<DirectoryView>, string[]]>([
  [{ kind: 'outdoor' }, ['Allotment', 'Dinghies']],
  [{ council: 'farwater' }, ['Allotment', 'Clay and kiln', 'Dinghies']],
  [{ age: 11 }, ['Allotment']],
  [{ age: 12 }, ['Allotment', 'Clay and kiln']],
  [{ age: 15 }, ['Allotment', 'Clay and kiln']],
  [{ age: 20 }, ['Allotment', 'Boxing']],
  [{ age: 16, council: 'Glenmarra' }, ['Boxing']],
  [{ kind: 'housing' }, []],
])('narrowed to %j it shows %j', async ([view, names], { db }) => {
  const { worker } = await aDirectory(db)
  await signedInAs(db, worker)

  const found = await programmesFor(db, worker, { ...all, ...view })

  expect(found.map(({ name }) => name)).toEqual(names)
})

test('one’s own organisation sees its own, what has closed among them', async ({ db }) => {
  const { lead, worker } = await aDirectory(db)

  await signedInAs(db, lead)
  const own = await programmesFor(db, lead, { ...all, whose: 'ours' })
  await signedInAs(db, worker)
  const others = await programmesFor(db, worker, { ...all, whose: 'ours' })

  expect(own.map(({ name }) => name)).toContain('Early shift')
  expect(others).toEqual([])
})

test('pages go on after the last one shown, through equal names too', async ({ db }) => {
  const lead = await aWorker(db, { role: 'programme-lead' })
  for (let at = 0; at < PROGRAMMES_A_PAGE + 3; at++) await aProgramme(db, lead, { name: 'Walking' })
  await signedInAs(db, lead)

  const first = await programmesFor(db, lead, all)
  const last = first[PROGRAMMES_A_PAGE - 1]
  const second = await programmesFor(db, lead, { ...all, after: last?.id ?? null })

  expect(first).toHaveLength(PROGRAMMES_A_PAGE + 1)
  expect(second.map(({ id }) => id)).toContain(first.at(-1)?.id)
  expect(second).toHaveLength(3)
})

test('the councils to choose from are those that some programme names, each once', async ({ db }) => {
  const { worker } = await aDirectory(db)
  await signedInAs(db, worker)

  expect(await councilsServed(db)).toEqual(['Farwater', 'Glenmarra'])
})

test('one query brings what a whole list of people is fitted against', async ({ db }) => {
  const { worker } = await aDirectory(db)
  await signedInAs(db, worker)

  const near = await programmesNear(db)
  const fitted = fitAll(near, someone({ council: 'Farwater' }), today)

  expect(fitted.map(({ programme, verdict }) => [programme.name, verdict])).toEqual([
    ['Allotment', 'check-first'],
    ['Boxing', 'does-not-fit'],
    ['Clay and kiln', 'does-not-fit'],
    ['Dinghies', 'does-not-fit'],
  ])
})

test('an entry is whole for everybody; who works on it is known in its own organisation alone', async ({
  db,
}) => {
  const home = await anOrganisation(db)
  const lead = await aWorker(db, { role: 'programme-lead', organisation: home })
  const garage = await aProgramme(db, lead, {
    gives: ['belonging', 'status'],
    week_one: 'Tea, then an engine.',
  })
  const jo = await aStaffMember(db, garage)
  const stranger = await aWorker(db)

  await signedInAs(db, jo)
  const own = await findProgramme(db, garage.id)
  await signedInAs(db, stranger)
  const others = await findProgramme(db, garage.id)

  expect(own).toMatchObject({ leadId: lead.id, staffIds: [jo.id], gives: ['belonging', 'status'] })
  expect(others).toMatchObject({ weekOne: 'Tea, then an engine.', staffIds: [] })
  expect(await findProgramme(db, stranger.id)).toBeNull()
})
