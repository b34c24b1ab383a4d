import { existsSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { beginWork } from '~/access/work.server'
import { rederiveAll } from '~/transitions/rederive.server'
import { aCluster } from './cluster'
import { asTable, type Figure, inRounds, median, ratio } from './figures'
import { guardedAndBare } from './guard'
import { fillWith, today } from './people'
import { type Running, startServer } from './process'
import { addReferrals } from './referrals'
import { buildTemplate } from './template'

const figures: Figure[] = []
afterAll(() => {
  process.stdout.write(`\n${asTable(figures)}\n`)
})

/** How many pages are asked for before anything is timed: a server is a long time warm and a short time cold. */
const PAGES_BEFORE = 20_000

/** CPU of the server's process alone, the database's apart; both answer the same kind of request, in the same rounds. */
test('a page of the caseload and of one person beside the empty page of a new Remix app', {
  timeout: 1_800_000,
}, async () => {
  expect(existsSync('build/server/index.js'), 'npm run build comes first').toBe(true)
  const cluster = await aCluster()
  const template = await buildTemplate()
  const running: Running[] = []
  try {
    const database = await cluster.database('bench_pages')
    const cast = await fillWith(database.superuser, 10_000)
    const token = await beginWork(database.owner.db, 'rederive', null)
    await rederiveAll(database.jobs.db, token, { dryRun: false, by: 'bench' })
    await database.superuser.query('vacuum analyze')
    const empty = await startServer(new URL('template-server.mjs', import.meta.url), [template.server], {})
    running.push(empty)
    const began = performance.now()
    const settings = { ...database.settings, AIRT_TODAY: today, PORT: '3979' }
    const airt = await startServer(new URL('../../app/start.mjs', import.meta.url), [], settings)
    running.push(airt)
    const cold = (performance.now() - began) / 1000
    note('start of the built app on an existing database', `${cold.toFixed(2)} s`, 'at most 3 s', cold <= 3)

    const signedIn = { cookie: `airt=${cast.youthWorker.token}` }
    const pages = ['/people', '/today', `/people/${cast.longRecord}`]
    await askMany(airt, PAGES_BEFORE, pages, signedIn)
    const { rssMb, mostRssMb } = await airt.usage()
    note(
      `memory of the app after ${PAGES_BEFORE.toLocaleString('en-GB')} pages, 8 at a time`,
      `${Math.round(rssMb)} MB, never more than ${Math.round(mostRssMb)}`,
      'under 200 MB',
      rssMb < 200,
    )
    await askMany(empty, PAGES_BEFORE / pages.length, ['/'], {})

    const given = await inRounds(15, {
      template: cpuOf(empty, '/', {}),
      caseload: cpuOf(airt, '/people', signedIn),
      today: cpuOf(airt, '/today', signedIn),
      person: cpuOf(airt, `/people/${cast.longRecord}`, signedIn),
    })
    note("the template's empty page", `${median(given.template).toFixed(2)} ms CPU`, '', null)
    for (const [name, numbers, most] of [
      ['caseload of 50', given.caseload, 1],
      ['Today', given.today, null],
      ['one person with 50 entries', given.person, 1.3],
    ] as const) {
      const times = ratio(numbers, given.template)
      note(
        name,
        `${median(numbers).toFixed(2)} ms CPU, ${times.toFixed(2)} times`,
        most === null ? '' : `at most ${most}`,
        most === null ? null : times <= most,
      )
    }

    await addReferrals(database.superuser)
    const counted = await inRounds(15, {
      template: cpuOf(empty, '/', {}),
      insight: cpuOf(airt, '/insight', signedIn),
    })
    const shown = ratio(counted.insight, counted.template)
    note(
      'Insight, the funnel of a worker’s people',
      `${median(counted.insight).toFixed(2)} ms CPU, ${shown.toFixed(2)} times`,
      'at most 1.3',
      shown <= 1.3,
    )

    const { guarded, bare } = await inRounds(15, guardedAndBare(cluster, database, cast.youthWorker))
    const asking = median(guarded.map((cpu, round) => cpu.asking - (bare[round]?.asking ?? 0)))
    const inDatabase = median(guarded.map((cpu, round) => cpu.database - (bare[round]?.database ?? 0)))
    const page = median(given.template)
    const times = (asking + inDatabase) / page
    note(
      'what sign-in check, row-level security, audit and commit add to a reading of 50',
      `${asking.toFixed(2)} ms CPU, ${(asking / page).toFixed(2)} times; with ${inDatabase.toFixed(2)} of the database ${times.toFixed(2)} times`,
      'at most 0.3 in all',
      times <= 0.3,
    )
  } finally {
    for (const each of running) await each.stop()
    template.remove()
    await cluster.stop()
  }
})

/** These pages in turn, eight at a time. */
async function askMany(
  server: Running,
  times: number,
  paths: readonly string[],
  headers: Record<string, string>,
): Promise<void> {
  let asked = 0
  const one = async () => {
    for (let at = asked++; at < times; at = asked++)
      await ask(server, paths[at % paths.length] ?? '', headers)
  }
  await Promise.all(Array.from({ length: 8 }, one))
}

const PAGES = 40

function cpuOf(server: Running, path: string, headers: Record<string, string>) {
  return async () => {
    const before = await server.usage()
    for (let at = 0; at < PAGES; at += 1) await ask(server, path, headers)
    return ((await server.usage()).cpuMs - before.cpuMs) / PAGES
  }
}

async function ask(server: Running, path: string, headers: Record<string, string>): Promise<void> {
  const { status } = await server.ask(path, { ...headers, 'accept-encoding': 'gzip, deflate, br' })
  if (status !== 200) throw new Error(`${path} answered ${status}`)
}

function note(what: string, how: string, goal: string, holds: boolean | null): void {
  figures.push({ what, figure: how, goal, holds })
}
