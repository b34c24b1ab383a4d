import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { aCluster, type BenchDatabase, type Cluster } from '../bench/cluster'
import { type Bearer, fillWith, idOf, signIn } from '../bench/people'
import { aMove, type BuiltApp, startBuilt } from './built-app'

export type Phase = { perSecond: number; seconds: number }
export type Answered = {
  phase: number
  kind: string
  at: number
  ms: number
  status: number | string
  id?: string
}

/** How many workers are signed in, each with sixty people, and one manager of six hundred. */
const WORKERS = 40
const PEOPLE_OF_EACH = 60

/** The built app on a database of its own with 10,000 invented people in it, everything made safe on disk, and many signed in. */
export async function aLoadedApp(): Promise<{
  app: BuiltApp
  database: BenchDatabase
  run: (phases: readonly Phase[]) => Promise<{ answers: Answered[]; sentLateByMs: number }>
  end: () => Promise<void>
}> {
  const cluster: Cluster = await aCluster()
  const database = await cluster.database('drill_load')
  const cast = await fillWith(database.superuser, 10_000)
  const workers = [cast.youthWorker, cast.colleague]
  for (let at = 2; at < WORKERS; at += 1) workers.push(await signIn(database.superuser, `worker ${at}`))
  const app = await startBuilt(database.secret, {
    ...database.settings,
    AIRT_DEMO: '1',
    AIRT_TODAY: '2026-11-25',
  })

  return {
    app,
    database,
    run: (phases) => send(planOf(phases, workers, cast.manager, app), app.port),
    end: async () => {
      await app.end('SIGTERM')
      await cluster.stop()
    },
  }
}

/** Nine in ten read. Arrivals are as those of people who know nothing of each other. */
function planOf(phases: readonly Phase[], workers: readonly Bearer[], manager: Bearer, app: BuiltApp) {
  const plan = []
  let from = 0
  for (const [phase, { perSecond, seconds }] of phases.entries()) {
    for (let at = from; at < from + seconds * 1_000; at += (-Math.log(1 - Math.random()) * 1_000) / perSecond)
      plan.push({ at, phase, ...one(workers, manager, app) })
    from += seconds * 1_000
  }
  return plan
}

function one(workers: readonly Bearer[], manager: Bearer, app: BuiltApp) {
  const which = Math.floor(Math.random() * workers.length)
  const worker = workers[which] ?? manager
  const person = idOf(`person ${which * PEOPLE_OF_EACH + Math.floor(Math.random() * PEOPLE_OF_EACH)}`)
  const dice = Math.random()
  if (dice < 0.22) return read('caseload', '/people', worker)
  if (dice < 0.5) return read('person', `/people/${person}`, worker)
  if (dice < 0.68) return read('Today', '/today', worker)
  if (dice < 0.74) return read('sessions', `/people/${person}/sessions`, worker)
  if (dice < 0.78) return read('programmes', '/programmes', worker)
  if (dice < 0.82) return read('insight', '/insight', worker)
  if (dice < 0.87) return read('manager', '/people', manager)
  if (dice < 0.9) return { kind: 'sign-in page', method: 'GET', path: '/sign-in', headers: packed }
  if (dice < 0.94) return write('fact', `/people/${person}/facts/new`, worker, app)
  return kept(person, worker, app)
}

const packed = { 'accept-encoding': 'gzip, deflate, br' }

function read(kind: string, path: string, { token }: Bearer) {
  return { kind, method: 'GET', path, headers: { ...packed, cookie: `airt=${token}` } }
}

function write(kind: string, path: string, { token }: Bearer, app: BuiltApp) {
  const id = randomUUID()
  return {
    kind,
    id,
    method: 'POST',
    path,
    headers: {
      ...packed,
      cookie: `airt=${token}`,
      origin,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ ...aMove(id), formKey: app.keyFor(path) }).toString(),
  }
}

/** What a form's page sends while somebody writes. */
function kept(person: string, { token, worker }: Bearer, app: BuiltApp) {
  return {
    kind: 'draft',
    method: 'POST',
    path: '/drafts/kept',
    headers: { ...packed, cookie: `airt=${token}`, origin, 'content-type': 'application/json' },
    body: JSON.stringify({
      id: draftOf(`${worker.id} ${person}`),
      key: app.keyFor('/drafts/kept'),
      path: `/people/${person}/facts/new`,
      personId: null,
      fields: [['note', `Loves football, ${Math.random()}`]],
      tried: false,
    }),
  }
}

/** One draft for each form of each worker, kept again and again. */
const drafts = new Map<string, string>()

function draftOf(form: string): string {
  const id = drafts.get(form) ?? randomUUID()
  drafts.set(form, id)
  return id
}

const origin = 'http://localhost:3000'

async function send(plan: unknown, port: number): Promise<{ answers: Answered[]; sentLateByMs: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'airt-load-'))
  const [planFile, resultFile] = [join(folder, 'plan.json'), join(folder, 'result.json')]
  writeFileSync(planFile, JSON.stringify(plan))
  const program = fileURLToPath(new URL('load.mjs', import.meta.url))
  const child = spawn(process.execPath, [program, planFile, resultFile, String(port)], { stdio: 'inherit' })
  const code = await new Promise((settle) => child.once('close', settle))
  if (code !== 0) throw new Error(`What sends the load ended with ${code}`)
  const result = JSON.parse(readFileSync(resultFile, 'utf8'))
  rmSync(folder, { recursive: true })
  return result
}

/** Of sorted or unsorted numbers, that below which so many in a hundred lie. */
export function percentile(numbers: readonly number[], of: number): number {
  const sorted = [...numbers].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * of) / 100))] ?? 0
}

export function inMs(answers: readonly Answered[]): string {
  const times = answers.map(({ ms }) => ms)
  const of = (each: number) => Math.round(percentile(times, each))
  return `p50 ${of(50)}, p95 ${of(95)}, p99 ${of(99)}, longest ${of(100)} ms`
}

export function countBy<T>(all: readonly T[], key: (one: T) => string | number): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const one of all) counts[key(one)] = (counts[key(one)] ?? 0) + 1
  return counts
}

/** Those answered as they should be: a page, a redirect after saving, or a draft kept. */
export function isAccepted({ status }: Answered): boolean {
  return status === 200 || status === 303
}
