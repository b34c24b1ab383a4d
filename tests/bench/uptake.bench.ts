import { afterAll, expect, test } from 'vitest'
import { type Db, sql } from '#db/connection.server'
import { openRequest } from '~/access/request.server'
import { beginWork, inWork } from '~/access/work.server'
import { civilDate } from '~/shared/civil-date'
import { liveFunnel } from '~/uptake/funnel.server'
import { periodFrom } from '~/uptake/period'
import { takeSnapshots } from '~/uptake/snapshot.server'
import { aCluster, type BenchDatabase } from './cluster'
import { asTable, type Figure, inRounds, median, ratio } from './figures'
import { type Bearer, fillWith, today } from './people'
import { addReferrals } from './referrals'

const figures: Figure[] = []
afterAll(() => {
  process.stdout.write(`\n${asTable(figures)}\n`)
})

/** `AIRT_BENCH=quick` is a tenth of it. */
const referrals = process.env.AIRT_BENCH === 'quick' ? 10_000 : 100_000

test('the funnel, beside the plain count of its events', { timeout: 1_200_000 }, async () => {
  const cluster = await aCluster()
  try {
    const database = await cluster.database('bench_uptake')
    const cast = await fillWith(database.superuser, referrals)
    await addReferrals(database.superuser)
    await funnels(database, cast)
    await snapshots(database)
  } finally {
    await cluster.stop()
  }
  expect(figures.length).toBeGreaterThan(0)
})

async function funnels(
  { app, owner, jobs }: BenchDatabase,
  { youthWorker, manager }: { youthWorker: Bearer; manager: Bearer },
): Promise<void> {
  const period = periodFrom(null, today)
  const funnelOf = (bearer: Bearer) => () =>
    timed(10, () => asked(app.db, bearer, (db) => liveFunnel(db, bearer.worker, period)))
  const plainOf = (bearer: Bearer) => () => timed(10, () => asked(app.db, bearer, plainly))
  const token = await beginWork(owner.db, 'bench', null)
  const given = await inRounds(9, {
    worker: funnelOf(youthWorker),
    plainWorker: plainOf(youthWorker),
    manager: funnelOf(manager),
    plainManager: plainOf(manager),
    plainAll: () => timed(1, () => inWork(jobs.db, token, plainly)),
  })
  const size = referrals.toLocaleString('en-GB')
  note(`${size} referrals: plain group by of all events`, given.plainAll)
  for (const [who, name] of [
    ['worker', 'plainWorker'],
    ['manager', 'plainManager'],
  ] as const) {
    note(`${size} referrals: plain group by of a ${who}’s people, row-level security`, given[name])
    note(
      `${size} referrals: funnel of a ${who}’s people, row-level security and audit`,
      given[who],
      given[name],
    )
  }
}

async function snapshots({ owner, jobs }: BenchDatabase): Promise<void> {
  const began = performance.now()
  const taken = await takeSnapshots(owner.db, jobs.db, civilDate('2026-11-23'))
  const seconds = (performance.now() - began) / 1_000
  figures.push({
    what: `the weekly figures of ${taken.length} organisations and programmes`,
    figure: `${seconds.toFixed(1)} s`,
    goal: '',
    holds: null,
  })
}

function note(what: string, ms: readonly number[], beside?: readonly number[]): void {
  const times = beside ? `, ${ratio(ms, beside).toFixed(1)} times the plain one` : ''
  figures.push({ what, figure: `${median(ms).toFixed(2)} ms${times}`, goal: '', holds: null })
}

/** What the funnel is measured against: how many events there are of each kind, and nothing more. */
async function plainly(db: Db): Promise<unknown> {
  const { rows } = await sql`select kind, to_status, count(*) from app.referral_event group by 1, 2`.execute(
    db,
  )
  return rows
}

async function asked(db: Db, { token }: Bearer, run: (db: Db) => Promise<unknown>): Promise<void> {
  const unit = openRequest(db, '00000000-0000-4000-8000-000000000000')
  const { db: own } = await unit.enter(token)
  await run(own)
  await unit.finish({ status: 200, location: null })
}

async function timed(times: number, run: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  for (let at = 0; at < times; at += 1) await run()
  return (performance.now() - began) / times
}
