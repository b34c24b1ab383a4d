import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'vitest'
import { type Db, sql } from '#db/connection.server'
import { everybody } from '#db/demo/everybody'
import { loadDecisions } from '#db/demo/load-decisions.server'
import { loadPeople } from '#db/demo/load-people.server'
import { loadWorkers } from '#db/demo/load-workers.server'
import type { Database } from '~/database.server'
import { openDemonstration } from '~/demonstration.server'
import { type CivilDate, civilDate, daysBetween } from '~/shared/civil-date'
import { todayCards } from '~/transitions/present'
import { transitionsDue } from '~/transitions/queries.server'
import { today } from '../support/builders'
import {
  asDefiner,
  building,
  expect,
  signedInAs,
  signedOut,
  type TestDatabase,
  test,
} from '../support/database'

const days = [
  '2026-11-25',
  '2027-01-02',
  '2028-02-29',
  '2027-05-31',
  '2027-06-10',
  '2027-08-01',
  '2027-12-24',
]

describe.each(days.map(civilDate))('on %s', (day) => {
  test('Today shows the youth worker and the justice social worker something true', async ({ db }) => {
    await loadIn(db, day)

    const isla = await dueFor(db, 'youth-worker', day)
    const ali = await dueFor(db, 'justice-social-worker', day)

    expect(titlesOf(isla)).toEqual(
      expect.arrayContaining(['Can leave school', 'Supervision order ends', 'Turns 18']),
    )
    expect(titlesOf(ali)).toEqual(expect.arrayContaining(['Court date', 'Release', 'Release date not known']))
    for (const { due } of [isla, ali]) {
      expect(due.length).toBeGreaterThanOrEqual(6)
      expect(due.length).toBeLessThanOrEqual(13)
    }
    expect(ali.due.find(({ name }) => name === 'Skye Robertson')?.prompts).toHaveLength(2)
  })

  test('every decision of the story was one that could be taken then', async ({ db }) => {
    const { decisions } = await loadIn(db, day)

    const { rows } = await building(db, () =>
      sql<{ note: string }>`select note from app.decision where note <> ''`.execute(db),
    )

    expect(rows.map(({ note }) => note).sort()).toEqual(decisions.map(({ note }) => note).sort())
  })

  test('nobody is older or younger than their story says', async () => {
    const { people } = everybody(day)

    for (const { born, key } of people) {
      const years = born === null ? 15 : daysBetween(born, day) / 365.25
      expect([key, years > 12 && years < 22]).toEqual([key, true])
    }
  })
})

test('an empty database is filled once, and a password that is made at random is told once and kept', async ({
  database,
}) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'airt-demonstration-'))
  const said: string[] = []
  const open = (demoPassword: string | null) =>
    openDemonstration(asDatabase(database), { dataDir, demoPassword }, today, (line) => said.push(line))

  const first = await open(null)
  const again = await open(null)
  const chosen = await open('another password than that')

  expect(first?.accounts.map(({ email }) => email)).toHaveLength(8)
  expect(first?.newPassword).toMatch(/^([a-z]{4}-){4}[a-z]{4}$/)
  expect(again).toMatchObject({ newPassword: null, passwordFile: first?.passwordFile })
  expect(said).toEqual(['Loading the demonstration …'])
  expect(chosen?.newPassword).toBeNull()
  expect(readFileSync(first?.passwordFile ?? '', 'utf8')).toBe('another password than that\n')
  expect(statSync(first?.passwordFile ?? '').mode & 0o777).toBe(0o600)
  rmSync(dataDir, { recursive: true })
})

async function loadIn(db: Db, day: CivilDate) {
  const cast = everybody(day)
  await building(db, async () => loadPeople(db, cast, await loadWorkers(db, cast), day))
  await asDefiner(db, () => loadDecisions(db, cast, day))
  await signedOut(db)
  return cast
}

async function dueFor(db: Db, role: string, day: CivilDate) {
  const who = await building(db, () =>
    db
      .selectFrom('app.worker')
      .where('email', '=', `${role}@demo.example`)
      .select(['id', 'organisation_id as organisationId'])
      .executeTakeFirstOrThrow(),
  )
  await signedInAs(db, who)
  const rows = await transitionsDue(db, { ...who, role } as Parameters<typeof transitionsDue>[1], day, {
    limit: 50,
  })
  return todayCards(rows, day)
}

function titlesOf({ due }: ReturnType<typeof todayCards>): string[] {
  return due.flatMap(({ prompts }) => prompts.map(({ title }) => title))
}

function asDatabase(database: TestDatabase): Database {
  return { ...database, notes: [], close: async () => undefined }
}
