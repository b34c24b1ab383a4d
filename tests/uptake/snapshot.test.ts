import { describe } from 'vitest'
import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { addDays, type CivilDate, civilDate } from '~/shared/civil-date'
import { insightOf } from '~/uptake/insight.server'
import type { StepCode } from '~/uptake/measures'
import { takeSnapshots } from '~/uptake/snapshot.server'
import { isTooClose } from '~/uptake/too-close'
import { asBearer, built, tokenFor } from '../security/committed'
import { anOrganisation, aWorker, today } from '../support/builders'
import { expect, type TestDatabase, test } from '../support/database'
import { aChange, aProgrammeOf, somebody } from './changes'

const monday = civilDate('2026-11-23')
const before = civilDate('2026-10-01')

type Cast = {
  worker: Worker
  lead: Worker
  officer: Worker
  administrator: Worker
  programme: { id: string; organisationId: string }
}

describe('the weekly figures', () => {
  test('are what was so when the Monday began, with small numbers hidden, and are taken once a week', async ({
    database,
  }) => {
    const cast = await aCast(database)
    await changes(database, cast, { prompted: 30, sent: 12, answered: 8, finished: 9 }, before)
    await changes(database, cast, { finished: 6 }, addDays(monday, -3))

    const taken = await take(database, cast)
    const again = await take(database, cast)

    expect(taken).toEqual(['organisation published', 'programmes published'])
    expect(again).toEqual([])
    const { figures, weekOn } = await read(database, cast.officer)
    expect(weekOn).toBe(monday)
    expect(figures?.steps.map(({ step, count, share }) => [step, count, share])).toEqual([
      ['needed', 65, null],
      ['prompted', 'hidden', null],
      ['offered', 29, null],
      ['sent', 'hidden', null],
      ['answered', 17, null],
      ['first-meeting', 9, null],
      ['third-session', 'hidden', null],
      ['finished', 'hidden', null],
    ])
  })

  test('SD-06: are not given where fewer than five people differ from an earlier report in any number', async ({
    database,
  }) => {
    const cast = await aCast(database)
    await changes(database, cast, { prompted: 30, sent: 12, finished: 9 }, before)
    await take(database, cast)

    await changes(database, cast, { prompted: 1 }, before)
    const near = await take(database, cast, addDays(monday, 7))
    const shown = await read(database, cast.officer, addDays(monday, 8))
    await changes(database, cast, { prompted: 5 }, before)
    const apart = await take(database, cast, addDays(monday, 14))

    expect(near).toEqual(['organisation too-close', 'programmes published'])
    expect(shown).toMatchObject({ weekOn: monday, isTooClose: true })
    expect(apart).toEqual(['organisation published', 'programmes published'])
  })

  test('are of nothing where fewer than ten referrals were sent', async ({ database }) => {
    const cast = await aCast(database)
    await changes(database, cast, { prompted: 30, sent: 9 }, before)

    expect(await take(database, cast)).toEqual(['organisation too-few', 'programmes too-few'])
    expect((await read(database, cast.officer)).figures).toBeNull()
  })

  test('are read by the roles of the matrix alone, each its own kind', async ({ database }) => {
    const cast = await aCast(database)
    await changes(database, cast, { prompted: 30, sent: 12, finished: 9 }, before)
    await take(database, cast)
    const stranger = await built(database, (db) => aWorker(db, { role: 'data-protection' }))

    expect(await kindsSeen(database, cast.officer)).toEqual(['organisation'])
    expect(await kindsSeen(database, cast.lead)).toEqual(['programmes'])
    expect(await kindsSeen(database, cast.worker)).toEqual([])
    expect(await kindsSeen(database, cast.administrator)).toEqual([])
    expect(await kindsSeen(database, stranger)).toEqual([])
    await expect(read(database, cast.administrator)).rejects.toThrow('reads no figures')
  })

  test('and their numbers before hiding are open to nobody who signs in', async ({ database }) => {
    const cast = await aCast(database)
    const token = await tokenFor(database, cast.officer)

    for (const table of ['app.uptake_count', 'app.uptake_member', 'app.uptake_salt'])
      await expect(
        asBearer(database, token, (db) => sql`select from ${sql.table(table)}`.execute(db)),
      ).rejects.toThrow('permission denied')
  })
})

test('SD-06: the same, another, one gone and one new, and one number up by one', () => {
  const report = (cells: Record<string, readonly string[]>) =>
    new Map(
      Object.entries(cells).map(([name, people]) => [name, new Map(people.map((person) => [person, 1]))]),
    )
  const people = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => `p${from + at}`)
  const earlier = report({ a: people(0, 12), b: people(12, 35), total: people(0, 35) })

  expect(isTooClose(earlier, earlier)).toBe(false)
  expect(isTooClose(report({ a: people(0, 12), b: people(12, 34), total: people(0, 34) }), earlier)).toBe(
    true,
  )
  expect(isTooClose(report({ a: people(1, 12), b: people(12, 36), total: people(1, 36) }), earlier)).toBe(
    true,
  )
  expect(
    isTooClose(report({ a: [...people(0, 12), 'p40'], b: people(12, 40), total: people(0, 41) }), earlier),
  ).toBe(true)
  expect(isTooClose(report({ a: people(0, 12), b: people(12, 40), total: people(0, 40) }), earlier)).toBe(
    false,
  )
})

function aCast(database: TestDatabase): Promise<Cast> {
  return built(database, async (db) => {
    const organisation = await anOrganisation(db)
    const lead = await aWorker(db, { role: 'programme-lead', organisation })
    return {
      worker: await aWorker(db, { organisation }),
      lead,
      officer: await aWorker(db, { role: 'data-protection', organisation }),
      administrator: await aWorker(db, { role: 'administrator', organisation }),
      programme: await aProgrammeOf(db, lead),
    }
  })
}

/** So many people with one change each that came so far. */
function changes(
  database: TestDatabase,
  { worker, programme }: Cast,
  wanted: Partial<Record<StepCode, number>>,
  on: CivilDate,
): Promise<void> {
  return built(database, async (db: Db) => {
    for (const [to, count] of Object.entries(wanted))
      for (let at = 0; at < count; at += 1)
        await aChange(db, await somebody(db, worker), worker, { to: to as StepCode, on, programme })
  })
}

/** What was taken of this organisation; others of this file's database are not looked at. */
async function take(database: TestDatabase, { worker }: Cast, week = monday): Promise<string[]> {
  const taken = await takeSnapshots(database.owner.db, database.jobs.db, week)
  const slug = await built(database, (db) =>
    db
      .selectFrom('app.organisation')
      .where('id', '=', worker.organisationId)
      .select('slug')
      .executeTakeFirstOrThrow(),
  )
  return taken
    .filter(({ organisation }) => organisation === slug.slug)
    .map(({ counts, outcome }) => `${counts} ${outcome}`)
}

async function read(database: TestDatabase, worker: Worker, day = today) {
  const token = await tokenFor(database, worker)
  const insight = await asBearer(database, token, (db) => insightOf(db, worker, null, day))
  if (!insight) throw new Error('This role reads no figures')
  return insight
}

async function kindsSeen(database: TestDatabase, worker: Worker): Promise<string[]> {
  const token = await tokenFor(database, worker)
  const rows = await asBearer(database, token, (db) =>
    db.selectFrom('app.uptake_snapshot').select('counts').execute(),
  )
  return rows.map(({ counts }) => counts)
}
