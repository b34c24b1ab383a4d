import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { anOwnDatabase } from '../support/own-database'
import { aMove, type BuiltApp, startBuilt } from './built-app'
import { seen, somebody } from './somebody'

/** `AIRT_KILLS` says otherwise, to try it. */
const KILLS = Number(process.env.AIRT_KILLS ?? 50)
const WRITERS = 6
const ROWS = 400
const root = fileURLToPath(new URL('../..', import.meta.url))

test(`D6: ${KILLS} kills of the app in requests, imports and jobs`, { timeout: 30 * 60_000 }, async () => {
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
  const counts = { imports: 0, importsKilled: 0 }

  for (let kill = 1; kill <= KILLS; kill += 1) {
    // Work of the week waits again, so that each start begins with it.
    await seen(database, 'set session_replication_role = replica; delete from app.uptake_snapshot')
    const app = await startBuilt(database.secret, settings)
    const writing = write(app, token, personId, acknowledged)
    const importing = kill % 3 === 0 ? startImport(settings, slug, file) : null
    await pause(200 + Math.random() * 1_300)
    await app.end('SIGKILL')
    if (importing) {
      counts.imports += 1
      if (importing.kill()) counts.importsKilled += 1
      await importing.ended
    }
    await writing.stop()
  }

  // What was sent and never answered is sent again under its key; what was being brought in is brought in again.
  const app = await startBuilt(database.secret, settings)
  const open = [...writers.values()]
  for (const { id, key } of open) {
    const { status } = await app.post(`/people/${personId}/facts/new`, token, aMove(id), key)
    if (status === 303) acknowledged.add(id)
  }
  const imported = await startImport(settings, slug, file).ended
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
  await database.end()
  rmSync(folder, { recursive: true, force: true })
  const there = new Map(facts.map(({ ref, n }) => [ref, n]))
  const lost = [...acknowledged].filter((id) => !there.has(id)).length
  const double =
    facts.filter(({ n }) => n > 1).length +
    people.filter(({ n }) => n > 1).length +
    weeks.filter(({ n }) => n > 1).length
  const partial = facts.filter(({ audited }) => !audited).length + people.filter(({ led }) => !led).length
  console.log(
    `D6: ${KILLS} kills; ${acknowledged.size} facts acknowledged, ${lost} lost; ${counts.importsKilled} of ${counts.imports} imports killed under way, ${people.length} of ${ROWS} people there; ${double} double, ${partial} partial; the last import ended with ${imported}`,
  )
  expect({ lost, double, partial, people: people.length }).toEqual({
    lost: 0,
    double: 0,
    partial: 0,
    people: ROWS,
  })
})

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
