import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { anOwnDatabase, type OwnDatabase } from '../support/own-database'
import { aMove, type BuiltApp, startBuilt } from './built-app'
import { LIST_ROWS, type ListsByPage, listsByPage, listUnderWay, wrongInLists } from './lists-by-page'
import { seen, somebody } from './somebody'

/** `AIRT_KILLS` says otherwise, to try it: with fewer than ten, not every kind is met. */
const KILLS = Number(process.env.AIRT_KILLS ?? 50)
const WRITERS = 6
const ROWS = 400
const root = fileURLToPath(new URL('../..', import.meta.url))

/** In what each kill is to land, in turn. Facts are saved all the while, and the work of the week is done at each start. */
const aims = [
  'facts',
  'import by command',
  'upload',
  'checking',
  'saving',
  'columns',
  'saving',
  'import by command',
  'start',
  'saving',
] as const
type Aim = (typeof aims)[number]

test(`D6: ${KILLS} kills of the app in requests, imports and jobs`, { timeout: 60 * 60_000 }, async () => {
  const database = await anOwnDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'airt-kills-'))
  const settings = {
    AIRT_DATA_DIR: database.dataDir,
    AIRT_KEY_DIR: join(folder, 'keys'),
    AIRT_ANCHOR_DIR: folder,
  }
  const { token, personId, slug, email } = await somebody(database)
  const file = join(folder, 'people.csv')
  writeFileSync(file, peopleFile(email))
  const acknowledged = new Set<string>()
  const landed: Record<Aim, number> = {
    facts: 0,
    'import by command': 0,
    upload: 0,
    columns: 0,
    start: 0,
    checking: 0,
    saving: 0,
  }
  const lists = listsByPage()

  for (let kill = 1; kill <= KILLS; kill += 1) {
    const aim = aims[(kill - 1) % aims.length] ?? 'facts'
    // Work of the week waits again, so that each start begins with it.
    await seen(database, 'set session_replication_role = replica; delete from app.uptake_snapshot')
    const app = await startBuilt(database.secret, settings)
    const writing = write(app, token, personId, acknowledged)
    const bringing = lists.bringIn(app, token)
    const importing = aim === 'import by command' ? startImport(settings, slug, file) : null
    await until(aim, database, lists)
    const asked = lists.asking()
    if (asked) landed[asked] += 1
    await app.end('SIGKILL')
    if (importing) {
      if (importing.kill()) landed['import by command'] += 1
      await importing.ended
    }
    await bringing
    await writing.stop()
    if (writers.size > 0) landed.facts += 1
    const job = await listUnderWay(database)
    if (job && asked === null) landed[job] += 1
  }

  // What was sent and never answered is sent again under its key; what was being brought in is brought in again.
  const app = await startBuilt(database.secret, settings)
  const open = [...writers.values()]
  for (const { id, key } of open) {
    const { status } = await app.post(`/people/${personId}/facts/new`, token, aMove(id), key)
    if (status === 303) acknowledged.add(id)
  }
  const imported = await startImport(settings, slug, file).ended
  const goneOn = await lists.finish(app, token)
  await app.end('SIGTERM')

  const facts = await seen<{ ref: string; n: number; audited: boolean }>(
    database,
    `select f.document_ref as ref, count(*)::int as n,
        bool_and(exists(select from aud.audit_entry e where e.subject_id = f.id)) as audited
       from app.fact f where f.person_id = '${personId}' group by 1`,
  )
  const people = await seen<{ ref: string; n: number; led: boolean }>(
    database,
    `select p.reference as ref, count(*)::int as n, bool_and(exists(select from app.allocation a where a.person_id = p.id)) as led
       from app.person p where p.reference like 'K%' group by 1`,
  )
  const weeks = await seen<{ n: number }>(
    database,
    'select count(*)::int as n from app.uptake_snapshot group by organisation_id, counts, week_on',
  )
  const inLists = await wrongInLists(database, lists)
  await database.end()
  rmSync(folder, { recursive: true, force: true })
  const there = new Map(facts.map(({ ref, n }) => [ref, n]))
  const lost = [...acknowledged].filter((id) => !there.has(id)).length + inLists.lost
  const double =
    facts.filter(({ n }) => n > 1).length +
    people.filter(({ n }) => n > 1).length +
    weeks.filter(({ n }) => n > 1).length +
    inLists.double
  const partial =
    facts.filter(({ audited }) => !audited).length + people.filter(({ led }) => !led).length + inLists.partial
  console.log(
    `D6: ${KILLS} kills, of which under way: ${Object.entries(landed)
      .map(([what, n]) => `${what} ${n}`)
      .join(
        ', ',
      )}; ${acknowledged.size} facts and ${lists.all.length} lists of ${LIST_ROWS} people acknowledged, ${lost} lost; ${people.length} of ${ROWS} people there by command and ${inLists.people} by page; ${double} double, ${partial} partial; ${goneOn} lists had stopped and were gone on with; the last import ended with ${imported}`,
  )
  expect({ lost, double, partial, people: people.length, byPage: inLists.people }).toEqual({
    lost: 0,
    double: 0,
    partial: 0,
    people: ROWS,
    byPage: lists.all.length * LIST_ROWS,
  })
  expect(Object.values(landed).filter((n) => n === 0)).toEqual([])
})

/** Waits until the kill lands where it is to, and a moment of chance more; after a while it lands wherever it does. */
async function until(aim: Aim, database: OwnDatabase, lists: ListsByPage): Promise<void> {
  const isThere: Partial<Record<Aim, () => Promise<boolean> | boolean>> = {
    upload: () => lists.asking() === 'upload',
    columns: () => lists.asking() === 'columns',
    start: () => lists.asking() === 'start',
    checking: async () => (await listUnderWay(database)) === 'checking',
    saving: async () => (await listUnderWay(database)) === 'saving',
  }
  const look = isThere[aim]
  if (!look) return pause(200 + Math.random() * 1_300)
  const began = performance.now()
  while (!(await look()) && performance.now() - began < LONGEST_MS) await pause(2)
  await pause(Math.random() * (aim === 'checking' || aim === 'saving' ? 250 : 3))
}

const LONGEST_MS = 120_000

/** What each writer has sent and was not yet told of. */
const writers = new Map<number, { id: string; key: string }>()

function write(app: BuiltApp, token: string, personId: string, acknowledged: Set<string>) {
  let isOver = false
  const path = `/people/${personId}/facts/new`
  const all = Array.from({ length: WRITERS }, async (_, at) => {
    while (!isOver) {
      const sent = writers.get(at) ?? { id: randomUUID(), key: app.keyFor(path) }
      writers.set(at, sent)
      const answer = await app.post(path, token, aMove(sent.id), sent.key).catch(() => null)
      if (answer === null) return
      if (answer.status !== 303) {
        await pause(20)
        continue
      }
      acknowledged.add(sent.id)
      writers.delete(at)
    }
  })
  return {
    stop: () => {
      isOver = true
      return Promise.all(all)
    },
  }
}

function startImport(settings: Readonly<Record<string, string>>, slug: string, file: string) {
  const { PATH, HOME } = process.env
  const child = spawn(
    process.execPath,
    ['app/start.mjs', 'airt', 'import', 'people', file, '--organisation', slug],
    {
      cwd: root,
      env: { PATH, HOME, NODE_ENV: 'production', AIRT_DEMO: '0', ...settings } as NodeJS.ProcessEnv,
      stdio: 'ignore',
    },
  )
  const ended = new Promise<number | null>((settle) => child.once('close', settle))
  return { ended, kill: () => child.exitCode === null && child.kill('SIGKILL') }
}

function peopleFile(email: string): string {
  const rows = Array.from({ length: ROWS }, (_, n) => `K${n},Calum,Reid${n},2010-03-0${1 + (n % 9)},${email}`)
  return ['reference,given_name,family_name,date_of_birth,worker_email', ...rows, ''].join('\r\n')
}
