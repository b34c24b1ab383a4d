import { randomUUID } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { addDays, addMonths, civilDate } from '~/shared/civil-date'
import { decide } from '~/transitions/decide.server'
import { placePage } from '~/transitions/place-page.server'
import { everything, type PlaceKey, type PlaceView, placeViewFrom } from '~/transitions/place-view'
import { promptNow } from '~/transitions/present'
import { putOff } from '~/transitions/put-off.server'
import { transitionsOf } from '~/transitions/queries.server'
import {
  aFact,
  allocate,
  anOrganisation,
  aPersonOf,
  aPersonWith,
  aTeam,
  aWorker,
  today,
} from '../support/builders'
import { building, expect, signedInAs, test } from '../support/database'

async function pageOf(db: Db, worker: Worker, view: Partial<PlaceView> = {}, after: PlaceKey | null = null) {
  await signedInAs(db, worker)
  const page = await placePage(db, worker, today, { view: { ...everything, ...view }, after, actId: null })
  const items = page.groups.flatMap(({ entries }) => entries.flatMap((entry) => entry.items))
  return { ...page, items, titles: items.map(({ title }) => title) }
}

/** Somebody old enough that no birthday is near, with what these facts bring. */
async function aPersonFacing(db: Db, worker: Worker, ...courts: string[]) {
  const person = await aPersonWith(db, worker, { given_name: 'Calum', born_on: civilDate('2003-01-20') })
  for (const on of courts) await aFact(db, person, 'COURT', civilDate(on))
  return person
}

test('what is coming stands by month, in the order of its days', async ({ db }) => {
  const ali = await aWorker(db, { role: 'justice-social-worker' })
  await aPersonFacing(db, ali, '2027-03-01', '2026-12-04')
  await aPersonFacing(db, ali, '2026-12-02', '2027-05-26')

  const { groups } = await pageOf(db, ali)

  expect(
    groups.map(({ title, entries }) => [
      title,
      entries.flatMap(({ items }) => items.map(({ date }) => date)),
    ]),
  ).toEqual([
    ['December 2026', ['2026-12-02', '2026-12-04']],
    ['March 2027', ['2027-03-01']],
  ])
})

test('each choice of days shows its own, what is behind us the latest first', async ({ db }) => {
  const ali = await aWorker(db, { role: 'justice-social-worker' })
  await aPersonFacing(db, ali, '2026-08-03', '2026-12-04', '2027-05-26')
  await aPersonFacing(db, ali, '2026-10-05', '2027-05-25', '2026-05-24')

  const of = async (when: PlaceView['when']) =>
    (await pageOf(db, ali, { when })).items.map(({ date }) => date)

  const stillOpen = ['2026-05-24', '2026-08-03', '2026-10-05']
  expect(await of('12-weeks')).toEqual([...stillOpen, '2026-12-04'])
  expect(await of('6-months')).toEqual([...stillOpen, '2026-12-04', '2027-05-25'])
  expect(await of('all-ahead')).toEqual([...stillOpen, '2026-12-04', '2027-05-25', '2027-05-26'])
  expect(await of('past')).toEqual(['2026-10-05', '2026-08-03'])
  expect(await of('not-known')).toEqual([])
})

test('each stage is found by what is stored of it', async ({ db }) => {
  const ali = await aWorker(db, { role: 'justice-social-worker' })
  await aPersonFacing(db, ali, '2026-12-04')
  await aPersonFacing(db, ali, '2027-05-10')
  const put = await aPersonFacing(db, ali, '2026-12-07')
  const [one] = (await pageOf(db, ali)).items.filter(({ personId }) => personId === put.id)
  const [id = '', version] = one?.chosenAs?.split('.') ?? []
  const said = { reason: 'young-person-declined', note: '', backOn: addDays(today, 5) } as const
  await putOff(db, ali, [{ id, version: Number(version) }], said, randomUUID(), today)

  const byStage: Record<string, (string | null)[]> = {}
  for (const stage of ['needs-decision', 'put-off', 'coming', 'decided', 'passed'] as const)
    byStage[stage] = (await pageOf(db, ali, { stage })).items.map(({ date }) => date)

  expect(byStage).toEqual({
    'needs-decision': ['2026-12-04'],
    'put-off': ['2026-12-07'],
    coming: ['2027-05-10'],
    decided: [],
    passed: [],
  })
})

test('what has passed and still waits is not lost, and what has no day comes last', async ({ db }) => {
  const ali = await aWorker(db, { role: 'justice-social-worker' })
  await aPersonFacing(db, ali, '2026-12-04')
  const held = await aPersonFacing(db, ali)
  await aFact(db, held, 'CUSTODY', civilDate('2026-11-20'))

  const { groups } = await pageOf(db, ali)

  expect(groups.map(({ title }) => title)).toEqual([
    'Its day has passed, and there is more to do',
    'December 2026',
    'Day not known: ask',
  ])
})

test('what is behind us and asks once more later is not taken for a month that has passed', async ({
  db,
}) => {
  const ali = await aWorker(db, { role: 'justice-social-worker' })
  const calum = await aPersonFacing(db, ali)
  await aFact(db, calum, 'MOVE_OF_HOME', civilDate('2026-11-20'))
  await signedInAs(db, ali)
  for (const held of await transitionsOf(db, ali, calum.id)) {
    const step = promptNow(held.prompts, today)?.step
    if (held.rule !== 'MOVE_OF_HOME' || !step) continue
    const acted = {
      kind: 'acted',
      reason: null,
      note: '',
      backOn: null,
      step,
      version: held.version,
    } as const
    await decide(db, ali, { personId: calum.id, transitionId: held.id }, acted, today)
  }

  const { groups, items } = await pageOf(db, ali)

  expect(items.map(({ stage, waitsOn }) => [stage, (waitsOn ?? '') > today])).toEqual([['passed', true]])
  expect(groups.map(({ title }) => title)).toEqual(['Its day has passed, and there is more to do'])
})

test('changes of one person that are close together stand together, at the day of the first', async ({
  db,
}) => {
  const ali = await aWorker(db, { role: 'justice-social-worker' })
  const calum = await aPersonFacing(db, ali, '2026-12-04')
  await aFact(db, calum, 'MOVE_OF_HOME', civilDate('2026-12-20'))
  await aPersonFacing(db, ali, '2026-12-10')

  const { groups } = await pageOf(db, ali)
  const narrowed = await pageOf(db, ali, { kind: 'COURT_DATE' })

  const entries = groups.flatMap((group) => group.entries)
  expect(entries.map(({ items, together }) => [items.length, together])).toEqual([
    [2, 2],
    [1, 1],
  ])
  expect(
    narrowed.groups.flatMap((group) => group.entries).map(({ items, together }) => [items.length, together]),
  ).toEqual([
    [1, 2],
    [1, 1],
  ])
})

test('a kind is one rule or a family of them', async ({ db }) => {
  const ali = await aWorker(db, { role: 'justice-social-worker' })
  const calum = await aPersonFacing(db, ali, '2026-12-04')
  await aFact(db, calum, 'MOVE_OF_HOME', civilDate('2026-12-20'))

  const of = async (kind: string) => (await pageOf(db, ali, { kind })).items.map(({ date }) => date)

  expect(await of('court-and-custody')).toEqual(['2026-12-04'])
  expect(await of('COURT_DATE')).toEqual(['2026-12-04'])
  expect(await of('home-and-family')).toEqual(['2026-12-20'])
  expect(await of('school')).toEqual([])
})

test('a manager finds what each worker leads, and what nobody does', async ({ db }) => {
  const here = await anOrganisation(db)
  const mo = await aWorker(db, { role: 'team-manager', organisation: here, name: 'Mo' })
  const isla = await aWorker(db, { role: 'justice-social-worker', organisation: here, name: 'Isla' })
  const bo = await aWorker(db, { role: 'justice-social-worker', organisation: here, name: 'Bo' })
  const team = await aTeam(db, here, [mo, isla, bo])
  const people = []
  for (const on of ['2026-12-02', '2026-12-04', '2026-12-07']) {
    const person = await aPersonOf(db, here.organisationId, {
      born_on: civilDate('2003-01-20'),
      team_id: team.id,
    })
    await aFact(db, person, 'COURT', civilDate(on))
    people.push(person)
  }
  const [islas, bos] = people
  if (islas && bos) {
    await building(db, () => allocate(db, islas, isla))
    await building(db, () => allocate(db, bos, bo))
  }

  const of = async (worker: string | null) => (await pageOf(db, mo, { worker })).items.map(({ date }) => date)

  expect(await of(null)).toEqual(['2026-12-02', '2026-12-04', '2026-12-07'])
  expect(await of(isla.id)).toEqual(['2026-12-02'])
  expect(await of('nobody')).toEqual(['2026-12-07'])
  expect((await pageOf(db, mo)).team.map(({ name }) => name)).toEqual(['Bo', 'Isla', 'Mo'])
  expect((await pageOf(db, isla)).team).toEqual([])
})

test('whom somebody may not see is in no list, whatever the address says', async ({ db }) => {
  const here = await anOrganisation(db)
  const ali = await aWorker(db, { role: 'justice-social-worker', organisation: here })
  const bo = await aWorker(db, { role: 'justice-social-worker', organisation: here })
  await aPersonFacing(db, bo, '2026-12-04')
  const isla = await aWorker(db, { role: 'youth-worker', organisation: here })
  const shared = await aPersonFacing(db, ali, '2026-12-04')
  await building(db, () => allocate(db, shared, isla, { kind: 'co-worker' }))

  expect((await pageOf(db, ali, { worker: bo.id })).items).toEqual([])
  expect((await pageOf(db, isla, { kind: 'COURT_DATE' })).items).toEqual([])
})

test('pages follow one another without a gap or a row twice', async ({ db }) => {
  const ali = await aWorker(db, { role: 'justice-social-worker' })
  const days = Array.from({ length: 60 }, (_, n) => addDays(civilDate('2026-12-02'), n % 20))
  for (const on of days) await aPersonFacing(db, ali, on)
  const person = await aPersonFacing(db, ali)
  await aFact(db, person, 'CUSTODY', civilDate('2025-01-20'))

  const seen: string[] = []
  let next: string | undefined = '/transitions'
  while (next) {
    const { view, after } = placeViewFrom(new URLSearchParams(next.split('?')[1] ?? ''))
    const page: Awaited<ReturnType<typeof pageOf>> = await pageOf(db, ali, view, after)
    seen.push(...page.items.map(({ id }) => id))
    next = page.next
  }

  expect(seen.length).toBeGreaterThan(60)
  expect(new Set(seen).size).toBe(seen.length)
})

test('a closed record is in no list', async ({ db }) => {
  const ali = await aWorker(db, { role: 'justice-social-worker' })
  const calum = await aPersonFacing(db, ali, '2026-12-04')
  await building(db, () =>
    sql`update app.person set closed_on = ${addMonths(today, -1)}, closed_because = 'ended' where id = ${calum.id}`.execute(
      db,
    ),
  )

  expect((await pageOf(db, ali)).items).toEqual([])
})
