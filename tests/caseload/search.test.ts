import { alikePeople } from '~/caseload/alike.server'
import { keepName } from '~/caseload/keep-lines.server'
import { searchPeople } from '~/caseload/search.server'
import { civilDate } from '~/shared/civil-date'
import { aPersonWith, aWorker } from '../support/builders'
import { expect, signedInAs, test } from '../support/database'

test('half a name in another spelling finds the person', async ({ db }) => {
  const isla = await aWorker(db)
  const caley = await aPersonWith(db, isla, { given_name: 'Caley', family_name: 'MacLeod' })
  await aPersonWith(db, isla, { given_name: 'Rowan', family_name: 'Tait' })
  await signedInAs(db, isla)

  const found = await searchPeople(db, isla, 'Kayleigh Mc')

  expect(found).toMatchObject([{ id: caley.id, name: 'Caley MacLeod', matched: { by: 'sound' } }])
})

test('a former name or a nickname finds the person, and says which', async ({ db }) => {
  const isla = await aWorker(db)
  const rab = await aPersonWith(db, isla, { given_name: 'Alasdair', family_name: 'Burns' })
  await signedInAs(db, isla)
  const at = { id: null, version: null }
  await keepName(db, isla, rab.id, at, { kind: 'nick', name: 'Wee Rab' })
  await keepName(db, isla, rab.id, at, { kind: 'former', name: 'Stirling' })

  const byNick = await searchPeople(db, isla, 'wee rab')
  const byFormer = await searchPeople(db, isla, 'stirling')

  expect(byNick).toMatchObject([{ id: rab.id, matched: { by: 'nick', text: 'Wee Rab' } }])
  expect(byFormer).toMatchObject([{ id: rab.id, matched: { by: 'former', text: 'Stirling' } }])
})

test('a birth date or a reference finds the person', async ({ db }) => {
  const isla = await aWorker(db)
  const calum = await aPersonWith(db, isla, { born_on: civilDate('2010-03-31'), reference: 'YP-14' })
  await signedInAs(db, isla)

  const byDay = await searchPeople(db, isla, '31 3 2010')
  const byReference = await searchPeople(db, isla, 'YP-14')

  expect(byDay).toMatchObject([{ id: calum.id, matched: { by: 'birthDate' } }])
  expect(byReference).toMatchObject([{ id: calum.id }])
})

test("somebody else's people are not found", async ({ db }) => {
  const isla = await aWorker(db)
  const other = await aWorker(db)
  await aPersonWith(db, other, { given_name: 'Caley', family_name: 'MacLeod' })
  await signedInAs(db, isla)

  const found = await searchPeople(db, isla, 'Caley MacLeod')

  expect(found).toEqual([])
})

test('somebody who sounds alike, born within one slip, is shown before another is added', async ({ db }) => {
  const isla = await aWorker(db)
  const caley = await aPersonWith(db, isla, {
    given_name: 'Caley',
    family_name: 'MacLeod',
    born_on: civilDate('2010-05-12'),
  })
  await signedInAs(db, isla)
  const asked = { givenName: 'Kayleigh', familyName: 'McLeod', preferredName: null }

  const swapped = await alikePeople(db, isla, { ...asked, bornOn: civilDate('2010-12-05') })
  const another = await alikePeople(db, isla, { ...asked, bornOn: civilDate('2011-07-01') })

  expect(swapped.map(({ id }) => id)).toEqual([caley.id])
  expect(another).toEqual([])
})
