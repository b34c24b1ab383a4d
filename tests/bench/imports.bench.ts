import { afterAll, expect, test } from 'vitest'
import { beginWork, inWork } from '~/access/work.server'
import type { ImportWork } from '~/intake/batches.server'
import { importPeople } from '~/intake/import-people.server'
import { aCluster, type BenchDatabase } from './cluster'
import { asTable, type Figure } from './figures'
import { idOf, today } from './people'
import { leads, peopleFile, team } from './people-file'

const ROWS = 20_000
const organisationId = idOf('Southmoor')

const figures: Figure[] = []
afterAll(() => {
  process.stdout.write(`\n${asTable(figures)}\n`)
})

test('a file of people brought in, and the same file again', { timeout: 600_000 }, async () => {
  const cluster = await aCluster()
  try {
    const database = await cluster.database('bench_imports')
    await addThoseWhoLead(database)
    const bytes = peopleFile(ROWS)

    const first = await broughtIn(database, bytes)
    expect(first.report).toMatchObject({ added: ROWS, rejected: 0 })
    note('brought in for the first time, with all that the rules find', first.perSecond)

    await database.superuser.query('vacuum analyze')
    const again = await broughtIn(database, bytes)
    expect(again.report).toMatchObject({ unchanged: ROWS, rejected: 0 })
    note('the same file again, which changes nothing', again.perSecond)
  } finally {
    await cluster.stop()
  }
})

/** As the command line brings a file in. */
async function broughtIn({ owner, jobs }: BenchDatabase, bytes: Uint8Array) {
  const token = await beginWork(owner.db, 'people.import', organisationId)
  const work: ImportWork = {
    inTransaction: (batch) => inWork(jobs.db, token, batch),
    mode: 'save',
    by: 'bench',
    progress: () => undefined,
  }
  const began = performance.now()
  const outcome = await importPeople(work, organisationId, bytes, today)
  const perSecond = Math.round((ROWS / (performance.now() - began)) * 1000)
  if (!outcome.ok) throw new Error(outcome.reason)
  return { report: outcome.value.report, perSecond }
}

async function addThoseWhoLead({ superuser }: BenchDatabase): Promise<void> {
  await superuser.query(
    "insert into app.organisation (id, slug, name) values ($1, 'southmoor', 'Southmoor')",
    [organisationId],
  )
  await superuser.query('insert into app.team (organisation_id, name) values ($1, $2)', [
    organisationId,
    team,
  ])
  await superuser.query(
    `insert into app.worker (organisation_id, email, name, role)
     select $1::uuid, email, 'Worker', 'youth-worker' from unnest($2::text[]) email
     union all select $1::uuid, null, 'Command line', 'service'`,
    [organisationId, leads],
  )
}

function note(how: string, perSecond: number): void {
  figures.push({
    what: `${ROWS.toLocaleString('en-GB')} people in a file, ${how}`,
    figure: `${perSecond} rows a second`,
    goal: 'at least 5,000',
    holds: perSecond >= 5_000,
  })
}
