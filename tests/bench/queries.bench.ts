import { afterAll, expect, test } from 'vitest'
import { type Db, sql } from '#db/connection.server'
import { openRequest } from '~/access/request.server'
import { beginWork } from '~/access/work.server'
import { recordAudit } from '~/audit/write.server'
import { choicesFor } from '~/casework/choices.server'
import { dayOf, PROMPTS_A_PAGE } from '~/casework/day.server'
import { queueMornings } from '~/messages/queue-mornings.server'
import { deriveFor } from '~/transitions/derive.server'
import { todayCards } from '~/transitions/present'
import { transitionsDue } from '~/transitions/queries.server'
import { rederiveAll } from '~/transitions/rederive.server'
import { aCluster, type BenchDatabase } from './cluster'
import { asTable, type Figure, inRounds, median, ratio } from './figures'
import { type Bearer, type Cast, fillWith, idOf, today } from './people'

const figures: Figure[] = []
afterAll(() => {
  const table = asTable(figures)
  process.stdout.write(`\n${table}\n`)
})

/** `AIRT_BENCH=quick` leaves the larger one out. */
const sizes = process.env.AIRT_BENCH === 'quick' ? [10_000] : [10_000, 100_000]

test('lists, one save and everybody again, at each size', { timeout: 1_200_000 }, async () => {
  const cluster = await aCluster()
  try {
    const filled: Filled[] = []
    for (const people of sizes) {
      const database = await cluster.database(`bench_${people}`)
      filled.push({ database, cast: await measure(database, people) })
    }
    const [small, large] = filled
    if (small && large) await besideEachOther(small, large)
  } finally {
    await cluster.stop()
  }
  expect(figures.length).toBeGreaterThan(0)
})

function note(what: string, figure: string, goal: string, holds: boolean | null): void {
  figures.push({ what, figure, goal, holds })
}

type Filled = { database: BenchDatabase; cast: Cast }

/** In the same rounds: minutes apart, what else the machine does would be compared. */
async function besideEachOther(small: Filled, large: Filled): Promise<void> {
  const given = await inRounds(15, { small: next50(small), large: next50(large) })
  const times = ratio(given.large, given.small)
  note(
    'next 50 at 100,000 people, by the same at 10,000',
    `${times.toFixed(2)} times`,
    'at most 1.5',
    times <= 1.5,
  )
}

function next50({ database: { app }, cast: { youthWorker } }: Filled) {
  return () =>
    timed(100, () =>
      asked(app.db, youthWorker, (db) => transitionsDue(db, youthWorker.worker, today, { limit: 50 })),
    )
}

async function measure(database: BenchDatabase, people: number): Promise<Cast> {
  const size = people.toLocaleString('en-GB')
  const cast = await fillWith(database.superuser, people)
  const first = await everybody(database)
  note(
    `${size}: everybody found for the first time, all written`,
    `${first.perSecond} people a second`,
    '',
    null,
  )
  await database.superuser.query('vacuum analyze')
  const again = [await everybody(database), await everybody(database), await everybody(database)]
  const speed = median(again.map(({ perSecond }) => perSecond))
  note(
    `${size}: everybody again, nothing changed, loading included`,
    `${speed} people a second`,
    'at least 50,000',
    speed >= 50_000,
  )
  note(
    `${size}: memory of the process after it`,
    `${Math.round(process.memoryUsage().rss / 1e6)} MB`,
    'flat',
    null,
  )
  await lists(database, cast, size)
  await oneSave(database, cast, size)
  await morning(database, size)
  return cast
}

/** What a morning's mail costs: it grows with what is due, which is said beside it. */
async function morning({ owner, jobs, superuser }: BenchDatabase, size: string): Promise<void> {
  const { rows } = await superuser.query<{ due: string }>(
    'select count(*) as due from app.transition where next_on <= $1::date + 7',
    [today],
  )
  const began = performance.now()
  const queued = await queueMornings(owner.db, jobs.db, today)
  const ms = performance.now() - began
  const mails = queued.reduce((sum, each) => sum + each.queued, 0)
  note(
    `${size}: the morning's mail, counted and queued`,
    `${Math.round(ms)} ms for ${mails} mails of ${rows[0]?.due} things due`,
    '',
    null,
  )
}

async function everybody({ owner, jobs }: BenchDatabase) {
  const token = await beginWork(owner.db, 'rederive', null)
  const began = performance.now()
  const { people } = await rederiveAll(jobs.db, token, { dryRun: false, by: 'bench' })
  return { perSecond: Math.round((people / (performance.now() - began)) * 1000) }
}

async function lists(database: BenchDatabase, cast: Cast, size: string): Promise<void> {
  const { app } = database
  const { youthWorker, manager } = cast
  const given = await inRounds(15, {
    bare: () => timed(200, () => sql`select 1`.execute(app.db)),
    next: next50({ database, cast }),
    today: () => timed(100, () => page(app.db, youthWorker)),
    managed: () => timed(20, () => page(app.db, manager)),
  })
  const bare = median(given.bare)
  note(`${size}: select 1`, `${bare.toFixed(3)} ms`, '', null)
  const nextRatio = ratio(given.next, given.bare)
  const todayRatio = ratio(given.today, given.bare)
  note(
    `${size}: next 50 for a worker, session, row-level security`,
    `${median(given.next).toFixed(2)} ms, ${nextRatio.toFixed(1)} times`,
    'at most 25',
    nextRatio <= 25,
  )
  note(
    `${size}: Today with its audit entry and its choices, committed`,
    `${median(given.today).toFixed(2)} ms, ${todayRatio.toFixed(1)} times`,
    'at most 25',
    todayRatio <= 25,
  )
  note(
    `${size}: Today of a manager of 600`,
    `${median(given.managed).toFixed(2)} ms, ${ratio(given.managed, given.bare).toFixed(1)} times`,
    '',
    null,
  )
}

/** All that the page asks of the database: what waits, its audit entry, and what there is to choose from for what is due. */
function page(db: Db, bearer: Bearer): Promise<unknown> {
  return asked(db, bearer, async (own) => {
    const { prompts } = await dayOf(own, bearer.worker, today, null)
    const { due } = todayCards(prompts.slice(0, PROMPTS_A_PAGE), today)
    const people = [...new Set(due.map(({ personId }) => personId))]
    if (people.length) await choicesFor(own, bearer.worker, people, today)
  })
}

/** One request's transaction, begun and ended as the server does; what reads without an entry is rolled back. */
async function asked(db: Db, { token }: Bearer, run: (db: Db) => Promise<unknown>): Promise<void> {
  const unit = openRequest(db, '00000000-0000-4000-8000-000000000000')
  const entered = await unit.enter(token)
  const rows = await run(entered.db)
  await unit.finish({ status: rows === undefined ? 200 : 500, location: null })
}

/** One changed birth date with its version, with deriving in the save and without. */
async function oneSave({ app }: BenchDatabase, { youthWorker }: Cast, size: string): Promise<void> {
  const person = idOf('person 2')
  let day = 0
  const save = (derives: boolean) => () =>
    timed(30, () =>
      asked(app.db, youthWorker, async (db) => {
        day += 1
        await sql`update app.person set born_on = ${`2009-0${1 + (day % 9)}-1${day % 10}`}::date, version = version + 1
          where id = ${person}::uuid`.execute(db)
        if (derives) await deriveFor(db, [person])
        await recordAudit(db, { act: 'person.edit', personId: person })
      }),
    )
  const given = await inRounds(15, { without: save(false), with: save(true) })
  const more = median(given.with.map((ms, round) => ms - (given.without[round] ?? 0)))
  note(
    `${size}: deriving one changed person of three facts inside the save`,
    `${more.toFixed(2)} ms more than ${median(given.without).toFixed(2)}`,
    'at most 2 ms',
    more <= 2,
  )
}

async function timed(times: number, run: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  for (let at = 0; at < times; at += 1) await run()
  return (performance.now() - began) / times
}
