import { afterAll, expect, test } from 'vitest'
import { queueMornings } from '~/messages/queue-mornings.server'
import { putInFrontEverywhere } from '~/transitions/put-in-front.server'
import { workAtRules } from '~/workshop/work.server'
import { aCluster, type BenchDatabase, type Cluster } from './cluster'
import type { Everybody } from './everybody.program'
import { asTable, type Figure, inRounds, median, ratio } from './figures'
import type { ListWord } from './lists.program'
import { tenFacts } from './lives'
import { fillWith, today } from './people'
import { type Program, startProgram } from './program'

const figures: Figure[] = []
afterAll(() => {
  const table = asTable(figures)
  process.stdout.write(`\n${table}\n`)
})

const sizes = sizesOf(process.env.AIRT_BENCH ?? '10000,100000,1000000')

/** `AIRT_BENCH`: how many people, smallest first, divided by commas; `quick` is the smallest alone. */
function sizesOf(said: string): number[] {
  return said === 'quick' ? [10_000] : said.split(',').map(Number)
}

test(`lists, one save and everybody again, ten facts each: ${sizes.join(', ')} people`, {
  timeout: 7_200_000,
}, async () => {
  const cluster = await aCluster()
  try {
    const filled: Filled[] = []
    for (const people of sizes) {
      const database = await cluster.database(`bench_${people}`)
      filled.push(await measure(cluster, database, people))
    }
    const [small, ...larger] = filled
    if (small) for (const large of larger) await besideEachOther(small, large)
    for (const { lists } of filled) await lists.stop()
  } finally {
    await cluster.stop()
  }
  expect(figures.length).toBeGreaterThan(0)
})

function note(what: string, figure: string, goal: string, holds: boolean | null): void {
  figures.push({ what, figure, goal, holds })
}

type Filled = { lists: Program; size: string }

/** In the same rounds: minutes apart, what else the machine does would be compared. */
async function besideEachOther(small: Filled, large: Filled): Promise<void> {
  const given = await inRounds(15, {
    nextSmall: times(small.lists, 'next'),
    nextLarge: times(large.lists, 'next'),
    todaySmall: times(small.lists, 'today'),
    todayLarge: times(large.lists, 'today'),
  })
  const compare = (what: string, times: number) =>
    note(
      `${what} at ${large.size}, by the same at ${small.size}`,
      `${times.toFixed(2)} times`,
      'at most 1.5',
      times <= 1.5,
    )
  compare('next 50 for a worker', ratio(given.nextLarge, given.nextSmall))
  compare('Today', ratio(given.todayLarge, given.todaySmall))
}

function times(lists: Program, word: ListWord) {
  return () => lists.ask<number>(word)
}

async function measure(cluster: Cluster, database: BenchDatabase, people: number): Promise<Filled> {
  const size = people.toLocaleString('en-GB')
  const filling = performance.now()
  const cast = await fillWith(database.superuser, people, tenFacts)
  note(`${size}: ten facts each, filled in by SQL`, seconds(performance.now() - filling), '', null)
  await everybodyAt(cluster, database, size)
  await settleTheOld(database)
  const lists = await startProgram('lists', {
    DATABASE_URL: database.url,
    AIRT_SECRET: database.secret,
    CAST: JSON.stringify(cast),
  })
  await listsOf(lists, size)
  await oneSave(lists, size)
  await jobsOf(database, size)
  return { lists, size }
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}

/** In a process of its own, bundled as the product is: its speed, what a core does of it, and the most memory that it held. */
async function everybodyAt(cluster: Cluster, database: BenchDatabase, size: string): Promise<void> {
  const program = await startProgram('everybody', {
    DATABASE_URL: database.url,
    AIRT_SECRET: database.secret,
  })
  try {
    const first = await program.ask<Everybody>('first')
    note(
      `${size}: everybody found for the first time, all written`,
      `${perSecond(first)} people a second`,
      '',
      null,
    )
    await database.superuser.query('vacuum analyze')
    const again: (Everybody & { databaseMs: number })[] = []
    for (let round = 0; round < 3; round += 1) {
      const before = (await cluster.cpuMs(database.superuser)) ?? 0
      const everybody = await program.ask<Everybody>('again')
      const databaseMs = ((await cluster.cpuMs(database.superuser)) ?? 0) - before
      again.push({ ...everybody, databaseMs })
    }
    if (again.some(({ changed }) => changed > 0)) throw new Error('Found again, something differs')
    const speed = median(again.map(perSecond))
    const ofACore = median(again.map(({ people, cpuMs }) => Math.round(people / (cpuMs / 1_000))))
    note(
      `${size}: everybody again by every rule, nothing changed, loading included`,
      `${speed} people a second`,
      '',
      null,
    )
    note(
      `${size}: the same, by what a core of ours does`,
      `${ofACore} people a second`,
      'at least 25,000',
      ofACore >= 25_000,
    )
    note(
      `${size}: what that costs us and the database`,
      `${median(again.map(perPerson('cpuMs'))).toFixed(0)} and ${median(again.map(perPerson('databaseMs'))).toFixed(0)} µs of a core each`,
      '',
      null,
    )
    const most = Math.max(first.mostRssMb, ...again.map(({ mostRssMb }) => mostRssMb))
    note(`${size}: the most memory that it held`, `${most.toFixed(0)} MB`, 'at most 300', most <= 300)
  } finally {
    await program.stop()
  }
}

function perSecond({ people, ms }: Everybody): number {
  return Math.round(people / (ms / 1_000))
}

function perPerson(of: 'cpuMs' | 'databaseMs') {
  return (each: Everybody & { databaseMs: number }) => (each[of] * 1_000) / each.people
}

/** As where work has gone on for years: what was to be done more than four weeks ago was decided on, and nothing waits to be written out. */
async function settleTheOld({ superuser }: BenchDatabase): Promise<void> {
  await superuser.query(
    `update app.transition set next_on = settled.next_on, prompts = settled.prompts
       from (select t.organisation_id, t.id, min((each ->> 'on')::date) filter (where (each ->> 'on')::date > $1::date - 28) next_on,
               jsonb_agg(case when (each ->> 'on')::date > $1::date - 28 then each else each || '{"done": true}' end order by place) prompts
               from app.transition t, jsonb_array_elements(t.prompts) with ordinality one (each, place)
              where t.next_on <= $1::date - 28 group by 1, 2) settled
      where transition.organisation_id = settled.organisation_id and transition.id = settled.id`,
    [today],
  )
  await superuser.query('vacuum analyze')
  await superuser.query('checkpoint')
}

/** The work of a morning and of a night grows with what is due, which is said beside it. */
async function jobsOf({ owner, jobs, superuser }: BenchDatabase, size: string): Promise<void> {
  const { rows } = await superuser.query<{ due: number }>(
    'select count(*)::int as due from app.transition where next_on <= $1::date + 7',
    [today],
  )
  const due = rows[0]?.due ?? 0
  const each = (ms: number) => `${((ms * 1_000) / due).toFixed(1)} µs each`
  const night = await timed(1, () => putInFrontEverywhere(owner.db, jobs.db, today))
  note(
    `${size}: what is due put in front of everybody, each night`,
    `${Math.round(night)} ms for ${due} things due: ${each(night)}`,
    '',
    null,
  )
  const began = performance.now()
  const queued = await queueMornings(owner.db, jobs.db, today)
  const morning = performance.now() - began
  const mails = queued.reduce((sum, { queued }) => sum + queued, 0)
  note(
    `${size}: the morning's mail, counted and queued`,
    `${Math.round(morning)} ms for ${mails} mails of ${due} things due: ${each(morning)}`,
    '',
    null,
  )
  const idle = await timed(3, () =>
    workAtRules({ owner: owner.db, jobs: jobs.db, today, mayGoOn: () => true }),
  )
  note(`${size}: the rules' work of an hour, nothing due`, `${idle.toFixed(1)} ms`, '', null)
}

/** In a process of its own, bundled as the product is. */
async function listsOf(lists: Program, size: string): Promise<void> {
  const given = await inRounds(15, {
    bare: times(lists, 'bare'),
    next: times(lists, 'next'),
    today: times(lists, 'today'),
    managed: times(lists, 'managed'),
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

async function oneSave(lists: Program, size: string): Promise<void> {
  const given = await inRounds(15, { without: times(lists, 'save'), with: times(lists, 'save and derive') })
  const more = median(given.with.map((ms, round) => ms - (given.without[round] ?? 0)))
  note(
    `${size}: deriving one changed person of ten facts inside the save`,
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
