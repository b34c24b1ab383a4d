import { existsSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { beginWork } from '~/access/work.server'
import { rederiveAll } from '~/transitions/rederive.server'
import { aCluster } from './cluster'
import { asTable, type Figure, inRounds, median, ratio } from './figures'
import { fillWith, today } from './people'
import { type Running, startServer } from './process'
import { buildTemplate } from './template'

const BUILT = 'build/server/index.js'
const figures: Figure[] = []
afterAll(() => {
  process.stdout.write(`\n${asTable(figures)}\n`)
})

/** CPU of the server's process alone, the database's apart; both answer the same kind of request, in the same rounds. */
test('a page of the caseload and of one person beside the empty page of a new Remix app', {
  timeout: 900_000,
}, async () => {
  expect(existsSync(BUILT), 'npm run build comes first').toBe(true)
  const cluster = await aCluster()
  const template = await buildTemplate()
  const running: Running[] = []
  try {
    const database = await cluster.database('bench_pages')
    const cast = await fillWith(database.superuser, 10_000)
    const token = await beginWork(database.owner.db, 'rederive', null)
    await rederiveAll(database.jobs.db, token, { dryRun: false, by: 'bench' })
    await database.superuser.query('vacuum analyze')
    const empty = await startServer(template.server, [], {})
    running.push(empty)
    const began = performance.now()
    const airt = await startServer(BUILT, ['start'], {
      ...database.settings,
      AIRT_TODAY: today,
      PORT: '3979',
    })
    running.push(airt)
    const cold = (performance.now() - began) / 1000
    figures.push(
      figure(
        'start of the built app on an existing database',
        `${cold.toFixed(2)} s`,
        'at most 3 s',
        cold <= 3,
      ),
    )

    const signedIn = { cookie: `airt=${cast.youthWorker.token}` }
    const given = await inRounds(20, {
      template: cpuOf(empty, '/', {}),
      caseload: cpuOf(airt, '/people', signedIn),
      today: cpuOf(airt, '/today', signedIn),
      person: cpuOf(airt, `/people/${cast.longRecord}`, signedIn),
    })
    figures.push(figure("the template's empty page", `${median(given.template).toFixed(2)} ms CPU`, '', null))
    for (const [name, numbers, most] of [
      ['caseload of 50', given.caseload, 1],
      ['Today', given.today, null],
      ['one person with 50 entries', given.person, 1.3],
    ] as const) {
      const times = ratio(numbers, given.template)
      const goal = most === null ? '' : `at most ${most}`
      figures.push(
        figure(
          name,
          `${median(numbers).toFixed(2)} ms CPU, ${times.toFixed(2)} times`,
          goal,
          most === null ? null : times <= most,
        ),
      )
    }
    const { rssMb } = await airt.collected()
    figures.push(
      figure('memory of the app after these pages', `${Math.round(rssMb)} MB`, 'under 200 MB', rssMb < 200),
    )
  } finally {
    for (const each of running) await each.stop()
    template.remove()
    await cluster.stop()
  }
})

const PAGES = 40

function cpuOf(server: Running, path: string, headers: Record<string, string>) {
  return async () => {
    const before = await server.usage()
    for (let at = 0; at < PAGES; at += 1) {
      const { status } = await server.ask(path, { ...headers, 'accept-encoding': 'gzip, deflate, br' })
      if (status !== 200) throw new Error(`${path} answered ${status}`)
    }
    return ((await server.usage()).cpuMs - before.cpuMs) / PAGES
  }
}

function figure(what: string, how: string, goal: string, holds: boolean | null): Figure {
  return { what, figure: how, goal, holds }
}
