import type { Db } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { bringBackView, changeView, endView, keepView, pinView } from '~/views/save-view.server'
import { findView, viewsListed, viewsPinned } from '~/views/views.server'
import { anOrganisation, aTeam, aWorker } from '../support/builders'
import { expect, signedInAs, test } from '../support/database'

const place = { place: 'transitions', query: 'kind=RELEASE&when=12-weeks' } as const
const called = { name: '12 weeks to release', isShared: false, isPinned: false }

async function aTeamOfTwo(db: Db) {
  const here = await anOrganisation(db)
  const ali = await aWorker(db, { organisation: here, name: 'Ali' })
  const bo = await aWorker(db, { organisation: here, name: 'Bo' })
  const cat = await aWorker(db, { organisation: here, name: 'Cat' })
  await aTeam(db, here, [ali, bo])
  await aTeam(db, here, [cat])
  return { ali, bo, cat }
}

async function seenBy(db: Db, worker: Worker) {
  await signedInAs(db, worker)
  return (await viewsListed(db, worker, 'transitions').execute()).map(({ name }) => name)
}

test('a list is kept under a name, for oneself alone', async ({ db }) => {
  const { ali, bo } = await aTeamOfTwo(db)
  await signedInAs(db, ali)

  const kept = await keepView(db, ali, place, called)

  expect(kept.ok).toBe(true)
  expect(await seenBy(db, ali)).toEqual(['12 weeks to release'])
  expect(await seenBy(db, bo)).toEqual([])
})

test('one that is shared is seen by those in a team with its owner, and by nobody else', async ({ db }) => {
  const { ali, bo, cat } = await aTeamOfTwo(db)
  await signedInAs(db, ali)

  await keepView(db, ali, place, { ...called, isShared: true })

  expect(await seenBy(db, bo)).toEqual(['12 weeks to release'])
  expect(await seenBy(db, cat)).toEqual([])
})

test('a name is given once, whatever its letters are', async ({ db }) => {
  const { ali } = await aTeamOfTwo(db)
  await signedInAs(db, ali)
  await keepView(db, ali, place, called)

  const again = await keepView(db, ali, place, { ...called, name: '12 WEEKS to release' })

  expect(again).toEqual({ ok: false, reason: 'name-taken' })
})

test('only its owner changes or deletes it, and a deleted one comes back', async ({ db }) => {
  const { ali, bo } = await aTeamOfTwo(db)
  await signedInAs(db, ali)
  const kept = await keepView(db, ali, place, { ...called, isShared: true })
  const id = kept.ok ? kept.value.id : ''

  await signedInAs(db, bo)
  const byBo = await changeView(db, bo, { id, version: 1 }, { ...called, name: 'Mine' })
  const endedByBo = await endView(db, bo, { id, version: 1 })
  await signedInAs(db, ali)
  const ended = await endView(db, ali, { id, version: 1 })
  const outOfDate = await changeView(db, ali, { id, version: 1 }, { ...called, name: 'Mine' })

  expect([byBo, endedByBo, ended, outOfDate]).toEqual([
    { ok: false, reason: 'changed-meanwhile' },
    { ok: false, reason: 'changed-meanwhile' },
    { ok: true, value: null },
    { ok: false, reason: 'changed-meanwhile' },
  ])
  expect(await seenBy(db, ali)).toEqual([])
  await bringBackView(db, ali, { id, version: 2, name: called.name })
  expect(await seenBy(db, ali)).toEqual(['12 weeks to release'])
})

test('each has on Today what they put there, their own or the team’s', async ({ db }) => {
  const { ali, bo, cat } = await aTeamOfTwo(db)
  await signedInAs(db, ali)
  const kept = await keepView(db, ali, place, { ...called, isShared: true })
  const id = kept.ok ? kept.value.id : ''
  const pinned = async (worker: Worker) => {
    await signedInAs(db, worker)
    return (await viewsPinned(db, worker, 10).execute()).length
  }

  await signedInAs(db, bo)
  await pinView(db, bo, id, 'pinned')
  await pinView(db, bo, id, 'pinned')

  expect([await pinned(ali), await pinned(bo)]).toEqual([0, 1])
  await pinView(db, bo, id, 'not')
  expect(await pinned(bo)).toBe(0)
  await pinView(db, bo, id, 'pinned')
  expect(await pinned(bo)).toBe(1)
  await signedInAs(db, cat)
  expect(await findView(db, cat, id)).toBeUndefined()
  await expect(pinView(db, cat, id, 'pinned')).rejects.toMatchObject({ code: '42501' })
})
